package symbols

import (
	"debug/elf"
	"encoding/hex"
	"errors"
	"fmt"
)

// A Binary is an ELF file by the Go linker, with what is needed to name its addresses.
type Binary struct {
	*Table
	BuildID string

	segments []*elf.Prog // those that hold code
}

// moduledata is the runtime's own directory of the binary. The numbers are offsets into it, of Go 1.27:
// the fields are as private as the runtime, and move between releases.
const (
	offsetPCHeader = 0
	offsetText     = 176
	offsetGoFunc   = 344
	offsetEnd      = 352
)

// Open reads the tables of a binary. It needs the headers of its sections and neither symbols nor DWARF.
func Open(path string) (b *Binary, err error) {
	defer func() { // debug/elf says of itself that malformed files may make it panic
		if r := recover(); r != nil {
			b, err = nil, fmt.Errorf("%s: %v", path, r)
		}
	}()
	file, err := elf.Open(path)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	if b, err = newBinary(file); err != nil {
		return nil, fmt.Errorf("%s: %w", path, err)
	}
	return b, nil
}

func newBinary(file *elf.File) (*Binary, error) {
	if file.Class != elf.ELFCLASS64 || file.Data != elf.ELFDATA2LSB {
		return nil, errors.New("not a little-endian, 64-bit binary")
	}
	pclntab, module := file.Section(".gopclntab"), file.Section(".go.module")
	if pclntab == nil || module == nil {
		return nil, errors.New("no .gopclntab and .go.module: not by Go 1.26 or newer")
	}
	table, err := pclntab.Data()
	if err != nil {
		return nil, err
	}
	data, err := module.Data()
	if err != nil {
		return nil, err
	}
	var d decoder
	text, gofunc := d.uint64(data, offsetText), d.uint64(data, offsetGoFunc)
	end := d.uint64(data, offsetEnd)
	b := &Binary{BuildID: buildID(file)}
	inCode := false
	for _, segment := range file.Progs {
		if segment.Type == elf.PT_LOAD && segment.Flags&elf.PF_X != 0 {
			b.segments = append(b.segments, segment)
			inCode = inCode || segment.Vaddr <= text && text-segment.Vaddr < segment.Filesz
		}
	}
	// Were the fields elsewhere in the next release, these would not agree.
	if d.err != nil || !inCode || d.uint64(data, offsetPCHeader) != pclntab.Addr ||
		gofunc < pclntab.Addr || end < gofunc || end > pclntab.Addr+pclntab.Size {
		return nil, errors.New("moduledata is not that of Go 1.27")
	}
	b.Table, err = NewTable(table, text, gofunc-pclntab.Addr)
	return b, err
}

// --8<-- [start:address]
// Address is where the linker put what is at an offset in the file.
func (b *Binary) Address(offset uint64) (uint64, bool) {
	for _, s := range b.segments {
		if s.Off <= offset && offset-s.Off < s.Filesz {
			return s.Vaddr + offset - s.Off, true
		}
	}
	return 0, false
}

// --8<-- [end:address]

// buildID reads the note that the linker derives from the content, in hexadecimal.
func buildID(file *elf.File) string {
	section := file.Section(".note.gnu.build-id")
	if section == nil {
		return ""
	}
	note, err := section.Data()
	if err != nil {
		return ""
	}
	var d decoder
	name := (uint64(d.uint32(note, 0)) + 3) &^ 3 // filled up to a multiple of four
	return hex.EncodeToString(d.slice(note, 12+name, uint64(d.uint32(note, 4))))
}
