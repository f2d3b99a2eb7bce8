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

// grace is how long requests under way have when the program is stopped. A
// client has half of it to send one, so that a slow one cannot use it up.
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
	c, err := parse(args, stderr)
	if errors.Is(err, flag.ErrHelp) {
		return nil
	}
	if err != nil {
		return err
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))

	store, err := journal.Open(c.journal)
	if err != nil {
		return err
	}
	defer store.Close()
	service, err := wallet.New(ctx, store)
	if err != nil {
		return err
	}
	service = ratelimit.New(service, c.rate, int(c.rate)+1)
	service = timing.New(service, logCalls(log))
	return serve(ctx, c.addr, httpjson.New(service, log), log)
}

// --8<-- [end:run]

type config struct {
	addr, journal string
	rate          float64
}

// parse prints the usage only to somebody who asks for it.
func parse(args []string, stderr io.Writer) (config, error) {
	var c config
	flags := flag.NewFlagSet("walletd", flag.ContinueOnError)
	flags.SetOutput(io.Discard) // of errors, which the caller reports
	flags.StringVar(&c.addr, "addr", "localhost:8080", "where to listen")
	flags.StringVar(&c.journal, "journal", "wallet.journal", "where the books are kept")
	flags.Float64Var(&c.rate, "rate", 100, "transfers per second, of all callers together")
	err := flags.Parse(args)
	switch {
	case errors.Is(err, flag.ErrHelp):
		flags.SetOutput(stderr)
		flags.Usage()
	case err == nil && flags.NArg() > 0:
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	case err == nil && !(c.rate >= 1 && c.rate <= 1e6): // nor NaN
		err = fmt.Errorf("-rate %v: want 1 to a million", c.rate)
	}
	return c, err
}

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
	server := &http.Server{Handler: handler, ReadTimeout: grace / 2, IdleTimeout: time.Minute}
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
