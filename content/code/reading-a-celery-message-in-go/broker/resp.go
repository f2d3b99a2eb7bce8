// Package broker takes Celery's messages from Redis without losing them when a worker dies.
package broker

import (
	"bufio"
	"context"
	"errors"
	"fmt"
	"io"
	"net"
	"strconv"
	"strings"
	"sync"
	"time"
)

// maxReply bounds a reply of Redis, and maxDepth the arrays in it. A value has at most 512 MiB in Redis: one that
// could not be read could not be refused either, and would end one worker after another.
const (
	maxReply = 512 << 20
	maxDepth = 4
)

// ErrBroken is wrapped by the errors of a connection that was lost.
var ErrBroken = errors.New("connection lost")

// replyError is an error that Redis answered with; the connection can be used further.
type replyError string

func (e replyError) Error() string { return "redis: " + string(e) }

// conn is one connection to Redis, for one command at a time.
type conn struct {
	mu      sync.Mutex
	c       net.Conn
	r       *bufio.Reader
	timeout time.Duration
	broken  error
}

func dial(ctx context.Context, address string) (*conn, error) {
	var d net.Dialer
	c, err := d.DialContext(ctx, "tcp", address)
	if err != nil {
		return nil, err
	}
	return &conn{c: c, r: bufio.NewReader(c), timeout: 10 * time.Second}, nil
}

// do sends a command and returns its reply: nil, int64, string or []any.
func (c *conn) do(args ...string) (any, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	if c.broken != nil {
		return nil, c.broken
	}
	reply, err := c.exchange(args)
	if _, answered := errors.AsType[replyError](err); err != nil && !answered {
		err = fmt.Errorf("%w: %w", ErrBroken, err)
		c.broken = err // a late reply must not be taken for the next command's
		c.c.Close()
	}
	return reply, err
}

func (c *conn) exchange(args []string) (any, error) {
	if err := c.c.SetDeadline(time.Now().Add(c.timeout)); err != nil {
		return nil, err
	}
	b := fmt.Appendf(nil, "*%d\r\n", len(args))
	for _, arg := range args {
		b = fmt.Appendf(b, "$%d\r\n%s\r\n", len(arg), arg)
	}
	if _, err := c.c.Write(b); err != nil {
		return nil, err
	}
	return readReply(c.r, maxDepth)
}

// readReply reads a value of RESP 2.
func readReply(r *bufio.Reader, depth int) (any, error) {
	line, err := r.ReadSlice('\n')
	if err != nil {
		return nil, err
	}
	if len(line) < 3 || line[len(line)-2] != '\r' {
		return nil, fmt.Errorf("redis: malformed reply %q", line)
	}
	kind, rest := line[0], string(line[1:len(line)-2])
	switch kind {
	case '+':
		return rest, nil
	case '-':
		return nil, replyError(rest)
	}
	n, err := strconv.ParseInt(rest, 10, 64)
	if err != nil {
		return nil, fmt.Errorf("redis: malformed reply: %w", err)
	}
	switch {
	case kind == ':':
		return n, nil
	case (kind == '$' || kind == '*') && n == -1:
		return nil, nil
	case n < 0 || n > maxReply:
		return nil, fmt.Errorf("redis: reply of length %d", n)
	case kind == '$':
		var b strings.Builder // grows with what comes, whatever the length says
		if _, err := io.CopyN(&b, r, n+2); err != nil {
			return nil, err
		}
		text, ended := strings.CutSuffix(b.String(), "\r\n")
		if !ended {
			return nil, errors.New("redis: reply longer than it says")
		}
		return text, nil
	case kind == '*' && depth > 0:
		var values []any
		for range n {
			value, err := readReply(r, depth-1)
			if err != nil { // if it is a replyError, the rest of the array is not yet read
				return nil, fmt.Errorf("redis: in an array: %v", err)
			}
			values = append(values, value)
		}
		return values, nil
	}
	return nil, fmt.Errorf("redis: malformed reply %q", line)
}
