package breaker_test

import (
	"context"
	"errors"
	"testing"
	"testing/synctest"
	"time"

	"github.com/go-kit/kit/endpoint"

	"example.com/bank/gokit/internal/breaker"
)

var errDown = errors.New("down")

// answer is an endpoint that returns its request if that is an error.
func answer(_ context.Context, request any) (any, error) {
	if err, ok := request.(error); ok {
		return nil, err
	}
	return request, nil
}

func TestBreakerOpensAndCloses(t *testing.T) {
	synctest.Test(t, func(t *testing.T) { // time moves only by Sleep
		call := breaker.New(3, time.Second)(answer)
		for n, step := range []struct {
			wait    time.Duration
			request any
			want    error
		}{
			{0, errDown, errDown},
			{0, errDown, errDown},
			{0, "fine", nil}, // ends the row
			{0, errDown, errDown},
			{0, errDown, errDown},
			{time.Hour, errDown, errDown}, // the third in a row, however slowly
			{0, "fine", breaker.ErrOpen},
			{time.Second - 1, "fine", breaker.ErrOpen},
			{1, errDown, errDown}, // half-open: one may try, in vain
			{0, "fine", breaker.ErrOpen},
			{time.Second - 1, "fine", breaker.ErrOpen},
			{1, "fine", nil}, // closed
			{0, errDown, errDown},
			{0, errDown, errDown},
			{0, "fine", nil},
		} {
			time.Sleep(step.wait)
			if _, err := call(t.Context(), step.request); !errors.Is(err, step.want) {
				t.Errorf("step %d: got %v, want %v", n, err, step.want)
			}
		}
	})
}

type refusal struct{}

func (refusal) Failed() error { return errors.New("insufficient funds") }

func TestRefusalsDoNotOpen(t *testing.T) {
	call := breaker.New(1, time.Hour)(answer)
	for range 10 {
		var response endpoint.Failer = refusal{}
		if _, err := call(t.Context(), response); err != nil {
			t.Fatal(err)
		}
	}
}

func TestCallsThatTheCallerGaveUpDoNotOpen(t *testing.T) {
	call := breaker.New(1, time.Hour)(answer)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	for range 10 {
		if _, err := call(cancelled, context.Canceled); !errors.Is(err, context.Canceled) {
			t.Fatalf("got %v, want %v", err, context.Canceled)
		}
	}
}

// A caller whose deadline is always over must not close the others out.
func TestADeadlineCountsOnlyIfItPassesDuringTheCall(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		call := breaker.New(1, time.Hour)(func(ctx context.Context, _ any) (any, error) {
			time.Sleep(time.Second)
			return nil, ctx.Err()
		})
		over, cancel := context.WithTimeout(t.Context(), 0)
		defer cancel()
		for range 10 {
			if _, err := call(over, nil); !errors.Is(err, context.DeadlineExceeded) {
				t.Fatalf("got %v, want %v", err, context.DeadlineExceeded)
			}
		}
		short, cancel := context.WithTimeout(t.Context(), time.Millisecond)
		defer cancel()
		if _, err := call(short, nil); !errors.Is(err, context.DeadlineExceeded) {
			t.Fatalf("got %v, want %v", err, context.DeadlineExceeded)
		}
		if _, err := call(t.Context(), nil); !errors.Is(err, breaker.ErrOpen) {
			t.Errorf("after a timeout: got %v, want %v", err, breaker.ErrOpen)
		}
	})
}

func TestCallsThatTheCallerGaveUpDoNotEndARow(t *testing.T) {
	call := breaker.New(2, time.Hour)(answer)
	cancelled, cancel := context.WithCancel(t.Context())
	cancel()
	call(t.Context(), errDown)
	call(cancelled, context.Canceled)
	call(t.Context(), errDown)
	if _, err := call(t.Context(), "fine"); !errors.Is(err, breaker.ErrOpen) {
		t.Errorf("got %v, want %v", err, breaker.ErrOpen)
	}
}

func TestPanicIsAFailure(t *testing.T) {
	call := breaker.New(1, time.Hour)(func(context.Context, any) (any, error) { panic("a mistake") })
	func() {
		defer func() { recover() }()
		call(t.Context(), nil)
	}()
	if _, err := call(t.Context(), nil); !errors.Is(err, breaker.ErrOpen) {
		t.Errorf("got %v, want %v", err, breaker.ErrOpen)
	}
}

// slow is an endpoint whose calls wait for what they will return.
func slow(_ context.Context, request any) (any, error) {
	return nil, <-request.(chan error)
}

func start(ctx context.Context, call endpoint.Endpoint) (end chan error, ended chan error) {
	end, ended = make(chan error), make(chan error, 1)
	go func() {
		_, err := call(ctx, end)
		ended <- err
	}()
	synctest.Wait()
	return end, ended
}

func TestOneCallTriesAHalfOpenBreaker(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		call := breaker.New(1, time.Second)(slow)
		end, _ := start(t.Context(), call)
		end <- errDown
		time.Sleep(time.Second)

		ctx, cancel := context.WithCancel(t.Context())
		first, _ := start(ctx, call)
		if _, err := call(t.Context(), nil); !errors.Is(err, breaker.ErrOpen) {
			t.Errorf("beside the first: got %v, want %v", err, breaker.ErrOpen)
		}
		cancel() // given up: neither success nor failure, another may try
		first <- context.Canceled
		synctest.Wait()

		second, ended := start(t.Context(), call)
		second <- nil
		if err := <-ended; err != nil {
			t.Errorf("second: got %v, want none", err)
		}
		third, ended := start(t.Context(), call)
		fourth, _ := start(t.Context(), call)
		third <- nil
		fourth <- nil
		if err := <-ended; err != nil {
			t.Errorf("closed again: got %v, want none", err)
		}
	})
}

func TestLateResultsDoNotCount(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		call := breaker.New(1, time.Second)(slow)
		good, _ := start(t.Context(), call)
		bad, _ := start(t.Context(), call)
		first, _ := start(t.Context(), call)
		first <- errDown // opens
		synctest.Wait()
		good <- nil
		synctest.Wait()
		if _, err := call(t.Context(), nil); !errors.Is(err, breaker.ErrOpen) {
			t.Errorf("after a late success: got %v, want %v", err, breaker.ErrOpen)
		}
		time.Sleep(time.Second - 1)
		bad <- errDown
		time.Sleep(1)
		try, ended := start(t.Context(), call)
		try <- nil
		if err := <-ended; err != nil {
			t.Errorf("a late failure made the rest longer: got %v", err)
		}
	})
}
