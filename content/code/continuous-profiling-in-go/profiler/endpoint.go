package profiler

import (
	"context"
	"net/http"
	"runtime/pprof"
)

// --8<-- [start:endpoint]

// Endpoint labels the CPU samples taken while next serves a request.
// The value is the pattern of the route, never the path of a request:
// every value is kept with the samples and must be one of a few.
func Endpoint(pattern string, next http.Handler) http.Handler {
	labels := pprof.Labels("endpoint", pattern)
	serve := func(w http.ResponseWriter, r *http.Request) {
		pprof.Do(r.Context(), labels, func(ctx context.Context) {
			next.ServeHTTP(w, r.WithContext(ctx))
		})
	}
	return http.HandlerFunc(serve)
}

// --8<-- [end:endpoint]
