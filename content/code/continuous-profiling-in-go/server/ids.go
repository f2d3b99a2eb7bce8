package server

import (
	"fmt"
	"net/url"
	"regexp"
	"slices"
	"time"
)

// IDs chooses the expressions that match the varying parts of a path,
// given the query of a request.
type IDs func(query url.Values) ([]*regexp.Regexp, error)

// --8<-- [start:v1]
var usual = []string{
	`/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}\b`, // UUID
	`/[0-9A-HJKMNP-TV-Z]{26}\b`,                    // ULID
	`/[0-9]+\b`,
}

var usualIDs = must(compile(usual))

// V1 knows the usual kinds of ID.
func V1(url.Values) ([]*regexp.Regexp, error) {
	return usualIDs, nil
}

// --8<-- [end:v1]

// --8<-- [start:v2]

// V2 lets a request name further kinds of ID: ?id=/v[0-9]
func V2(query url.Values) ([]*regexp.Regexp, error) {
	return compile(slices.Concat(query["id"], usual))
}

// --8<-- [end:v2]

func compile(exprs []string) ([]*regexp.Regexp, error) {
	var ids []*regexp.Regexp
	for _, expr := range exprs {
		id, err := regexp.Compile(expr)
		if err != nil {
			return nil, fmt.Errorf("id: %w", err)
		}
		ids = append(ids, id)
	}
	return ids, nil
}

// --8<-- [start:v3]

// V3 compiles only what a request brings along.
func V3(query url.Values) ([]*regexp.Regexp, error) {
	ids, err := compile(query["id"])
	if err != nil {
		return nil, err
	}
	return append(ids, usualIDs...), nil
}

// --8<-- [end:v3]

func must[T any](v T, err error) T {
	if err != nil {
		panic(err)
	}
	return v
}

// Release is a version of the service.
type Release struct {
	IDs    IDs
	Limit  time.Duration // of an answer; 0 is none
	Buffer int           // of the channel that an answer comes by
}

// Versions are the releases of the service by name.
func Versions() map[string]Release {
	return map[string]Release{
		"v1": {IDs: V1},
		"v2": {IDs: V2},
		"v3": {IDs: V3},
		"v4": {IDs: V3, Limit: 10 * time.Millisecond},
		"v5": {IDs: V3, Limit: 10 * time.Millisecond, Buffer: 1},
	}
}
