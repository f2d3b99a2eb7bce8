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
	post(t, open(t, path))
	whole, err := os.ReadFile(path)
	if err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(path, whole[:len(whole)-9], 0o600); err != nil {
		t.Fatal(err)
	}

	store := open(t, path)
	if got := balance(t, store, "ann"); got != 0 {
		t.Errorf("with half a line: balance %d, want 0", got)
	}
	post(t, store)
	if got := balance(t, open(t, path), "ann"); got != 70 {
		t.Errorf("posted again: balance %d, want 70", got)
	}
}

func TestDamagedLineIsAnError(t *testing.T) {
	for _, line := range []string{
		"nonsense\n",
		"{}\n",
		`{"transfer":{"id":"1","from":"ann","to":"bob","amount":1}}` + "\n",
	} {
		path := filepath.Join(t.TempDir(), "journal")
		if err := os.WriteFile(path, []byte(line), 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := journal.Open(path); err == nil || !strings.Contains(err.Error(), "line 1") {
			t.Errorf("%q: got %v, want an error of line 1", line, err)
		}
	}
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
