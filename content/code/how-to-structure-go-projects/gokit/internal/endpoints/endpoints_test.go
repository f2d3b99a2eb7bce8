package endpoints_test

import (
	"context"
	"errors"
	"testing"

	"github.com/go-kit/kit/endpoint"

	"example.com/bank/gokit/internal/endpoints"
	"example.com/bank/internal/memory"
	"example.com/bank/internal/wallet"
)

func newWallet(t *testing.T, store wallet.Store) wallet.Service {
	t.Helper()
	service, err := wallet.New(t.Context(), store)
	if err != nil {
		t.Fatal(err)
	}
	return service
}

func TestRefusalIsAResponse(t *testing.T) {
	set := endpoints.New(newWallet(t, new(memory.Store)))
	for _, each := range []struct {
		name     string
		endpoint endpoint.Endpoint
		request  any
		want     error
	}{
		{"no id", set.Open, "", wallet.ErrInvalid},
		{"no account", set.Account, "bob", wallet.ErrNoAccount},
		{"not valid", set.Transfer, wallet.Transfer{}, wallet.ErrInvalid},
	} {
		t.Run(each.name, func(t *testing.T) {
			response, err := each.endpoint(t.Context(), each.request)
			if err != nil {
				t.Fatalf("got error %v, want none", err)
			}
			if refusal := response.(endpoint.Failer).Failed(); !errors.Is(refusal, each.want) {
				t.Errorf("got refusal %v, want %v", refusal, each.want)
			}
		})
	}
}

var errDisk = errors.New("disk on fire")

// broken is a store that finds no account any more.
type broken struct{ wallet.Store }

func (broken) Account(context.Context, string) (wallet.Account, error) {
	return wallet.Account{}, errDisk
}

func TestFailureIsAnError(t *testing.T) {
	set := endpoints.New(newWallet(t, broken{new(memory.Store)}))
	if response, err := set.Account(t.Context(), "ann"); response != nil || !errors.Is(err, errDisk) {
		t.Errorf("got %v, %v, want %v", response, err, errDisk)
	}
}

func TestServiceIsTheWalletBehindTheEndpoints(t *testing.T) {
	service := endpoints.Service(endpoints.New(newWallet(t, new(memory.Store))))
	if a, err := service.Open(t.Context(), "ann"); err != nil || a.ID != "ann" {
		t.Fatalf("Open: got %+v, %v", a, err)
	}
	pay := wallet.Transfer{ID: "1", From: wallet.World, To: "ann", Amount: 5}
	if got, err := service.Transfer(t.Context(), pay); err != nil || got.Amount != 5 || got.Posted.IsZero() {
		t.Errorf("Transfer: got %+v, %v", got, err)
	}
	if a, err := service.Account(t.Context(), "ann"); err != nil || a.Balance != 5 {
		t.Errorf("Account: got %+v, %v", a, err)
	}
	pay = wallet.Transfer{ID: "2", From: "ann", To: wallet.World, Amount: 6}
	if _, err := service.Transfer(t.Context(), pay); !errors.Is(err, wallet.ErrInsufficientFunds) {
		t.Errorf("Transfer: got %v, want %v", err, wallet.ErrInsufficientFunds)
	}
}

// The compiler cannot help here: each endpoint takes any request.
func TestWrongRequestIsFoundByTheCall(t *testing.T) {
	set := endpoints.New(newWallet(t, new(memory.Store)))
	set.Open, set.Transfer = set.Transfer, set.Open
	defer func() {
		if recover() == nil {
			t.Error("got no panic")
		}
	}()
	set.Open(t.Context(), "ann")
}
