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
	"os"
	"os/exec"
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
	if c.Log == nil {
		c.Log = quiet
	}
	p, err := New(c)
	if err != nil {
		t.Fatal(err)
	}
	return p
}

// idle takes the place of a real window, for which no time can be faked.
func idle(p *Profiler) {
	p.cpu = func(ctx context.Context) ([]byte, error) {
		select {
		case <-ctx.Done():
			return nil, ctx.Err()
		case <-time.After(p.config.Window):
			return nil, nil
		}
	}
}

func TestOneWindowInEachPeriod(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var sent []Profile
		p := newProfiler(t, Config{
			Period: time.Minute, Window: 10 * time.Second, Send: keep(&sent),
		})
		idle(p)
		begin := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), time.Hour)
		defer cancel()
		p.Run(ctx)
		kinds := 1 + len(snapshots)
		if len(sent) != kinds*60 {
			t.Fatalf("sent %d profiles", len(sent))
		}
		for n := range 60 {
			at := sent[kinds*n].Start.Sub(begin) - time.Duration(n)*time.Minute
			if at < 0 || at > 50*time.Second {
				t.Errorf("minute %d: window opens at %s", n, at)
			}
		}
	})
}

func TestMissedPeriodsAreNotMadeUpFor(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		var starts []time.Time
		p := newProfiler(t, Config{
			Period: time.Minute, Window: 10 * time.Second,
			Send: func(_ context.Context, p Profile) error {
				if p.Kind == "cpu" {
					starts = append(starts, p.Start)
				}
				if len(starts) == 1 {
					time.Sleep(time.Hour)
				}
				return nil
			},
		})
		idle(p)
		ctx, cancel := context.WithTimeout(t.Context(), 4*time.Hour)
		defer cancel()
		p.Run(ctx)
		if len(starts) < 10 {
			t.Fatalf("%d windows", len(starts))
		}
		for n, start := range starts[:len(starts)-3] {
			if passed := starts[n+3].Sub(start); passed < time.Minute {
				t.Errorf("window %d: three more within %s", n, passed)
			}
		}
	})
}

func TestAStopIsNoWarning(t *testing.T) {
	var log bytes.Buffer
	p := newProfiler(t, Config{
		Period: time.Hour, Window: time.Hour - 1, Send: keep(new([]Profile)),
		Log: slog.New(slog.NewTextHandler(&log, nil)),
	})
	ctx, stop := context.WithCancel(t.Context())
	done := make(chan struct{})
	go func() { defer close(done); p.Run(ctx) }()
	waitForTurn(t, p)
	stop()
	<-done
	if log.Len() > 0 {
		t.Errorf("logged %s", &log)
	}
}

// waitForTurn returns when somebody has the turn. To find out with a
// profile of our own could take the CPU away from who is about to open one.
func waitForTurn(t *testing.T, p *Profiler) {
	t.Helper()
	for range 10_000 {
		if len(p.turn) == 1 {
			return
		}
		time.Sleep(time.Millisecond)
	}
	t.Fatal("nobody profiles the CPU")
}

func TestNewChecksItsConfig(t *testing.T) {
	send := keep(new([]Profile))
	for name, c := range map[string]Config{
		"window as long as the period": {time.Second, time.Second, send, quiet},
		"no window":                    {time.Second, 0, send, quiet},
		"no Send":                      {time.Minute, time.Second, nil, quiet},
		"no Log":                       {time.Minute, time.Second, send, nil},
	} {
		if _, err := New(c); err == nil {
			t.Errorf("%s: no error", name)
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
		text := map[string]string{}
		for _, each := range sent {
			text[each.Kind] = unzip(t, each.Data)
		}
		if len(text) != 3 || !strings.Contains(text["goroutineleak"], "goroutineleak") || !strings.Contains(text["heap"], "inuse_space") {
			t.Fatalf("sent %d profiles", len(sent))
		}
		if strings.Contains(text["cpu"], "strings.Repeat") && strings.Contains(text["cpu"], "GET /burn") {
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

func TestForeignProfileIsAnError(t *testing.T) {
	p := newProfiler(t, Config{Period: time.Hour, Window: time.Millisecond, Send: keep(new([]Profile))})
	if err := pprof.StartCPUProfile(io.Discard); err != nil {
		t.Fatal(err)
	}
	defer pprof.StopCPUProfile()
	err := p.round(t.Context())
	if err == nil || !strings.Contains(err.Error(), "already in use") {
		t.Errorf("got %v", err)
	}
}

func profileOf(t *testing.T, p *Profiler, seconds string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	p.OnDemand(w, httptest.NewRequest("GET", "/debug/pprof/profile?seconds="+seconds, nil))
	return w
}

func TestAPersonEndsTheOpenWindow(t *testing.T) {
	var sent []Profile
	p := newProfiler(t, Config{Period: 2 * time.Hour, Window: time.Hour, Send: keep(&sent)})
	done := make(chan error)
	go func() { done <- p.round(t.Context()) }()
	waitForTurn(t, p)
	if w := profileOf(t, p, "1"); w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), "\x1f\x8b") {
		t.Errorf("status %d", w.Code)
	}
	if err := <-done; !errors.Is(err, errPerson) || len(sent) != 0 {
		t.Errorf("sent %d profiles, err %v", len(sent), err)
	}
}

func TestAPersonDoesNotWaitForUploads(t *testing.T) {
	uploading, proceed := make(chan struct{}), make(chan struct{})
	p := newProfiler(t, Config{Period: time.Hour, Window: time.Millisecond, Send: func(context.Context, Profile) error {
		uploading <- struct{}{}
		<-proceed
		return errors.New("the collector is away")
	}})
	done := make(chan error)
	go func() { done <- p.round(t.Context()) }()
	<-uploading
	if w := profileOf(t, p, "1"); w.Code != http.StatusOK {
		t.Errorf("status %d: %s", w.Code, w.Body)
	}
	close(proceed)
	<-done
}

func TestASecondPersonIsToldOfTheFirst(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		p := newProfiler(t, Config{Period: time.Hour, Window: time.Minute, Send: keep(new([]Profile))})
		p.turn <- struct{}{}
		if w := profileOf(t, p, "1"); w.Code != http.StatusConflict {
			t.Errorf("status %d", w.Code)
		}
	})
}

func TestWhileAPersonProfilesTheLoopDoesNot(t *testing.T) {
	p := newProfiler(t, Config{Period: time.Hour, Window: time.Minute, Send: keep(new([]Profile))})
	srv := httptest.NewServer(http.HandlerFunc(p.OnDemand))
	defer srv.Close()
	ctx, leave := context.WithCancel(t.Context())
	first, err := http.NewRequestWithContext(ctx, "GET", srv.URL+"?seconds=60", nil)
	if err != nil {
		t.Fatal(err)
	}
	done := make(chan error)
	go func() {
		_, err := srv.Client().Do(first)
		done <- err
	}()
	waitForTurn(t, p)
	if err := p.round(t.Context()); !errors.Is(err, errPerson) {
		t.Errorf("got %v", err)
	}
	leave()
	if err := <-done; !errors.Is(err, context.Canceled) {
		t.Error(err)
	}
}

// The crash of a goroutine that a handler started prints the handler's
// labels. A panic in the handler itself has left pprof.Do by then.
func TestACrashPrintsLabels(t *testing.T) {
	if os.Getenv("CRASH") != "" {
		Endpoint("GET /", http.HandlerFunc(func(http.ResponseWriter, *http.Request) {
			go panic("crash")
			select {}
		})).ServeHTTP(nil, httptest.NewRequest("GET", "/", nil))
	}
	crash := exec.Command(os.Args[0], "-test.run=TestACrashPrintsLabels")
	crash.Env = append(os.Environ(), "CRASH=1")
	out, err := crash.CombinedOutput()
	if err == nil || !strings.Contains(string(out), `{endpoint: "GET /"}`) {
		t.Errorf("%v: %s", err, out)
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

// BenchmarkEndpoint measures the cost of one label.
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
