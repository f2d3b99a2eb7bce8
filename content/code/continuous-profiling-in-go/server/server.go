// Package server answers questions about access logs over HTTP.
package server

import (
	"bytes"
	"encoding/json"
	"errors"
	"io"
	"net/http"
	"net/http/pprof"
	"time"

	"example.com/tally/access"
	"example.com/tally/profiler"
)

const (
	maxLog   = 10 << 20
	maxQuery = 256 // bytes: each expression costs time for each record
)

type answer func(*http.Request) (any, error)

// New returns the service: a client posts a log, and gets its summary.
func New(rel Release) http.Handler {
	mux := http.NewServeMux()
	handle := func(pattern string, a answer) {
		if rel.Limit > 0 {
			a = whole(within(rel.Limit, rel.Buffer, a))
		}
		mux.Handle(pattern, profiler.Endpoint(pattern, reply(a)))
	}
	handle("POST /summary", func(r *http.Request) (any, error) {
		if len(r.URL.RawQuery) > maxQuery {
			return nil, errors.New("query too long")
		}
		exprs, err := rel.IDs(r.URL.Query())
		if err != nil {
			return nil, err
		}
		return access.Summarize(r.Body, exprs)
	})
	handle("POST /slowest", func(r *http.Request) (any, error) {
		return access.Slowest(r.Body, 3)
	})
	return mux
}

// whole reads a request to its end first, for an answer that may outlive it.
func whole(a answer) answer {
	return func(r *http.Request) (any, error) {
		body, err := io.ReadAll(r.Body)
		if err != nil {
			return nil, err
		}
		r.Body = io.NopCloser(bytes.NewReader(body))
		return a(r)
	}
}

var errLate = errors.New("no answer in time")

// --8<-- [start:within]

// within gives up on an answer that takes longer than the limit.
func within(limit time.Duration, buffer int, a answer) answer {
	type result struct {
		value any
		err   error
	}
	return func(r *http.Request) (any, error) {
		done := make(chan result, buffer) // 0 in v4
		go func() {
			v, err := a(r)
			done <- result{v, err}
		}()
		select {
		case res := <-done:
			return res.value, res.err
		case <-time.After(limit):
			return nil, errLate
		}
	}
}

// --8<-- [end:within]

func reply(a answer) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxLog)
		v, err := a(r)
		var tooBig *http.MaxBytesError
		switch {
		case errors.As(err, &tooBig):
			http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
			return
		case errors.Is(err, errLate):
			http.Error(w, err.Error(), http.StatusServiceUnavailable)
			return
		case err != nil:
			http.Error(w, err.Error(), http.StatusBadRequest)
			return
		}
		w.Header().Set("Content-Type", "application/json")
		_ = json.NewEncoder(w).Encode(v) // the client has gone, nobody to tell
	}
}

// Admin serves profiles to people, on an address of its own that the
// public does not reach. The handler cpu takes CPU profiles.
func Admin(cpu http.HandlerFunc) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("/debug/pprof/", pprof.Index) // heap, goroutine, …
	mux.HandleFunc("/debug/pprof/symbol", pprof.Symbol)
	mux.HandleFunc("/debug/pprof/trace", pprof.Trace)
	mux.HandleFunc("/debug/pprof/profile", cpu)
	return mux
}
