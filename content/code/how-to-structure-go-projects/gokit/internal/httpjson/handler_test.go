package httpjson_test

import (
	"bytes"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"

	"github.com/go-kit/kit/endpoint"
	"github.com/go-kit/kit/ratelimit"

	"example.com/bank/gokit/internal/breaker"
	"example.com/bank/gokit/internal/endpoints"
	"example.com/bank/gokit/internal/httpjson"
	"example.com/bank/internal/memory"
	"example.com/bank/internal/wallet"
)

func newSet(t *testing.T) endpoints.Set {
	t.Helper()
	service, err := wallet.New(t.Context(), new(memory.Store))
	if err != nil {
		t.Fatal(err)
	}
	return endpoints.New(service)
}

// serve starts a server on a free port.
func serve(t *testing.T, set endpoints.Set, log io.Writer) string {
	t.Helper()
	server := httptest.NewServer(httpjson.New(set, slog.New(slog.NewTextHandler(log, nil))))
	t.Cleanup(server.Close)
	return server.URL
}

func do(t *testing.T, method, url, body string) (int, string) {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), method, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	if kind := resp.Header.Get("Content-Type"); kind != "application/json" {
		t.Errorf("%s %s: got %s, want JSON", method, url, kind)
	}
	return resp.StatusCode, string(answer)
}

func TestRequestsAndAnswers(t *testing.T) {
	url := serve(t, newSet(t), t.Output())
	for _, each := range []struct {
		request, body string
		status        int
		want          string // begins so
	}{
		{"PUT /accounts/ann", "", 200, `{"id":"ann","balance":0}`},
		{"PUT /transfers/1", `{"from":"world","to":"ann","amount":50}`, 200,
			`{"id":"1","from":"world","to":"ann","amount":50,"posted":"2`},
		{"GET /accounts/ann", "", 200, `{"id":"ann","balance":50}`},
		{"GET /accounts/world", "", 200, `{"id":"world","balance":-50}`},
		{"GET /accounts/bob", "", 404, `{"error":"no such account: \"bob\""}`},
		{"PUT /transfers/1", `{"from":"world","to":"ann","amount":51}`, 409, `{"error":"id was used`},
		{"PUT /transfers/2", `{"from":"ann","to":"world","amount":51}`, 422, `{"error":"insufficient funds`},
		{"PUT /transfers/3", `{"from":"ann","to":"ann","amount":1}`, 400, `{"error":"invalid request`},
		{"PUT /transfers/3", `{"from":"ann","to":"world","amount":1.5}`, 400, `{"error":"the body is not`},
		{"PUT /transfers/3", `{"from":"ann","to":"world","amonut":1}`, 400, `{"error":"the body is not`},
		{"PUT /transfers/3", `{"from":"` + strings.Repeat("a", 1<<16) + `"}`, 413, `{"error":"the body has more`},
	} {
		method, path, _ := strings.Cut(each.request, " ")
		status, answer := do(t, method, url+path, each.body)
		if status != each.status || !strings.HasPrefix(answer, each.want) {
			t.Errorf("%s %s: got %d %s, want %d %s", each.request, each.body, status, answer, each.status, each.want)
		}
	}
}

func TestMiddlewareSaysWhenToComeBack(t *testing.T) {
	for err, want := range map[error]string{ratelimit.ErrLimited: "1", breaker.ErrOpen: "1", errors.New("broken"): ""} {
		set := newSet(t)
		set.Account = func(context.Context, any) (any, error) { return nil, err }
		resp, err := http.Get(serve(t, set, io.Discard) + "/accounts/ann")
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		if got := resp.Header.Get("Retry-After"); got != want {
			t.Errorf("%s: got %q, want %q", resp.Status, got, want)
		}
	}
}

func TestErrorsOfMiddlewareHaveAStatus(t *testing.T) {
	for _, each := range []struct {
		err    error
		status int
		answer string
		logged bool
	}{
		{ratelimit.ErrLimited, 429, `{"error":"rate limit exceeded"}`, false},
		{breaker.ErrOpen, 503, `{"error":"circuit breaker is open"}`, false},
		{errors.New("disk sda1 on fire"), 500, `{"error":"internal error"}`, true},
	} {
		var log bytes.Buffer
		url := serve(t, newSet(t).Wrap(func(string) endpoint.Middleware {
			return func(endpoint.Endpoint) endpoint.Endpoint {
				return func(context.Context, any) (any, error) { return nil, each.err }
			}
		}), &log)
		status, answer := do(t, "GET", url+"/accounts/ann", "")
		if status != each.status || answer != each.answer {
			t.Errorf("%v: got %d %s, want %d %s", each.err, status, answer, each.status, each.answer)
		}
		if logged := strings.Contains(log.String(), each.err.Error()); logged != each.logged {
			t.Errorf("%v: logged %q", each.err, log.String())
		}
	}
}
