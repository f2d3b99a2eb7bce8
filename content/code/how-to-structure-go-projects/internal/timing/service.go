// Package timing reports how long the calls of a wallet take.
package timing

import (
	"context"
	"time"

	"example.com/bank/internal/wallet"
)

// Observe is called after every call.
type Observe func(ctx context.Context, method string, took time.Duration, err error)

// New wraps a wallet so that its calls are observed.
func New(next wallet.Service, observe Observe) wallet.Service {
	return &service{next, observe}
}

type service struct {
	next    wallet.Service
	observe Observe
}

func (s *service) Open(ctx context.Context, id string) (wallet.Account, error) {
	began := time.Now()
	a, err := s.next.Open(ctx, id)
	s.observe(ctx, "Open", time.Since(began), err)
	return a, err
}

func (s *service) Account(ctx context.Context, id string) (wallet.Account, error) {
	began := time.Now()
	a, err := s.next.Account(ctx, id)
	s.observe(ctx, "Account", time.Since(began), err)
	return a, err
}

func (s *service) Transfer(ctx context.Context, t wallet.Transfer) (wallet.Transfer, error) {
	began := time.Now()
	t, err := s.next.Transfer(ctx, t)
	s.observe(ctx, "Transfer", time.Since(began), err)
	return t, err
}
