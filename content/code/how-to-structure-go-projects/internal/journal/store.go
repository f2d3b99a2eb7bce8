// Package journal keeps the wallet's books in an append-only file, one
// JSON record a line, and reads it back when it is opened.
package journal

import (
	"bufio"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"os"
	"sync"
	"time"

	"example.com/bank/internal/wallet"
)

// Store is a wallet.Store in a file. A transfer is on disk before Post
// returns. One process at a time may use the file.
type Store struct {
	mu   sync.Mutex
	book wallet.Book
	file *os.File
	err  error // of the first failed write; what is in the file is unknown after it
}

// Open reads the journal at path, or begins one. The end of a line that
// was being written when the program died is dropped.
func Open(path string) (*Store, error) {
	file, err := os.OpenFile(path, os.O_RDWR|os.O_CREATE, 0o600)
	if err != nil {
		return nil, err
	}
	s := &Store{file: file}
	if err := s.replay(); err != nil {
		return nil, errors.Join(fmt.Errorf("%s: %w", path, err), file.Close())
	}
	return s, nil
}

// Close closes the file; the store answers nothing after it.
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
	return t, s.append(record{Transfer: transferRecord(t)})
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
	return a, s.append(record{Account: &account{a.ID, a.External}})
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
		return fmt.Errorf("journal is closed: %w", s.err)
	}
	return ctx.Err()
}

// --8<-- [start:record]

// record is a line of the file. Its names are the file's own: the domain's
// may change without a word to the journals on disk.
type record struct {
	Account  *account  `json:"account,omitempty"`
	Transfer *transfer `json:"transfer,omitempty"`
}

type transfer struct {
	ID     string    `json:"id"`
	From   string    `json:"from"`
	To     string    `json:"to"`
	Amount int64     `json:"amount"`
	Posted time.Time `json:"posted"`
}

// --8<-- [end:record]

type account struct {
	ID       string `json:"id"`
	External bool   `json:"external,omitempty"`
}

func transferRecord(t wallet.Transfer) *transfer {
	return &transfer{t.ID, t.From, t.To, int64(t.Amount), t.Posted}
}

// append writes a record to disk. The book has changed already, so after a
// failure the store must not be asked again: it is opened anew instead.
func (s *Store) append(r record) error {
	line, err := json.Marshal(r)
	if err == nil {
		_, err = s.file.Write(append(line, '\n'))
	}
	if err == nil {
		err = s.file.Sync()
	}
	if err != nil {
		s.err = err
		return fmt.Errorf("write to journal: %w", err)
	}
	return nil
}

func (s *Store) replay() error {
	in := bufio.NewReader(s.file)
	var end int64
	for n := 1; ; n++ {
		line, err := in.ReadBytes('\n')
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return err
		}
		if err := s.redo(line); err != nil {
			return fmt.Errorf("line %d: %w", n, err)
		}
		end += int64(len(line))
	}
	if err := s.file.Truncate(end); err != nil {
		return err
	}
	_, err := s.file.Seek(end, io.SeekStart)
	return err
}

func (s *Store) redo(line []byte) error {
	var r record
	if err := json.Unmarshal(line, &r); err != nil {
		return err
	}
	switch {
	case r.Account != nil:
		s.book.Create(wallet.Account{ID: r.Account.ID, External: r.Account.External})
		return nil
	case r.Transfer != nil:
		t := r.Transfer
		_, _, err := s.book.Post(wallet.Transfer{
			ID: t.ID, From: t.From, To: t.To, Amount: wallet.Amount(t.Amount), Posted: t.Posted,
		})
		return err
	}
	return errors.New("neither an account nor a transfer")
}
