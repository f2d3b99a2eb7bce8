// Package profiler profiles its own process for a short while, again and
// again, and sends the profiles away.
package profiler

import (
	"bytes"
	"context"
	"errors"
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
	Kind  string // cpu, or one of snapshots
	Start time.Time
	Data  []byte
}

// --8<-- [start:snapshots]

// snapshots are taken at the end of a window. The first runs the garbage
// collector, and the second is what that leaves.
var snapshots = []string{"goroutineleak", "heap"}

// --8<-- [end:snapshots]

// Config says when to profile and where profiles go.
type Config struct {
	Period time.Duration // one window in each, at a random moment
	Window time.Duration // how long the CPU is profiled
	Send   func(context.Context, Profile) error
	Log    *slog.Logger
}

// Profiler takes profiles in the background. See [New].
type Profiler struct {
	config    Config
	turn      chan struct{} // holds a token while somebody profiles the CPU
	interrupt chan struct{} // ends the window that is open
	cpu       func(context.Context) ([]byte, error)
}

// New returns a profiler that waits to be Run.
func New(c Config) (*Profiler, error) {
	switch {
	case c.Window <= 0 || c.Period <= c.Window:
		return nil, fmt.Errorf("profiler: window %s does not fit into period %s", c.Window, c.Period)
	case c.Send == nil || c.Log == nil:
		return nil, errors.New("profiler: Send and Log are required")
	}
	p := &Profiler{config: c, turn: make(chan struct{}, 1), interrupt: make(chan struct{})}
	p.cpu = p.record
	return p, nil
}

// --8<-- [start:run]

// Run profiles until the context is done.
func (p *Profiler) Run(ctx context.Context) {
	period := time.NewTicker(p.config.Period)
	defer period.Stop()
	for ctx.Err() == nil {
		jitter := rand.N(p.config.Period - p.config.Window)
		select {
		case <-ctx.Done():
			return
		case <-time.After(jitter):
		}
		if err := p.round(ctx); err != nil && ctx.Err() == nil {
			p.config.Log.WarnContext(ctx, "profile lost", "err", err)
		}
		select {
		case <-ctx.Done():
		case <-period.C:
		}
	}
}

// --8<-- [end:run]

// --8<-- [start:round]

// round takes one profile of each kind and sends them.
func (p *Profiler) round(ctx context.Context) error {
	start := time.Now()
	cpu, err := p.window(ctx)
	if err != nil {
		return err
	}
	profiles := []Profile{{"cpu", start, cpu}}
	for _, kind := range snapshots {
		var buf bytes.Buffer
		start := time.Now()
		if err := pprof.Lookup(kind).WriteTo(&buf, 0); err != nil {
			return fmt.Errorf("%s profile: %w", kind, err)
		}
		profiles = append(profiles, Profile{kind, start, buf.Bytes()})
	}
	for _, each := range profiles {
		if err := p.config.Send(ctx, each); err != nil {
			return err
		}
	}
	return nil
}

// --8<-- [end:round]

// errPerson is why the loop has no profile: the next period will do.
var errPerson = errors.New("a person profiles the CPU")

func (p *Profiler) window(ctx context.Context) ([]byte, error) {
	select {
	case p.turn <- struct{}{}:
		defer func() { <-p.turn }()
		return p.cpu(ctx)
	default:
		return nil, errPerson
	}
}

// --8<-- [start:record]

// record profiles the CPU. A window that is cut short is of no use.
func (p *Profiler) record(ctx context.Context) ([]byte, error) {
	var buf bytes.Buffer
	if err := pprof.StartCPUProfile(&buf); err != nil {
		return nil, fmt.Errorf("cpu profile: %w", err)
	}
	var err error
	select {
	case <-time.After(p.config.Window):
	case <-p.interrupt:
		err = errPerson
	case <-ctx.Done():
		err = ctx.Err()
	}
	pprof.StopCPUProfile() // returns when buf is complete
	return buf.Bytes(), err
}

// --8<-- [end:record]

// Stopping a window takes milliseconds. Who waits for longer than this
// waits for another person, and is told so.
const patience = 2 * time.Second

// --8<-- [start:ondemand]

// OnDemand takes the place of [net/http/pprof.Profile]. It ends the window
// that is open and keeps the loop out until the profile is complete.
func (p *Profiler) OnDemand(w http.ResponseWriter, r *http.Request) {
	ctx, cancel := context.WithTimeout(r.Context(), patience)
	defer cancel()
	for {
		select {
		case p.interrupt <- struct{}{}: // the turn is free in a moment
		case p.turn <- struct{}{}:
			defer func() { <-p.turn }()
			httppprof.Profile(w, r)
			return
		case <-ctx.Done():
			http.Error(w, errPerson.Error(), http.StatusConflict)
			return
		}
	}
}

// --8<-- [end:ondemand]
