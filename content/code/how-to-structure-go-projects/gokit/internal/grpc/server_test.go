package grpc_test

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
	"time"

	"example.com/bank/gokit/internal/endpoints"
	"example.com/bank/gokit/internal/grpc"
	"example.com/bank/gokit/internal/grpcwire"
	"example.com/bank/internal/memory"
	"example.com/bank/internal/wallet"
)

// dial starts a server of the wallet on a free port and returns a client.
func dial(t *testing.T, store wallet.Store, log io.Writer) *grpcwire.Client {
	t.Helper()
	service, err := wallet.New(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	handler := grpc.New(endpoints.New(service), slog.New(slog.NewTextHandler(log, nil)))
	server := httptest.NewUnstartedServer(handler)
	server.Config.Protocols = new(http.Protocols)
	server.Config.Protocols.SetUnencryptedHTTP2(true)
	server.Start()
	t.Cleanup(server.Close)
	client := grpcwire.NewClient(strings.TrimPrefix(server.URL, "http://"))
	t.Cleanup(client.Close)
	return client
}

func TestRemoteWalletIsAWallet(t *testing.T) {
	service := endpoints.Service(grpc.Dial(dial(t, new(memory.Store), t.Output())))
	if a, err := service.Open(t.Context(), "ann"); err != nil || a != (wallet.Account{ID: "ann"}) {
		t.Fatalf("got %+v, %v", a, err)
	}
	pay := wallet.Transfer{ID: "1", From: wallet.World, To: "ann", Amount: 50}
	first, err := service.Transfer(t.Context(), pay)
	if err != nil || time.Since(first.Posted).Abs() > time.Minute {
		t.Fatalf("got %+v, %v", first, err)
	}
	if again, err := service.Transfer(t.Context(), pay); err != nil || again != first {
		t.Errorf("again: got %+v, %v, want %+v", again, err, first)
	}
	if a, err := service.Account(t.Context(), "ann"); err != nil || a.Balance != 50 {
		t.Errorf("got %+v, %v", a, err)
	}

	pay.Amount++
	_, err = service.Transfer(t.Context(), pay)
	wantError(t, err, wallet.ErrIDReused)
	_, err = service.Transfer(t.Context(), wallet.Transfer{ID: "2", From: "ann", To: wallet.World, Amount: 51})
	wantError(t, err, wallet.ErrInsufficientFunds)
	_, err = service.Account(t.Context(), "bob")
	wantError(t, err, wallet.ErrNoAccount)
	for _, id := range []string{"", strings.Repeat("a", 1<<17)} { // not too many requests, but one too long
		_, err = service.Open(t.Context(), id)
		wantError(t, err, wallet.ErrInvalid)
	}
}

func wantError(t *testing.T, got, want error) {
	t.Helper()
	if !errors.Is(got, want) {
		t.Errorf("got %v, want %v", got, want)
	}
}

type broken struct{ wallet.Store }

func (broken) Account(context.Context, string) (wallet.Account, error) {
	return wallet.Account{}, errors.New("disk sda1 on fire")
}

func TestUnknownErrorIsLoggedAndNotShown(t *testing.T) {
	var log bytes.Buffer
	service := endpoints.Service(grpc.Dial(dial(t, broken{new(memory.Store)}, &log)))
	_, err := service.Account(t.Context(), "ann")
	if status, ok := errors.AsType[*grpcwire.Status](err); !ok || *status != (grpcwire.Status{Code: grpcwire.Unknown, Message: "internal error"}) {
		t.Errorf("got %v", err)
	}
	if !strings.Contains(log.String(), "sda1") {
		t.Errorf("logged %q", log.String())
	}
}

func TestWrongCallsGetACode(t *testing.T) {
	client := dial(t, new(memory.Store), t.Output())
	for _, each := range []struct {
		method, message string
		want            grpcwire.Code
	}{
		{"Open", "\x0a\x01\xff", grpcwire.InvalidArgument}, // not UTF-8
		{"Open", "\x0a\x02a", grpcwire.InvalidArgument},    // ends too early
		{"Close", "", grpcwire.Unimplemented},
	} {
		_, err := client.Call(t.Context(), "/bank.v1.Wallet/"+each.method, []byte(each.message))
		if status, ok := errors.AsType[*grpcwire.Status](err); !ok || status.Code != each.want {
			t.Errorf("%s %q: got %v, want code %d", each.method, each.message, err, each.want)
		}
	}
}
