package grpcwire

import (
	"bytes"
	"context"
	"fmt"
	"net/http"
	"strconv"
	"time"
)

// A Client calls the methods of a server without TLS.
type Client struct {
	base string
	http http.Client
}

// NewClient returns a client of the server at an address such as
// localhost:8080.
func NewClient(addr string) *Client {
	h2c := new(http.Protocols)
	h2c.SetUnencryptedHTTP2(true)
	return &Client{"http://" + addr, http.Client{Transport: &http.Transport{Protocols: h2c}}}
}

// Close ends connections that are idle.
func (c *Client) Close() { c.http.CloseIdleConnections() }

// --8<-- [start:call]

// Call sends a message to a method and returns the one that comes back. An
// error is the context's or a *Status.
func (c *Client) Call(ctx context.Context, method string, in []byte) ([]byte, error) {
	if len(in) > maxMessage { // the server's ResourceExhausted would say to try again later
		return nil, &Status{InvalidArgument, fmt.Sprintf("message of %d bytes, at most %d", len(in), maxMessage)}
	}
	var body bytes.Buffer
	if err := writeMessage(&body, in); err != nil {
		return nil, err
	}
	req, err := http.NewRequestWithContext(ctx, http.MethodPost, c.base+method, &body)
	if err != nil {
		return nil, err
	}
	req.Header.Set("Content-Type", contentType)
	req.Header.Set("Te", "trailers")
	if deadline, ok := ctx.Deadline(); ok {
		req.Header.Set("Grpc-Timeout", formatTimeout(time.Until(deadline)))
	}
	resp, err := c.http.Do(req)
	if err != nil {
		if ctx.Err() != nil {
			return nil, ctx.Err()
		}
		return nil, &Status{Unavailable, err.Error()}
	}
	defer resp.Body.Close()
	if resp.StatusCode != http.StatusOK || !isGRPC(resp.Header.Get("Content-Type")) {
		return nil, &Status{codeOf(resp.StatusCode), "no gRPC: " + resp.Status}
	}
	out, err := readMessage(resp.Body)
	if ctx.Err() != nil {
		return nil, ctx.Err()
	}
	// The trailers are there once the body has been read. An answer without
	// a message may have them in place of headers.
	for _, header := range []http.Header{resp.Trailer, resp.Header} {
		if code := header.Get("Grpc-Status"); code != "" {
			return result(out, err, code, header.Get("Grpc-Message"))
		}
	}
	return nil, &Status{Unknown, fmt.Sprintf("no status: %v", err)}
}

// --8<-- [end:call]

// result of a call whose server sent a status. That the message could not be
// read matters only if there should be one.
func result(out []byte, err error, code, message string) ([]byte, error) {
	n, invalid := strconv.ParseUint(code, 10, 31)
	switch {
	case invalid != nil:
		return nil, &Status{Unknown, fmt.Sprintf("status %q", code)}
	case n != uint64(OK):
		return nil, &Status{Code(n), unescape(message)}
	}
	return out, err
}

// codeOf is for answers that come from something else than a gRPC server.
func codeOf(status int) Code {
	switch status {
	case http.StatusNotFound:
		return Unimplemented
	case http.StatusTooManyRequests, http.StatusBadGateway, http.StatusServiceUnavailable, http.StatusGatewayTimeout:
		return Unavailable
	}
	return Unknown
}
