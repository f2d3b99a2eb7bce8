package journal_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"example.com/bank/internal/journal"
	"example.com/bank/internal/wallet"
	"example.com/bank/internal/wallettest"
)

// --8<-- [start:contract]

func TestStore(t *testing.T) {
	wallettest.TestStore(t, func(t *testing.T) wallet.Store {
		return open(t, filepath.Join(t.TempDir(), "journal"))
	})
}

// --8<-- [end:contract]

func TestReopen(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	store := open(t, path)
	post(t, store)
	if err := store.Close(); err != nil {
		t.Fatal(err)
	}
	if _, err := store.Account(t.Context(), "ann"); !errors.Is(err, os.ErrClosed) {
		t.Errorf("closed store: got %v", err)
	}

	store = open(t, path)
	if got := balance(t, store, "ann"); got != 70 {
		t.Errorf("after reopening: balance %d, want 70", got)
	}
	post(t, store)
	if got := balance(t, store, "ann"); got != 70 {
		t.Errorf("repeated after reopening: balance %d, want 70", got)
	}
}

func TestUnfinishedLineIsDropped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	whole := written(t, path)
	if err := os.WriteFile(path, whole[:len(whole)-9], 0o600); err != nil {
		t.Fatal(err)
	}

	store := open(t, path)
	if got := balance(t, store, "ann"); got != 0 {
		t.Errorf("with half a line: balance %d, want 0", got)
	}
	post(t, store)
	store.Close()
	if got := balance(t, open(t, path), "ann"); got != 70 {
		t.Errorf("posted again: balance %d, want 70", got)
	}
}

func TestDamagedLineIsAnError(t *testing.T) {
	const accounts = `{"account":{"id":"world","external":true}}` + "\n" + `{"account":{"id":"ann"}}` + "\n"
	for _, line := range []string{
		"",
		"nonsense",
		"{}",
		`{"fee":{"id":"1"}}`,
		`{"account":{"id":"bob","limit":1}}`,
		`{"account":{"id":""}}`,
		`{"account":{"id":"bob"},"transfer":{"id":"1","from":"world","to":"ann","amount":1}}`,
		`{"transfer":{"id":"1","from":"world","to":"bob","amount":1}}`,
		`{"transfer":{"id":"1","from":"ann","to":"world","amount":1}}`,
		`{"transfer":{"id":"1","from":"ann","to":"world","amount":-1}}`,
		`{"transfer":{"id":"1","from":"ann","to":"world","amount":-9223372036854775808}}`,
		`{"transfer":{"id":"1","from":"world","to":"world","amount":1}}`,
		`{"transfer":{"id":"1","from":"world","to":"ann","amount":1,"amount":2}}`,
	} {
		path := filepath.Join(t.TempDir(), "journal")
		before := `{"journal":1}` + "\n" + accounts + line + "\n" + `{"acc`
		if err := os.WriteFile(path, []byte(before), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := journal.Open(path); err == nil || !strings.Contains(err.Error(), "line 4") {
			t.Errorf("%q: got %v, want an error of line 4", line, err)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != before {
			t.Errorf("%q: the file is %q now, %v", line, after, err)
		}
	}
}

func TestARecordTwiceIsAnError(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	whole := string(written(t, path))
	lines := strings.SplitAfter(whole, "\n")
	for _, line := range lines[1 : len(lines)-1] { // between the header and the end
		if err := os.WriteFile(path, []byte(whole+line), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := journal.Open(path); err == nil || !strings.Contains(err.Error(), "line 5") {
			t.Errorf("%q: got %v, want an error of line 5", line, err)
		}
	}
}

func TestLinesMayEndAsOnWindows(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	crlf := strings.ReplaceAll(string(written(t, path)), "\n", "\r\n")
	crlf = strings.Replace(crlf, "\r\n", "\n", 1) // the header is one sequence of bytes
	if err := os.WriteFile(path, []byte(crlf), 0o600); err != nil {
		t.Fatal(err)
	}
	if got := balance(t, open(t, path), "ann"); got != 70 {
		t.Errorf("balance %d, want 70", got)
	}
}

func TestAnotherFileIsNotTouched(t *testing.T) {
	for _, content := range []string{"x", "a letter without an end of line", `{"journal":2}` + "\n", `{"a":1}`, "\x00"} {
		path := filepath.Join(t.TempDir(), "letter")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := journal.Open(path); err == nil {
			t.Errorf("%q: got no error", content)
		}
		if after, err := os.ReadFile(path); err != nil || string(after) != content {
			t.Errorf("%q: the file is %q now, %v", content, after, err)
		}
	}
	for _, path := range []string{t.TempDir(), os.DevNull} {
		if _, err := journal.Open(path); err == nil {
			t.Errorf("%s: got no error", path)
		}
	}
}

func TestAJournalIsOpenOnce(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	first := open(t, path)
	if _, err := journal.Open(path); !errors.Is(err, journal.ErrInUse) {
		t.Errorf("second time: got %v, want %v", err, journal.ErrInUse)
	}
	post(t, first)
	first.Close()
	if got := balance(t, open(t, path), "ann"); got != 70 {
		t.Errorf("balance %d, want 70", got)
	}
}

// FuzzOpen: whatever is in a file, Open reads it or refuses it, and what it
// has read once it can read again.
func FuzzOpen(f *testing.F) {
	f.Add(`{"journal":1}` + "\n" + `{"account":{"id":"ann"}}` + "\n" + `{"tran`)
	f.Add(`{"jour`)
	f.Fuzz(func(t *testing.T, content string) {
		path := filepath.Join(t.TempDir(), "journal")
		if err := os.WriteFile(path, []byte(content), 0o600); err != nil {
			t.Fatal(err)
		}
		store, err := journal.Open(path)
		if err != nil {
			if after, _ := os.ReadFile(path); string(after) != content {
				t.Errorf("refused with %v, but changed from %q to %q", err, content, after)
			}
			return
		}
		store.Create(t.Context(), wallet.Account{ID: "a new one"})
		store.Close()
		open(t, path).Close()
	})
}

// written returns the bytes of a journal in which ann has 70.
func written(t *testing.T, path string) []byte {
	t.Helper()
	store := open(t, path)
	post(t, store)
	store.Close()
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	return whole
}

func open(t *testing.T, path string) *journal.Store {
	t.Helper()
	store, err := journal.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	return store
}

func post(t *testing.T, store *journal.Store) {
	t.Helper()
	for _, a := range []wallet.Account{{ID: wallet.World, External: true}, {ID: "ann"}} {
		if _, err := store.Create(t.Context(), a); err != nil {
			t.Fatal(err)
		}
	}
	transfer := wallet.Transfer{ID: "1", From: wallet.World, To: "ann", Amount: 70}
	if _, err := store.Post(t.Context(), transfer); err != nil {
		t.Fatal(err)
	}
}

func balance(t *testing.T, store *journal.Store, id string) wallet.Amount {
	t.Helper()
	a, err := store.Account(t.Context(), id)
	if err != nil {
		t.Fatal(err)
	}
	return a.Balance
}
