package grpc

import (
	"time"

	"example.com/bank/gokit/internal/grpcwire"
	"example.com/bank/internal/wallet"
)

// The tags of wallet.proto. Those of a transfer are alike in the request and
// in the reply, so one pair of functions writes and reads both.
const (
	tagID      = 1<<3 | grpcwire.Bytes
	tagBalance = 2<<3 | grpcwire.Varint
	tagFrom    = 2<<3 | grpcwire.Bytes
	tagTo      = 3<<3 | grpcwire.Bytes
	tagAmount  = 4<<3 | grpcwire.Varint
	tagPosted  = 5<<3 | grpcwire.Bytes

	tagSeconds = 1<<3 | grpcwire.Varint // of google.protobuf.Timestamp
	tagNanos   = 2<<3 | grpcwire.Varint
)

func encodeID(id string) []byte { return grpcwire.AppendString(nil, tagID, id) }

func decodeID(message []byte) (string, error) {
	a, err := decodeAccount(message)
	return a.ID, err
}

func encodeAccount(a wallet.Account) []byte {
	return grpcwire.AppendInt(encodeID(a.ID), tagBalance, int64(a.Balance))
}

func decodeAccount(message []byte) (a wallet.Account, err error) {
	for f, err := range grpcwire.Fields(message) {
		if err != nil {
			return a, err
		}
		switch f.Tag {
		case tagID:
			a.ID, err = f.String()
		case tagBalance:
			a.Balance = wallet.Amount(f.Int)
		}
		if err != nil {
			return a, err
		}
	}
	return a, nil
}

// --8<-- [start:transfer]

func encodeTransfer(t wallet.Transfer) []byte {
	b := encodeID(t.ID)
	b = grpcwire.AppendString(b, tagFrom, t.From)
	b = grpcwire.AppendString(b, tagTo, t.To)
	b = grpcwire.AppendInt(b, tagAmount, int64(t.Amount))
	if t.Posted.IsZero() {
		return b
	}
	posted := grpcwire.AppendInt(nil, tagSeconds, t.Posted.Unix())
	posted = grpcwire.AppendInt(posted, tagNanos, int64(t.Posted.Nanosecond()))
	return grpcwire.AppendMessage(b, tagPosted, posted)
}

func decodeTransfer(message []byte) (t wallet.Transfer, err error) {
	for f, err := range grpcwire.Fields(message) {
		if err != nil {
			return t, err
		}
		switch f.Tag { // another tag is of a later version of the message
		case tagID:
			t.ID, err = f.String()
		case tagFrom:
			t.From, err = f.String()
		case tagTo:
			t.To, err = f.String()
		case tagAmount:
			t.Amount = wallet.Amount(f.Int)
		case tagPosted:
			t.Posted, err = decodeTime(f.Bytes)
		}
		if err != nil {
			return t, err
		}
	}
	return t, nil
}

// --8<-- [end:transfer]

func decodeTime(message []byte) (time.Time, error) {
	var seconds, nanos int64
	for f, err := range grpcwire.Fields(message) {
		if err != nil {
			return time.Time{}, err
		}
		switch f.Tag {
		case tagSeconds:
			seconds = int64(f.Int)
		case tagNanos:
			nanos = int64(f.Int)
		}
	}
	return time.Unix(seconds, nanos).UTC(), nil
}
