package wallettest

import (
	"go/ast"
	"go/parser"
	"go/token"
	"slices"
	"strings"
	"testing"
)

// --8<-- [start:sentences]

func TestEachSentenceHasATest(t *testing.T) {
	var got []string
	for _, promise := range promises {
		got = append(got, promise.sentence)
	}
	if want := sentences(t, "../wallet/wallet.go", "Store"); !slices.Equal(got, want) {
		t.Errorf("tested:\n%s\npromised:\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// --8<-- [end:sentences]

// sentences returns what the comments of an interface promise: those of its
// methods, and all but the first paragraph of its own.
func sentences(t *testing.T, path, name string) []string {
	t.Helper()
	file, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ParseComments)
	if err != nil {
		t.Fatal(err)
	}
	for _, decl := range file.Decls {
		types, ok := decl.(*ast.GenDecl)
		if !ok || types.Tok != token.TYPE || types.Specs[0].(*ast.TypeSpec).Name.Name != name {
			continue
		}
		_, text, _ := strings.Cut(types.Doc.Text(), "\n\n")
		for _, method := range types.Specs[0].(*ast.TypeSpec).Type.(*ast.InterfaceType).Methods.List {
			text += method.Doc.Text()
		}
		text = strings.Join(strings.Fields(text), " ")
		return strings.Split(strings.ReplaceAll(text, ". ", ".\n"), "\n")
	}
	t.Fatalf("%s: no type %s", path, name)
	return nil
}
