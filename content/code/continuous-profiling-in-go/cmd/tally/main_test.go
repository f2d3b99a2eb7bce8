package main

import (
	"bytes"
	"context"
	"io"
	"net"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strings"
	"sync"
	"testing"
	"time"
)

// log is where run writes to, and is read from while it runs.
type log struct {
	mu   sync.Mutex
	text bytes.Buffer
}

func (l *log) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.Write(p)
}

func (l *log) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.text.String()
}

var listening = regexp.MustCompile(`msg=listening addr=(\S+) admin=(\S+)`)

// program is tally, started as main does.
type program struct {
	addr, admin string
	log         *log
	stop        context.CancelFunc
	done        chan error
}

func start(t *testing.T, args ...string) program {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	p := program{log: new(log), stop: stop, done: make(chan error, 1)}
	args = append([]string{"-addr", "localhost:0", "-admin", "localhost:0"}, args...)
	go func() { p.done <- run(ctx, args, p.log) }()
	for {
		select {
		case err := <-p.done:
			t.Fatalf("tally ended: %v\n%s", err, p.log)
		case <-time.After(time.Millisecond):
		}
		if found := listening.FindStringSubmatch(p.log.String()); found != nil {
			p.addr, p.admin = found[1], found[2]
			return p
		}
	}
}

const record = "2022-04-22T09:00:00Z GET /accounts/42 200 1ms\n"

func TestARequestUnderWayIsAnswered(t *testing.T) {
	p := start(t)
	conn, err := net.Dial("tcp", p.addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, "POST /summary HTTP/1.1\r\nHost: x\r\nContent-Length: 92\r\nExpect: 100-continue\r\n\r\n")
	got := make([]byte, len("HTTP/1.1 100 Continue\r\n\r\n"))
	if _, err := io.ReadFull(conn, got); err != nil || !strings.Contains(string(got), "100") {
		t.Fatalf("%q, %v", got, err) // the handler reads
	}
	io.WriteString(conn, record)
	p.stop()
	// It listens no more, and waits for the rest of the log.
	for {
		other, err := net.Dial("tcp", p.addr)
		if err != nil {
			break
		}
		other.Close()
	}
	io.WriteString(conn, record)
	answer, err := io.ReadAll(conn)
	if err != nil || !strings.Contains(string(answer), `"count":2`) {
		t.Errorf("%q, %v", answer, err)
	}
	if err := <-p.done; err != nil {
		t.Error(err)
	}
}

func TestProfilesReachTheCollector(t *testing.T) {
	got := make(chan string, 100)
	collector := httptest.NewServer(http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		got <- r.FormValue("version") + " " + r.FormValue("kind")
		w.WriteHeader(http.StatusCreated)
	}))
	defer collector.Close()
	p := start(t, "-version", "v3", "-collector", collector.URL, "-period", "60ms", "-window", "30ms")
	for _, want := range []string{"v3 cpu", "v3 goroutineleak", "v3 heap"} {
		if kind := <-got; kind != want {
			t.Errorf("got %q, want %q", kind, want)
		}
	}
	p.stop()
	if err := <-p.done; err != nil {
		t.Error(err)
	}
}

func TestAStopEndsTheWindowAndAProfileOnDemand(t *testing.T) {
	p := start(t, "-period", "2h", "-window", "1h59m59s")
	type answer struct {
		status int
		body   []byte
		err    error
	}
	asked := make(chan answer, 1)
	go func() {
		resp, err := http.Get("http://" + p.admin + "/debug/pprof/profile?seconds=60")
		if err != nil {
			asked <- answer{err: err}
			return
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		asked <- answer{resp.StatusCode, body, err}
	}()
	for !strings.Contains(goroutines(t, p.admin), "profiler.(*Profiler).OnDemand") {
		time.Sleep(time.Millisecond)
	}
	p.stop()
	if err := <-p.done; err != nil {
		t.Error(err)
	}
	if a := <-asked; a.err != nil || a.status != http.StatusOK && a.status != http.StatusConflict {
		t.Errorf("status %d, %v", a.status, a.err)
	}
	if text := p.log.String(); strings.Contains(text, "WARN") {
		t.Error(text)
	}
}

func goroutines(t *testing.T, admin string) string {
	t.Helper()
	resp, err := http.Get("http://" + admin + "/debug/pprof/goroutine?debug=1")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	body, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(body)
}

func TestMistakesAreReturned(t *testing.T) {
	taken, err := net.Listen("tcp", "localhost:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for _, args := range [][]string{
		{"-no-such-flag"},
		{"-version", "v0"},
		{"-addr", "localhost:0", "-admin", "localhost:0", "version=v2"},
		{"-period", "1s", "-window", "1s"},
		{"-addr", taken.Addr().String()},
		{"-addr", "localhost:0", "-admin", taken.Addr().String()},
	} {
		if err := run(t.Context(), args, io.Discard); err == nil {
			t.Errorf("run(%q): got no error", args)
		}
	}
}
