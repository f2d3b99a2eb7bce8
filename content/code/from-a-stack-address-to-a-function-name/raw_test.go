package symbols

import (
	"reflect"
	"strings"
	"testing"
)

func TestReturnAddressesBecomeCalls(t *testing.T) {
	samples, err := ReadStacks(strings.NewReader("  4010a0\n0x401234\n 405679\n\n\n4010a0\n"))
	if err == nil {
		t.Error("0x is accepted, which the kernel does not write:", samples)
	}
	samples, err = ReadStacks(strings.NewReader("\n  4010a0\n401235\n 405679\n\n\n4010a0\n"))
	want := []Sample{{Stack: []uint64{0x4010a0, 0x401234, 0x405678}, Count: 1}, {Stack: []uint64{0x4010a0}, Count: 1}}
	if err != nil || !reflect.DeepEqual(samples, want) {
		t.Errorf("%+v, %v; want %+v", samples, err, want)
	}
}

func TestReadMapsKeepsCodeWithAFile(t *testing.T) {
	mappings, err := ReadMaps(strings.NewReader(`55d0a4500000-55d0a4600000 r--p 00000000 fe:00 1318       /usr/bin/a program
55d0a4600000-55d0a46c9000 r-xp 00100000 fe:00 1318       /usr/bin/a  program
c000000000-c000400000 rwxp 00000000 00:00 0
7ffd0a5f2000-7ffd0a5f4000 r-xp 00000000 00:00 0          [vdso]
`))
	want := []Mapping{
		{Start: 0x55d0a4600000, Limit: 0x55d0a46c9000, Offset: 0x100000, File: "/usr/bin/a  program"},
		{Start: 0x7ffd0a5f2000, Limit: 0x7ffd0a5f4000, File: "[vdso]"},
	}
	if err != nil || !reflect.DeepEqual(mappings, want) {
		t.Errorf("%+v, %v; want %+v", mappings, err, want)
	}
	if _, err := ReadMaps(strings.NewReader("x-y r-xp 0 0 0 a")); err == nil {
		t.Error("no error for what is not an address")
	}
}
