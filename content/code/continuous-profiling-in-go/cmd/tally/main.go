// Tally sums up access logs, and profiles itself.
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
	"sync"
	"syscall"
	"time"

	"example.com/tally/internal/graceful"
	"example.com/tally/profiler"
	"example.com/tally/server"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	err := run(ctx, os.Args[1:], os.Stderr)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "tally:", err)
		os.Exit(1)
	}
}

type config struct {
	addr, admin, collector, version, instance string
	period, window                            time.Duration
}

func parse(args []string, stderr io.Writer) (config, error) {
	var c config
	flags := flag.NewFlagSet("tally", flag.ContinueOnError)
	flags.SetOutput(stderr)
	flags.StringVar(&c.addr, "addr", "localhost:8080", "address of the service")
	flags.StringVar(&c.admin, "admin", "localhost:6060", "address of /debug/pprof/")
	flags.StringVar(&c.collector, "collector", "http://localhost:7070", "where profiles go")
	flags.StringVar(&c.version, "version", "v1", "which release to be, v1 to v5")
	flags.StringVar(&c.instance, "instance", "a", "name of this process among its like")
	flags.DurationVar(&c.period, "period", time.Minute, "time in which the CPU is profiled once")
	flags.DurationVar(&c.window, "window", 10*time.Second, "how long it is profiled")
	err := flags.Parse(args)
	if err == nil && flags.NArg() > 0 {
		err = fmt.Errorf("unexpected argument %q", flags.Arg(0))
	}
	return c, err
}

func run(ctx context.Context, args []string, stderr io.Writer) error {
	c, err := parse(args, stderr)
	if err != nil {
		return err
	}
	release, ok := server.Versions()[c.version]
	if !ok {
		return fmt.Errorf("no version %q", c.version)
	}
	log := slog.New(slog.NewTextHandler(stderr, nil))
	p, err := profiler.New(profiler.Config{
		Period: c.period,
		Window: c.window,
		Send: profiler.Upload(http.DefaultClient, c.collector,
			"tally", c.version, c.instance),
		Log: log,
	})
	if err != nil {
		return err
	}
	public, err := net.Listen("tcp", c.addr)
	if err != nil {
		return err
	}
	defer public.Close()
	admin, err := net.Listen("tcp", c.admin)
	if err != nil {
		return err
	}
	defer admin.Close()
	log.Info("listening", "addr", public.Addr(), "admin", admin.Addr())
	return serve(ctx, p, public, server.New(release), admin, server.Admin(p.OnDemand))
}

// serve returns when the profiler and both servers have ended: when the
// context is done, or one of the servers has failed.
func serve(ctx context.Context, p *profiler.Profiler, public net.Listener, service http.Handler, admin net.Listener, debug http.Handler) error {
	ctx, stop := context.WithCancel(ctx)
	defer stop()
	var tasks sync.WaitGroup
	tasks.Go(func() { p.Run(ctx) })
	defer tasks.Wait()

	ended := make(chan error, 2)
	go func() {
		ended <- graceful.Serve(ctx, public, &http.Server{Handler: service, ReadTimeout: 10 * time.Second})
	}()
	go func() {
		// A profile that somebody waits for ends early, and is sent.
		stopped := func(net.Listener) context.Context { return ctx }
		ended <- graceful.Serve(ctx, admin, &http.Server{Handler: debug, BaseContext: stopped, ReadHeaderTimeout: 10 * time.Second})
	}()
	first := <-ended
	stop()
	return errors.Join(first, <-ended)
}
