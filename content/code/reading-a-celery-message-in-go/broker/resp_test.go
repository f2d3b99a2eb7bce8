package broker

import (
	"bufio"
	"errors"
	"reflect"
	"strings"
	"testing"
)

func TestReplies(t *testing.T) {
	for wire, want := range map[string]any{
		"+OK\r\n":                          "OK",
		":-3\r\n":                          int64(-3),
		"$-1\r\n":                          nil,
		"*-1\r\n":                          nil,
		"$5\r\na\r\nbc\r\n":                "a\r\nbc",
		"$0\r\n\r\n":                       "",
		"*2\r\n$1\r\na\r\n*1\r\n:1\r\n":    []any{"a", []any{int64(1)}},
		"*3\r\n$-1\r\n$-1\r\n+a\r\n":       []any{nil, nil, "a"},
		"-NOSCRIPT no\r\n":                 replyError("NOSCRIPT no"),
		"$5\r\nabcdefg\r\n":                nil,
		"*2\r\n-ERR no\r\n:1\r\n":          nil,
		"*1\r\n*1\r\n*1\r\n*1\r\n*1\r\n:1": nil,
		"$99999999999\r\n":                 nil,
		"?\r\n":                            nil,
		"\n":                               nil,
		"$2\r\na":                          nil,
	} {
		got, err := readReply(bufio.NewReader(strings.NewReader(wire)), maxDepth)
		if e, ok := want.(replyError); ok {
			if err != e {
				t.Errorf("%q: %v, want the error %v", wire, err, e)
			}
			continue
		}
		if _, usable := errors.AsType[replyError](err); usable {
			t.Errorf("%q: %v leaves the connection in use", wire, err)
		}
		if good := want != nil || strings.HasSuffix(wire, "-1\r\n"); (err == nil) != good || !reflect.DeepEqual(got, want) {
			t.Errorf("%q: %v, %v; want %v", wire, got, err, want)
		}
	}
}

func FuzzReadReply(f *testing.F) {
	f.Add("*2\r\n$1\r\na\r\n*1\r\n:1\r\n")
	f.Fuzz(func(_ *testing.T, wire string) {
		_, _ = readReply(bufio.NewReader(strings.NewReader(wire)), maxDepth)
	})
}

func FuzzUnpack(f *testing.F) {
	f.Add(`[{"properties": {"priority": 6}}, "", "celery"]`)
	f.Fuzz(func(t *testing.T, held string) {
		raw, list, err := unpack(held)
		if err == nil && !strings.Contains(held, raw) || err != nil && list != "" {
			t.Errorf("%q, %q, %v", raw, list, err)
		}
	})
}

func TestPrioritiesHaveFourLists(t *testing.T) {
	for priority, want := range map[int]string{-1: "q", 0: "q", 2: "q", 3: "q\x06\x163", 5: "q\x06\x163", 6: "q\x06\x166", 9: "q\x06\x169", 255: "q\x06\x169"} {
		if got := key("q", priority); got != want {
			t.Errorf("priority %d: %q, want %q", priority, got, want)
		}
	}
}
