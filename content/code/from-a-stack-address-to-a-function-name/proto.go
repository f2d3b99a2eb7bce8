package symbols

import "iter"

// A field is a piece of a protocol buffer: a number, or bytes which may be text or another message.
type field struct {
	number uint64
	value  uint64
	bytes  []byte
}

// fields reads a message up to its end or its first error.
func fields(data []byte) iter.Seq2[field, error] {
	return func(yield func(field, error) bool) {
		var d decoder
		for len(data) > 0 {
			key := d.varint(&data)
			f := field{number: key >> 3}
			switch key & 7 {
			case 0:
				f.value = d.varint(&data)
			case 1:
				f.bytes, data = d.cut(data, 8)
			case 2:
				size := d.varint(&data)
				f.bytes, data = d.cut(data, size)
			case 5:
				f.bytes, data = d.cut(data, 4)
			default:
				d.err = errMalformed
			}
			if !yield(f, d.err) || d.err != nil {
				return
			}
		}
	}
}

// numbers of a field: one, or many that are packed.
func (f field) numbers(to []uint64) ([]uint64, error) {
	if f.bytes == nil {
		return append(to, f.value), nil
	}
	var d decoder
	for b := f.bytes; len(b) > 0 && d.err == nil; {
		to = append(to, d.varint(&b))
	}
	return to, d.err
}
