package timing_test

import (
	"context"
	"errors"
	"slices"
	"testing"
	"testing/synctest"
	"time"

	"example.com/bank/internal/memory"
	"example.com/bank/internal/timing"
	"example.com/bank/internal/wallet"
)

// slow is a store whose answers take a second.
type slow struct{ wallet.Store }

func (s slow) Post(ctx context.Context, t wallet.Transfer) (wallet.Transfer, error) {
	time.Sleep(time.Second)
	return s.Store.Post(ctx, t)
}

func TestCallsAreObserved(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		type call struct {
			method string
			took   time.Duration
			err    error
		}
		var got []call
		service, err := wallet.New(t.Context(), slow{new(memory.Store)})
		if err != nil {
			t.Fatal(err)
		}
		service = timing.New(service, func(_ context.Context, method string, took time.Duration, err error) {
			got = append(got, call{method, took, errors.Unwrap(err)})
		})
		service.Open(t.Context(), "ann")
		service.Account(t.Context(), "bob")
		service.Transfer(t.Context(), wallet.Transfer{ID: "1", From: "ann", To: "world", Amount: 1})

		want := []call{
			{"Open", 0, nil},
			{"Account", 0, wallet.ErrNoAccount},
			{"Transfer", time.Second, wallet.ErrInsufficientFunds},
		}
		if !slices.Equal(got, want) {
			t.Errorf("got %v, want %v", got, want)
		}
	})
}
