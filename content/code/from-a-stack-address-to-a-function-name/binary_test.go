package symbols

import (
	"os"
	"path/filepath"
	"strings"
	"testing"
)

func TestOpenRefusesWhatHasNoTable(t *testing.T) {
	text := filepath.Join(t.TempDir(), "text")
	if err := os.WriteFile(text, []byte("no ELF"), 0o600); err != nil {
		t.Fatal(err)
	}
	for _, path := range []string{text, filepath.Join(t.TempDir(), "nothing"), "/bin/sh"} {
		if _, err := Open(path); err == nil {
			t.Errorf("%s: no error", path)
		}
	}
}

// Another build has other code at the same addresses, and wrong names look like right ones.
func TestNoNamesFromABinaryThatWasBuiltAgain(t *testing.T) {
	path, data := recorded(t)
	profile, err := parseProfile(data)
	if err != nil {
		t.Fatal(err)
	}
	address := profile.Samples[0].Stack[0]
	again := build(t, "-ldflags=-X=main.version=2")
	symbolizer := NewSymbolizer(profile, func(m Mapping) (*Binary, error) {
		if m.File == path {
			m.File = again
		}
		return OpenMapped(m)
	})
	if frames := symbolizer.Frames(address); frames[0].Function != Unknown {
		t.Error(frames)
	}
	if err := symbolizer.Problems(); err == nil || !strings.Contains(err.Error(), "build ID") {
		t.Error(err)
	}
}

func FuzzOpen(f *testing.F) {
	f.Add([]byte("\x7fELF"))
	f.Fuzz(func(t *testing.T, data []byte) {
		path := filepath.Join(t.TempDir(), "binary")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		Open(path)
	})
}
