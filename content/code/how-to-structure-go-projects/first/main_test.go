package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"sync"
	"testing"
	"time"
)

func TestServer(t *testing.T) {
	srv := httptest.NewServer(newServer().routes())
	defer srv.Close()
	steps := []struct {
		method, path, body string
		status             int
		answer             string
	}{
		{"PUT", "/accounts/ann", "", 200, `{"balance":0}`},
		{"PUT", "/accounts/bob", "", 200, `{"balance":0}`},
		{"GET", "/accounts/eve", "", 404, "no such account"},
		{"PUT", "/transfers/1", `{"from":"world","to":"ann","amount":50}`, 200, `{"from":"world","to":"ann","amount":50}`},
		{"PUT", "/transfers/1", `{"from":"world","to":"ann","amount":50}`, 200, `{"from":"world","to":"ann","amount":50}`},
		{"PUT", "/transfers/1", `{"from":"world","to":"ann","amount":51}`, 409, "id was used before"},
		{"PUT", "/transfers/2", `{"from":"ann","to":"bob","amount":51}`, 422, "insufficient funds"},
		{"PUT", "/transfers/2", `{"from":"ann","to":"bob","amount":-1}`, 400, "invalid request"},
		{"PUT", "/transfers/2", `{"from":"ann","to":"eve","amount":1}`, 404, "no such account"},
		{"PUT", "/transfers/2", `{"from":"ann","to":"bob","amount":20}`, 200, `{"from":"ann","to":"bob","amount":20}`},
		{"GET", "/accounts/ann", "", 200, `{"balance":30}`},
		{"GET", "/accounts/world", "", 200, `{"balance":-50}`},
		{"PUT", "/transfers/3", `{"from":"world","to":"bob","amount":9223372036854775807}`, 400, "amount is too large"},
		{"GET", "/accounts/bob", "", 200, `{"balance":20}`},
		{"PUT", "/transfers/4", `{"from":"world","to":"bob","amount":1} {}`, 400, "invalid request"},
		{"PUT", "/transfers/4", `{"from":"world","to":"bob","amount":1,"amount":2}`, 400, "invalid request"},
		{"PUT", "/transfers/4", strings.Repeat(" ", 1<<16) + `{"from":"world","to":"bob","amount":1}`, 400, "invalid request"},
	}
	for _, step := range steps {
		req, err := http.NewRequestWithContext(t.Context(), step.method, srv.URL+step.path, strings.NewReader(step.body))
		if err != nil {
			t.Fatal(err)
		}
		resp, err := srv.Client().Do(req)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(resp.Body)
		resp.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if got := strings.TrimSpace(string(body)); resp.StatusCode != step.status || got != step.answer {
			t.Errorf("%s %s %s: got %d %s, want %d %s", step.method, step.path, step.body, resp.StatusCode, got, step.status, step.answer)
		}
	}
}

// stuck is a client that does not take its answer.
type stuck struct {
	*httptest.ResponseRecorder
	asked func()
	free  chan struct{}
}

func (s stuck) Write(p []byte) (int, error) {
	s.asked()
	<-s.free
	return s.ResponseRecorder.Write(p)
}

func TestASlowClientDoesNotStopTheOthers(t *testing.T) {
	handler := newServer().routes()
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("PUT", "/accounts/ann", nil))
	asked := make(chan struct{})
	slow := stuck{httptest.NewRecorder(), sync.OnceFunc(func() { close(asked) }), make(chan struct{})}
	done := make(chan struct{}, 2)
	go func() {
		body := strings.NewReader(`{"from":"world","to":"ann","amount":50}`)
		handler.ServeHTTP(slow, httptest.NewRequest("PUT", "/transfers/1", body))
		done <- struct{}{}
	}()
	<-asked
	go func() {
		handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequest("GET", "/accounts/ann", nil))
		done <- struct{}{}
	}()
	select {
	case <-done: // the second one
	case <-time.After(5 * time.Second):
		t.Error("one client waits for another")
	}
	close(slow.free)
	<-done
}
