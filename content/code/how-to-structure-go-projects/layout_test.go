package bank_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"maps"
	"os"
	"path"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
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
	".": {"internal/ratelimit", "internal/timing"}, // has tests only
}

// testsMayImport is for every _test.go file, besides its own package.
var testsMayImport = []string{"internal/wallet", "internal/wallettest", "internal/memory"}

// --8<-- [end:rules]

// domainMayImport is what the domain may use of the standard library:
// nothing that knows a protocol, an encoding, a file or a database.
var domainMayImport = []string{"context", "errors", "fmt", "math", "time", "unicode/utf8"}

func TestDependenciesPointToTheDomain(t *testing.T) {
	for _, problem := range problems(t, os.DirFS(".")) {
		t.Error(problem)
	}
}

func TestEachRuleIsOfAPackage(t *testing.T) {
	files := importsByFile(t, os.DirFS("."))
	for folder := range mayImport {
		isOfFolder := func(file string) bool { return path.Dir(file) == folder }
		if !slices.ContainsFunc(slices.Collect(maps.Keys(files)), isOfFolder) {
			t.Errorf("there is a rule for package %s, which has no files", folder)
		}
	}
}

func TestForbiddenImportsAreFound(t *testing.T) {
	for _, test := range []struct {
		file, imported string
		ok             bool
	}{
		{"internal/journal/a.go", module + "/internal/wallet", true},
		{"internal/journal/a.go", module + "/internal/httpjson", false},
		{"internal/journal/a.go", module + "/internal/memory", false},
		{"internal/journal/a.go", "net/http", true},
		{"internal/journal/a_test.go", module + "/internal/journal", true},
		{"internal/journal/a_test.go", module + "/internal/memory", true},
		{"internal/journal/a_test.go", module + "/internal/httpjson", false},
		{"internal/wallet/a.go", "errors", true},
		{"internal/wallet/a.go", "net/http", false},
		{"internal/wallet/a.go", module + "/internal/memory", false},
		{"internal/wallet/a_test.go", "net/http", true},
		{"internal/wallet/a_test.go", module + "/internal/journal", false},
		{"internal/util/a.go", "errors", false},
		{"a_test.go", module + "/internal/timing", true},
		{"a_test.go", module + "/internal/journal", false},
		{"other/module/a.go", module + "/internal/journal", true},
	} {
		source := "package p\nimport _ " + strconv.Quote(test.imported)
		tree := fstest.MapFS{test.file: {Data: []byte(source)}, "other/module/go.mod": {}}
		if got := problems(t, tree); (len(got) == 0) != test.ok {
			t.Errorf("%s imports %s: got %q", test.file, test.imported, got)
		}
	}
}

// problems lists the files that break a rule.
func problems(t *testing.T, tree fs.FS) []string {
	t.Helper()
	var found []string
	for file, imports := range importsByFile(t, tree) {
		folder := path.Dir(file)
		allowed, known := mayImport[folder]
		if !known {
			found = append(found, file+": package "+folder+" has no rule")
		}
		isTest := strings.HasSuffix(file, "_test.go")
		if isTest {
			allowed = slices.Concat(allowed, testsMayImport, []string{folder})
		}
		for _, name := range imports {
			own, isOwn := strings.CutPrefix(name, module+"/")
			isInner := folder == "internal/wallet" && !isTest
			if isOwn && !slices.Contains(allowed, own) || !isOwn && isInner && !slices.Contains(domainMayImport, name) {
				found = append(found, file+" must not import "+name)
			}
		}
	}
	return found
}

// importsByFile returns what each file imports. A folder with a go.mod is
// another module, which has rules of its own.
func importsByFile(t *testing.T, tree fs.FS) map[string][]string {
	t.Helper()
	found := make(map[string][]string)
	err := fs.WalkDir(tree, ".", func(name string, entry fs.DirEntry, err error) error {
		if err != nil {
			return err
		}
		if entry.IsDir() {
			if _, err := fs.Stat(tree, path.Join(name, "go.mod")); err == nil && name != "." {
				return fs.SkipDir
			}
			return nil
		}
		if path.Ext(name) == ".go" {
			found[name], err = importsOf(tree, name)
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return found
}

func importsOf(tree fs.FS, name string) ([]string, error) {
	source, err := fs.ReadFile(tree, name)
	if err != nil {
		return nil, err
	}
	file, err := parser.ParseFile(token.NewFileSet(), name, source, parser.ImportsOnly)
	if err != nil {
		return nil, err
	}
	var imports []string
	for _, each := range file.Imports {
		path, err := strconv.Unquote(each.Path.Value)
		if err != nil {
			return nil, err
		}
		imports = append(imports, path)
	}
	return imports, nil
}
