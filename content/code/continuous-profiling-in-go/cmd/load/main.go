// Load posts logs to the service at a constant rate.
package main

import (
	"context"
	"errors"
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"os"
	"os/signal"
	"slices"
	"strings"
	"sync"
	"time"

	"example.com/tally/access/accesstest"
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	err := run(ctx, os.Args[1:], os.Stdout, os.Stderr)
	if err != nil && !errors.Is(err, flag.ErrHelp) {
		fmt.Fprintln(os.Stderr, "load:", err)
		os.Exit(1)
	}
}

// More would be closed after a burst, and use up the ports of the machine.
const connections = 32

func run(ctx context.Context, args []string, stdout, stderr io.Writer) error {
	flags := flag.NewFlagSet("load", flag.ContinueOnError)
	flags.SetOutput(stderr)
	urls := flags.String("urls", "http://localhost:8080", "addresses of instances, with commas")
	rate := flags.Int("rate", 500, "requests a second to each")
	long := flags.Int("long", 0, "each so many requests, one of 10,000 records; 0 is none")
	lasts := flags.Duration("for", time.Minute, "how long")
	if err := flags.Parse(args); err != nil {
		return err
	}
	random := rand.New(rand.NewPCG(1, 2))
	l := load{
		logs:    accesstest.Logs(random, 500, 5, 35),
		longLog: accesstest.Log(random, 10_000),
		long:    *long,
		client: &http.Client{Transport: &http.Transport{
			MaxConnsPerHost:     connections,
			MaxIdleConnsPerHost: connections,
		}},
	}
	// From here on: a slow machine makes logs for longer than a test lasts.
	ctx, cancel := context.WithTimeout(ctx, *lasts)
	defer cancel()
	var instances sync.WaitGroup
	for url := range strings.SplitSeq(*urls, ",") {
		instances.Go(func() { l.run(ctx, url, *rate) })
	}
	instances.Wait()
	_, err := fmt.Fprintln(stdout, l.report())
	return err
}

type load struct {
	logs    []string
	longLog string
	long    int // each so many requests; 0 is never
	client  *http.Client

	mu     sync.Mutex
	failed int
	took   []time.Duration // of each request that was answered
}

// run starts requests when they are due, whether or not others came back.
func (l *load) run(ctx context.Context, url string, rate int) {
	begin, n := time.Now(), 0
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
	var requests sync.WaitGroup
	defer requests.Wait()
	for {
		select {
		case <-ctx.Done():
			return
		case <-tick.C:
		}
		for due := int(time.Since(begin).Seconds() * float64(rate)); n < due; n++ {
			path := "/summary"
			if n%5 == 4 {
				path = "/slowest"
			}
			body := l.logs[n%len(l.logs)]
			if l.long > 0 && n%l.long == 0 {
				body = l.longLog
			}
			requests.Go(func() { l.post(ctx, url+path, body) })
		}
	}
}

func (l *load) post(ctx context.Context, url, body string) {
	begin := time.Now()
	err := l.answered(ctx, url, body)
	took := time.Since(begin)
	l.mu.Lock()
	defer l.mu.Unlock()
	switch {
	case ctx.Err() != nil: // the end of the load has cut it off
	case err != nil:
		l.failed++
	default:
		l.took = append(l.took, took)
	}
}

func (l *load) answered(ctx context.Context, url, body string) error {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		return err
	}
	resp, err := l.client.Do(req)
	if err != nil {
		return err
	}
	defer resp.Body.Close()
	if _, err := io.Copy(io.Discard, resp.Body); err != nil {
		return err
	}
	if resp.StatusCode != http.StatusOK {
		return errors.New(resp.Status)
	}
	return nil
}

func (l *load) report() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	slices.Sort(l.took)
	quantile := func(q float64) time.Duration {
		if len(l.took) == 0 {
			return 0
		}
		return l.took[int(q*float64(len(l.took)-1))].Round(time.Microsecond)
	}
	return fmt.Sprintf("%d requests, %d failed, p50 %s, p99 %s",
		len(l.took)+l.failed, l.failed, quantile(0.5), quantile(0.99))
}
