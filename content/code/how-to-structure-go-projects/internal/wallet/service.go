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
	if err := t.Validate(); err != nil {
		return Transfer{}, err
	}
	t.Posted = time.Now().UTC().Round(0) // the wall clock alone, as it is read back
	return s.store.Post(ctx, t)
}

// --8<-- [end:service]

func (s *service) Open(ctx context.Context, id string) (Account, error) {
	a := Account{ID: id}
	if err := a.Validate(); err != nil {
		return Account{}, err
	}
	return s.store.Create(ctx, a)
}

func (s *service) Account(ctx context.Context, id string) (Account, error) {
	if err := validateID("an account", id); err != nil {
		return Account{}, err
	}
	return s.store.Account(ctx, id)
}
