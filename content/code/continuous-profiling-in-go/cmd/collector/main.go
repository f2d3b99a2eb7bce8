// Collector keeps the profiles that services send.
package main

import (
	"context"
	"errors"
	"flag"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"tally/collector"
)

func main() {
	addr := flag.String("addr", "localhost:7070", "address to listen on")
	dir := flag.String("dir", "profiles", "folder that holds the profiles")
	limit := flag.Int64("limit", 64<<20, "bytes to keep")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, *addr, *dir, *limit); err != nil {
		slog.Error("collector", "err", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, addr, dir string, limit int64) error {
	if err := os.MkdirAll(dir, 0o755); err != nil {
		return err
	}
	store, err := collector.Open(dir, limit)
	if err != nil {
		return err
	}
	defer store.Close()
	srv := &http.Server{Addr: addr, Handler: collector.Handler(store), ReadTimeout: 10 * time.Second}
	context.AfterFunc(ctx, func() { _ = srv.Close() })
	if err := srv.ListenAndServe(); !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}
