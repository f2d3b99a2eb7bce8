package grpc

import (
	"bytes"
	"encoding/hex"
	"errors"
	"math"
	"testing"
	"time"

	"example.com/bank/gokit/internal/grpcwire"
	"example.com/bank/internal/wallet"
)

// The bytes in these tests were written by Google's protobuf 7.36.2 for
// Python, from wallet.proto.

func TestAccountsAreEncodedAsProtobufDoes(t *testing.T) {
	for _, each := range []struct {
		account wallet.Account
		want    string
	}{
		{wallet.Account{}, ""},
		{wallet.Account{ID: "ann", Balance: 300}, "0a03616e6e10ac02"},
		{wallet.Account{ID: "world", Balance: -1}, "0a05776f726c6410ffffffffffffffffff01"},
	} {
		message := encodeAccount(each.account)
		if got := hex.EncodeToString(message); got != each.want {
			t.Errorf("%+v: got %s, want %s", each.account, got, each.want)
		}
		if got, err := decodeAccount(message); got != each.account || err != nil {
			t.Errorf("%s: got %+v, %v, want %+v", each.want, got, err, each.account)
		}
	}
}

func TestTransfersAreEncodedAsProtobufDoes(t *testing.T) {
	pay := wallet.Transfer{ID: "1", From: "world", To: "ann", Amount: 150}
	posted := pay
	posted.Posted = time.Unix(1538092800, 5).UTC()
	for _, each := range []struct {
		transfer wallet.Transfer
		want     string
	}{
		{wallet.Transfer{}, ""},
		{pay, "0a01311205776f726c641a03616e6e209601"},
		{posted, "0a01311205776f726c641a03616e6e2096012a080880deb5dd051005"},
		{wallet.Transfer{Posted: time.Unix(0, 0).UTC()}, "2a00"},
	} {
		message := encodeTransfer(each.transfer)
		if got := hex.EncodeToString(message); got != each.want {
			t.Errorf("%+v: got %s, want %s", each.transfer, got, each.want)
		}
		if got, err := decodeTransfer(message); got != each.transfer || err != nil {
			t.Errorf("%s: got %+v, %v, want %+v", each.want, got, err, each.transfer)
		}
	}
}

func TestFieldsOfLaterVersionsAreSkipped(t *testing.T) {
	message := encodeTransfer(wallet.Transfer{ID: "1", Amount: math.MaxInt64})
	for _, later := range []string{
		"7d01020304",               // 15: four bytes
		"790102030405060708",       // 15: eight bytes
		"7801",                     // 15: an integer
		"7a03010203",               // 15: bytes
		"0807",                     // 1, which is a string, as an integer
		"2203010203",               // 4, which is an integer, as bytes
		"fa01009a0600",             // 31 and 99: no bytes
		"f8ffffff0f01",             // the highest number, an integer
		"2a0a080110027a04616e6e21", // a time with a field more
	} {
		extra, err := hex.DecodeString(later)
		if err != nil {
			t.Fatal(err)
		}
		for _, whole := range [][]byte{append(extra, message...), append(bytes.Clone(message), extra...)} {
			if got, err := decodeTransfer(whole); err != nil || got.ID != "1" || got.Amount != math.MaxInt64 {
				t.Errorf("%x: got %+v, %v", whole, got, err)
			}
		}
	}
}

func TestTheLastValueCounts(t *testing.T) {
	message := append(encodeAccount(wallet.Account{ID: "ann", Balance: 1}), encodeAccount(wallet.Account{ID: "bob"})...)
	if got, err := decodeAccount(message); err != nil || got != (wallet.Account{ID: "bob", Balance: 1}) {
		t.Errorf("got %+v, %v", got, err)
	}
}

func TestIDsAreUTF8(t *testing.T) {
	if id, err := decodeID([]byte{tagID, 1, 0xff}); err == nil {
		t.Errorf("got %q, want an error", id)
	}
}

func FuzzDecodeTransfer(f *testing.F) {
	f.Add(encodeTransfer(wallet.Transfer{ID: "1", From: "world", To: "ann", Amount: -1, Posted: time.Unix(1, 2)}))
	f.Add([]byte{tagAmount, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x80, 0x02})
	f.Add([]byte{tagPosted, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0x01})
	f.Fuzz(func(t *testing.T, message []byte) {
		transfer, err := decodeTransfer(message)
		if err != nil {
			return
		}
		again, err := decodeTransfer(encodeTransfer(transfer))
		if err != nil || again != transfer {
			t.Errorf("%x: %+v became %+v, %v", message, transfer, again, err)
		}
	})
}

func TestEachErrorHasACode(t *testing.T) {
	for _, want := range []error{
		wallet.ErrInvalid, wallet.ErrNoAccount, wallet.ErrIDReused, wallet.ErrInsufficientFunds, wallet.ErrOverloaded,
	} {
		if got := errorOf(statusOf(t.Context(), want, nil)); !errors.Is(got, want) {
			t.Errorf("%v became %v", want, got)
		}
	}
	for _, code := range []grpcwire.Code{grpcwire.Unknown, grpcwire.Unavailable, grpcwire.Internal} {
		status := &grpcwire.Status{Code: code}
		if got := errorOf(status); got != error(status) {
			t.Errorf("code %d became %v", code, got)
		}
	}
}
