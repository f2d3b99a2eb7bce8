// Package wallet is a double-entry ledger: accounts, and transfers of money
// between them. It knows the rules; it does not know how it is asked (HTTP,
// JSON) nor where the answers are kept (memory, a file, a database).
package wallet

import (
	"context"
	"errors"
	"time"
)

// --8<-- [start:types]

// Amount is money in the minor unit of the ledger's one currency.
type Amount int64

// An Account holds money. Only an external account, which stands for the
// world outside of the ledger, may go below zero.
type Account struct {
	ID       string
	External bool
	Balance  Amount
}

// A Transfer takes an amount from one account and gives it to another.
// The caller chooses the ID and may send the same transfer again: it is
// posted once.
type Transfer struct {
	ID       string
	From, To string
	Amount   Amount
	Posted   time.Time
}

// --8<-- [end:types]

// --8<-- [start:errors]

// The ways in which a request is turned down. They come wrapped: compare
// with errors.Is.
var (
	ErrInvalid           = errors.New("invalid request")
	ErrNoAccount         = errors.New("no such account")
	ErrInsufficientFunds = errors.New("insufficient funds")
	ErrIDReused          = errors.New("id was used for another transfer")
	ErrOverloaded        = errors.New("too many requests")
)

// --8<-- [end:errors]

// --8<-- [start:interfaces]

// Service is what the wallet does. Transports call it, decorators wrap it.
type Service interface {
	Open(ctx context.Context, id string) (Account, error)
	Account(ctx context.Context, id string) (Account, error)
	Transfer(ctx context.Context, t Transfer) (Transfer, error)
}

// Store is what the wallet asks of storage. It is called with valid values,
// and package wallettest has a test for each sentence below.
//
// A store may be used by several goroutines at once.
// A call whose context is done returns its error and changes nothing.
type Store interface {
	// Create adds an account without money, or returns the one with its ID.
	Create(ctx context.Context, a Account) (Account, error)
	// Account returns ErrNoAccount if there is none with that ID.
	Account(ctx context.Context, id string) (Account, error)
	// Post changes both balances, or neither.
	// A transfer that was posted before is returned and changes nothing.
	// Another transfer with its ID gets ErrIDReused.
	// An account that is missing gets ErrNoAccount.
	// One that is not external and has too little gets ErrInsufficientFunds.
	Post(ctx context.Context, t Transfer) (Transfer, error)
}

// --8<-- [end:interfaces]
