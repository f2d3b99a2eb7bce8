package httpjson_test

import (
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
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
		{"PUT", "/transfers/2", `{"amount":"much"}`, http.StatusBadRequest},
	} {
		got := httptest.NewRecorder()
		handler.ServeHTTP(got, httptest.NewRequest(step.method, step.path, strings.NewReader(step.body)))
		if got.Code != step.status {
			t.Errorf("%s %s %s: got %d %s", step.method, step.path, step.body, got.Code, got.Body)
		}
	}
}

// --8<-- [end:statuses]

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
	if want := `{"id":"ann","balance":50}` + "\n"; got.Body.String() != want {
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
