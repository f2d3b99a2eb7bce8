package main

import (
	"bytes"
	"testing"
	"time"
)

func TestAProfileIsWritten(t *testing.T) {
	var out bytes.Buffer
	if err := run(&out, time.Millisecond, 20*time.Millisecond); err != nil {
		t.Fatal(err)
	}
	if !bytes.HasPrefix(out.Bytes(), []byte{0x1f, 0x8b}) {
		t.Error("no profile")
	}
}
