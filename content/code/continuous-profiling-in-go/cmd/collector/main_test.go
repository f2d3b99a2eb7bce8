package main

import (
	"bufio"
	"context"
	"io"
	"net"
	"net/http"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
)

var listening = regexp.MustCompile(`msg=listening addr=(\S+)`)

// start runs the program as main does and returns its address and a
// function that stops it and returns what run returned.
func start(t *testing.T, dir string) (addr string, stop context.CancelFunc, done chan error) {
	t.Helper()
	ctx, stop := context.WithCancel(t.Context())
	out, in := io.Pipe()
	done = make(chan error, 1)
	go func() {
		done <- run(ctx, []string{"-addr", "localhost:0", "-dir", dir}, in)
		in.Close()
	}()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if found := listening.FindStringSubmatch(lines.Text()); found != nil {
			go io.Copy(io.Discard, out)
			return found[1], stop, done
		}
	}
	t.Fatalf("collector did not start: %v", <-done)
	return "", nil, nil
}

const query = "?service=tally&version=v1&kind=cpu&instance=a&start=2022-04-22T09:00:00Z"

func TestAProfileUnderWayIsKept(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "profiles")
	addr, stop, done := start(t, dir)
	conn, err := net.Dial("tcp", addr)
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	io.WriteString(conn, "POST /profiles"+query+" HTTP/1.1\r\nHost: x\r\nContent-Length: 4\r\nExpect: 100-continue\r\n\r\n")
	if _, err := io.ReadFull(conn, make([]byte, len("HTTP/1.1 100 Continue\r\n\r\n"))); err != nil {
		t.Fatal(err)
	}
	io.WriteString(conn, "\x1f\x8b")
	stop()
	for {
		other, err := net.Dial("tcp", addr)
		if err != nil {
			break // it listens no more
		}
		other.Close()
	}
	io.WriteString(conn, "..")
	answer, err := io.ReadAll(conn)
	if err != nil || !strings.Contains(string(answer), "201 Created") {
		t.Errorf("%q, %v", answer, err)
	}
	if err := <-done; err != nil {
		t.Error(err)
	}

	addr, stop, done = start(t, dir)
	resp, err := http.Get("http://" + addr + "/profiles?service=tally")
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	list, err := io.ReadAll(resp.Body)
	if want := "http://" + addr + "/profiles/tally,v1,cpu,20220422T090000.000Z,a.pb.gz\n"; err != nil || string(list) != want {
		t.Errorf("got %q, want %q, %v", list, want, err)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestASecondCollectorLeavesTheFilesOfTheFirst(t *testing.T) {
	dir := t.TempDir()
	addr, stop, done := start(t, dir)
	const under = "tally,v1,cpu,20220422T090000.000Z,a.pb.gz.part"
	if err := os.WriteFile(filepath.Join(dir, under), []byte("\x1f\x8b"), 0o644); err != nil {
		t.Fatal(err)
	}
	if err := run(t.Context(), []string{"-addr", addr, "-dir", dir}, io.Discard); err == nil {
		t.Error("no error")
	}
	if _, err := os.Stat(filepath.Join(dir, under)); err != nil {
		t.Error(err)
	}
	stop()
	if err := <-done; err != nil {
		t.Error(err)
	}
}

func TestMistakesAreReturned(t *testing.T) {
	for _, args := range [][]string{
		{"-no-such-flag"},
		{"-addr", "localhost:0", "-dir", t.TempDir(), "limit=1"},
		{"-addr", "localhost:0", "-dir", "/dev/null/profiles"},
		{"-dir", t.TempDir(), "-addr", "nowhere:-1"},
	} {
		if err := run(t.Context(), args, io.Discard); err == nil {
			t.Errorf("run(%q): got no error", args)
		}
	}
}
