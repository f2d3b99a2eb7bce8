// Package access reads access logs and sums them up.
package access

import (
	"fmt"
	"strconv"
	"strings"
	"time"
)

// Record is one request, written on one line of a log:
//
//	2022-04-22T09:00:00.25Z GET /accounts/42/orders 200 1.5ms
type Record struct {
	Time   time.Time
	Method string
	Path   string
	Status int
	Took   time.Duration
}

// Parse reads a record from a line.
func Parse(line string) (Record, error) {
	f := strings.Fields(line)
	if len(f) != 5 {
		return Record{}, fmt.Errorf("record has %d fields, want 5", len(f))
	}
	at, err := time.Parse(time.RFC3339Nano, f[0])
	if err != nil {
		return Record{}, fmt.Errorf("time: %w", err)
	}
	status, err := strconv.Atoi(f[3])
	if err != nil {
		return Record{}, fmt.Errorf("status: %w", err)
	}
	took, err := time.ParseDuration(f[4])
	if err != nil {
		return Record{}, fmt.Errorf("duration: %w", err)
	}
	return Record{Time: at, Method: f[1], Path: f[2], Status: status, Took: took}, nil
}
