package main

import (
	"io"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
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
