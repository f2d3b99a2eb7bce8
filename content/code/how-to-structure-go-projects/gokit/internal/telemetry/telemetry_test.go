package telemetry_test

import (
	"context"
	"errors"
	"net/http/httptest"
	"testing"
	"testing/synctest"
	"time"

	"example.com/bank/gokit/internal/telemetry"
)

func wait(_ context.Context, request any) (any, error) {
	took := request.(time.Duration)
	time.Sleep(took)
	if took > time.Second {
		return nil, errors.New("slow")
	}
	return nil, nil
}

func outcome(_ any, err error) string {
	if err != nil {
		return "failed"
	}
	return "ok"
}

const want = `# TYPE wallet_call_duration_seconds histogram
wallet_call_duration_seconds_bucket{method="Open",outcome="ok",le="1e-06"} 1
wallet_call_duration_seconds_bucket{method="Open",outcome="ok",le="1e-05"} 1
wallet_call_duration_seconds_bucket{method="Open",outcome="ok",le="0.0001"} 1
wallet_call_duration_seconds_bucket{method="Open",outcome="ok",le="0.001"} 3
wallet_call_duration_seconds_bucket{method="Open",outcome="ok",le="0.01"} 4
wallet_call_duration_seconds_bucket{method="Open",outcome="ok",le="0.1"} 4
wallet_call_duration_seconds_bucket{method="Open",outcome="ok",le="1"} 4
wallet_call_duration_seconds_bucket{method="Open",outcome="ok",le="10"} 4
wallet_call_duration_seconds_bucket{method="Open",outcome="ok",le="+Inf"} 4
wallet_call_duration_seconds_sum{method="Open",outcome="ok"} 0.004
wallet_call_duration_seconds_count{method="Open",outcome="ok"} 4
wallet_call_duration_seconds_bucket{method="Transfer",outcome="failed",le="1e-06"} 0
wallet_call_duration_seconds_bucket{method="Transfer",outcome="failed",le="1e-05"} 0
wallet_call_duration_seconds_bucket{method="Transfer",outcome="failed",le="0.0001"} 0
wallet_call_duration_seconds_bucket{method="Transfer",outcome="failed",le="0.001"} 0
wallet_call_duration_seconds_bucket{method="Transfer",outcome="failed",le="0.01"} 0
wallet_call_duration_seconds_bucket{method="Transfer",outcome="failed",le="0.1"} 0
wallet_call_duration_seconds_bucket{method="Transfer",outcome="failed",le="1"} 0
wallet_call_duration_seconds_bucket{method="Transfer",outcome="failed",le="10"} 0
wallet_call_duration_seconds_bucket{method="Transfer",outcome="failed",le="+Inf"} 1
wallet_call_duration_seconds_sum{method="Transfer",outcome="failed"} 11
wallet_call_duration_seconds_count{method="Transfer",outcome="failed"} 1
`

func TestCallsAreCountedAndTimed(t *testing.T) {
	synctest.Test(t, func(t *testing.T) {
		meter := telemetry.New(outcome)
		transfer, open := meter.Middleware("Transfer")(wait), meter.Middleware("Open")(wait)
		if _, err := transfer(t.Context(), 11*time.Second); err == nil {
			t.Error("the error did not come through")
		}
		for _, took := range []time.Duration{0, time.Millisecond, time.Millisecond, 2 * time.Millisecond} {
			open(t.Context(), took)
		}
		w := httptest.NewRecorder()
		meter.ServeHTTP(w, nil)
		if got := w.Body.String(); got != want {
			t.Errorf("got\n%s\nwant\n%s", got, want)
		}
	})
}
