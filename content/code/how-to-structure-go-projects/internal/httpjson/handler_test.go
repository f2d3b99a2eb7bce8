package httpjson_test

import (
	"context"
	"encoding/json/jsontext"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"strings"
	"testing"

	"example.com/bank/internal/httpjson"
	"example.com/bank/internal/memory"
	"example.com/bank/internal/wallet"
)

// --8<-- [start:statuses]

func TestStatuses(t *testing.T) {
	service := newWallet(t, new(memory.Store))
	handler := httpjson.New(service, slog.New(slog.DiscardHandler))
	for _, step := range []struct {
		method, path, body string
		status             int
	}{
		{"PUT", "/accounts/ann", "", http.StatusOK},
		{"GET", "/accounts/eve", "", http.StatusNotFound},
		{"PUT", "/transfers/1", `{"from":"world","to":"ann","amount":50}`, http.StatusOK},
		{"PUT", "/transfers/1", `{"from":"world","to":"ann","amount":50}`, http.StatusOK},
		{"PUT", "/transfers/1", `{"from":"world","to":"ann","amount":51}`, http.StatusConflict},
		{"PUT", "/transfers/2", `{"from":"ann","to":"world","amount":51}`, http.StatusUnprocessableEntity},
		{"PUT", "/transfers/2", `{"from":"ann","to":"ann","amount":1}`, http.StatusBadRequest},
		{"PUT", "/transfers/2", strings.Repeat(" ", 1<<16) + "{}", http.StatusRequestEntityTooLarge},
		{"PUT", "/accounts/%ff", "", http.StatusBadRequest},
		{"GET", "/accounts/%ff", "", http.StatusBadRequest},
	} {
		got := httptest.NewRecorder()
		handler.ServeHTTP(got, httptest.NewRequest(step.method, step.path, strings.NewReader(step.body)))
		if got.Code != step.status {
			t.Errorf("%s %s %s: got %d %s", step.method, step.path, step.body, got.Code, got.Body)
		}
	}
}

// --8<-- [end:statuses]

func TestABodyIsOneObjectAndNothingElse(t *testing.T) {
	service := newWallet(t, new(memory.Store))
	if _, err := service.Open(t.Context(), "ann"); err != nil {
		t.Fatal(err)
	}
	for _, body := range []string{
		"",
		"[]",
		"nonsense",
		`{"from":"world","to":"ann","amount":"much"}`,
		`{"from":"world","to":"ann","amount":1.5}`,
		`{"from":"world","to":"ann","amount":9223372036854775808}`,
		`{"From":"world","To":"ann","Amount":1}`,
		`{"from":"world","to":"ann","amount":1,"amount":2}`,
		`{"from":"world","to":"ann","amount":1,"currency":"USD"}`,
		`{"from":"world","to":"ann","amount":1} trailing`,
		`{"from":"world","to":"ann","amount":1}{}`,
		"{\"from\":\"world\",\"to\":\"ann\xff\",\"amount\":1}",
	} {
		got := httptest.NewRecorder()
		httpjson.New(service, slog.New(slog.DiscardHandler)).
			ServeHTTP(got, httptest.NewRequest("PUT", "/transfers/1", strings.NewReader(body)))
		want := `{"error":"invalid request: the body is not an object of from, to (strings) and amount (an integer)"}`
		if got.Code != http.StatusBadRequest || got.Body.String() != want {
			t.Errorf("%q: got %d %s", body, got.Code, got.Body)
		}
	}
}

func TestALimitSaysWhenToComeBack(t *testing.T) {
	service := ratelimited{newWallet(t, new(memory.Store))}
	got := httptest.NewRecorder()
	httpjson.New(service, slog.New(slog.DiscardHandler)).
		ServeHTTP(got, httptest.NewRequest("PUT", "/transfers/1", strings.NewReader("{}")))
	if got.Code != http.StatusTooManyRequests || got.Header().Get("Retry-After") != "1" {
		t.Errorf("got %d %v", got.Code, got.Header())
	}
}

// ratelimited is a wallet that has had enough.
type ratelimited struct{ wallet.Service }

func (ratelimited) Transfer(context.Context, wallet.Transfer) (wallet.Transfer, error) {
	return wallet.Transfer{}, wallet.ErrOverloaded
}

func TestAClientThatLeavesIsNoError(t *testing.T) {
	var log strings.Builder
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	handler := httpjson.New(newWallet(t, new(memory.Store)), slog.New(slog.NewTextHandler(&log, nil)))
	handler.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, "GET", "/accounts/ann", nil))
	if log.Len() > 0 {
		t.Errorf("logged %q", log.String())
	}
}

func TestBalanceIsShown(t *testing.T) {
	handler := httpjson.New(newWallet(t, new(memory.Store)), slog.New(slog.DiscardHandler))
	for _, request := range []*http.Request{
		httptest.NewRequest("PUT", "/accounts/ann", nil),
		httptest.NewRequest("PUT", "/transfers/1", strings.NewReader(`{"from":"world","to":"ann","amount":50}`)),
	} {
		handler.ServeHTTP(httptest.NewRecorder(), request)
	}
	got := httptest.NewRecorder()
	handler.ServeHTTP(got, httptest.NewRequest("GET", "/accounts/ann", nil))
	if want := `{"id":"ann","balance":50}`; got.Body.String() != want {
		t.Errorf("got %s, want %s", got.Body, want)
	}
}

// broken is a store whose disk has gone.
type broken struct{ wallet.Store }

func (broken) Account(context.Context, string) (wallet.Account, error) {
	return wallet.Account{}, errors.New("read /dev/sda: input/output error")
}

func TestAnUnknownErrorIsLoggedAndNotShown(t *testing.T) {
	var log strings.Builder
	service := newWallet(t, broken{new(memory.Store)})
	got := httptest.NewRecorder()
	httpjson.New(service, slog.New(slog.NewTextHandler(&log, nil))).
		ServeHTTP(got, httptest.NewRequest("GET", "/accounts/ann", nil))
	body, _ := io.ReadAll(got.Body)
	if got.Code != http.StatusInternalServerError || strings.Contains(string(body), "sda") {
		t.Errorf("got %d %s", got.Code, body)
	}
	if !strings.Contains(log.String(), "sda") {
		t.Errorf("logged %q", log.String())
	}
}

func newWallet(t *testing.T, store wallet.Store) wallet.Service {
	t.Helper()
	service, err := wallet.New(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	return service
}

// FuzzPutTransfer: no body makes the handler fail, or answer with something
// other than JSON.
func FuzzPutTransfer(f *testing.F) {
	f.Add("1", `{"from":"world","to":"ann","amount":50}`)
	f.Add("\xff", `{"from":"world","to":"ann","amount":1e3}`)
	f.Fuzz(func(t *testing.T, id, body string) {
		handler := httpjson.New(newWallet(t, new(memory.Store)), slog.New(slog.DiscardHandler))
		got := httptest.NewRecorder()
		request := httptest.NewRequest("PUT", "/transfers/"+url.PathEscape(id), strings.NewReader(body))
		handler.ServeHTTP(got, request)
		if got.Code >= 500 {
			t.Errorf("got %d %s", got.Code, got.Body)
		}
		if got.Header().Get("Content-Type") == "application/json" && !jsontext.Value(got.Body.Bytes()).IsValid() {
			t.Errorf("got %s", got.Body)
		}
	})
}
