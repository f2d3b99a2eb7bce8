package symbols

import (
	"bytes"
	"encoding/binary"
	"errors"
)

var errMalformed = errors.New("malformed or cut off")

// A decoder reads bytes that nobody vouches for. The first read outside of them sets err, and from then
// on it reads zeros, so the caller may check once, at the end.
type decoder struct{ err error }

func (d *decoder) slice(b []byte, offset, size uint64) []byte {
	if length := uint64(len(b)); d.err != nil || offset > length || size > length-offset {
		d.err = errMalformed
		return nil
	}
	return b[offset : offset+size]
}

func (d *decoder) from(b []byte, offset uint64) []byte {
	if offset > uint64(len(b)) {
		d.err = errMalformed
		return nil
	}
	return b[offset:]
}

func (d *decoder) byte(b []byte, offset uint64) byte {
	if b = d.slice(b, offset, 1); b == nil {
		return 0
	}
	return b[0]
}

func (d *decoder) uint32(b []byte, offset uint64) uint32 {
	if b = d.slice(b, offset, 4); b == nil {
		return 0
	}
	return binary.LittleEndian.Uint32(b)
}

func (d *decoder) uint64(b []byte, offset uint64) uint64 {
	if b = d.slice(b, offset, 8); b == nil {
		return 0
	}
	return binary.LittleEndian.Uint64(b)
}

// varint takes a number off the front: seven bits per byte, the lowest first.
func (d *decoder) varint(b *[]byte) uint64 {
	value, size := binary.Uvarint(*b)
	if size <= 0 {
		d.err = errMalformed
		return 0
	}
	*b = (*b)[size:]
	return value
}

// string reads up to a zero.
func (d *decoder) string(b []byte, offset uint64) string {
	text, _, ok := bytes.Cut(d.from(b, offset), []byte{0})
	if !ok {
		d.err = errMalformed
	}
	return string(text)
}

// cut splits b after size bytes.
func (d *decoder) cut(b []byte, size uint64) (front, rest []byte) {
	return d.slice(b, 0, size), d.from(b, size)
}
