package main

import (
	"bufio"
	"context"
	"fmt"
	"io"
	"net"
	"net/http"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

var listening = regexp.MustCompile(`msg=listening addr=(\S+)`)

// start runs the program as main does and returns its address and a
// function that stops it and returns what run returned.
func start(t *testing.T, path string) (string, func() error) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- run(ctx, []string{"-addr", "localhost:0", "-journal", path}, in)
		in.Close()
	}()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if found := listening.FindStringSubmatch(lines.Text()); found != nil {
			go io.Copy(io.Discard, out)
			return "http://" + found[1], func() error { cancel(); return <-done }
		}
	}
	t.Fatalf("walletd did not start: %v", <-done)
	return "", nil
}

func put(t *testing.T, url, body string) string {
	t.Helper()
	req, err := http.NewRequestWithContext(t.Context(), http.MethodPut, url, strings.NewReader(body))
	if err != nil {
		t.Fatal(err)
	}
	resp, err := http.DefaultClient.Do(req)
	if err != nil {
		t.Fatal(err)
	}
	defer resp.Body.Close()
	answer, err := io.ReadAll(resp.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(answer)
}

func TestBooksOutliveTheProgram(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	addr, stop := start(t, path)
	put(t, addr+"/accounts/ann", "")
	put(t, addr+"/transfers/1", `{"from":"world","to":"ann","amount":50}`)
	if err := stop(); err != nil {
		t.Fatal(err)
	}

	addr, stop = start(t, path)
	if got, want := put(t, addr+"/accounts/ann", ""), `{"id":"ann","balance":50}`; got != want {
		t.Errorf("after a restart: got %s, want %s", got, want)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
}

func TestARequestUnderWayEnds(t *testing.T) {
	addr, stop := start(t, filepath.Join(t.TempDir(), "journal"))
	put(t, addr+"/accounts/ann", "")
	conn, err := net.Dial("tcp", strings.TrimPrefix(addr, "http://"))
	if err != nil {
		t.Fatal(err)
	}
	defer conn.Close()
	answers := bufio.NewReader(conn)
	body := `{"from":"world","to":"ann","amount":50}`
	fmt.Fprintf(conn, "PUT /transfers/1 HTTP/1.1\r\nHost: x\r\nExpect: 100-continue\r\nContent-Length: %d\r\n\r\n%s",
		len(body), body[:9])
	if line, err := answers.ReadString('\n'); err != nil || !strings.Contains(line, "100") {
		t.Fatalf("got %q, %v", line, err) // the handler reads the body now
	}
	if _, err := answers.ReadString('\n'); err != nil {
		t.Fatal(err)
	}

	stopped := make(chan error, 1)
	go func() { stopped <- stop() }()
	for { // until the program has noticed
		other, err := net.Dial("tcp", conn.RemoteAddr().String())
		if err != nil {
			break
		}
		other.Close()
	}
	fmt.Fprint(conn, body[9:])
	resp, err := http.ReadResponse(answers, nil)
	if err != nil || resp.StatusCode != http.StatusOK {
		t.Errorf("got %v, %v", resp, err)
	}
	if err := <-stopped; err != nil {
		t.Error(err)
	}
}

func TestHelpIsNoError(t *testing.T) {
	var out strings.Builder
	if err := run(t.Context(), []string{"-h"}, &out); err != nil {
		t.Errorf("got error %v", err)
	}
	if !strings.Contains(out.String(), "-journal") || strings.Contains(out.String(), "help requested") {
		t.Errorf("printed %q", out.String())
	}
}

func TestMistakesAreReturned(t *testing.T) {
	inUse := filepath.Join(t.TempDir(), "journal")
	_, stop := start(t, inUse)
	for _, args := range [][]string{
		{"-no-such-flag"},
		{"argument"},
		{"-rate", "0.9"}, // the transport says that a second is enough
		{"-rate", "NaN"},
		{"-rate", "1e300"},
		{"-journal", t.TempDir()},
		{"-journal", inUse},
		{"-addr", "nowhere:-1"},
	} {
		var out strings.Builder
		if !slices.Contains(args, "-journal") {
			args = append([]string{"-journal", filepath.Join(t.TempDir(), "journal")}, args...)
		}
		if !slices.Contains(args, "-addr") {
			args = append([]string{"-addr", "localhost:0"}, args...)
		}
		ctx, cancel := context.WithTimeout(t.Context(), time.Second) // of one that is not noticed
		if err := run(ctx, args, &out); err == nil {
			t.Errorf("run(%q): got no error", args)
		} else if out.Len() > 0 {
			t.Errorf("run(%q): printed %q besides the error", args, out.String())
		}
		cancel()
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
}
