package journal

import (
	"errors"
	"os"
	"path/filepath"
	"slices"
	"testing"

	"example.com/bank/internal/wallet"
)

func TestANewFileIsSyncedWithItsFolder(t *testing.T) {
	folder := t.TempDir()
	path := filepath.Join(folder, "journal")
	var synced []string
	store, err := open(path, func(f *os.File) error {
		synced = append(synced, f.Name())
		return f.Sync()
	})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	if _, err := store.Create(t.Context(), wallet.Account{ID: "ann"}); err != nil {
		t.Fatal(err)
	}
	if want := []string{path, folder, path}; !slices.Equal(synced, want) {
		t.Errorf("synced %q, want %q", synced, want)
	}
}

func TestAfterAFailedWriteAStoreRefusesEveryCall(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	errDisk := errors.New("input/output error")
	var broken bool
	store, err := open(path, func(f *os.File) error {
		if broken {
			return errDisk
		}
		return f.Sync()
	})
	if err != nil {
		t.Fatal(err)
	}
	defer store.Close()
	broken = true
	_, first := store.Create(t.Context(), wallet.Account{ID: "ann"})
	broken = false
	_, second := store.Create(t.Context(), wallet.Account{ID: "bob"})
	_, third := store.Account(t.Context(), "ann")
	for n, err := range []error{first, second, third} {
		if !errors.Is(err, errDisk) {
			t.Errorf("call %d: got %v, want %v", n+1, err, errDisk)
		}
	}
}

func TestAnyBeginningOfAJournalCanBeOpened(t *testing.T) {
	path := filepath.Join(t.TempDir(), "journal")
	write := func() []byte {
		store, err := open(path, func(*os.File) error { return nil })
		if err != nil {
			t.Fatal(err)
		}
		defer store.Close()
		for _, id := range []string{"world", "ann"} {
			if _, err := store.Create(t.Context(), wallet.Account{ID: id, External: id == "world"}); err != nil {
				t.Fatal(err)
			}
		}
		if _, err := store.Post(t.Context(), wallet.Transfer{ID: "1", From: "world", To: "ann", Amount: 7}); err != nil {
			t.Fatal(err)
		}
		content, err := os.ReadFile(path)
		if err != nil {
			t.Fatal(err)
		}
		return content
	}
	whole := write()
	for n := range whole {
		if err := os.WriteFile(path, whole[:n], 0o600); err != nil {
			t.Fatal(err)
		}
		if got := write(); !slices.Equal(got, whole) {
			t.Fatalf("%d bytes: got %s, want %s", n, got, whole)
		}
	}
}
