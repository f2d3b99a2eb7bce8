// Package profiler profiles its own process for a short while, again and
// again, and sends the profiles away.
package profiler

import (
	"bytes"
	"context"
	"fmt"
	"log/slog"
	"math/rand/v2"
	"net/http"
	httppprof "net/http/pprof"
	"runtime/pprof"
	"time"
)

// Profile is what Go wrote: a gzip-compressed protocol buffer that
// go tool pprof reads.
type Profile struct {
	Kind  string // cpu or heap
	Start time.Time
	Data  []byte
}

// Config says when to profile and where profiles go.
type Config struct {
	Period time.Duration // one window in each, at a random moment
	Window time.Duration // how long the CPU is profiled
	Send   func(context.Context, Profile) error
	Log    *slog.Logger
}

// Profiler takes profiles in the background. See [New].
type Profiler struct {
	Config
	turn chan struct{} // holds a token while somebody profiles the CPU
	cpu  func(context.Context, time.Duration) ([]byte, error)
}

// New returns a profiler that waits to be Run.
func New(c Config) (*Profiler, error) {
	if c.Window <= 0 || c.Period <= c.Window {
		return nil, fmt.Errorf("profiler: window %s does not fit into period %s", c.Window, c.Period)
	}
	return &Profiler{Config: c, turn: make(chan struct{}, 1), cpu: record}, nil
}

// --8<-- [start:run]

// Run profiles until the context is done.
func (p *Profiler) Run(ctx context.Context) error {
	for start := time.Now(); ; start = start.Add(p.Period) {
		jitter := rand.N(p.Period - p.Window)
		if err := wait(ctx, time.Until(start.Add(jitter))); err != nil {
			return err
		}
		if err := p.round(ctx); err != nil {
			p.Log.WarnContext(ctx, "profile lost", "err", err)
		}
	}
}

func (p *Profiler) round(ctx context.Context) error {
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
	default:
		return nil // a person is profiling; the next period will do
	}
	at := time.Now()
	cpu, err := p.cpu(ctx, p.Window)
	if err != nil {
		return err
	}
	var heap bytes.Buffer
	if err := pprof.Lookup("heap").WriteTo(&heap, 0); err != nil {
		return fmt.Errorf("heap profile: %w", err)
	}
	if err := p.Send(ctx, Profile{"cpu", at, cpu}); err != nil {
		return err
	}
	return p.Send(ctx, Profile{"heap", time.Now(), heap.Bytes()})
}

// --8<-- [end:run]

// --8<-- [start:record]

// record profiles the CPU. A window that is cut short is of no use.
func record(ctx context.Context, window time.Duration) ([]byte, error) {
	var buf bytes.Buffer
	if err := pprof.StartCPUProfile(&buf); err != nil {
		return nil, fmt.Errorf("cpu profile: %w", err)
	}
	err := wait(ctx, window)
	pprof.StopCPUProfile() // returns when buf is complete
	return buf.Bytes(), err
}

// --8<-- [end:record]

func wait(ctx context.Context, d time.Duration) error {
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(d):
		return nil
	}
}

// --8<-- [start:ondemand]

// OnDemand takes the place of [net/http/pprof.Profile]: it lets the
// window that is under way end, then keeps the profiler out.
func (p *Profiler) OnDemand(w http.ResponseWriter, r *http.Request) {
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
		httppprof.Profile(w, r)
	case <-r.Context().Done():
	}
}

// --8<-- [end:ondemand]
