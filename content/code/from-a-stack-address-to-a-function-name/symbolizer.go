package symbols

import (
	"errors"
	"fmt"
	"strings"
)

// Unknown stands for the function of an address that no table has: one of the vDSO, of a C library.
const Unknown = "?"

// A Symbolizer names the addresses of one profile. It opens each binary once for each build ID.
type Symbolizer struct {
	profile  *Profile
	open     func(Mapping) (*Binary, error)
	binaries map[version]*Binary // nil for a file that is not a Go binary
	problems []error
}

type version struct{ file, id string }

// NewSymbolizer takes a function that finds the binary for a mapping; OpenMapped is one.
func NewSymbolizer(p *Profile, open func(Mapping) (*Binary, error)) *Symbolizer {
	return &Symbolizer{profile: p, open: open, binaries: map[version]*Binary{}}
}

// --8<-- [start:frames]
// Frames names the calls at an address of the process, innermost first.
func (s *Symbolizer) Frames(address uint64) []Frame {
	if binary, pc, ok := s.locate(address); ok {
		if frames, err := binary.Frames(pc); err == nil {
			return frames
		}
	}
	return []Frame{{Function: Unknown}}
}

// locate finds the file, and the address that the linker gave to what the process has at another.
func (s *Symbolizer) locate(address uint64) (*Binary, uint64, bool) {
	mapping, offset, ok := s.profile.Find(address)
	if !ok {
		return nil, 0, false
	}
	binary := s.binary(mapping)
	if binary == nil {
		return nil, 0, false
	}
	pc, ok := binary.Address(offset)
	return binary, pc, ok
}

// --8<-- [end:frames]

// Skipped tells whether the caller of the function at an address is missing from a stack that was recorded
// by frame pointers.
func (s *Symbolizer) Skipped(address uint64) bool {
	binary, pc, ok := s.locate(address)
	if !ok {
		return false
	}
	framed, err := binary.HasFrame(pc)
	return err == nil && !framed
}

func (s *Symbolizer) binary(m Mapping) *Binary {
	key := version{m.File, m.BuildID}
	b, ok := s.binaries[key]
	if !ok && !strings.HasPrefix(m.File, "[") { // [vdso] and its like are not files
		var err error
		if b, err = s.open(m); err != nil {
			s.problems = append(s.problems, err)
		}
		s.binaries[key] = b
	}
	return b
}

// Problems are the reasons why addresses of some files have no names.
func (s *Symbolizer) Problems() error { return errors.Join(s.problems...) }

// --8<-- [start:build]
// OpenMapped opens the file of a mapping, unless it was built again since.
func OpenMapped(m Mapping) (*Binary, error) {
	b, err := Open(m.File)
	if err != nil {
		return nil, err
	}
	if m.BuildID != "" && m.BuildID != b.BuildID {
		return nil, fmt.Errorf("%s: build ID is %s, not %s", m.File, b.BuildID, m.BuildID)
	}
	return b, nil
}

// --8<-- [end:build]
