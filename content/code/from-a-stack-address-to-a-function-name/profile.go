package symbols

import (
	"compress/gzip"
	"errors"
	"fmt"
	"io"
)

// A Profile is what was recorded: stacks of addresses, and what was mapped where.
type Profile struct {
	Samples  []Sample
	Mappings []Mapping
}

// A Sample is a stack, the innermost call first, and how often it was seen. The first address is the
// instruction that was about to run, each other one is part of a call instruction.
type Sample struct {
	Stack []uint64
	Count int64
}

// A Mapping is a part of a file in the memory of a process.
type Mapping struct {
	Start, Limit uint64 // addresses of the process
	Offset       uint64 // of Start in the file
	File         string
	BuildID      string
}

// Find returns the mapping of an address and the offset in its file.
func (p *Profile) Find(address uint64) (m Mapping, offset uint64, ok bool) {
	for _, m := range p.Mappings {
		if m.Start <= address && address < m.Limit {
			return m, address - m.Start + m.Offset, true
		}
	}
	return Mapping{}, 0, false
}

// maxProfile bounds what a few bytes of gzip may grow to.
const maxProfile = 32 << 20

// ReadProfile reads the addresses of a pprof file and ignores the names that may be in it.
func ReadProfile(r io.Reader) (*Profile, error) {
	zipped, err := gzip.NewReader(r)
	if err != nil {
		return nil, err
	}
	data, err := io.ReadAll(io.LimitReader(zipped, maxProfile+1))
	if err != nil {
		return nil, err
	}
	if len(data) > maxProfile {
		return nil, errors.New("profile too large")
	}
	return parseProfile(data)
}

// --8<-- [start:parse]
// parseProfile reads the messages of https://github.com/google/pprof/blob/main/proto/profile.proto, but
// not those that hold names of functions.
func parseProfile(data []byte) (*Profile, error) {
	raw := &rawProfile{addresses: map[uint64]uint64{}}
	for f, err := range fields(data) {
		if err == nil {
			switch f.number {
			case 2:
				err = raw.sample(f.bytes)
			case 3:
				err = raw.mapping(f.bytes)
			case 4:
				err = raw.location(f.bytes)
			case 6:
				raw.strings = append(raw.strings, string(f.bytes))
			}
		}
		if err != nil {
			return nil, fmt.Errorf("profile: %w", err)
		}
	}
	return raw.resolve()
}

// --8<-- [end:parse]

// A rawProfile refers to things by number, often before they come.
type rawProfile struct {
	Profile
	addresses map[uint64]uint64 // by ID of a location; a sample's stack holds IDs
	texts     [][2]uint64       // numbers of each mapping's file and build ID
	strings   []string
}

func (p *rawProfile) sample(message []byte) error {
	var s Sample
	var values []uint64
	for f, err := range fields(message) {
		if err == nil && f.number == 1 {
			s.Stack, err = f.numbers(s.Stack)
		}
		if err == nil && f.number == 2 {
			values, err = f.numbers(values)
		}
		if err != nil {
			return err
		}
	}
	if len(values) == 0 {
		return errMalformed
	}
	s.Count = int64(values[0])
	p.Samples = append(p.Samples, s)
	return nil
}

func (p *rawProfile) mapping(message []byte) error {
	m, err := scalars(message)
	p.Mappings = append(p.Mappings, Mapping{Start: m[2], Limit: m[3], Offset: m[4]})
	p.texts = append(p.texts, [2]uint64{m[5], m[6]})
	return err
}

func (p *rawProfile) location(message []byte) error {
	m, err := scalars(message)
	p.addresses[m[1]] = m[3]
	return err
}

// scalars are the numbers in the first fields of a message.
func scalars(message []byte) (numbers [8]uint64, err error) {
	for f, err := range fields(message) {
		if err != nil {
			return numbers, err
		}
		if f.number < uint64(len(numbers)) {
			numbers[f.number] = f.value
		}
	}
	return numbers, nil
}

func (p *rawProfile) resolve() (*Profile, error) {
	for _, s := range p.Samples {
		for i, id := range s.Stack {
			address, ok := p.addresses[id]
			if !ok {
				return nil, fmt.Errorf("profile: no location %d", id)
			}
			s.Stack[i] = address
		}
	}
	for i, numbers := range p.texts {
		if count := uint64(len(p.strings)); numbers[0] >= count || numbers[1] >= count {
			return nil, errors.New("profile: a mapping without a name")
		}
		p.Mappings[i].File, p.Mappings[i].BuildID = p.strings[numbers[0]], p.strings[numbers[1]]
	}
	return &p.Profile, nil
}
