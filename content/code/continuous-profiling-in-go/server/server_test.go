package server

import (
	"encoding/json"
	"errors"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"net/http/pprof"
	"net/url"
	"reflect"
	rpprof "runtime/pprof"
	"slices"
	"strings"
	"testing"
	"time"

	"example.com/tally/access"
	"example.com/tally/access/accesstest"
)

const log = `2022-04-22T09:00:00Z GET /accounts/42/orders 200 1ms
2022-04-22T09:00:01Z GET /accounts/0b0e7a54-6a0c-4a55-9d0b-1f2d3c4b5a69/orders 200 2ms
2022-04-22T09:00:02Z GET /accounts/01ARZ3NDEKTSV4RRFFQ69G5FAV/orders 200 3ms
2022-04-22T09:00:03Z GET /v1/rates 200 4ms
`

func post(t *testing.T, h http.Handler, target, body string) *httptest.ResponseRecorder {
	t.Helper()
	w := httptest.NewRecorder()
	h.ServeHTTP(w, httptest.NewRequest(http.MethodPost, target, strings.NewReader(body)))
	return w
}

func names(t *testing.T, w *httptest.ResponseRecorder) []string {
	t.Helper()
	var routes []access.Route
	if err := json.Unmarshal(w.Body.Bytes(), &routes); err != nil {
		t.Fatalf("%d %s: %v", w.Code, w.Body, err)
	}
	var names []string
	for _, r := range routes {
		names = append(names, r.Name)
	}
	return names
}

func TestEveryVersionSummarizesAlike(t *testing.T) {
	want := []string{"GET /accounts/:id/orders", "GET /v1/rates"}
	for version, rel := range Versions() {
		rel.Limit *= 1000 // for a slow machine
		if got := names(t, post(t, New(rel), "/summary", log)); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", version, got, want)
		}
	}
}

func TestRequestsNameTheirIDsSinceV2(t *testing.T) {
	want := []string{"GET /:id/rates", "GET /accounts/:id/orders"}
	target := "/summary?id=" + url.QueryEscape(`/v[0-9]+\b`)
	for _, version := range []string{"v2", "v3"} {
		if got := names(t, post(t, New(Versions()[version]), target, log)); !slices.Equal(got, want) {
			t.Errorf("%s: got %q, want %q", version, got, want)
		}
		if w := post(t, New(Versions()[version]), "/summary?id=(", log); w.Code != http.StatusBadRequest {
			t.Errorf("%s: bad expression: status %d", version, w.Code)
		}
	}
}

func TestV3LeavesTheUsualIDsAlone(t *testing.T) {
	before := slices.Clone(usualIDs)
	for range 3 {
		if _, err := V3(url.Values{"id": {"/x", "/y"}}); err != nil {
			t.Fatal(err)
		}
	}
	if !reflect.DeepEqual(before, usualIDs) {
		t.Error("V3 changed them")
	}
}

func TestStatuses(t *testing.T) {
	for name, test := range map[string]struct {
		target, body string
		want         int
	}{
		"slowest":        {"/slowest", log, http.StatusOK},
		"no record":      {"/summary", "oops\n", http.StatusBadRequest},
		"log too big":    {"/slowest", strings.Repeat(log, maxLog/len(log)+1), http.StatusRequestEntityTooLarge},
		"query too long": {"/summary?id=" + strings.Repeat("x", maxQuery), log, http.StatusBadRequest},
		"no route":       {"/", "", http.StatusNotFound},
	} {
		if w := post(t, New(Versions()["v1"]), test.target, test.body); w.Code != test.want {
			t.Errorf("%s: status %d, want %d", name, w.Code, test.want)
		}
	}
}

func TestALateAnswerLeaksInV4(t *testing.T) {
	for version, want := range map[string]int{"v4": 1, "v5": 0} {
		rel := Versions()[version]
		arrive, before := make(chan struct{}), leaks(t)
		late := within(rel.Limit, rel.Buffer, func(*http.Request) (any, error) {
			<-arrive
			return nil, nil
		})
		if _, err := late(nil); !errors.Is(err, errLate) {
			t.Errorf("%s: got %v", version, err)
		}
		close(arrive)
		// It leaks once it has come as far as its channel.
		got := leaks(t) - before
		for tries := 0; got != want && tries < 100; tries++ {
			time.Sleep(time.Millisecond)
			got = leaks(t) - before
		}
		if got != want {
			t.Errorf("%s: %d goroutines leak, want %d", version, got, want)
		}
	}
}

func leaks(t *testing.T) int {
	t.Helper()
	p := rpprof.Lookup("goroutineleak")
	if err := p.WriteTo(io.Discard, 0); err != nil {
		t.Fatal(err)
	}
	return p.Count()
}

func TestALateAnswerIsUnavailable(t *testing.T) {
	late := func(*http.Request) (any, error) { return nil, errLate }
	if w := post(t, reply(late), "/", ""); w.Code != http.StatusServiceUnavailable {
		t.Errorf("status %d", w.Code)
	}
}

func TestAdminServesProfiles(t *testing.T) {
	w := httptest.NewRecorder()
	Admin(pprof.Profile).ServeHTTP(w, httptest.NewRequest(http.MethodGet, "/debug/pprof/heap", nil))
	if w.Code != http.StatusOK || !strings.HasPrefix(w.Body.String(), "\x1f\x8b") {
		t.Errorf("heap: status %d, not a profile", w.Code)
	}
}

// BenchmarkSummary serves logs of a size to each version.
func BenchmarkSummary(b *testing.B) {
	for _, size := range []struct {
		name          string
		records, most int
	}{{"1000", 1000, 1000}, {"5-35", 5, 35}} {
		logs := accesstest.Logs(rand.New(rand.NewPCG(1, 2)), 100, size.records, size.most)
		for _, version := range []string{"v1", "v2", "v3"} {
			b.Run("records="+size.name+"/"+version, func(b *testing.B) {
				h := New(Versions()[version])
				for n := 0; b.Loop(); n++ {
					body := strings.NewReader(logs[n%len(logs)])
					r := httptest.NewRequest("POST", "/summary", body)
					h.ServeHTTP(httptest.NewRecorder(), r)
				}
			})
		}
	}
}
