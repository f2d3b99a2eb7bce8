package bank_test

import (
	"context"
	"testing"
	"time"

	"example.com/bank/internal/memory"
	"example.com/bank/internal/ratelimit"
	"example.com/bank/internal/timing"
	"example.com/bank/internal/wallet"
)

// BenchmarkTransfer repeats one transfer, which changes nothing after the
// first time, so that what is compared is the way to the books and back.
func BenchmarkTransfer(b *testing.B) {
	bare := func(s wallet.Service) wallet.Service { return s }
	limited := func(s wallet.Service) wallet.Service { return ratelimit.New(s, 1e9, 1e9) }
	timed := func(s wallet.Service) wallet.Service {
		return timing.New(s, func(context.Context, string, time.Duration, error) {})
	}
	for _, each := range []struct {
		name string
		wrap func(wallet.Service) wallet.Service
	}{
		{"bare", bare},
		{"limited", limited},
		{"timed", timed},
		{"both", func(s wallet.Service) wallet.Service { return timed(limited(s)) }},
	} {
		b.Run(each.name, func(b *testing.B) {
			service, err := wallet.New(b.Context(), new(memory.Store))
			if err != nil {
				b.Fatal(err)
			}
			if _, err := service.Open(b.Context(), "ann"); err != nil {
				b.Fatal(err)
			}
			service = each.wrap(service)
			pay := wallet.Transfer{ID: "1", From: wallet.World, To: "ann", Amount: 1}
			for b.Loop() {
				if _, err := service.Transfer(b.Context(), pay); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// BenchmarkNow is what both decorators pay at the least.
func BenchmarkNow(b *testing.B) {
	var now time.Time
	for b.Loop() {
		now = time.Now()
	}
	_ = now
}
