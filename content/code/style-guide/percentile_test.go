package percentile

import (
	"testing"
	"time"
)

func TestOf(t *testing.T) {
	durations := []time.Duration{30, 10, 20, 40}
	for p, want := range map[int]time.Duration{0: 10, 25: 10, 26: 20, 50: 20, 75: 30, 99: 40, 100: 40} {
		if got := Of(p, durations); got != want {
			t.Errorf("Of(%d) = %d, want %d", p, got, want)
		}
	}
	if durations[0] != 30 {
		t.Error("Of sorted the durations of its caller")
	}
}

func TestOfNothing(t *testing.T) {
	if got := Of(50, nil); got != 0 {
		t.Errorf("Of without durations = %d, want 0", got)
	}
}
