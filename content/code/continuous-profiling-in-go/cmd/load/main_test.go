package main

import (
	"bytes"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"sync/atomic"
	"testing"
)

func TestTheLoadIsCounted(t *testing.T) {
	var got, late, long atomic.Int64
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if n, _ := io.Copy(io.Discard, r.Body); n > 100_000 {
			long.Add(1)
		}
		got.Add(1)
		if r.URL.Path == "/slowest" { // each fifth
			late.Add(1)
			w.WriteHeader(http.StatusServiceUnavailable)
		}
	}))
	defer srv.Close()
	var out bytes.Buffer
	args := []string{"-urls", srv.URL + "," + srv.URL, "-rate", "200", "-for", "500ms", "-long", "50"}
	if err := run(t.Context(), args, &out, io.Discard); err != nil {
		t.Fatal(err)
	}
	var sent, failed int64
	var p50, p99 string
	if _, err := fmt.Sscanf(out.String(), "%d requests, %d failed, p50 %s p99 %s", &sent, &failed, &p50, &p99); err != nil {
		t.Fatalf("%q: %v", &out, err)
	}
	if long.Load() < 2 {
		t.Errorf("%d long logs", long.Load())
	}
	// The end of the load cuts off what is under way.
	if sent == 0 || sent > got.Load() || failed == 0 || failed > late.Load() {
		t.Errorf("reported %d requests, %d failed, of %d, %d", sent, failed, got.Load(), late.Load())
	}
}
