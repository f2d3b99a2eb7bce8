// Collector keeps the profiles that services send.
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

	"example.com/tally/collector"
	"example.com/tally/internal/graceful"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	err := run(ctx, os.Args[1:], os.Stderr)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "collector:", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("collector", flag.ContinueOnError)
	flags.SetOutput(stderr)
	addr := flags.String("addr", "localhost:7070", "address to listen on")
	dir := flags.String("dir", "profiles", "folder that holds the profiles")
	limit := flags.Int64("limit", 64<<20, "bytes to keep")
	if err := flags.Parse(args); err != nil {
		return err
	}
	if flags.NArg() > 0 {
		return fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	// First of all: another collector, which has the address, may have the
	// folder too, and opening that deletes files.
	l, err := net.Listen("tcp", *addr)
	if err != nil {
		return err
	}
	defer l.Close()
	if err := os.MkdirAll(*dir, 0o755); err != nil {
		return err
	}
	store, err := collector.Open(*dir, *limit)
	if err != nil {
		return err
	}
	defer store.Close()
	log.Info("listening", "addr", l.Addr())
	return graceful.Serve(ctx, l, &http.Server{Handler: collector.Handler(store, log), ReadTimeout: 10 * time.Second})
}
