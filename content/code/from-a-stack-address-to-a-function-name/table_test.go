package symbols

import (
	"encoding/binary"
	"errors"
	"reflect"
	"testing"
)

// A step of a table of values: the value for the next bytes of code.
type step struct {
	value int32
	bytes byte
}

// written is a section with three functions, put together by hand from the description in runtime/symtab.go.
//
//	0x1000  main.outer  a.go:1, from 8 on the inlined main.inner b.go:7, from 16 on a.go:3
//	0x1020  main.leaf   b.go:9, has a frame from 4 to 12
//	0x1030  the end
func written() (section []byte, data uint64) {
	put := binary.LittleEndian.AppendUint32
	names := []byte("main.outer\x00main.inner\x00main.leaf\x00")
	files := []byte("a.go\x00b.go\x00")
	units := put(put(nil, 0), 5)

	values := []byte{0} // no table begins at zero
	table := func(steps ...step) uint32 {
		start, last := uint32(len(values)), int32(-1)
		for _, s := range steps {
			delta := s.value - last
			values = append(values, byte(delta<<1^delta>>31), s.bytes)
			last = s.value
		}
		values = append(values, 0)
		return start
	}
	record := func(entry, name, stack, files, lines, inlined, tree uint32) []byte {
		b := put(nil, entry)
		for _, n := range []uint32{name, 0, 0, stack, files, lines, 3, 0, 0} {
			b = put(b, n)
		}
		b = append(b, 0, 0, 0, 4)
		for _, n := range []uint32{0, 0, inlined, noData, noData, noData, tree} {
			b = put(b, n)
		}
		return b
	}
	outer := record(0, 0, table(step{0, 32}),
		table(step{0, 8}, step{1, 8}, step{0, 16}), table(step{1, 8}, step{7, 8}, step{3, 16}),
		table(step{-1, 8}, step{0, 8}, step{-1, 16}), 0)
	leaf := record(32, 22, table(step{0, 4}, step{24, 8}, step{0, 4}), table(step{1, 16}), table(step{9, 16}), 0, noData)
	var funcs []byte
	start := uint32(8*2 + 4)
	for _, n := range []uint32{0, start, 32, start + uint32(len(outer)), 48} {
		funcs = put(funcs, n)
	}
	funcs = append(append(funcs, outer...), leaf...)
	tree := put(put(put(put(nil, 0), 11), 4), 0) // main.inner, called at 4

	section = binary.LittleEndian.AppendUint32(nil, magic)
	section = append(section, 0, 0, 1, 8)
	body := []byte{}
	words := []uint64{2, 2, 0}
	for _, part := range [][]byte{names, units, files, values, funcs, tree} {
		words = append(words, uint64(8+8*8+len(body)))
		body = append(body, part...)
	}
	for _, word := range words[:8] {
		section = binary.LittleEndian.AppendUint64(section, word)
	}
	return append(section, body...), words[8]
}

func TestFramesOfAWrittenTable(t *testing.T) {
	section, data := written()
	table, err := NewTable(section, 0x1000, data)
	if err != nil {
		t.Fatal(err)
	}
	outer := Frame{"main.outer", "a.go", 1}
	for _, test := range []struct {
		pc     uint64
		frames []Frame
		framed bool
	}{
		{pc: 0xfff},
		{pc: 0x1000, frames: []Frame{outer}},
		{pc: 0x1007, frames: []Frame{outer}},
		{pc: 0x1008, frames: []Frame{{"main.inner", "b.go", 7}, outer}},
		{pc: 0x100f, frames: []Frame{{"main.inner", "b.go", 7}, outer}},
		{pc: 0x1010, frames: []Frame{{"main.outer", "a.go", 3}}},
		{pc: 0x101f, frames: []Frame{{"main.outer", "a.go", 3}}},
		{pc: 0x1020, frames: []Frame{{"main.leaf", "b.go", 9}}},
		{pc: 0x1024, frames: []Frame{{"main.leaf", "b.go", 9}}, framed: true},
		{pc: 0x102c, frames: []Frame{{"main.leaf", "b.go", 9}}},
		{pc: 0x1030},
		{pc: 1 << 63},
	} {
		frames, err := table.Frames(test.pc)
		if !reflect.DeepEqual(frames, test.frames) || (frames == nil) != errors.Is(err, ErrUnknown) {
			t.Errorf("%#x: %v, %v; want %v", test.pc, frames, err, test.frames)
		}
		if framed, _ := table.HasFrame(test.pc); framed != test.framed {
			t.Errorf("%#x: has a frame: %v", test.pc, framed)
		}
	}
}

func TestNoTableThatIsCutOffIsReadBeyondItsEnd(t *testing.T) {
	section, data := written()
	for size := range section {
		table, err := NewTable(section[:size], 0x1000, data)
		if err != nil {
			continue
		}
		for pc := uint64(0x1000); pc < 0x1030; pc++ {
			frames, err := table.Frames(pc)
			if frames == nil && err == nil {
				t.Fatalf("%d bytes, %#x: no frames and no error", size, pc)
			}
		}
	}
}

func TestInlinedCallThatIsItsOwnCallerIsMalformed(t *testing.T) {
	section, data := written()
	section[data+8] = 8 // called at 8, where it is itself
	table, err := NewTable(section, 0x1000, data)
	if err != nil {
		t.Fatal(err)
	}
	if frames, err := table.Frames(0x1008); !errors.Is(err, errMalformed) {
		t.Error(frames, err)
	}
}

func FuzzTable(f *testing.F) {
	section, data := written()
	f.Add(section, uint64(0x1000), data, uint64(0x1008))
	f.Add(section[:len(section)-9], uint64(0), data, uint64(0x20))
	f.Fuzz(func(t *testing.T, section []byte, text, data, pc uint64) {
		table, err := NewTable(section, text, data)
		if err != nil {
			return
		}
		frames, err := table.Frames(pc)
		if (len(frames) == 0) == (err == nil) || len(frames) > maxDepth+1 {
			t.Error(len(frames), err)
		}
		table.HasFrame(pc)
	})
}
