// Tally sums up access logs, and profiles itself.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"log/slog"
	"net/http"
	"os"
	"os/signal"
	"syscall"
	"time"

	"tally/profiler"
	"tally/server"
)

type config struct {
	addr, admin, collector, version, instance string
	period, window                            time.Duration
}

func main() {
	var c config
	flag.StringVar(&c.addr, "addr", "localhost:8080", "address of the service")
	flag.StringVar(&c.admin, "admin", "localhost:6060", "address of /debug/pprof/")
	flag.StringVar(&c.collector, "collector", "http://localhost:7070", "where profiles go")
	flag.StringVar(&c.version, "version", "v1", "which release to be: v1, v2 or v3")
	flag.StringVar(&c.instance, "instance", "a", "name of this process among its like")
	flag.DurationVar(&c.period, "period", time.Minute, "time in which the CPU is profiled once")
	flag.DurationVar(&c.window, "window", 10*time.Second, "how long it is profiled")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	if err := run(ctx, c); err != nil {
		slog.Error("tally", "err", err)
		os.Exit(1)
	}
}

func run(ctx context.Context, c config) error {
	ids, ok := server.Versions()[c.version]
	if !ok {
		return fmt.Errorf("no version %q", c.version)
	}
	p, err := newProfiler(c)
	if err != nil {
		return err
	}
	go p.Run(ctx)
	public := &http.Server{Addr: c.addr, Handler: server.New(ids), ReadTimeout: 10 * time.Second}
	admin := &http.Server{Addr: c.admin, Handler: server.Admin(p.OnDemand)}
	context.AfterFunc(ctx, func() { shutdown(public, admin) })
	failed := make(chan error, 2)
	for _, srv := range []*http.Server{public, admin} {
		go func() { failed <- srv.ListenAndServe() }()
	}
	if err := <-failed; !errors.Is(err, http.ErrServerClosed) {
		return err
	}
	return nil
}

func newProfiler(c config) (*profiler.Profiler, error) {
	return profiler.New(profiler.Config{
		Period: c.period, // 1m
		Window: c.window, // 10s
		Send: profiler.Upload(http.DefaultClient, c.collector,
			"tally", c.version, c.instance),
		Log: slog.Default(),
	})
}

// shutdown lets requests end, people's profiles not.
func shutdown(public, admin *http.Server) {
	ctx, cancel := context.WithTimeout(context.Background(), 5*time.Second)
	defer cancel()
	_ = admin.Close()
	_ = public.Shutdown(ctx)
}
