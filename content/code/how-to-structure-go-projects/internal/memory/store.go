// Package memory keeps the wallet's books in memory, for tests and for
// trying things out.
package memory

import (
	"context"
	"sync"

	"example.com/bank/internal/wallet"
)

// --8<-- [start:store]

// Store is a wallet.Store which forgets everything when the program ends.
// The zero Store is empty and ready to use.
type Store struct {
	mu   sync.Mutex
	book wallet.Book
}

// Post records a transfer.
func (s *Store) Post(ctx context.Context, t wallet.Transfer) (wallet.Transfer, error) {
	if err := ctx.Err(); err != nil {
		return wallet.Transfer{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	t, _, err := s.book.Post(t)
	return t, err
}

// --8<-- [end:store]

// Create adds an account unless it exists.
func (s *Store) Create(ctx context.Context, a wallet.Account) (wallet.Account, error) {
	if err := ctx.Err(); err != nil {
		return wallet.Account{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	a, _ = s.book.Create(a)
	return a, nil
}

// Account returns one account.
func (s *Store) Account(ctx context.Context, id string) (wallet.Account, error) {
	if err := ctx.Err(); err != nil {
		return wallet.Account{}, err
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	return s.book.Account(id)
}
