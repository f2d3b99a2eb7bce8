// Package journal keeps the wallet's books in an append-only file, one
// JSON record per line, and reads it back when it is opened.
package journal

import (
	"context"
	"encoding/json/v2"
	"errors"
	"fmt"
	"os"
	"sync"
	"time"

	"example.com/bank/internal/wallet"
)

// ErrInUse means that another Store has the journal open.
var ErrInUse = errors.New("journal is in use")

// Store is a wallet.Store in a file. A record is on disk before Create or
// Post returns.
type Store struct {
	mu   sync.Mutex
	book wallet.Book
	file *os.File
	sync func(*os.File) error // fsync; tests break it
	err  error                // of the first failed write; the end of the file is unknown after it
}

// Open reads the journal at path, or begins one. The end of a line that
// was being written when the program died is dropped. A journal can be open
// once, in one process: Open returns ErrInUse to a second. (Systems without
// flock(2), such as Windows, do not notice the second.)
func Open(path string) (*Store, error) {
	return open(path, (*os.File).Sync)
}

func open(path string, sync func(*os.File) error) (*Store, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	s := &Store{file: file, sync: sync}
	if err := s.load(path); err != nil {
		file.Close()
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return s, nil
}

// Close closes the file; every call after it fails with os.ErrClosed.
func (s *Store) Close() error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.err == nil {
		s.err = os.ErrClosed
	}
	return s.file.Close()
}

// --8<-- [start:post]

// Post records a transfer.
func (s *Store) Post(ctx context.Context, t wallet.Transfer) (wallet.Transfer, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return wallet.Transfer{}, err
	}
	t, isNew, err := s.book.Post(t)
	if err != nil || !isNew {
		return t, err
	}
	if err := s.append(record{Transfer: transferRecord(t)}); err != nil {
		return wallet.Transfer{}, err
	}
	return t, nil
}

// --8<-- [end:post]

// Create adds an account unless it exists.
func (s *Store) Create(ctx context.Context, a wallet.Account) (wallet.Account, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return wallet.Account{}, err
	}
	a, isNew := s.book.Create(a)
	if !isNew {
		return a, nil
	}
	if err := s.append(record{Account: &account{a.ID, a.External}}); err != nil {
		return wallet.Account{}, err
	}
	return a, nil
}

// Account returns one account.
func (s *Store) Account(ctx context.Context, id string) (wallet.Account, error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if err := s.usable(ctx); err != nil {
		return wallet.Account{}, err
	}
	return s.book.Account(id)
}

func (s *Store) usable(ctx context.Context) error {
	if s.err != nil {
		return fmt.Errorf("journal is out of use until it is opened again: %w", s.err)
	}
	return ctx.Err()
}

// record is a line of the file. Its names are the file's own: the domain
// may rename its fields, and yesterday's journals can still be read.
type record struct {
	Account  *account  `json:"account,omitzero"`
	Transfer *transfer `json:"transfer,omitzero"`
}

type transfer struct {
	ID     string    `json:"id"`
	From   string    `json:"from"`
	To     string    `json:"to"`
	Amount int64     `json:"amount"`
	Posted time.Time `json:"posted"`
}

type account struct {
	ID       string `json:"id"`
	External bool   `json:"external,omitzero"`
}

func transferRecord(t wallet.Transfer) *transfer {
	return &transfer{t.ID, t.From, t.To, int64(t.Amount), t.Posted}
}

// append writes a record to disk. The book has changed already, so after a
// failure book and file may differ, and the store refuses every call.
func (s *Store) append(r record) error {
	line, err := json.Marshal(r)
	if err == nil {
		_, err = s.file.Write(append(line, '\n'))
	}
	if err == nil {
		err = s.sync(s.file)
	}
	if err != nil {
		s.err = err
		return fmt.Errorf("write to journal: %w", err)
	}
	return nil
}
