package grpcwire

import (
	"encoding/binary"
	"errors"
	"fmt"
	"iter"
	"math"
	"unicode/utf8"
)

// --8<-- [start:message]

// A message of Protocol Buffers is a sequence of fields, each a tag and a
// value. The tag is the field's number and one of these types in three bits:
// what a parser must know to skip a field that is new to it.
const (
	Varint = 0 // integers, seven bits per byte, the lowest first
	Fixed8 = 1 // eight bytes
	Bytes  = 2 // a length and as many bytes: strings, messages
	Fixed4 = 5 // four bytes
)

// A Field is one of a message: its tag, such as 4<<3|Varint, and its value.
type Field struct {
	Tag   uint64
	Int   uint64 // of Varint
	Bytes []byte // of Bytes
}

// AppendInt adds an integer to a message. In the third version of the
// language a field that is zero is left out.
func AppendInt(message []byte, tag uint64, value int64) []byte {
	if value == 0 {
		return message
	}
	message = binary.AppendUvarint(message, tag)
	return binary.AppendUvarint(message, uint64(value))
}

// AppendString adds a string, unless it is empty.
func AppendString(message []byte, tag uint64, value string) []byte {
	if value == "" {
		return message
	}
	message = binary.AppendUvarint(message, tag)
	message = binary.AppendUvarint(message, uint64(len(value)))
	return append(message, value...)
}

// AppendMessage adds a message that is a field of another. One without
// fields is there all the same.
func AppendMessage(message []byte, tag uint64, value []byte) []byte {
	message = binary.AppendUvarint(message, tag)
	message = binary.AppendUvarint(message, uint64(len(value)))
	return append(message, value...)
}

// --8<-- [end:message]

var errMessage = errors.New("invalid message")

// --8<-- [start:fields]

// Fields goes through a message, in the order in which it was written, and
// ends at the first mistake.
func Fields(message []byte) iter.Seq2[Field, error] {
	return func(yield func(Field, error) bool) {
		for rest := message; len(rest) > 0; {
			f, n, err := field(rest)
			if err != nil {
				err = fmt.Errorf("%w: byte %d: %w", errMessage, len(message)-len(rest), err)
			}
			if !yield(f, err) || err != nil {
				return
			}
			rest = rest[n:]
		}
	}
}

// field returns the first field of what is left and how long it is.
func field(rest []byte) (f Field, length int, err error) {
	tag, n := binary.Uvarint(rest)
	if n <= 0 || tag > math.MaxUint32 || tag>>3 == 0 {
		return f, 0, errors.New("no tag")
	}
	f.Tag = tag
	value, size := rest[n:], uint64(0)
	switch tag & 7 {
	case Varint:
		var read int
		if f.Int, read = binary.Uvarint(value); read <= 0 {
			return f, 0, errors.New("no integer")
		}
		return f, n + read, nil
	case Fixed8:
		size = 8
	case Fixed4:
		size = 4
	case Bytes:
		var read int
		if size, read = binary.Uvarint(value); read <= 0 {
			return f, 0, errors.New("no length")
		}
		n += read
		value = value[read:]
	default: // groups, which the language gave up
		return f, 0, fmt.Errorf("type %d", tag&7)
	}
	if size > uint64(len(value)) {
		return f, 0, fmt.Errorf("%d bytes of %d", len(value), size)
	}
	if tag&7 == Bytes {
		f.Bytes = value[:size]
	}
	return f, n + int(size), nil
}

// --8<-- [end:fields]

// String returns the value of a string field, which has to be UTF-8.
func (f Field) String() (string, error) {
	if !utf8.Valid(f.Bytes) {
		return "", fmt.Errorf("%w: field %d is not UTF-8", errMessage, f.Tag>>3)
	}
	return string(f.Bytes), nil
}
