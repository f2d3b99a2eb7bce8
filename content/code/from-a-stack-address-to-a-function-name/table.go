// Package symbols turns the addresses of a profile into functions, files and lines. It reads them from
// the table that the runtime uses for its own tracebacks, which is in every Go binary, stripped or not.
package symbols

import (
	"errors"
	"fmt"
	"math"
	"sort"
)

// ErrUnknown means that no Go function has the address.
var ErrUnknown = errors.New("no Go function has this address")

// A Table is the content of the section .gopclntab, as Go 1.26 and 1.27 write it.
type Table struct {
	text    uint64 // the address of the first function; the table holds distances from it
	count   int    // of functions
	quantum uint64 // the unit of instructions' lengths: 1 on amd64, 4 on arm64

	names  []byte // of functions, each ended by a zero
	units  []byte // for each package its files, as offsets into files
	files  []byte // names, each ended by a zero
	values []byte // tables of what changes within a function, such as its line
	funcs  []byte // the table to search, and a record for each function
	data   []byte // what the garbage collector and tracebacks need, with the trees of inlined calls
}

// A Frame is a call that was under way.
type Frame struct {
	Function string
	File     string
	Line     int // zero for what has no source
}

const (
	magic    = 0xfffffff1 // since Go 1.20
	maxDepth = 256        // of calls inlined into each other
)

// NewTable reads the header of a section. The header does not say where the code is (text), nor which
// part of the section is that of go:func.* (data): moduledata does.
func NewTable(section []byte, text, data uint64) (*Table, error) {
	var d decoder
	if d.uint32(section, 0) != magic || d.byte(section, 7) != 8 {
		return nil, errors.New(".gopclntab: not of a little-endian, 64-bit binary by Go 1.20 or newer")
	}
	// --8<-- [start:header]
	// Words 0 and 1 are numbers of functions and files.
	// Word 2 was the start of the code until Go 1.25.
	word := func(n uint64) uint64 { return d.uint64(section, 8+8*n) }
	t := &Table{
		text:    text,
		quantum: uint64(d.byte(section, 6)),
		names:   d.from(section, word(3)),
		units:   d.from(section, word(4)),
		files:   d.from(section, word(5)),
		values:  d.from(section, word(6)),
		funcs:   d.from(section, word(7)),
		data:    d.from(section, data),
	}
	// --8<-- [end:header]
	count := word(0)
	if d.err != nil || count > uint64(len(t.funcs))/8 {
		return nil, fmt.Errorf(".gopclntab: %w", errMalformed)
	}
	t.count = int(count)
	return t, nil
}

// Frames names the calls at an address, innermost first: those that were inlined there, and at last the
// function that has the instruction. The address is one of the binary, as the linker gave it.
func (t *Table) Frames(pc uint64) ([]Frame, error) {
	var d decoder
	f, ok := t.find(&d, pc)
	if !ok {
		return nil, errors.Join(d.err, ErrUnknown)
	}
	// --8<-- [start:inlined]
	var frames []Frame
	offset := pc - f.entry
	index := t.value(&d, f.inlined, offset)
	for index >= 0 && d.err == nil {
		call := d.slice(f.tree, 16*uint64(index), 16)
		frames = append(frames, t.frame(&d, f, d.uint32(call, 4), offset))
		offset = uint64(d.uint32(call, 8)) // an instruction with the line of the call
		parent := t.value(&d, f.inlined, offset)
		if parent >= index || len(frames) == maxDepth {
			return nil, errMalformed // parents come first, or this would not end
		}
		index = parent
	}
	frames = append(frames, t.frame(&d, f, f.name, offset))
	// --8<-- [end:inlined]
	if d.err != nil {
		return nil, d.err
	}
	return frames, nil
}

func (t *Table) frame(d *decoder, f function, name uint32, offset uint64) Frame {
	return Frame{
		Function: d.string(t.names, uint64(name)),
		File:     t.file(d, f, offset),
		Line:     int(max(t.value(d, f.lines, offset), 0)),
	}
}

// file looks up a number in the list of the package's files.
func (t *Table) file(d *decoder, f function, offset uint64) string {
	number := t.value(d, f.files, offset)
	if number < 0 {
		return ""
	}
	name := d.uint32(t.units, 4*(uint64(f.unit)+uint64(number)))
	if name == math.MaxUint32 {
		return ""
	}
	return d.string(t.files, uint64(name))
}

// HasFrame tells whether the function has taken room on the stack by the time that it gets to an address.
// Before that, and after it has given the room back, the frame pointer is still that of its caller, so
// whoever follows frame pointers misses this caller.
func (t *Table) HasFrame(pc uint64) (bool, error) {
	var d decoder
	f, ok := t.find(&d, pc)
	if !ok {
		return false, errors.Join(d.err, ErrUnknown)
	}
	return t.value(&d, f.stack, pc-f.entry) != 0, d.err
}

// A function is what its record says of it (runtime._func).
type function struct {
	entry   uint64 // the address of its first instruction
	name    uint32
	unit    uint32 // where in Table.units its package begins
	stack   uint32 // where in Table.values these tables begin; zero: nowhere
	files   uint32
	lines   uint32
	inlined uint32
	tree    []byte // the calls that were inlined, 16 bytes each (runtime.inlinedCall)
}

const (
	recordSize     = 44
	inlinedIndex   = 2 // of the optional tables of values, abi.PCDATA_InlTreeIndex
	inlinedTree    = 3 // of the optional data, abi.FUNCDATA_InlTree
	noData         = math.MaxUint32
	offsetOfRecord = 4
)

// --8<-- [start:find]
// find searches pairs of numbers: where a function begins, and where its record is.
func (t *Table) find(d *decoder, pc uint64) (function, bool) {
	begin := func(i int) uint64 { return uint64(d.uint32(t.funcs, 8*uint64(i))) }
	offset := pc - t.text
	if pc < t.text || offset >= begin(t.count) { // the last pair is the end of the code
		return function{}, false
	}
	i := sort.Search(t.count, func(i int) bool { return begin(i) > offset }) - 1
	if i < 0 {
		return function{}, false
	}
	record := d.from(t.funcs, uint64(d.uint32(t.funcs, 8*uint64(i)+offsetOfRecord)))
	f := t.function(d, record)
	return f, d.err == nil && f.entry <= pc
}

// --8<-- [end:find]

func (t *Table) function(d *decoder, record []byte) function {
	f := function{
		entry: t.text + uint64(d.uint32(record, 0)),
		name:  d.uint32(record, 4),
		stack: d.uint32(record, 16),
		files: d.uint32(record, 20),
		lines: d.uint32(record, 24),
		unit:  d.uint32(record, 32),
	}
	tables := uint64(d.uint32(record, 28))
	if inlinedIndex < tables {
		f.inlined = d.uint32(record, recordSize+4*inlinedIndex)
	}
	if inlinedTree < d.byte(record, 43) {
		if place := d.uint32(record, recordSize+4*(tables+inlinedTree)); place != noData {
			f.tree = d.from(t.data, uint64(place))
		}
	}
	return f
}

// --8<-- [start:value]
// value reads a table of pairs: by how much a value differs from the one
// before, and for how many bytes of code it holds.
func (t *Table) value(d *decoder, table uint32, offset uint64) int32 {
	if table == 0 {
		return -1
	}
	pairs := d.from(t.values, uint64(table))
	value, end := int32(-1), uint64(0)
	for first := true; d.err == nil; first = false {
		delta := d.varint(&pairs)
		if delta == 0 && !first {
			break
		}
		value += int32(delta>>1) ^ -int32(delta&1) // zigzag: 0, -1, 1, -2, 2
		end += t.quantum * d.varint(&pairs)
		if offset < end {
			return value
		}
	}
	return -1
}

// --8<-- [end:value]
