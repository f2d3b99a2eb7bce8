// Package percentile finds percentiles of durations.
package percentile

import (
	"slices"
	"time"
)

// --8<-- [start:of]
// Of returns the smallest duration that p percent of them do not exceed,
// or zero if there are none.
func Of(p int, durations []time.Duration) time.Duration {
	if len(durations) == 0 {
		return 0
	}
	sorted := slices.Sorted(slices.Values(durations))
	rank := (p*len(sorted) + 99) / 100 // rounded up
	return sorted[max(rank, 1)-1]
}

// --8<-- [end:of]
