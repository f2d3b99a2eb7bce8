// Package wallettest tests implementations of package wallet's interfaces,
// as testing/fstest does for file systems.
package wallettest

import (
	"context"
	"errors"
	"fmt"
	"math"
	"sync"
	"testing"
	"time"

	"example.com/bank/internal/wallet"
)

// --8<-- [start:teststore]

// promises are the sentences of wallet.Store, each with its test.
var promises = []struct {
	sentence string
	test     func(*testing.T, wallet.Store)
}{
	{"A store may be used by several goroutines at once.", testConcurrent},
	{"A call whose context is done returns its error and changes nothing.", testDone},
	{"Create adds an account without money, or returns the one with its ID.", testCreate},
	{"Account returns ErrNoAccount if there is none with that ID.", testNoAccount},
	{"Post changes both balances, or neither.", testBalances},
	{"A transfer that was posted before is returned and changes nothing.", testRepeated},
	{"Another transfer with its ID gets ErrIDReused.", testReused},
	{"An account that is missing gets ErrNoAccount.", testMissing},
	{"One that is not external and has too little gets ErrInsufficientFunds.", testFunds},
}

// TestStore tests that a store keeps the promises of wallet.Store. It calls
// open for an empty store in every subtest.
func TestStore(t *testing.T, open func(*testing.T) wallet.Store) {
	for _, promise := range promises {
		t.Run(promise.sentence, func(t *testing.T) { promise.test(t, fill(t, open(t))) })
	}
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
		wg.Go(func() {
			if _, err := s.Account(t.Context(), "ann"); err != nil {
				t.Error(err)
			}
		})
		wg.Go(func() {
			if _, err := s.Create(t.Context(), wallet.Account{ID: id}); err != nil {
				t.Error(err)
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
	wantNoAccount(t, s, "eve")
}

func testCreate(t *testing.T, s wallet.Store) {
	for _, test := range []struct{ ask, want wallet.Account }{
		{wallet.Account{ID: "eve", Balance: 7}, wallet.Account{ID: "eve"}},
		{wallet.Account{ID: "Ann"}, wallet.Account{ID: "Ann"}},
		{wallet.Account{ID: "mars", External: true}, wallet.Account{ID: "mars", External: true}},
		{wallet.Account{ID: "ann", External: true}, wallet.Account{ID: "ann", Balance: 100}},
	} {
		if got, err := s.Create(t.Context(), test.ask); err != nil || got != test.want {
			t.Errorf("create: got %+v, %v, want %+v", got, err, test.want)
		}
		if got, err := s.Account(t.Context(), test.ask.ID); err != nil || got != test.want {
			t.Errorf("account: got %+v, %v, want %+v", got, err, test.want)
		}
	}
}

func testNoAccount(t *testing.T, s wallet.Store) {
	wantNoAccount(t, s, "eve")
	wantNoAccount(t, s, "Ann")
}

func testBalances(t *testing.T, s wallet.Store) {
	for _, test := range []struct {
		transfer        wallet.Transfer
		ok              bool
		world, ann, bob wallet.Amount
	}{
		{wallet.Transfer{ID: "2", From: "ann", To: "bob", Amount: 100}, true, -100, 0, 100},
		{wallet.Transfer{ID: "3", From: wallet.World, To: "ann", Amount: 5}, true, -105, 5, 100},
		{wallet.Transfer{ID: "4", From: "bob", To: wallet.World, Amount: 30}, true, -75, 5, 70},
		{wallet.Transfer{ID: "5", From: wallet.World, To: "bob", Amount: math.MaxInt64}, false, -75, 5, 70},
		{wallet.Transfer{ID: "6", From: "ann", To: "bob", Amount: 6}, false, -75, 5, 70},
		{wallet.Transfer{ID: "7", From: "ann", To: "eve", Amount: 1}, false, -75, 5, 70},
	} {
		got, err := s.Post(t.Context(), test.transfer)
		if (err == nil) != test.ok || test.ok && got != test.transfer {
			t.Errorf("transfer %s: got %+v, %v", test.transfer.ID, got, err)
		}
		wantBalances(t, s, test.world, test.ann, test.bob)
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

func testReused(t *testing.T, s wallet.Store) {
	for _, other := range []wallet.Transfer{
		{ID: "1", From: wallet.World, To: "ann", Amount: 99},
		{ID: "1", From: wallet.World, To: "bob", Amount: 100},
		{ID: "1", From: "ann", To: "bob", Amount: 100},
	} {
		wantError(t, s, other, wallet.ErrIDReused)
	}
}

func testMissing(t *testing.T, s wallet.Store) {
	wantError(t, s, wallet.Transfer{ID: "2", From: "ann", To: "eve", Amount: 1}, wallet.ErrNoAccount)
	wantError(t, s, wallet.Transfer{ID: "2", From: "eve", To: "ann", Amount: 1}, wallet.ErrNoAccount)
}

func testFunds(t *testing.T, s wallet.Store) {
	wantError(t, s, wallet.Transfer{ID: "2", From: "ann", To: "bob", Amount: 101}, wallet.ErrInsufficientFunds)
	wantError(t, s, wallet.Transfer{ID: "2", From: "bob", To: wallet.World, Amount: 1}, wallet.ErrInsufficientFunds)
	// A transfer that was refused was not posted: its ID is free.
	if _, err := s.Post(t.Context(), wallet.Transfer{ID: "2", From: wallet.World, To: "bob", Amount: 101}); err != nil {
		t.Error(err)
	}
}

func wantError(t *testing.T, s wallet.Store, transfer wallet.Transfer, want error) {
	t.Helper()
	if _, err := s.Post(t.Context(), transfer); !errors.Is(err, want) {
		t.Errorf("%+v: got error %v, want %v", transfer, err, want)
	}
	wantBalances(t, s, -100, 100, 0)
}

func wantNoAccount(t *testing.T, s wallet.Store, id string) {
	t.Helper()
	if a, err := s.Account(t.Context(), id); !errors.Is(err, wallet.ErrNoAccount) {
		t.Errorf("account %s: got %+v, %v, want %v", id, a, err, wallet.ErrNoAccount)
	}
}

func wantBalances(t *testing.T, s wallet.Store, world, ann, bob wallet.Amount) {
	t.Helper()
	for id, want := range map[string]wallet.Amount{wallet.World: world, "ann": ann, "bob": bob} {
		if a, err := s.Account(t.Context(), id); err != nil || a.Balance != want {
			t.Errorf("%s: got %d, %v, want %d", id, a.Balance, err, want)
		}
	}
}
