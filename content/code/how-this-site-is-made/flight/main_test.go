package main

import (
	"bytes"
	"compress/gzip"
	"strings"
	"testing"
)

func packed(t *testing.T, page string) []byte {
	t.Helper()
	var packed bytes.Buffer
	w := gzip.NewWriter(&packed)
	if _, err := w.Write([]byte(page)); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return packed.Bytes()
}

const page = "<html><head><style>p{color:red}</style></head><body><article><p>One two <b>three</b></p>" +
	"</article><script>var no</script> four</body></html>"

func TestAPageCanBeReadWhileItArrives(t *testing.T) {
	whole, last := packed(t, page), 0
	for n := range len(whole) {
		came := received(whole[:n])
		if !strings.HasPrefix(page, string(came)) || len(came) < last {
			t.Fatalf("of %d bytes came %q", n, came)
		}
		last = len(came)
	}
	if last < len(page)/2 {
		t.Errorf("%d letters before the end of the stream", last)
	}
}

func TestTheWordsAreThoseThatAReaderSees(t *testing.T) {
	for text, want := range map[string]int{page: 4, page[:strings.Index(page, "three")]: 2, "<html><head>": 0} {
		if got := words([]byte(text)); got != want {
			t.Errorf("%d words in %q", got, text)
		}
	}
}

func TestThePartsAreThePage(t *testing.T) {
	var all, names strings.Builder
	for _, each := range parts([]byte(page)) {
		all.WriteString(page[each.start:each.end])
		names.WriteString(each.name + " ")
	}
	if all.String() != page || names.String() != "head style head text foot " {
		t.Error(names.String(), all.String())
	}
}

func TestMoreIsSentThanThePage(t *testing.T) {
	var out bytes.Buffer
	if err := report(&out, packed(t, page)); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(out.String(), "segments\t10\t4\t4\n") {
		t.Error(out.String())
	}
	if sent, err := onTheWire(packed(t, page)); err != nil || sent < len(packed(t, page))+300 {
		t.Error(sent, err)
	}
}
