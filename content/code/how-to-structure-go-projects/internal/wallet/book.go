package wallet

import (
	"fmt"
	"math"
)

// A Book is a ledger in memory. It applies the rules and nothing else: it
// has no lock, so a store that holds a Book brings its own.
// The zero Book is empty and ready to use.
type Book struct {
	accounts  map[string]Account
	transfers map[string]Transfer
}

// Create adds an account without money unless there is one with its ID. It
// returns the account in the book and reports whether it is new.
func (b *Book) Create(a Account) (Account, bool) {
	if old, ok := b.accounts[a.ID]; ok {
		return old, false
	}
	if b.accounts == nil {
		b.accounts = make(map[string]Account)
	}
	a.Balance = 0
	b.accounts[a.ID] = a
	return a, true
}

// Account returns ErrNoAccount if there is none with that ID.
func (b *Book) Account(id string) (Account, error) {
	a, ok := b.accounts[id]
	if !ok {
		return Account{}, fmt.Errorf("%w: %q", ErrNoAccount, id)
	}
	return a, nil
}

// --8<-- [start:post]

// Post applies a valid transfer. It returns the transfer in the book and reports
// whether it is new; a repeated one changes nothing.
func (b *Book) Post(t Transfer) (Transfer, bool, error) {
	if old, ok := b.transfers[t.ID]; ok {
		if !old.sameRequest(t) {
			return Transfer{}, false, fmt.Errorf("%w: %q", ErrIDReused, t.ID)
		}
		return old, false, nil
	}
	from, err := b.Account(t.From)
	if err != nil {
		return Transfer{}, false, err
	}
	to, err := b.Account(t.To)
	if err != nil {
		return Transfer{}, false, err
	}
	from, to, err = t.Apply(from, to)
	if err != nil {
		return Transfer{}, false, err
	}
	b.record(t, from, to)
	return t, true, nil
}

// --8<-- [end:post]

func (b *Book) record(t Transfer, from, to Account) {
	if b.transfers == nil {
		b.transfers = make(map[string]Transfer)
	}
	b.accounts[from.ID], b.accounts[to.ID] = from, to
	b.transfers[t.ID] = t
}

// --8<-- [start:apply]

// Apply returns the two accounts as they are after the transfer. Both
// entries have the same amount, so the sum of all balances stays zero.
func (t Transfer) Apply(from, to Account) (Account, Account, error) {
	if !from.External && from.Balance < t.Amount {
		return from, to, fmt.Errorf("%w: %q", ErrInsufficientFunds, from.ID)
	}
	if from.Balance < math.MinInt64+t.Amount || to.Balance > math.MaxInt64-t.Amount {
		return from, to, fmt.Errorf("%w: amount %d is too large", ErrInvalid, t.Amount)
	}
	from.Balance -= t.Amount
	to.Balance += t.Amount
	return from, to, nil
}

// --8<-- [end:apply]

func (t Transfer) sameRequest(u Transfer) bool {
	return t.From == u.From && t.To == u.To && t.Amount == u.Amount
}
