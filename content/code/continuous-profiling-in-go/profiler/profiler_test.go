package profiler

import (
	"bytes"
	"compress/gzip"
	"context"
	"errors"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"runtime/pprof"
	"strings"
	"testing"
	"testing/synctest"
	"time"
)

var quiet = slog.New(slog.DiscardHandler)

func keep(sent *[]Profile) func(context.Context, Profile) error {
	return func(_ context.Context, p Profile) error {
		*sent = append(*sent, p)
		return nil
	}
}

func newProfiler(t *testing.T, c Config) *Profiler {
	t.Helper()
	c.Log = quiet
	p, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

func TestOneWindowInEachPeriod(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var sent []Profile
		p := newProfiler(t, Config{
			Period: time.Minute, Window: 10 * time.Second, Send: keep(&sent),
		})
		p.cpu = func(ctx context.Context, d time.Duration) ([]byte, error) {
			return nil, wait(ctx, d)
		}
		begin := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		if err := p.Run(ctx); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatal(err)
		}
		if len(sent) != 2*60 { // a CPU and a heap profile a minute
			t.Fatalf("sent %d profiles", len(sent))
		}
		for n := range 60 {
			at := sent[2*n].Start.Sub(begin) - time.Duration(n)*time.Minute
			if at < 0 || at > 50*time.Second {
				t.Errorf("minute %d: window opens at %s", n, at)
			}
		}
	})
}

func TestNewWantsTheWindowToFit(t *testing.T) {
	for _, c := range []Config{
		{Period: time.Second, Window: time.Second},
		{Period: time.Second},
	} {
		if _, err := New(c); err == nil {
			t.Errorf("period %s, window %s: no error", c.Period, c.Window)
		}
	}
}

func TestProfilesAreReal(t *testing.T) {
	var sent []Profile
	p := newProfiler(t, Config{Period: time.Second, Window: 200 * time.Millisecond, Send: keep(&sent)})
	h := Endpoint("GET /burn", http.HandlerFunc(func(_ http.ResponseWriter, r *http.Request) {
		for n := 0; r.Context().Err() == nil; n++ {
			strings.Repeat("x", n%1000)
		}
	}))
	ctx, cancel := context.WithCancel(t.Context())
	defer cancel()
	go h.ServeHTTP(httptest.NewRecorder(), httptest.NewRequestWithContext(ctx, "GET", "/burn", nil))

	// A machine that has no time for us gives no samples: try again.
	for range 10 {
		sent = nil
		if err := p.round(t.Context()); err != nil {
			t.Fatal(err)
		}
		if len(sent) != 2 || sent[0].Kind != "cpu" || sent[1].Kind != "heap" {
			t.Fatalf("sent %v", sent)
		}
		text := unzip(t, sent[0].Data)
		unzip(t, sent[1].Data)
		if strings.Contains(text, "strings.Repeat") && strings.Contains(text, "GET /burn") {
			return
		}
	}
	t.Error("no profile holds the function and the label of the busy handler")
}

func unzip(t *testing.T, data []byte) string {
	t.Helper()
	r, err := gzip.NewReader(bytes.NewReader(data))
	if err != nil {
		t.Fatal(err)
	}
	text, err := io.ReadAll(r)
	if err != nil {
		t.Fatal(err)
	}
	return string(text)
}

func TestCancelEndsAWindow(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	time.AfterFunc(20*time.Millisecond, cancel)
	if _, err := record(ctx, time.Hour); !errors.Is(err, context.Canceled) {
		t.Fatal(err)
	}
	if err := pprof.StartCPUProfile(io.Discard); err != nil {
		t.Fatalf("the window is still open: %v", err)
	}
	pprof.StopCPUProfile()
}

func TestForeignProfileIsAnError(t *testing.T) {
	if err := pprof.StartCPUProfile(io.Discard); err != nil {
		t.Fatal(err)
	}
	defer pprof.StopCPUProfile()
	_, err := record(t.Context(), time.Millisecond)
	if err == nil || !strings.Contains(err.Error(), "already in use") {
		t.Errorf("got %v", err)
	}
}

func TestPeopleComeFirst(t *testing.T) {
	var sent []Profile
	p := newProfiler(t, Config{Period: time.Hour, Window: time.Minute, Send: keep(&sent)})
	srv := httptest.NewServer(http.HandlerFunc(p.OnDemand))
	defer srv.Close()

	// While a window is open, a person waits and may give up.
	p.turn <- struct{}{}
	ctx, cancel := context.WithTimeout(t.Context(), 20*time.Millisecond)
	defer cancel()
	req, err := http.NewRequestWithContext(ctx, "GET", srv.URL+"?seconds=1", nil)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := srv.Client().Do(req); !errors.Is(err, context.DeadlineExceeded) {
		t.Fatal(err)
	}
	<-p.turn

	// While a person profiles, the profiler skips its turn.
	done := make(chan string)
	go func() {
		resp, err := srv.Client().Get(srv.URL + "?seconds=1")
		if err != nil {
			done <- err.Error()
			return
		}
		defer resp.Body.Close()
		done <- resp.Status
	}()
	for len(p.turn) == 0 {
		time.Sleep(time.Millisecond)
	}
	if err := p.round(t.Context()); err != nil || len(sent) != 0 {
		t.Errorf("sent %d profiles, err %v", len(sent), err)
	}
	if status := <-done; status != "200 OK" {
		t.Error(status)
	}
}

func TestUpload(t *testing.T) {
	var got *http.Request
	status := http.StatusCreated
	srv := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got = r
		w.WriteHeader(status)
	}))
	defer srv.Close()
	send := Upload(srv.Client(), srv.URL, "tally", "v1", "a")
	at := time.Date(2022, 4, 22, 9, 0, 0, 0, time.UTC)
	if err := send(t.Context(), Profile{"cpu", at, []byte("x")}); err != nil {
		t.Fatal(err)
	}
	want := "instance=a&kind=cpu&service=tally&start=2022-04-22T09%3A00%3A00Z&version=v1"
	if got.URL.RawQuery != want {
		t.Errorf("got  %s\nwant %s", got.URL.RawQuery, want)
	}
	status = http.StatusServiceUnavailable
	if err := send(t.Context(), Profile{"cpu", at, nil}); err == nil || !strings.Contains(err.Error(), "503") {
		t.Errorf("got %v", err)
	}
}

// The cost of one label, and of the heap profile at the end of a window.

func BenchmarkEndpoint(b *testing.B) {
	next := http.HandlerFunc(func(http.ResponseWriter, *http.Request) {})
	r := httptest.NewRequest("GET", "/", nil)
	for name, h := range map[string]http.Handler{"bare": next, "labelled": Endpoint("GET /", next)} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			for b.Loop() {
				h.ServeHTTP(nil, r)
			}
		})
	}
}
