package grpcwire

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"os"
	"strings"
)

// A Code is how a call ended.
type Code int

// The codes that this package, or a wallet, has a use for.
const (
	OK                 Code = 0
	Canceled           Code = 1
	Unknown            Code = 2
	InvalidArgument    Code = 3
	DeadlineExceeded   Code = 4
	NotFound           Code = 5
	AlreadyExists      Code = 6
	ResourceExhausted  Code = 8
	FailedPrecondition Code = 9
	Unimplemented      Code = 12
	Internal           Code = 13
	Unavailable        Code = 14
)

// A Status is the error of a call that did not end with OK.
type Status struct {
	Code    Code
	Message string // for people
}

func (s *Status) Error() string { return fmt.Sprintf("grpc status %d: %s", s.Code, s.Message) }

// statusOf never shows the text of an error that is no status.
func statusOf(err error) *Status {
	if s, ok := errors.AsType[*Status](err); ok {
		return s
	}
	switch {
	case errors.Is(err, context.DeadlineExceeded), errors.Is(err, os.ErrDeadlineExceeded): // of a call, of a connection
		return &Status{DeadlineExceeded, "deadline exceeded"}
	case errors.Is(err, context.Canceled):
		return &Status{Canceled, "cancelled"}
	}
	return &Status{Unknown, "internal error"}
}

// escape writes a message as a header may hold it: bytes that are not
// printable ASCII, and the percent sign, as %XX.
func escape(message string) string {
	var b strings.Builder
	for n := range len(message) {
		if c := message[n]; c < ' ' || c > '~' || c == '%' {
			fmt.Fprintf(&b, "%%%02X", c)
		} else {
			b.WriteByte(c)
		}
	}
	return b.String()
}

// unescape leaves alone what is not escaped as it should be.
func unescape(header string) string {
	if message, err := url.PathUnescape(header); err == nil {
		return message
	}
	return header
}
