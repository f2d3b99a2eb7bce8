// Package gokit_test compares what the two ways of wrapping a wallet cost.
package gokit_test

import (
	"context"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"strings"
	"testing"
	"time"

	"github.com/go-kit/kit/endpoint"
	kitratelimit "github.com/go-kit/kit/ratelimit"
	"golang.org/x/time/rate"

	"example.com/bank/gokit/internal/breaker"
	"example.com/bank/gokit/internal/endpoints"
	"example.com/bank/gokit/internal/grpc"
	"example.com/bank/gokit/internal/grpcwire"
	"example.com/bank/gokit/internal/telemetry"
	"example.com/bank/internal/memory"
	"example.com/bank/internal/ratelimit"
	"example.com/bank/internal/timing"
	"example.com/bank/internal/wallet"
)

// plenty is a limit that is never reached.
const plenty = 1e9

func newWallet(b testing.TB) wallet.Service {
	b.Helper()
	service, err := wallet.New(b.Context(), new(memory.Store))
	if err != nil {
		b.Fatal(err)
	}
	if _, err := service.Open(b.Context(), "ann"); err != nil {
		b.Fatal(err)
	}
	return service
}

func limited(s wallet.Service) wallet.Service { return ratelimit.New(s, plenty, plenty) }

func timed(s wallet.Service) wallet.Service {
	return timing.New(s, func(context.Context, string, time.Duration, error) {})
}

// wrapped is a wallet behind endpoints with middleware.
func wrapped(middleware ...endpoint.Middleware) func(wallet.Service) wallet.Service {
	return func(s wallet.Service) wallet.Service {
		set := endpoints.New(s)
		for _, each := range middleware {
			set.Transfer = each(set.Transfer)
		}
		return endpoints.Service(set)
	}
}

// BenchmarkTransfer repeats one transfer, which changes nothing after the
// first time, so that what is compared is the way to the books and back.
func BenchmarkTransfer(b *testing.B) {
	limit := kitratelimit.NewErroringLimiter(rate.NewLimiter(plenty, plenty))
	meter := telemetry.New(func(any, error) string { return "ok" }).Middleware("Transfer")
	for _, each := range []struct {
		name string
		wrap func(wallet.Service) wallet.Service
	}{
		{"bare", func(s wallet.Service) wallet.Service { return s }},
		{"decorators/limiter", limited},
		{"decorators/timer", timed},
		{"decorators/limiter+timer", func(s wallet.Service) wallet.Service { return timed(limited(s)) }},
		{"endpoints/none", wrapped()},
		{"endpoints/breaker", wrapped(breaker.New(5, time.Second))},
		{"endpoints/limiter", wrapped(limit)},
		{"endpoints/telemetry", wrapped(meter)},
		{"endpoints/limiter+telemetry", wrapped(limit, meter)},
		{"endpoints/breaker+limiter+telemetry", wrapped(breaker.New(5, time.Second), limit, meter)},
		{"grpc", func(s wallet.Service) wallet.Service { return remote(b, s) }},
	} {
		b.Run(each.name, func(b *testing.B) {
			service := each.wrap(newWallet(b))
			pay := wallet.Transfer{ID: "1", From: wallet.World, To: "ann", Amount: 1}
			b.ReportAllocs()
			for b.Loop() {
				if _, err := service.Transfer(b.Context(), pay); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}

// remote returns a wallet that is reached over gRPC through the loopback
// interface, with a client and a server in this process.
func remote(b testing.TB, s wallet.Service) wallet.Service {
	b.Helper()
	log := slog.New(slog.NewTextHandler(io.Discard, nil))
	server := httptest.NewUnstartedServer(grpc.New(endpoints.New(s), log))
	server.Config.Protocols = new(http.Protocols)
	server.Config.Protocols.SetUnencryptedHTTP2(true)
	server.Start()
	b.Cleanup(server.Close)
	client := grpcwire.NewClient(strings.TrimPrefix(server.URL, "http://"))
	b.Cleanup(client.Close)
	return endpoints.Service(grpc.Dial(client))
}

// All of them have to do the same, or the comparison is of no use.
func TestAllLayersLeadToTheWallet(t *testing.T) {
	for _, wrap := range []func(wallet.Service) wallet.Service{
		limited, timed, wrapped(), wrapped(breaker.New(5, time.Second)),
		func(s wallet.Service) wallet.Service { return remote(t, s) },
	} {
		service := newWallet(t)
		pay := wallet.Transfer{ID: "1", From: wallet.World, To: "ann", Amount: 7}
		if got, err := wrap(service).Transfer(t.Context(), pay); err != nil || got.Amount != 7 {
			t.Errorf("got %+v, %v", got, err)
		}
		if a, err := service.Account(t.Context(), "ann"); err != nil || a.Balance != 7 {
			t.Errorf("got %+v, %v", a, err)
		}
	}
}
