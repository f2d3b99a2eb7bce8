// Worker runs two tasks of Celery's in Go, demo.add and demo.sleep.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"os"
	"os/signal"
	"syscall"
	"time"

	"example.com/celerymsg/broker"
	"example.com/celerymsg/message"
	"example.com/celerymsg/worker"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt, syscall.SIGTERM)
	defer stop()
	context.AfterFunc(ctx, stop) // a second signal ends the program at once
	if err := start(ctx, os.Args[1:], os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "worker:", err)
		os.Exit(1)
	}
}

func start(ctx context.Context, args []string, stderr io.Writer) error {
	flags := flag.NewFlagSet("worker", flag.ContinueOnError)
	flags.SetOutput(stderr)
	redis := flags.String("redis", "localhost:6379", "address of Redis")
	queue := flags.String("queue", "go", "name of the queue")
	visibility := flags.Duration("visibility", time.Hour, "visibility timeout, as in Celery's broker_transport_options")
	if err := flags.Parse(args); err != nil {
		return err
	}
	q, err := broker.Open(ctx, *redis, *queue, *visibility)
	if err != nil {
		return err
	}
	defer q.Close()
	w := &worker.Worker{
		Queue: q, Visibility: *visibility, Running: 4, Held: 1000, Poll: 50 * time.Millisecond,
		Log:      slog.New(slog.NewTextHandler(stderr, nil)),
		Handlers: map[string]worker.Handler{"demo.add": add, "demo.sleep": sleep},
	}
	return w.Run(ctx)
}

// --8<-- [start:add]
// add is def add(a, b=1) in Go.
func add(_ context.Context, t *message.Task) (any, error) {
	p := struct {
		A int `json:"a"`
		B int `json:"b"`
	}{B: 1}
	if err := t.Bind(&p, "a", "b?"); err != nil {
		return nil, err
	}
	return p.A + p.B, nil
}

// --8<-- [end:add]

func sleep(ctx context.Context, t *message.Task) (any, error) {
	var p struct {
		Seconds float64 `json:"seconds"`
	}
	if err := t.Bind(&p, "seconds"); err != nil {
		return nil, err
	}
	select {
	case <-time.After(time.Duration(p.Seconds * float64(time.Second))):
		return "slept", nil
	case <-ctx.Done():
		return nil, ctx.Err()
	}
}
