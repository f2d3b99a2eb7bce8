package worker

import (
	"context"
	"encoding/base64"
	"encoding/json/v2"
	"errors"
	"fmt"
	"log/slog"
	"os"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"testing/synctest"
	"time"

	"example.com/celerymsg/broker"
	"example.com/celerymsg/message"
)

// queue is a queue in memory that records what becomes of its messages.
type queue struct {
	mu      sync.Mutex
	waiting []*broker.Delivery
	log     []string
	replies map[string]map[string]any
	touched int
	fail    error
	taken   func() // called by Take, if it is set
	left    int    // messages that other workers have left
	lost    error  // of Restore
}

func (q *queue) note(what string) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.log = append(q.log, what)
	return nil
}

func (q *queue) Take() (*broker.Delivery, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	if q.fail != nil {
		return nil, q.fail
	}
	if len(q.waiting) == 0 {
		return nil, broker.ErrEmpty
	}
	if q.taken != nil {
		q.taken()
	}
	d := q.waiting[0]
	q.waiting = q.waiting[1:]
	return d, nil
}

func (q *queue) Touch(*broker.Delivery) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	q.touched++
	return nil
}

func (q *queue) Ack(*broker.Delivery) error    { return q.note("acknowledged") }
func (q *queue) Refuse(*broker.Delivery) error { return q.note("refused") }
func (q *queue) Return(*broker.Delivery) error { return q.note("returned") }

func (q *queue) Restore(limit int) (int, error) {
	q.mu.Lock()
	defer q.mu.Unlock()
	n := min(limit, q.left)
	q.left -= n
	return n, q.lost
}

func (q *queue) Reply(id string, result []byte) error {
	q.mu.Lock()
	defer q.mu.Unlock()
	var meta map[string]any
	if err := json.Unmarshal(result, &meta); err != nil {
		return err
	}
	q.replies[id] = meta
	return nil
}

// work runs a worker on messages for as long as it is given, and returns the queue.
func work(t *testing.T, long time.Duration, handle Handler, raw ...[]byte) *queue {
	t.Helper()
	q := &queue{replies: map[string]map[string]any{}}
	for _, each := range raw {
		q.waiting = append(q.waiting, &broker.Delivery{Raw: each})
	}
	w := &Worker{
		Queue: q, Handlers: map[string]Handler{"demo.add": handle}, Visibility: time.Hour,
		Running: 2, Held: 10, Poll: time.Second, Log: slog.New(slog.DiscardHandler),
	}
	ctx, cancel := context.WithTimeout(t.Context(), long)
	defer cancel()
	if err := w.Run(ctx); err != nil {
		t.Errorf("Run: %v", err)
	}
	return q
}

func recorded(t *testing.T, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile("../message/testdata/" + name + ".json")
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

// sent is a message of protocol 2 for demo.add with these headers.
func sent(headers string) []byte {
	return fmt.Appendf(nil, `{"body": %q, "content-type": "application/json", "content-encoding": "utf-8",
		"headers": {"task": "demo.add", "id": "1"%s}, "properties": {"body_encoding": "base64"}}`,
		base64.StdEncoding.EncodeToString([]byte("[[2, 3], {}, {}]")), headers)
}

func add(context.Context, *message.Task) (any, error) { return 5, nil }

func TestATaskIsAnsweredBeforeItIsAcknowledged(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := work(t, time.Minute, add, sent(""))
		if got := q.replies["1"]; got["status"] != "SUCCESS" || got["result"] != 5.0 {
			t.Errorf("reply %v", got)
		}
		if !slices.Equal(q.log, []string{"acknowledged"}) {
			t.Error(q.log)
		}
	})
}

func TestWhatCannotBeRunIsRefused(t *testing.T) {
	for _, name := range []string{"v2-chain", "chord-1", "link", "pickle", "value-nan", "value-decimal"} {
		synctest.Test(t, func(t *testing.T) {
			q := work(t, time.Minute, add, recorded(t, name))
			if !slices.Equal(q.log, []string{"refused"}) || len(q.replies) > 0 {
				t.Errorf("%s: %v, replies %v", name, q.log, q.replies)
			}
		})
	}
}

func TestATaskWaitsForItsETAAndStaysWithThisWorker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		started := time.Now()
		var ran time.Duration
		q := work(t, 4*time.Hour, func(context.Context, *message.Task) (any, error) {
			ran = time.Since(started)
			return nil, nil
		}, sent(`, "eta": "`+started.Add(3*time.Hour).UTC().Format("2006-01-02T15:04:05.000000")+`"`))
		if ran != 3*time.Hour || !slices.Equal(q.log, []string{"acknowledged"}) {
			t.Errorf("ran after %v; %v", ran, q.log)
		}
		if q.touched < 8 {
			t.Errorf("touched %d times in three visibility timeouts", q.touched)
		}
	})
}

func TestAnExpiredTaskIsNotRun(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		past := time.Now().Add(-time.Second).Format(time.RFC3339)
		q := work(t, time.Minute, func(context.Context, *message.Task) (any, error) {
			t.Error("ran")
			return nil, nil
		}, sent(`, "expires": "`+past+`"`))
		if q.replies["1"]["status"] != "REVOKED" || !slices.Equal(q.log, []string{"acknowledged"}) {
			t.Errorf("%v, %v", q.replies, q.log)
		}
	})
}

func TestATaskMayExpireWhileItWaitsForItsTurn(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		next := time.Now().Add(time.Second).UTC().Format(time.RFC3339)
		soon := time.Now().Add(2 * time.Second).UTC().Format(time.RFC3339)
		var ran atomic.Int32
		slow := func(context.Context, *message.Task) (any, error) {
			ran.Add(1)
			time.Sleep(time.Minute)
			return nil, nil
		}
		q := work(t, time.Hour, slow, sent(""), sent(""), sent(`, "eta": "`+next+`", "expires": "`+soon+`"`))
		if ran.Load() != 2 || len(q.log) != 3 {
			t.Errorf("%d ran, %v", ran.Load(), q.log)
		}
	})
}

func TestAWorkerThatIsStoppedGivesBackWhatWaitsAndEndsWhatRuns(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		eta := time.Now().Add(3 * time.Hour).UTC().Format(time.RFC3339)
		ended := false
		q := work(t, time.Minute, func(context.Context, *message.Task) (any, error) {
			time.Sleep(2 * time.Minute)
			ended = true
			return nil, nil
		}, sent(""), sent(`, "eta": "`+eta+`"`))
		if !ended || !slices.Equal(q.log, []string{"returned", "acknowledged"}) {
			t.Errorf("ended %v, %v", ended, q.log)
		}
	})
}

// panics is a result that cannot be marshalled.
type panics struct{}

func (panics) MarshalJSON() ([]byte, error) { panic("no") }

func TestAFailureIsAnAnswer(t *testing.T) {
	for name, handle := range map[string]Handler{
		"error":       func(context.Context, *message.Task) (any, error) { return nil, errors.New("no") },
		"panic":       func(context.Context, *message.Task) (any, error) { panic("no") },
		"unsendable":  func(context.Context, *message.Task) (any, error) { return make(chan int), nil },
		"panic later": func(context.Context, *message.Task) (any, error) { return panics{}, nil },
		"time limit":  func(ctx context.Context, _ *message.Task) (any, error) { <-ctx.Done(); return nil, ctx.Err() },
	} {
		synctest.Test(t, func(t *testing.T) {
			q := work(t, time.Minute, handle, sent(`, "timelimit": [30, 20]`))
			if q.replies["1"]["status"] != "FAILURE" || !slices.Equal(q.log, []string{"acknowledged"}) {
				t.Errorf("%s: %v, %v", name, q.replies, q.log)
			}
		})
	}
}

func TestNobodyIsAnsweredWhoDoesNotAsk(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := work(t, time.Minute, add, recorded(t, "ignore-result-shadow"))
		if len(q.replies) != 0 || !slices.Equal(q.log, []string{"acknowledged"}) {
			t.Errorf("%v, %v", q.replies, q.log)
		}
	})
}

func TestAWorkerEndsWhenItsBrokerFails(t *testing.T) {
	gone := errors.New("gone")
	w := &Worker{
		Queue: &queue{fail: gone}, Visibility: time.Hour, Running: 1, Held: 1,
		Poll: time.Second, Log: slog.New(slog.DiscardHandler),
	}
	if err := w.Run(t.Context()); !errors.Is(err, gone) {
		t.Error(err)
	}
}

func TestAnErrorThatIsNotUTF8KeepsItsText(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := work(t, time.Minute, func(context.Context, *message.Task) (any, error) {
			return nil, errors.New("no file \xff.txt")
		}, sent(""))
		if got := fmt.Sprint(q.replies["1"]["result"]); !strings.Contains(got, "no file \ufffd.txt") {
			t.Error(got)
		}
	})
}

func TestAllThatOtherWorkersHaveLeftIsRestoredAtOnce(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		q := &queue{left: 1050}
		w := &Worker{
			Queue: q, Visibility: time.Hour, Running: 1, Held: 1, Poll: time.Second, Log: slog.New(slog.DiscardHandler),
		}
		ctx, cancel := context.WithTimeout(t.Context(), 30*time.Minute)
		defer cancel()
		if err := w.Run(ctx); err != nil || q.left != 0 {
			t.Errorf("%d are left, %v", q.left, err)
		}
	})
}

func TestAWorkerThatHoldsAllItMayNoticesThatItsBrokerIsGone(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		eta := time.Now().Add(24 * time.Hour).UTC().Format(time.RFC3339)
		lost := fmt.Errorf("restore: %w", broker.ErrBroken)
		w := &Worker{
			Queue:    &queue{lost: lost, replies: map[string]map[string]any{}, waiting: []*broker.Delivery{{Raw: sent(`, "eta": "` + eta + `"`)}}},
			Handlers: map[string]Handler{"demo.add": add}, Visibility: time.Hour,
			Running: 1, Held: 1, Poll: time.Second, Log: slog.New(slog.DiscardHandler),
		}
		started := time.Now()
		ctx, cancel := context.WithTimeout(t.Context(), 48*time.Hour)
		defer cancel()
		if err := w.Run(ctx); !errors.Is(err, lost) || time.Since(started) > time.Hour {
			t.Errorf("%v after %v", err, time.Since(started))
		}
	})
}

func TestAMessageThatIsTakenWhenTheWorkerIsToldToStopIsReturned(t *testing.T) {
	for range 50 { // a select takes one of its ready cases at random
		synctest.Test(t, func(t *testing.T) {
			ctx, cancel := context.WithCancel(t.Context())
			q := &queue{taken: cancel, waiting: []*broker.Delivery{{Raw: sent("")}}, replies: map[string]map[string]any{}}
			w := &Worker{
				Queue: q, Handlers: map[string]Handler{"demo.add": add}, Visibility: time.Hour,
				Running: 1, Held: 1, Poll: time.Second, Log: slog.New(slog.DiscardHandler),
			}
			if err := w.Run(ctx); err != nil || !slices.Equal(q.log, []string{"returned"}) {
				t.Fatal(err, q.log)
			}
		})
	}
}
