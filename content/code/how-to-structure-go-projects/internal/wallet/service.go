package wallet

import (
	"context"
	"fmt"
	"time"
)

// World is the external account. A deposit is a transfer from it, a
// withdrawal a transfer to it.
const World = "world"

// --8<-- [start:service]

// New returns the wallet itself, which keeps its books in the store.
func New(ctx context.Context, store Store) (Service, error) {
	if _, err := store.Create(ctx, Account{ID: World, External: true}); err != nil {
		return nil, fmt.Errorf("open account %q: %w", World, err)
	}
	return &service{store}, nil
}

type service struct{ store Store }

func (s *service) Transfer(ctx context.Context, t Transfer) (Transfer, error) {
	if err := t.validate(); err != nil {
		return Transfer{}, err
	}
	t.Posted = time.Now().UTC()
	return s.store.Post(ctx, t)
}

// --8<-- [end:service]

func (s *service) Open(ctx context.Context, id string) (Account, error) {
	if id == "" {
		return Account{}, fmt.Errorf("%w: an account needs an id", ErrInvalid)
	}
	return s.store.Create(ctx, Account{ID: id})
}

func (s *service) Account(ctx context.Context, id string) (Account, error) {
	return s.store.Account(ctx, id)
}
