// Package wallettest tests implementations of package wallet's interfaces,
// as testing/fstest does for file systems.
package wallettest

import (
	"context"
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"example.com/bank/internal/wallet"
)

// --8<-- [start:teststore]

// TestStore tests that a store keeps the promises of wallet.Store. It calls
// open for an empty store in every subtest.
func TestStore(t *testing.T, open func(*testing.T) wallet.Store) {
	tests := map[string]func(*testing.T, wallet.Store){
		"both balances change, or neither":       testBalances,
		"a repeated transfer is posted once":     testRepeated,
		"an id cannot mean two transfers":        testReused,
		"create returns the account that exists": testCreate,
		"concurrent transfers lose no money":     testConcurrent,
		"a done context stops a call":            testDone,
	}
	for name, test := range tests {
		t.Run(name, func(t *testing.T) { test(t, fill(t, open(t))) })
	}
}

func testRepeated(t *testing.T, s wallet.Store) {
	first := wallet.Transfer{ID: "2", From: "ann", To: "bob", Amount: 60}
	again := first
	again.Posted = time.Unix(1, 0).UTC()
	for _, pay := range []wallet.Transfer{first, again} {
		if got, err := s.Post(t.Context(), pay); err != nil || got != first {
			t.Fatalf("got %+v, %v, want %+v", got, err, first)
		}
	}
	wantBalances(t, s, -100, 40, 60)
}

// --8<-- [end:teststore]

// fill opens three accounts and gives 100 to ann.
func fill(t *testing.T, s wallet.Store) wallet.Store {
	t.Helper()
	for _, a := range []wallet.Account{{ID: wallet.World, External: true}, {ID: "ann"}, {ID: "bob"}} {
		if _, err := s.Create(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	if _, err := s.Post(t.Context(), wallet.Transfer{ID: "1", From: wallet.World, To: "ann", Amount: 100}); err != nil {
		t.Fatal(err)
	}
	return s
}

func testBalances(t *testing.T, s wallet.Store) {
	tests := []struct {
		transfer        wallet.Transfer
		err             error
		world, ann, bob wallet.Amount
	}{
		{wallet.Transfer{ID: "2", From: "ann", To: "bob", Amount: 101}, wallet.ErrInsufficientFunds, -100, 100, 0},
		{wallet.Transfer{ID: "3", From: "ann", To: "eve", Amount: 1}, wallet.ErrNoAccount, -100, 100, 0},
		{wallet.Transfer{ID: "4", From: "eve", To: "ann", Amount: 1}, wallet.ErrNoAccount, -100, 100, 0},
		{wallet.Transfer{ID: "5", From: "ann", To: "bob", Amount: 100}, nil, -100, 0, 100},
		{wallet.Transfer{ID: "6", From: wallet.World, To: "ann", Amount: 5}, nil, -105, 5, 100},
		{wallet.Transfer{ID: "7", From: "bob", To: wallet.World, Amount: 30}, nil, -75, 5, 70},
	}
	for _, test := range tests {
		if _, err := s.Post(t.Context(), test.transfer); !errors.Is(err, test.err) {
			t.Errorf("transfer %s: got error %v, want %v", test.transfer.ID, err, test.err)
		}
		wantBalances(t, s, test.world, test.ann, test.bob)
	}
	if _, err := s.Account(t.Context(), "eve"); !errors.Is(err, wallet.ErrNoAccount) {
		t.Errorf("account eve: got error %v, want %v", err, wallet.ErrNoAccount)
	}
}

func testReused(t *testing.T, s wallet.Store) {
	for _, other := range []wallet.Transfer{
		{ID: "1", From: wallet.World, To: "ann", Amount: 99},
		{ID: "1", From: wallet.World, To: "bob", Amount: 100},
		{ID: "1", From: "ann", To: "bob", Amount: 100},
	} {
		if _, err := s.Post(t.Context(), other); !errors.Is(err, wallet.ErrIDReused) {
			t.Errorf("%+v: got error %v, want %v", other, err, wallet.ErrIDReused)
		}
	}
	wantBalances(t, s, -100, 100, 0)
}

func testCreate(t *testing.T, s wallet.Store) {
	got, err := s.Create(t.Context(), wallet.Account{ID: "ann"})
	want := wallet.Account{ID: "ann", Balance: 100}
	if err != nil || got != want {
		t.Errorf("got %+v, %v, want %+v", got, err, want)
	}
}

func testConcurrent(t *testing.T, s wallet.Store) {
	var wg sync.WaitGroup
	for i := range 30 {
		id := fmt.Sprintf("c%d", i%15) // each one is sent twice
		wg.Go(func() {
			_, err := s.Post(t.Context(), wallet.Transfer{ID: id, From: "ann", To: "bob", Amount: 10})
			if err != nil && !errors.Is(err, wallet.ErrInsufficientFunds) {
				t.Errorf("transfer %s: %v", id, err)
			}
		})
	}
	wg.Wait()
	wantBalances(t, s, -100, 0, 100) // ten of fifteen could be paid
}

func testDone(t *testing.T, s wallet.Store) {
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	_, post := s.Post(ctx, wallet.Transfer{ID: "2", From: "ann", To: "bob", Amount: 1})
	_, create := s.Create(ctx, wallet.Account{ID: "eve"})
	_, account := s.Account(ctx, "ann")
	for _, err := range []error{post, create, account} {
		if !errors.Is(err, context.Canceled) {
			t.Errorf("got error %v, want %v", err, context.Canceled)
		}
	}
	wantBalances(t, s, -100, 100, 0)
}

func wantBalances(t *testing.T, s wallet.Store, world, ann, bob wallet.Amount) {
	t.Helper()
	for id, want := range map[string]wallet.Amount{wallet.World: world, "ann": ann, "bob": bob} {
		if a, err := s.Account(t.Context(), id); err != nil || a.Balance != want {
			t.Errorf("%s: got %d, %v, want %d", id, a.Balance, err, want)
		}
	}
}
