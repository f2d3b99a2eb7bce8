package bank_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
)

const module = "example.com/bank"

// --8<-- [start:rules]

// mayImport says which packages of this module each one may import. The
// domain imports none, and only a command knows more than the domain.
var mayImport = map[string][]string{
	"first":               {},
	"internal/wallet":     {},
	"internal/wallettest": {"internal/wallet"},
	"internal/memory":     {"internal/wallet"},
	"internal/journal":    {"internal/wallet"},
	"internal/httpjson":   {"internal/wallet"},
	"internal/ratelimit":  {"internal/wallet"},
	"internal/timing":     {"internal/wallet"},
	"cmd/walletd": {
		"internal/wallet", "internal/journal", "internal/httpjson",
		"internal/ratelimit", "internal/timing",
	},
}

func TestDependenciesPointToTheDomain(t *testing.T) {
	for file, imports := range importsByFile(t) {
		allowed, known := mayImport[path.Dir(file)]
		if !known {
			t.Errorf("%s: package %s has no rule", file, path.Dir(file))
		}
		for _, name := range imports {
			own, isOwn := strings.CutPrefix(name, module+"/")
			if isOwn && !slices.Contains(allowed, own) {
				t.Errorf("%s must not import %s", file, name)
			}
		}
	}
}

// --8<-- [end:rules]

// ofStandardLibrary is what the domain may import from there: nothing that
// knows a protocol, an encoding, a file or a database.
var ofStandardLibrary = []string{"context", "errors", "fmt", "math", "time"}

func TestTheDomainDoesNotTouchTheOutside(t *testing.T) {
	for file, imports := range importsByFile(t) {
		if path.Dir(file) != "internal/wallet" {
			continue
		}
		for _, name := range imports {
			if !slices.Contains(ofStandardLibrary, name) {
				t.Errorf("%s must not import %s", file, name)
			}
		}
	}
}

// importsByFile returns what each file that is not a test imports.
func importsByFile(t *testing.T) map[string][]string {
	t.Helper()
	found := make(map[string][]string)
	err := fs.WalkDir(os.DirFS("."), ".", func(name string, _ fs.DirEntry, err error) error {
		if err != nil || path.Ext(name) != ".go" || strings.HasSuffix(name, "_test.go") {
			return err
		}
		file, err := parser.ParseFile(token.NewFileSet(), name, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		found[name] = nil
		for _, each := range file.Imports {
			full, err := strconv.Unquote(each.Path.Value)
			if err != nil {
				return err
			}
			found[name] = append(found[name], full)
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	if len(found) == 0 {
		t.Fatal("no files found")
	}
	return found
}
