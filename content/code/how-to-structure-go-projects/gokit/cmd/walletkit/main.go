// Command walletkit serves a wallet in memory over JSON and gRPC, from one
// port, until it is told to stop.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"net"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"github.com/go-kit/kit/endpoint"
	"github.com/go-kit/kit/ratelimit"
	"golang.org/x/time/rate"

	"example.com/bank/gokit/internal/breaker"
	"example.com/bank/gokit/internal/endpoints"
	"example.com/bank/gokit/internal/grpc"
	"example.com/bank/gokit/internal/httpjson"
	"example.com/bank/gokit/internal/telemetry"
	"example.com/bank/internal/memory"
	"example.com/bank/internal/wallet"
)

const grace = 10 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "walletkit:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("walletkit", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // of errors, which the caller reports
	addr := flags.String("addr", "localhost:8080", "where to listen")
	perSecond := flags.Int("rate", 100, "transfers per second, of all callers together")
	switch err := flags.Parse(args); {
	case errors.Is(err, flag.ErrHelp):
		flags.SetOutput(stderr)
		flags.Usage()
		return nil
	case err != nil:
		return err
	case flags.NArg() > 0:
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case *perSecond < 1 || *perSecond > 1e6:
		return fmt.Errorf("-rate %d: want 1 to a million", *perSecond)
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	service, err := wallet.New(ctx, new(memory.Store))
	if err != nil {
		return err
	}
	return serve(ctx, *addr, handler(service, *perSecond, log), log)
}

// --8<-- [start:handler]

// handler puts the wallet together, from the inside out.
func handler(service wallet.Service, perSecond int, log *slog.Logger) http.Handler {
	limiter := rate.NewLimiter(rate.Limit(perSecond), perSecond+1)
	meter := telemetry.New(outcome)

	set := endpoints.New(service)
	set = set.Wrap(func(string) endpoint.Middleware {
		return breaker.New(5, time.Second)
	})
	set.Transfer = ratelimit.NewErroringLimiter(limiter)(set.Transfer)
	set = set.Wrap(meter.Middleware)

	mux := http.NewServeMux()
	mux.Handle("/", httpjson.New(set, log))
	mux.Handle("/bank.v1.Wallet/", grpc.New(set, log))
	mux.Handle("GET /metrics", meter)
	return mux
}

// --8<-- [end:handler]

// outcome names how a call ended, for the meter.
func outcome(response any, err error) string {
	switch {
	case errors.Is(err, ratelimit.ErrLimited):
		return "limited"
	case errors.Is(err, breaker.ErrOpen):
		return "broken"
	case err != nil:
		return "failed"
	case response.(endpoint.Failer).Failed() != nil:
		return "refused"
	}
	return "ok"
}

// --8<-- [start:serve]

// serve speaks HTTP/1.1 and, without TLS, HTTP/2, which gRPC needs.
func serve(ctx context.Context, addr string, handler http.Handler, log *slog.Logger) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	log.Info("listening", "addr", listener.Addr())
	server := &http.Server{
		Handler: handler, ReadTimeout: grace / 2, IdleTimeout: time.Minute, Protocols: new(http.Protocols),
	}
	server.Protocols.SetHTTP1(true)
	server.Protocols.SetUnencryptedHTTP2(true)
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	return server.Shutdown(patience)
}

// --8<-- [end:serve]
