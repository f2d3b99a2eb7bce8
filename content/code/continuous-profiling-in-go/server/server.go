// Package server answers questions about access logs over HTTP.
package server

import (
	"encoding/json"
	"errors"
	"net/http"
	"net/http/pprof"

	"example.com/tally/access"
	"example.com/tally/profiler"
)

const maxLog = 10 << 20

// New returns the service: a client posts a log, and gets its summary.
func New(ids IDs) http.Handler {
	mux := http.NewServeMux()
	handle := func(pattern string, answer func(*http.Request) (any, error)) {
		mux.Handle(pattern, profiler.Endpoint(pattern, reply(answer)))
	}
	handle("POST /summary", func(r *http.Request) (any, error) {
		exprs, err := ids(r.URL.Query())
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

func reply(answer func(*http.Request) (any, error)) http.HandlerFunc {
	return func(w http.ResponseWriter, r *http.Request) {
		r.Body = http.MaxBytesReader(w, r.Body, maxLog)
		v, err := answer(r)
		var tooBig *http.MaxBytesError
		switch {
		case errors.As(err, &tooBig):
			http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
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
