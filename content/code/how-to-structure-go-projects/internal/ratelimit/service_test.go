package ratelimit_test

import (
	"errors"
	"strconv"
	"testing"
	"testing/synctest"
	"time"

	"example.com/bank/internal/memory"
	"example.com/bank/internal/ratelimit"
	"example.com/bank/internal/wallet"
)

func TestTransfersAreLimited(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // time moves only by Sleep
		service, err := wallet.New(t.Context(), new(memory.Store))
		if err != nil {
			t.Fatal(err)
		}
		service = ratelimit.New(service, 2, 3)
		if _, err := service.Open(t.Context(), "ann"); err != nil {
			t.Fatal(err)
		}
		steps := []struct {
			wait         time.Duration
			sent, passed int
		}{
			{0, 5, 3},
			{400 * time.Millisecond, 2, 0},
			{100 * time.Millisecond, 2, 1},
			{time.Second, 3, 2},
			{time.Hour, 5, 3},
		}
		var id int
		for n, step := range steps {
			time.Sleep(step.wait)
			var passed int
			for range step.sent {
				id++
				_, err := service.Transfer(t.Context(), wallet.Transfer{
					ID: strconv.Itoa(id), From: wallet.World, To: "ann", Amount: 1,
				})
				switch {
				case err == nil:
					passed++
				case !errors.Is(err, wallet.ErrOverloaded):
					t.Fatal(err)
				}
			}
			if passed != step.passed {
				t.Errorf("step %d: %d passed, want %d", n, passed, step.passed)
			}
		}
		if a, err := service.Account(t.Context(), "ann"); err != nil || a.Balance != 9 {
			t.Errorf("got balance %d, %v, want 9", a.Balance, err)
		}
	})
}
