package wallet_test

import (
	"errors"
	"math"
	"strings"
	"testing"
	"time"

	"example.com/bank/internal/memory"
	"example.com/bank/internal/wallet"
)

func TestTransferIsChecked(t *testing.T) {
	service, err := wallet.New(t.Context(), new(memory.Store))
	if err != nil {
		t.Fatal(err)
	}
	for _, transfer := range []wallet.Transfer{
		{From: wallet.World, To: "ann", Amount: 1},
		{ID: "1", To: "ann", Amount: 1},
		{ID: "1", From: wallet.World, Amount: 1},
		{ID: "1", From: "ann", To: "ann", Amount: 1},
		{ID: "1", From: wallet.World, To: "ann"},
		{ID: "1", From: wallet.World, To: "ann", Amount: -1},
		{ID: "\xff", From: wallet.World, To: "ann", Amount: 1},
		{ID: "1", From: wallet.World, To: "\xff", Amount: 1},
		{ID: strings.Repeat("1", 129), From: wallet.World, To: "ann", Amount: 1},
	} {
		if _, err := service.Transfer(t.Context(), transfer); !errors.Is(err, wallet.ErrInvalid) {
			t.Errorf("%+v: got %v, want %v", transfer, err, wallet.ErrInvalid)
		}
	}
	for _, id := range []string{"", "\xff", strings.Repeat("a", 129)} {
		if _, err := service.Open(t.Context(), id); !errors.Is(err, wallet.ErrInvalid) {
			t.Errorf("open account %q: got %v, want %v", id, err, wallet.ErrInvalid)
		}
		if _, err := service.Account(t.Context(), id); !errors.Is(err, wallet.ErrInvalid) {
			t.Errorf("account %q: got %v, want %v", id, err, wallet.ErrInvalid)
		}
	}
	for _, id := range []string{"é", "e\u0301", strings.Repeat("a", 128)} {
		if a, err := service.Open(t.Context(), id); err != nil || a.ID != id {
			t.Errorf("account %q: got %+v, %v", id, a, err)
		}
	}
}

func TestPostedIsTheWallClock(t *testing.T) {
	service, err := wallet.New(t.Context(), new(memory.Store))
	if err != nil {
		t.Fatal(err)
	}
	if _, err := service.Open(t.Context(), "ann"); err != nil {
		t.Fatal(err)
	}
	pay := wallet.Transfer{ID: "1", From: wallet.World, To: "ann", Amount: 1}
	got, err := service.Transfer(t.Context(), pay)
	if err != nil || got.Posted != got.Posted.Round(0) || got.Posted.Location() != time.UTC {
		t.Errorf("got %v, %v", got.Posted, err)
	}
}

func TestBalancesDoNotOverflow(t *testing.T) {
	rich := wallet.Account{ID: "rich", Balance: math.MaxInt64}
	world := wallet.Account{ID: wallet.World, External: true, Balance: math.MinInt64}
	for _, pair := range [][2]wallet.Account{{{External: true}, rich}, {world, {}}} {
		transfer := wallet.Transfer{Amount: 1}
		if _, _, err := transfer.Apply(pair[0], pair[1]); !errors.Is(err, wallet.ErrInvalid) {
			t.Errorf("%+v: got %v, want %v", pair, err, wallet.ErrInvalid)
		}
	}
}
