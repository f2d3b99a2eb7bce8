package grpcwire_test

import (
	"bytes"
	"encoding/hex"
	"slices"
	"testing"

	"example.com/bank/gokit/internal/grpcwire"
)

func TestBrokenMessagesAreErrors(t *testing.T) {
	for name, message := range map[string]string{
		"tag that goes on":         "80",
		"tag of field 0":           "0001",
		"tag beyond 32 bits":       "808080801001",
		"tag of eleven bytes":      "ffffffffffffffffffff0101",
		"integer that is missing":  "08",
		"integer of 65 bits":       "08ffffffffffffffffff02",
		"length that is missing":   "0a",
		"length beyond the end":    "0a0261",
		"length of 64 bits":        "0affffffffffffffffff01",
		"four bytes of which two":  "0d0102",
		"eight bytes of which two": "090102",
		"group":                    "0b0c",
		"type 7":                   "0f",
		"mistake after a field":    "08010f",
	} {
		t.Run(name, func(t *testing.T) {
			bytes, err := hex.DecodeString(message)
			if err != nil {
				t.Fatal(err)
			}
			var errs []error
			for _, err := range grpcwire.Fields(bytes) {
				errs = append(errs, err)
			}
			if last := len(errs) - 1; errs[last] == nil || slices.ContainsFunc(errs[:last], func(err error) bool { return err != nil }) {
				t.Errorf("got %v, want one error, the last", errs)
			}
		})
	}
}

// What is read can be written again, and then reads the same.
func FuzzFields(f *testing.F) {
	f.Add([]byte("\x0a\x03ann\x10\xac\x02\x7d\x01\x02\x03\x04\x79\x01\x02\x03\x04\x05\x06\x07\x08"))
	f.Fuzz(func(t *testing.T, message []byte) {
		read := func(message []byte) (fields []grpcwire.Field, valid bool) {
			for field, err := range grpcwire.Fields(message) {
				if err != nil {
					return fields, false
				}
				if kind := field.Tag & 7; kind == grpcwire.Bytes || kind == grpcwire.Varint && field.Int != 0 {
					fields = append(fields, field)
				}
			}
			return fields, true
		}
		fields, valid := read(message)
		var again []byte
		for _, field := range fields {
			if field.Tag&7 == grpcwire.Varint {
				again = grpcwire.AppendInt(again, field.Tag, int64(field.Int))
			} else {
				again = grpcwire.AppendMessage(again, field.Tag, field.Bytes)
			}
		}
		same := func(a, b grpcwire.Field) bool {
			return a.Tag == b.Tag && a.Int == b.Int && bytes.Equal(a.Bytes, b.Bytes)
		}
		if got, ok := read(again); !ok || !slices.EqualFunc(got, fields, same) {
			t.Errorf("%x (%t): %v became %v", message, valid, fields, got)
		}
	})
}
