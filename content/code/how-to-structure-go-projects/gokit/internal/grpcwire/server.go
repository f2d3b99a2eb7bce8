// Package grpcwire is the part of gRPC that a unary call needs, on the
// HTTP/2 of net/http: one message there, one back, and a status in the
// trailers. It has no streams, no compression and no code generator.
//
// https://github.com/grpc/grpc/blob/master/doc/PROTOCOL-HTTP2.md
package grpcwire

import (
	"context"
	"encoding/binary"
	"errors"
	"fmt"
	"io"
	"math"
	"net/http"
	"strconv"
	"strings"
	"time"
)

const (
	maxMessage  = 1 << 16 // more than a wallet's messages need
	prefix      = 5       // bytes before a message
	contentType = "application/grpc"
)

// --8<-- [start:unary]

// Unary returns the handler of one method, which has the path
// /package.Service/Method. The method takes and returns encoded messages;
// its error is a *Status, or the client gets Unknown.
func Unary(method func(ctx context.Context, in []byte) ([]byte, error)) http.Handler {
	return http.HandlerFunc(func(w http.ResponseWriter, r *http.Request) {
		if r.ProtoMajor < 2 || !isGRPC(r.Header.Get("Content-Type")) {
			http.Error(w, "this is a gRPC method", http.StatusUnsupportedMediaType)
			return
		}
		w.Header().Set("Content-Type", contentType)
		out, err := answer(r, method)
		if err == nil {
			err = writeMessage(w, out)
		}
		status := &Status{Code: OK}
		if err != nil {
			status = statusOf(err)
		}
		w.Header().Set(http.TrailerPrefix+"Grpc-Status", strconv.Itoa(int(status.Code)))
		if status.Message != "" {
			w.Header().Set(http.TrailerPrefix+"Grpc-Message", escape(status.Message))
		}
	})
}

// --8<-- [end:unary]

func answer(r *http.Request, method func(context.Context, []byte) ([]byte, error)) ([]byte, error) {
	ctx := r.Context()
	if header := r.Header.Get("Grpc-Timeout"); header != "" {
		timeout, err := parseTimeout(header)
		if err != nil {
			return nil, err
		}
		var cancel context.CancelFunc
		ctx, cancel = context.WithTimeout(ctx, timeout)
		defer cancel()
	}
	in, err := readMessage(r.Body)
	if err != nil {
		return nil, err
	}
	return method(ctx, in)
}

func isGRPC(header string) bool {
	return header == contentType || strings.HasPrefix(header, contentType+"+proto")
}

// --8<-- [start:frame]

// readMessage reads a body that is one message: a byte that says whether it
// is compressed, its length in four bytes, and the message.
func readMessage(body io.Reader) ([]byte, error) {
	var head [prefix]byte
	if _, err := io.ReadFull(body, head[:]); err != nil {
		return nil, unreadable(err)
	}
	if head[0] != 0 {
		return nil, &Status{Unimplemented, "compressed messages are not supported"}
	}
	length := binary.BigEndian.Uint32(head[1:])
	if length > maxMessage {
		return nil, &Status{ResourceExhausted, fmt.Sprintf("message of %d bytes, at most %d", length, maxMessage)}
	}
	message := make([]byte, length)
	if _, err := io.ReadFull(body, message); err != nil {
		return nil, unreadable(err)
	}
	switch _, err := io.ReadFull(body, head[:1]); {
	case err == nil:
		return nil, &Status{Unimplemented, "more than one message"}
	case err != io.EOF:
		return nil, unreadable(err)
	}
	return message, nil
}

func writeMessage(w io.Writer, message []byte) error {
	frame := make([]byte, prefix, prefix+len(message))
	binary.BigEndian.PutUint32(frame[1:], uint32(len(message)))
	_, err := w.Write(append(frame, message...))
	return err
}

// --8<-- [end:frame]

func unreadable(err error) error {
	if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
		return &Status{Internal, "the message ends too early"}
	}
	return err
}

// A timeout is a number of at most eight digits and a letter for its unit.
var units = map[byte]time.Duration{
	'H': time.Hour, 'M': time.Minute, 'S': time.Second,
	'm': time.Millisecond, 'u': time.Microsecond, 'n': time.Nanosecond,
}

func parseTimeout(header string) (time.Duration, error) {
	last := len(header) - 1
	unit := units[header[last]]
	n, err := strconv.ParseUint(header[:last], 10, 64)
	if err != nil || unit == 0 || last > 8 {
		return 0, &Status{Internal, fmt.Sprintf("timeout %q", header)}
	}
	return min(time.Duration(n), math.MaxInt64/unit) * unit, nil
}

// formatTimeout rounds up, so that a server does not give up first.
func formatTimeout(d time.Duration) string {
	const most = 99999999
	d = max(d, 1)
	for _, unit := range "numSMH" {
		size := units[byte(unit)]
		if n := (d-1)/size + 1; n <= most {
			return strconv.Itoa(int(n)) + string(unit)
		}
	}
	return strconv.Itoa(most) + "H"
}
