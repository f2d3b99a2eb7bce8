// Load posts logs to the service at a constant rate.
package main

import (
	"context"
	"flag"
	"fmt"
	"io"
	"log/slog"
	"math/rand/v2"
	"net/http"
	"os"
	"os/signal"
	"strings"
	"sync/atomic"
	"time"

	"tally/access/accesstest"
)

func main() {
	urls := flag.String("urls", "http://localhost:8080", "addresses of instances, with commas")
	rate := flag.Int("rate", 500, "requests a second to each")
	lasts := flag.Duration("for", time.Minute, "how long")
	flag.Parse()
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	ctx, cancel := context.WithTimeout(ctx, *lasts)
	defer cancel()
	l := load{client: &http.Client{Transport: &http.Transport{
		MaxConnsPerHost:     connections,
		MaxIdleConnsPerHost: connections,
	}}}
	for _, url := range strings.Split(*urls, ",") {
		go l.run(ctx, url, *rate)
	}
	<-ctx.Done()
	fmt.Printf("%d requests, %d failed\n", l.sent.Load(), l.failed.Load())
}

// More would be closed after a burst, and use up the ports of the machine.
const connections = 32

type load struct {
	client       *http.Client
	sent, failed atomic.Int64
}

// run starts requests when they are due, whether or not others came back.
func (l *load) run(ctx context.Context, url string, rate int) {
	logs := accesstest.Logs(rand.New(rand.NewPCG(1, 2)), 500, 5, 35)
	begin, n := time.Now(), 0
	tick := time.NewTicker(time.Millisecond)
	defer tick.Stop()
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
			go l.post(ctx, url+path, logs[n%len(logs)])
		}
	}
}

func (l *load) post(ctx context.Context, url, body string) {
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, url, strings.NewReader(body))
	if err != nil {
		slog.Error("load", "err", err)
		os.Exit(1)
	}
	resp, err := l.client.Do(req)
	if ctx.Err() != nil {
		return
	}
	l.sent.Add(1)
	if err != nil {
		l.failed.Add(1)
		return
	}
	defer resp.Body.Close()
	_, _ = io.Copy(io.Discard, resp.Body)
	if resp.StatusCode != http.StatusOK {
		l.failed.Add(1)
	}
}
