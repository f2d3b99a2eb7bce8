package access

import (
	"bufio"
	"cmp"
	"fmt"
	"io"
	"regexp"
	"slices"
	"strings"
	"time"
)

// Route sums up the requests whose paths differ only in their IDs.
type Route struct {
	Name   string        `json:"name"` // GET /accounts/:id/orders
	Count  int           `json:"count"`
	Errors int           `json:"errors"` // statuses from 500
	Median time.Duration `json:"median"`
	P99    time.Duration `json:"p99"`
}

// Summarize groups the records of a log by route, in the order of names.
// Whatever an expression in ids matches in a path becomes "/:id".
func Summarize(log io.Reader, ids []*regexp.Regexp) ([]Route, error) {
	routes := make(map[string]*Route)
	times := make(map[string][]time.Duration)
	err := each(log, func(r Record) {
		name := r.Method + " " + collapse(r.Path, ids)
		if routes[name] == nil {
			routes[name] = &Route{Name: name}
		}
		routes[name].add(r)
		times[name] = append(times[name], r.Took)
	})
	if err != nil {
		return nil, err
	}
	return ranked(routes, times), nil
}

// --8<-- [start:collapse]

// collapse names the route of a path: /accounts/42 is /accounts/:id.
// Expressions that match what others put in cannot make it grow for ever.
func collapse(path string, ids []*regexp.Regexp) string {
	most := 4 * len(path)
	for _, id := range ids {
		path = id.ReplaceAllLiteralString(path, "/:id")
		path = path[:min(len(path), most)]
	}
	return path
}

// --8<-- [end:collapse]

func (r *Route) add(rec Record) {
	r.Count++
	if rec.Status >= 500 {
		r.Errors++
	}
}

func ranked(routes map[string]*Route, times map[string][]time.Duration) []Route {
	sorted := make([]Route, 0, len(routes))
	for name, r := range routes {
		took := times[name]
		slices.Sort(took)
		r.Median = quantile(took, 0.5)
		r.P99 = quantile(took, 0.99)
		sorted = append(sorted, *r)
	}
	slices.SortFunc(sorted, func(a, b Route) int { return strings.Compare(a.Name, b.Name) })
	return sorted
}

// quantile wants sorted, non-empty times.
func quantile(sorted []time.Duration, q float64) time.Duration {
	return sorted[int(q*float64(len(sorted)-1)+0.5)]
}

// Slowest returns at most n records of a log, the slowest first.
func Slowest(log io.Reader, n int) ([]Record, error) {
	var all []Record
	if err := each(log, func(r Record) { all = append(all, r) }); err != nil {
		return nil, err
	}
	slices.SortStableFunc(all, func(a, b Record) int { return cmp.Compare(b.Took, a.Took) })
	return all[:min(n, len(all))], nil
}

func each(log io.Reader, do func(Record)) error {
	lines := bufio.NewScanner(log)
	for n := 1; lines.Scan(); n++ {
		r, err := Parse(lines.Text())
		if err != nil {
			// What broke the log off explains a broken line better.
			return cmp.Or(lines.Err(), fmt.Errorf("line %d: %w", n, err))
		}
		do(r)
	}
	return lines.Err()
}
