// Package ratelimit turns down transfers which come faster than a wallet
// should take them.
package ratelimit

import (
	"context"
	"sync"
	"time"

	"example.com/bank/internal/wallet"
)

// --8<-- [start:decorator]

// New wraps a wallet so that it takes at most burst transfers at once and
// perSecond after that. The rest get wallet.ErrOverloaded. All callers share
// the limit: it protects the books, not one caller from another.
func New(next wallet.Service, perSecond float64, burst int) wallet.Service {
	return &service{Service: next, bucket: newBucket(perSecond, burst)}
}

type service struct {
	wallet.Service // the methods which are not limited
	bucket         *bucket
}

func (s *service) Transfer(ctx context.Context, t wallet.Transfer) (wallet.Transfer, error) {
	if !s.bucket.take() {
		return wallet.Transfer{}, wallet.ErrOverloaded
	}
	return s.Service.Transfer(ctx, t)
}

// --8<-- [end:decorator]

// A bucket holds up to burst tokens and gets perSecond new ones.
type bucket struct {
	perSecond, burst float64

	mu     sync.Mutex
	tokens float64
	filled time.Time
}

func newBucket(perSecond float64, burst int) *bucket {
	size := float64(burst)
	return &bucket{perSecond: perSecond, burst: size, tokens: size, filled: time.Now()}
}

func (b *bucket) take() bool {
	b.mu.Lock()
	defer b.mu.Unlock()
	now := time.Now()
	b.tokens = min(b.burst, b.tokens+now.Sub(b.filled).Seconds()*b.perSecond)
	b.filled = now
	if b.tokens < 1 {
		return false
	}
	b.tokens--
	return true
}
