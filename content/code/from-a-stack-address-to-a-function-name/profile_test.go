package symbols

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"
	"reflect"
	"strings"
	"testing"
)

// message puts a protocol buffer together from numbers and texts.
func message(parts ...any) []byte {
	var b []byte
	for i := 0; i < len(parts); i += 2 {
		number := uint64(parts[i].(int)) << 3
		switch value := parts[i+1].(type) {
		case int:
			b = binary.AppendUvarint(binary.AppendUvarint(b, number), uint64(value))
		case string:
			b = binary.AppendUvarint(binary.AppendUvarint(b, number|2), uint64(len(value)))
			b = append(b, value...)
		case []byte:
			b = binary.AppendUvarint(binary.AppendUvarint(b, number|2), uint64(len(value)))
			b = append(b, value...)
		}
	}
	return b
}

func writtenProfile() []byte {
	return message(
		2, message(1, 7, 1, 8, 2, 3, 2, 30), // one number at a time
		2, message(1, []byte{8}, 2, []byte{1, 10}), // packed
		3, message(1, 1, 2, 0x400000, 3, 0x500000, 4, 0x1000, 5, 1, 6, 2),
		4, message(1, 7, 2, 1, 3, 0x401234, 4, message(1, 1, 2, 99)),
		4, message(1, 8, 2, 1, 3, 0x405678),
		5, message(1, 1, 2, 1),
		6, "", 6, "/bin/program", 6, "c0ffee",
	)
}

func zipped(data []byte) []byte {
	var b bytes.Buffer
	w := gzip.NewWriter(&b)
	w.Write(data)
	w.Close()
	return b.Bytes()
}

func TestReadProfile(t *testing.T) {
	p, err := ReadProfile(bytes.NewReader(zipped(writtenProfile())))
	if err != nil {
		t.Fatal(err)
	}
	want := &Profile{
		Samples: []Sample{
			{Stack: []uint64{0x401234, 0x405678}, Count: 3},
			{Stack: []uint64{0x405678}, Count: 1},
		},
		Mappings: []Mapping{{Start: 0x400000, Limit: 0x500000, Offset: 0x1000, File: "/bin/program", BuildID: "c0ffee"}},
	}
	if !reflect.DeepEqual(p, want) {
		t.Errorf("got %+v\nwant %+v", p, want)
	}
	if m, offset, ok := p.Find(0x401234); !ok || offset != 0x2234 || m.File != "/bin/program" {
		t.Error(m, offset, ok)
	}
	for _, outside := range []uint64{0x3fffff, 0x500000} {
		if m, _, ok := p.Find(outside); ok {
			t.Errorf("%#x is in %v", outside, m)
		}
	}
}

func TestBadProfiles(t *testing.T) {
	for name, data := range map[string][]byte{
		"sample without a location":                message(2, message(1, 7, 2, 1), 6, ""),
		"sample without a value":                   message(2, message(1, 7), 4, message(1, 7, 3, 1), 6, ""),
		"mapping without a name":                   message(3, message(1, 1, 5, 9), 6, ""),
		"cut off":                                  writtenProfile()[:20],
		"group, a kind of field that is no longer": {2<<3 | 3},
	} {
		if p, err := parseProfile(data); err == nil {
			t.Errorf("%s: %+v", name, p)
		}
	}
	if _, err := ReadProfile(strings.NewReader("not gzip")); err == nil {
		t.Error("no error for what is not gzip")
	}
	if _, err := ReadProfile(bytes.NewReader(zipped(make([]byte, maxProfile+1)))); err == nil {
		t.Error("no error for a few bytes that grow without end")
	}
}

func FuzzProfile(f *testing.F) {
	f.Add(writtenProfile())
	f.Add(message(2, message(1, []byte{0xff, 0xff})))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := parseProfile(data)
		if (p == nil) == (err == nil) {
			t.Error(p, err)
		}
		if p != nil && len(p.Samples)+len(p.Mappings) > len(data) {
			t.Error("more samples and mappings than bytes")
		}
	})
}
