// Command walletd serves the wallet over HTTP until it is told to stop.
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

	"example.com/bank/internal/httpjson"
	"example.com/bank/internal/journal"
	"example.com/bank/internal/ratelimit"
	"example.com/bank/internal/timing"
	"example.com/bank/internal/wallet"
)

const grace = 10 * time.Second

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if err := run(ctx, os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "walletd:", err)
		os.Exit(1)
	}
}

// --8<-- [start:run]

func run(ctx context.Context, args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("walletd", flag.ContinueOnError)
	flags.SetOutput(stderr)
	addr := flags.String("addr", "localhost:8080", "where to listen")
	path := flags.String("journal", "wallet.journal", "where the books are kept")
	rate := flags.Float64("rate", 100, "transfers a second")
	if err := flags.Parse(args); err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))

	store, err := journal.Open(*path)
	if err != nil {
		return err
	}
	defer store.Close()
	service, err := wallet.New(ctx, store)
	if err != nil {
		return err
	}
	service = ratelimit.New(service, *rate, int(*rate)+1)
	service = timing.New(service, logCalls(log))
	return serve(ctx, *addr, httpjson.New(service, log), log)
}

// --8<-- [end:run]

func logCalls(log *slog.Logger) timing.Observe {
	return func(ctx context.Context, method string, took time.Duration, err error) {
		log.InfoContext(ctx, "call", "method", method, "took", took, "err", err)
	}
}

// --8<-- [start:serve]

// serve answers requests until the context is done, then lets those that
// are under way end.
func serve(ctx context.Context, addr string, handler http.Handler, log *slog.Logger) error {
	listener, err := net.Listen("tcp", addr)
	if err != nil {
		return err
	}
	log.Info("listening", "addr", listener.Addr())
	server := &http.Server{Handler: handler, ReadHeaderTimeout: 5 * time.Second}
	failed := make(chan error, 1)
	go func() { failed <- server.Serve(listener) }()
	select {
	case err := <-failed:
		return err
	case <-ctx.Done():
	}
	patience, cancel := context.WithTimeout(context.WithoutCancel(ctx), grace)
	defer cancel()
	return errors.Join(server.Shutdown(patience), ignoreClosed(<-failed))
}

// --8<-- [end:serve]

func ignoreClosed(err error) error {
	if errors.Is(err, http.ErrServerClosed) {
		return nil
	}
	return err
}
