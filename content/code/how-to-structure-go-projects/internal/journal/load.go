package journal

import (
	"bufio"
	"encoding/json/v2"
	"errors"
	"fmt"
	"io"
	"path/filepath"
	"strings"

	"example.com/bank/internal/wallet"
)

// header is the first line of a journal. A file that begins with something
// else belongs to somebody else, and is not changed.
const header = `{"journal":1}` + "\n"

func (s *Store) load(path string) error {
	if err := lock(s.file); err != nil {
		return err
	}
	if err := s.begin(); err != nil {
		return err
	}
	// Each time: the program may have died after it wrote the header.
	if err := syncDir(filepath.Dir(path), s.sync); err != nil {
		return err
	}
	return s.replay()
}

// begin writes the header if the file is new, or if the program died when
// it had written a part of it.
func (s *Store) begin() error {
	info, err := s.file.Stat()
	if err != nil {
		return err
	}
	if !info.Mode().IsRegular() {
		return errors.New("not a regular file")
	}
	head := make([]byte, len(header))
	n, err := s.file.ReadAt(head, 0)
	if err != nil && !errors.Is(err, io.EOF) {
		return err
	}
	if !strings.HasPrefix(header, string(head[:n])) {
		return errors.New("not a journal")
	}
	if n == len(header) {
		return nil
	}
	if _, err := s.file.WriteAt([]byte(header), 0); err != nil {
		return err
	}
	return s.sync(s.file)
}

// replay reads the records into the book and leaves the file at the end of
// the last whole one.
func (s *Store) replay() error {
	end := int64(len(header))
	if _, err := s.file.Seek(end, io.SeekStart); err != nil {
		return err
	}
	in := bufio.NewReader(s.file)
	for n := 2; ; n++ {
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

var errTwice = errors.New("the record was there before")

// redo applies a line to the book. A ledger is no place for guesses: what
// this version does not know, or would not have written, is an error.
func (s *Store) redo(line []byte) error {
	var r record
	if err := json.Unmarshal(line, &r, json.RejectUnknownMembers(true)); err != nil {
		return err
	}
	if (r.Account == nil) == (r.Transfer == nil) {
		return errors.New("a record is either an account or a transfer")
	}
	if r.Account != nil {
		return s.redoAccount(r.Account)
	}
	return s.redoTransfer(r.Transfer)
}

func (s *Store) redoAccount(r *account) error {
	a := wallet.Account{ID: r.ID, External: r.External}
	if err := a.Validate(); err != nil {
		return err
	}
	if _, isNew := s.book.Create(a); !isNew {
		return errTwice
	}
	return nil
}

func (s *Store) redoTransfer(r *transfer) error {
	t := wallet.Transfer{ID: r.ID, From: r.From, To: r.To, Amount: wallet.Amount(r.Amount), Posted: r.Posted}
	if err := t.Validate(); err != nil {
		return err
	}
	_, isNew, err := s.book.Post(t)
	if err == nil && !isNew {
		err = errTwice
	}
	return err
}
