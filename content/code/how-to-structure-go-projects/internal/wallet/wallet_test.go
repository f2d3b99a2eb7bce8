package wallet_test

import (
	"errors"
	"math"
	"testing"

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
	} {
		if _, err := service.Transfer(t.Context(), transfer); !errors.Is(err, wallet.ErrInvalid) {
			t.Errorf("%+v: got %v, want %v", transfer, err, wallet.ErrInvalid)
		}
	}
	if _, err := service.Open(t.Context(), ""); !errors.Is(err, wallet.ErrInvalid) {
		t.Errorf("account without id: got %v, want %v", err, wallet.ErrInvalid)
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
