package symbols

import (
	"bytes"
	"debug/elf"
	"encoding/binary"
	"os"
	"path/filepath"
	"slices"
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

// A process may have mapped two versions of a file; each mapping has its own build ID.
func TestEachMappingIsComparedWithItsFile(t *testing.T) {
	path := filepath.Join(t.TempDir(), "binary")
	if err := os.WriteFile(path, writtenELF(), 0o600); err != nil {
		t.Fatal(err)
	}
	s := NewSymbolizer(&Profile{Mappings: []Mapping{
		{Start: 0x1000, Limit: 0x2000, File: path},
		{Start: 0x3000, Limit: 0x4000, File: path, BuildID: "another"},
	}}, OpenMapped)
	if frames := s.Frames(0x1040); frames[0].Function != "main.outer" {
		t.Error(frames)
	}
	if frames := s.Frames(0x3040); frames[0].Function != Unknown || s.Problems() == nil {
		t.Error(frames, s.Problems())
	}
}

// writtenELF is a file with the written table and no code, of which 0x1000 to 0x1030 would be at offset 0x40.
func writtenELF() []byte {
	table, data := written()
	module := make([]byte, offsetEnd+8)
	put := func(offset int, value uint64) { binary.LittleEndian.PutUint64(module[offset:], value) }
	put(offsetPCHeader, 0x2000)
	put(offsetText, 0x1000)
	put(offsetGoFunc, 0x2000+data)
	put(offsetEnd, 0x2000+uint64(len(table)))
	names := "\x00.gopclntab\x00.go.module\x00.shstrtab\x00"

	const headers = 64 + 56
	sections := []elf.Section64{{},
		{Name: 1, Type: uint32(elf.SHT_PROGBITS), Addr: 0x2000, Off: headers, Size: uint64(len(table))},
		{Name: 12, Type: uint32(elf.SHT_PROGBITS), Addr: 0x3000, Off: headers + uint64(len(table)), Size: uint64(len(module))},
		{Name: 23, Type: uint32(elf.SHT_STRTAB), Off: headers + uint64(len(table)+len(module)), Size: uint64(len(names))},
	}
	var b bytes.Buffer
	for _, part := range []any{
		elf.Header64{
			Ident: [16]byte{0x7f, 'E', 'L', 'F', byte(elf.ELFCLASS64), byte(elf.ELFDATA2LSB), byte(elf.EV_CURRENT)},
			Type:  uint16(elf.ET_EXEC), Machine: uint16(elf.EM_X86_64), Version: uint32(elf.EV_CURRENT),
			Phoff: 64, Phentsize: 56, Phnum: 1, Ehsize: 64,
			Shoff: headers + uint64(len(table)+len(module)+len(names)), Shentsize: 64, Shnum: 4, Shstrndx: 3,
		},
		elf.Prog64{Type: uint32(elf.PT_LOAD), Flags: uint32(elf.PF_X | elf.PF_R), Off: 0x40, Vaddr: 0x1000, Filesz: 0x30, Memsz: 0x30},
		table, module, []byte(names), sections,
	} {
		binary.Write(&b, binary.LittleEndian, part)
	}
	return b.Bytes()
}

func TestNamesByAFileThatIsMapped(t *testing.T) {
	path := filepath.Join(t.TempDir(), "binary")
	if err := os.WriteFile(path, writtenELF(), 0o600); err != nil {
		t.Fatal(err)
	}
	profile := &Profile{Mappings: []Mapping{{Start: 0x7f0000001000, Limit: 0x7f0000002000, File: path}, {Start: 1, Limit: 2, File: "[vdso]"}}}
	s := NewSymbolizer(profile, OpenMapped)
	for address, want := range map[uint64]string{
		0x7f0000001040: "main.outer",
		0x7f0000001048: "main.inner",
		0x7f000000106f: "main.leaf",
		0x7f0000001070: Unknown, // after the segment
		0x7f000000103f: Unknown, // before it
		0x7f0000002000: Unknown, // not mapped
		1:              Unknown,
	} {
		if frames := s.Frames(address); frames[0].Function != want {
			t.Errorf("%#x: %v, want %s", address, frames, want)
		}
	}
	if !s.Skipped(0x7f0000001060) || s.Skipped(0x7f0000001064) || s.Skipped(1) {
		t.Error("frames are not where they are")
	}
	if err := s.Problems(); err != nil {
		t.Error(err)
	}
}

func TestModuledataOfAnotherReleaseIsRefused(t *testing.T) {
	path := filepath.Join(t.TempDir(), "binary")
	good := writtenELF()
	start := bytes.Index(good, []byte("\x00.gopclntab")) - (offsetEnd + 8)
	for _, offset := range []int{offsetPCHeader, offsetText, offsetGoFunc, offsetEnd} {
		file := slices.Clone(good)
		file[start+offset+2] ^= 1
		if err := os.WriteFile(path, file, 0o600); err != nil {
			t.Fatal(err)
		}
		if _, err := Open(path); err == nil || !strings.Contains(err.Error(), "moduledata") {
			t.Error(offset, err)
		}
	}
}

func FuzzOpen(f *testing.F) {
	f.Add(writtenELF(), uint64(0x1008))
	f.Add([]byte("\x7fELF"), uint64(0))
	f.Fuzz(func(t *testing.T, data []byte, pc uint64) {
		path := filepath.Join(t.TempDir(), "binary")
		if err := os.WriteFile(path, data, 0o600); err != nil {
			t.Fatal(err)
		}
		if b, err := Open(path); err == nil {
			b.Frames(pc)
			b.Address(pc)
		}
	})
}
