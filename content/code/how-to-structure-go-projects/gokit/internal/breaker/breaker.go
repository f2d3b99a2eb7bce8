// Package breaker is a circuit breaker for endpoints: after failures in a
// row it turns calls down at once, and from time to time lets one through to
// see whether the other side is back.
package breaker

import (
	"context"
	"errors"
	"sync"
	"time"

	"github.com/go-kit/kit/endpoint"
)

// ErrOpen is returned for a call that was not made.
var ErrOpen = errors.New("circuit breaker is open")

// --8<-- [start:middleware]

// New returns middleware that opens after so many errors in a row, and that
// while it is open lets one call try after each rest. Responses that report
// a refusal are successes. A call that its caller gave up is neither, and one
// whose caller's time was up before it began is not made: whoever sends short
// deadlines must not close the others out.
func New(failures int, rest time.Duration) endpoint.Middleware {
	return func(next endpoint.Endpoint) endpoint.Endpoint {
		b := &breaker{limit: failures, rest: rest}
		return func(ctx context.Context, request any) (response any, err error) {
			if err := ctx.Err(); err != nil {
				return nil, err
			}
			turn, ok := b.begin()
			if !ok {
				return nil, ErrOpen
			}
			result := failure // of a call that panics as well
			defer func() { b.end(turn, result) }()
			response, err = next(ctx, request)
			switch {
			case err == nil:
				result = success
			case errors.Is(ctx.Err(), context.Canceled):
				result = givenUp
			}
			return response, err
		}
	}
}

// --8<-- [end:middleware]

type result int

const (
	failure result = iota
	success
	givenUp
)

// --8<-- [start:states]

// A breaker is closed while it has counted fewer failures than its limit.
// Then it is open until it has rested, and half-open after that: one call
// may pass, and its result closes the breaker or opens it again.
type breaker struct {
	limit int
	rest  time.Duration

	mu     sync.Mutex
	failed int       // in a row
	until  time.Time // when an open breaker has rested
	trying bool      // the one call of a half-open breaker is under way
	turn   int       // how often it opened; the results of older turns are late
}

func (b *breaker) begin() (turn int, ok bool) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if b.failed < b.limit {
		return b.turn, true
	}
	if b.trying || time.Now().Before(b.until) {
		return 0, false
	}
	b.trying = true
	return b.turn, true
}

func (b *breaker) end(turn int, r result) {
	b.mu.Lock()
	defer b.mu.Unlock()
	if turn != b.turn { // the call began before the breaker opened
		return
	}
	b.trying = false
	switch r {
	case success:
		b.failed = 0
	case failure:
		if b.failed++; b.failed >= b.limit {
			b.until = time.Now().Add(b.rest)
			b.turn++
		}
	}
}

// --8<-- [end:states]
