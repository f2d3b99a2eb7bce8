// Package telemetry counts the calls of endpoints and how long they take, and
// writes both in the text format of Prometheus.
package telemetry

import (
	"cmp"
	"context"
	"fmt"
	"io"
	"maps"
	"net/http"
	"slices"
	"sync"
	"time"

	"github.com/go-kit/kit/endpoint"
)

// bounds of the histogram's buckets, in seconds. A journal that syncs takes
// milliseconds, a map less than a microsecond.
var bounds = []float64{1e-6, 1e-5, 1e-4, 1e-3, 1e-2, 1e-1, 1, 10}

// A Meter holds what was measured. It may be used by several goroutines.
type Meter struct {
	outcome func(response any, err error) string

	mu     sync.Mutex
	series map[label]*histogram
}

// A label has few values, whatever callers send: neither an ID nor the text
// of an error belongs here.
type label struct{ method, outcome string }

type histogram struct {
	below []uint64 // calls by the first bound that they do not exceed
	count uint64
	sum   time.Duration
}

// New returns an empty meter. Its function names the outcome of a call.
func New(outcome func(response any, err error) string) *Meter {
	return &Meter{outcome: outcome, series: make(map[label]*histogram)}
}

// --8<-- [start:middleware]

// Middleware measures the calls of one method.
func (m *Meter) Middleware(method string) endpoint.Middleware {
	return func(next endpoint.Endpoint) endpoint.Endpoint {
		return func(ctx context.Context, request any) (any, error) {
			began := time.Now()
			response, err := next(ctx, request)
			m.observe(label{method, m.outcome(response, err)}, time.Since(began))
			return response, err
		}
	}
}

// --8<-- [end:middleware]

func (m *Meter) observe(l label, took time.Duration) {
	m.mu.Lock()
	defer m.mu.Unlock()
	h := m.series[l]
	if h == nil {
		h = &histogram{below: make([]uint64, len(bounds))}
		m.series[l] = h
	}
	if n, _ := slices.BinarySearch(bounds, took.Seconds()); n < len(bounds) {
		h.below[n]++
	}
	h.count++
	h.sum += took
}

// ServeHTTP answers a scrape.
func (m *Meter) ServeHTTP(w http.ResponseWriter, _ *http.Request) {
	w.Header().Set("Content-Type", "text/plain; version=0.0.4; charset=utf-8")
	m.write(w)
}

const name = "wallet_call_duration_seconds"

func (m *Meter) write(w io.Writer) {
	m.mu.Lock()
	defer m.mu.Unlock()
	fmt.Fprintf(w, "# TYPE %s histogram\n", name)
	labels := slices.SortedFunc(maps.Keys(m.series), func(a, b label) int {
		return cmp.Or(cmp.Compare(a.method, b.method), cmp.Compare(a.outcome, b.outcome))
	})
	for _, l := range labels {
		h, names := m.series[l], fmt.Sprintf("method=%q,outcome=%q", l.method, l.outcome)
		var sum uint64
		for n, bound := range bounds {
			sum += h.below[n]
			fmt.Fprintf(w, "%s_bucket{%s,le=\"%g\"} %d\n", name, names, bound, sum)
		}
		fmt.Fprintf(w, "%s_bucket{%s,le=\"+Inf\"} %d\n", name, names, h.count)
		fmt.Fprintf(w, "%s_sum{%s} %g\n", name, names, h.sum.Seconds())
		fmt.Fprintf(w, "%s_count{%s} %d\n", name, names, h.count)
	}
}
