package main

import (
	"bufio"
	"context"
	"io"
	"net/http"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
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
	if got, want := put(t, addr+"/accounts/ann", ""), `{"id":"ann","balance":50}`+"\n"; got != want {
		t.Errorf("after a restart: got %s, want %s", got, want)
	}
	if err := stop(); err != nil {
		t.Fatal(err)
	}
}

func TestMistakesAreReturned(t *testing.T) {
	for _, args := range [][]string{
		{"-no-such-flag"},
		{"-journal", t.TempDir()},
		{"-addr", "nowhere:-1", "-journal", filepath.Join(t.TempDir(), "journal")},
	} {
		if err := run(t.Context(), args, io.Discard); err == nil {
			t.Errorf("run(%q): got no error", args)
		}
	}
}
