package main

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"regexp"
	"strconv"
	"strings"
	"testing"
	"testing/synctest"
	"time"

	"example.com/bank/gokit/internal/endpoints"
	"example.com/bank/gokit/internal/grpc"
	"example.com/bank/gokit/internal/grpcwire"
	"example.com/bank/internal/memory"
	"example.com/bank/internal/wallet"
)

var listening = regexp.MustCompile(`msg=listening addr=(\S+)`)

// start runs the program as main does, on a free port, until the test ends.
func start(t *testing.T, args ...string) (addr string) {
	t.Helper()
	ctx, cancel := context.WithCancel(t.Context())
	out, in := io.Pipe()
	done := make(chan error, 1)
	go func() {
		done <- run(ctx, append(args, "-addr", "localhost:0"), in)
		in.Close()
	}()
	lines := bufio.NewScanner(out)
	for lines.Scan() {
		if found := listening.FindStringSubmatch(lines.Text()); found != nil {
			go io.Copy(io.Discard, out)
			t.Cleanup(func() {
				cancel()
				if err := <-done; err != nil {
					t.Errorf("run returned %v", err)
				}
			})
			return found[1]
		}
	}
	cancel()
	t.Fatalf("walletkit did not start: %v", <-done)
	return ""
}

func get(t *testing.T, url string) string {
	t.Helper()
	resp, err := http.Get(url)
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

func TestOneWalletBehindTwoTransports(t *testing.T) {
	addr := start(t, "-rate", "2")
	client := grpcwire.NewClient(addr)
	defer client.Close()
	remote := endpoints.Service(grpc.Dial(client))
	if _, err := remote.Open(t.Context(), "ann"); err != nil {
		t.Fatal(err)
	}
	var posted, limited int
	for limited == 0 { // three at once, and half a second for each after that
		_, err := remote.Transfer(t.Context(), wallet.Transfer{
			ID: strconv.Itoa(posted), From: wallet.World, To: "ann", Amount: 10,
		})
		switch {
		case err == nil:
			posted++
		case errors.Is(err, wallet.ErrOverloaded):
			limited++
		default:
			t.Fatal(err)
		}
	}
	want := fmt.Sprintf(`{"id":"ann","balance":%d}`, 10*posted)
	if got := get(t, "http://"+addr+"/accounts/ann"); got != want {
		t.Errorf("got %s, want %s", got, want)
	}
	get(t, "http://"+addr+"/accounts/bob")

	metrics := get(t, "http://"+addr+"/metrics")
	for _, want := range []string{
		`_count{method="Open",outcome="ok"} 1`,
		fmt.Sprintf(`_count{method="Transfer",outcome="ok"} %d`, posted),
		`_count{method="Transfer",outcome="limited"} 1`,
		`_count{method="Account",outcome="ok"} 1`,
		`_count{method="Account",outcome="refused"} 1`,
	} {
		if !strings.Contains(metrics, want+"\n") {
			t.Errorf("no %s in\n%s", want, metrics)
		}
	}
}

func TestHelpIsNoError(t *testing.T) {
	var out strings.Builder
	if err := run(t.Context(), []string{"-h"}, &out); err != nil || !strings.Contains(out.String(), "-rate") {
		t.Errorf("got error %v, printed %q", err, out.String())
	}
}

func TestMistakesAreReturned(t *testing.T) {
	for _, args := range [][]string{{"-no-such-flag"}, {"-addr", "nowhere:-1"}, {"-rate", "0"}, {"more"}} {
		var out strings.Builder
		if err := run(t.Context(), args, &out); err == nil {
			t.Errorf("run(%q): got no error", args)
		} else if out.Len() > 0 {
			t.Errorf("run(%q): printed %q besides the error", args, out.String())
		}
	}
}

// sick is a store that can be made to fail.
type sick struct {
	wallet.Store
	err   error
	asked int
}

func (s *sick) Post(ctx context.Context, t wallet.Transfer) (wallet.Transfer, error) {
	s.asked++
	if s.err != nil {
		return wallet.Transfer{}, s.err
	}
	return s.Store.Post(ctx, t)
}

// TestOrderOfMiddleware is about what the handler wires, which time decides:
// there is no network in it.
func TestOrderOfMiddleware(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		store := &sick{Store: new(memory.Store)}
		service, err := wallet.New(t.Context(), store)
		if err != nil {
			t.Fatal(err)
		}
		if _, err := service.Open(t.Context(), "ann"); err != nil {
			t.Fatal(err)
		}
		server := handler(service, 9, slog.New(slog.NewTextHandler(t.Output(), nil)))
		var id int
		pay := func(from, to string) int {
			id++
			body := `{"from":"` + from + `","to":"` + to + `","amount":1}`
			w := httptest.NewRecorder()
			server.ServeHTTP(w, httptest.NewRequest("PUT", "/transfers/"+strconv.Itoa(id), strings.NewReader(body)))
			return w.Code
		}
		want := func(what string, got, want int) {
			t.Helper()
			if got != want {
				t.Errorf("%s: got %d, want %d", what, got, want)
			}
		}

		for range 10 {
			want("no funds", pay("ann", wallet.World), 422)
		}
		for range 10 {
			want("too many", pay(wallet.World, "ann"), 429)
		}
		time.Sleep(2 * time.Second)
		want("neither opens the breaker", pay(wallet.World, "ann"), 200)

		store.err = errors.New("disk on fire")
		for range 5 {
			want("failing", pay(wallet.World, "ann"), 500)
		}
		store.asked = 0
		want("open", pay(wallet.World, "ann"), 503)
		want("the store is left alone", store.asked, 0)
		time.Sleep(time.Second)
		want("half-open", pay(wallet.World, "ann"), 500)
		want("open again", pay(wallet.World, "ann"), 503)

		store.err = nil
		time.Sleep(time.Second)
		want("half-open", pay(wallet.World, "ann"), 200)
		want("closed", pay(wallet.World, "ann"), 200)
	})
}
