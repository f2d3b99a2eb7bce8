// Package accesstest makes access logs up, for tests and load.
package accesstest

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"time"
)

const crockford = "0123456789ABCDEFGHJKMNPQRSTVWXYZ"

// Logs returns n logs of least to most records each.
func Logs(r *rand.Rand, n, least, most int) []string {
	logs := make([]string, n)
	for i := range logs {
		logs[i] = Log(r, least+r.IntN(most-least+1))
	}
	return logs
}

// Log returns a log of n records.
func Log(r *rand.Rand, n int) string {
	at := time.Date(2022, 4, 22, 9, 0, 0, 0, time.UTC)
	var b strings.Builder
	for range n {
		at = at.Add(time.Duration(r.IntN(1e8)))
		status := 200
		if r.IntN(50) == 0 {
			status = 503
		}
		took := time.Duration(r.ExpFloat64() * 2e7).Round(time.Microsecond)
		fmt.Fprintf(&b, "%s GET %s %d %s\n", at.Format(time.RFC3339Nano), path(r), status, took)
	}
	return b.String()
}

func path(r *rand.Rand) string {
	switch r.IntN(5) {
	case 0:
		return "/rates"
	case 1:
		return fmt.Sprintf("/accounts/%d", r.IntN(1e6))
	case 2:
		return fmt.Sprintf("/accounts/%d/orders/%s", r.IntN(1e6), uuid(r))
	case 3:
		return fmt.Sprintf("/payments/%s/receipt", ulid(r))
	default:
		return fmt.Sprintf("/accounts/%d/orders", r.IntN(1e6))
	}
}

func uuid(r *rand.Rand) string {
	a, b := r.Uint64(), r.Uint64()
	return fmt.Sprintf("%08x-%04x-%04x-%04x-%012x", a>>32, a>>16&0xffff, a&0xffff, b>>48, b&0xffffffffffff)
}

func ulid(r *rand.Rand) string {
	id := make([]byte, 26)
	for i := range id {
		id[i] = crockford[r.IntN(32)]
	}
	return string(id)
}
