// Package message reads the task messages that Celery puts into Redis.
package message

import (
	"bytes"
	"compress/bzip2"
	"compress/zlib"
	"encoding/base64"
	"encoding/json/jsontext"
	"encoding/json/v2"
	"errors"
	"fmt"
	"io"
	"math"
	"time"
)

// MaxSize bounds a message, and its body when it is decompressed.
const MaxSize = 4 << 20

// ErrRefused is wrapped by the errors about messages that may be well-formed but that this package does not read.
var ErrRefused = errors.New("refused")

func refusal(format string, args ...any) error {
	return fmt.Errorf(format+": %w", append(args, ErrRefused)...)
}

// Task is what a message asks for.
type Task struct {
	Protocol  int
	ID, Name  string
	Args      []jsontext.Value
	Kwargs    map[string]jsontext.Value
	ETA       time.Time     // do not start before; zero if there is none
	Expires   time.Time     // do not start after; zero if there is none
	HardLimit time.Duration // zero if there is none
	SoftLimit time.Duration
	Retries   int
	Group     string
	ParentID  string
	Embed     Embed
	// IgnoreResult is nil if the message leaves it to the worker.
	IgnoreResult *bool
}

// Embed is what a worker has to do after the task.
type Embed struct {
	Callbacks []jsontext.Value `json:"callbacks"`
	Errbacks  []jsontext.Value `json:"errbacks"`
	Chain     []jsontext.Value `json:"chain"` // the last one is the next
	Chord     jsontext.Value   `json:"chord"`
}

// --8<-- [start:envelope]
type envelope struct {
	Body        string `json:"body"`
	Encoding    string `json:"content-encoding"`
	ContentType string `json:"content-type"`
	Headers     struct {
		meta
		Compression string `json:"compression"`
	} `json:"headers"`
	Properties struct {
		BodyEncoding string `json:"body_encoding"`
	} `json:"properties"`
}

// meta is in the headers of protocol 2 and in the body of protocol 1.
type meta struct {
	Task         string      `json:"task"`
	ID           string      `json:"id"`
	ETA          string      `json:"eta"`
	Expires      string      `json:"expires"`
	TimeLimit    [2]*float64 `json:"timelimit"` // hard, soft
	Retries      int         `json:"retries"`
	Group        string      `json:"group"`
	ParentID     string      `json:"parent_id"`
	IgnoreResult *bool       `json:"ignore_result"`
}

// --8<-- [end:envelope]

// Decode reads a message as it is in a Redis list.
func Decode(raw []byte) (*Task, error) {
	if len(raw) > MaxSize {
		return nil, refusal("message of %d bytes", len(raw))
	}
	var e envelope
	if err := json.Unmarshal(raw, &e); err != nil {
		return nil, fmt.Errorf("envelope: %w", err)
	}
	body, err := e.body()
	if err != nil {
		return nil, fmt.Errorf("task %q: %w", e.Headers.Task, err)
	}
	task, err := e.task(body)
	if err != nil {
		return nil, fmt.Errorf("task %q: %w", e.Headers.Task, err)
	}
	return task, nil
}

// --8<-- [start:body]
// body undoes what the transport and the compressor did, if the rest is JSON.
func (e *envelope) body() ([]byte, error) {
	if e.ContentType != "application/json" || e.Encoding != "utf-8" {
		return nil, refusal("content %q in %q", e.ContentType, e.Encoding)
	}
	body := []byte(e.Body)
	switch e.Properties.BodyEncoding {
	case "": // AMQP
	case "base64": // Redis
		var err error
		if body, err = base64.StdEncoding.DecodeString(e.Body); err != nil {
			return nil, fmt.Errorf("body: %w", err)
		}
	default:
		return nil, refusal("body encoding %q", e.Properties.BodyEncoding)
	}
	switch e.Headers.Compression {
	case "":
		return body, nil
	case "application/x-gzip": // says gzip, is zlib
		r, err := zlib.NewReader(bytes.NewReader(body))
		if err != nil {
			return nil, fmt.Errorf("body: %w", err)
		}
		return readAtMost(r, MaxSize)
	case "application/x-bz2":
		return readAtMost(bzip2.NewReader(bytes.NewReader(body)), MaxSize)
	}
	return nil, refusal("compression %q", e.Headers.Compression)
}

// --8<-- [end:body]

func readAtMost(r io.Reader, size int64) ([]byte, error) {
	body, err := io.ReadAll(io.LimitReader(r, size+1))
	if err != nil {
		return nil, fmt.Errorf("body: %w", err)
	}
	if int64(len(body)) > size {
		return nil, refusal("body of more than %d bytes", size)
	}
	return body, nil
}

func (e *envelope) task(body []byte) (*Task, error) {
	if e.Headers.Task != "" {
		var args []jsontext.Value
		var kwargs map[string]jsontext.Value
		var embed Embed
		if err := unmarshalTuple(body, &args, &kwargs, &embed); err != nil {
			return nil, fmt.Errorf("body: %w", err)
		}
		return newTask(2, &e.Headers.meta, args, kwargs, embed)
	}
	var b struct {
		meta
		Args   []jsontext.Value          `json:"args"`
		Kwargs map[string]jsontext.Value `json:"kwargs"`
		Embed
	}
	if err := json.Unmarshal(body, &b); err != nil {
		return nil, fmt.Errorf("body: %w", err)
	}
	return newTask(1, &b.meta, b.Args, b.Kwargs, b.Embed)
}

// unmarshalTuple reads a Python tuple, which is a JSON array of as many values as there are targets.
func unmarshalTuple(body []byte, targets ...any) error {
	var values []jsontext.Value
	if err := json.Unmarshal(body, &values); err != nil {
		return err
	}
	if len(values) != len(targets) {
		return fmt.Errorf("%d values where %d are expected", len(values), len(targets))
	}
	for i, value := range values {
		if err := json.Unmarshal(value, targets[i]); err != nil {
			return fmt.Errorf("value %d: %w", i, err)
		}
	}
	return nil
}

func newTask(
	protocol int, m *meta, args []jsontext.Value, kwargs map[string]jsontext.Value, embed Embed,
) (*Task, error) {
	if m.Task == "" || m.ID == "" {
		return nil, errors.New("no name or no ID: not a task of protocol 1 or 2")
	}
	t := &Task{
		Protocol: protocol, ID: m.ID, Name: m.Task, Args: args, Kwargs: kwargs, Embed: embed,
		Retries: m.Retries, Group: m.Group, ParentID: m.ParentID, IgnoreResult: m.IgnoreResult,
	}
	if embed.Chord.Kind() == jsontext.KindNull {
		t.Embed.Chord = nil
	}
	var err error
	if t.ETA, err = parseTime(m.ETA); err != nil {
		return nil, fmt.Errorf("eta: %w", err)
	}
	if t.Expires, err = parseTime(m.Expires); err != nil {
		return nil, fmt.Errorf("expires: %w", err)
	}
	if t.HardLimit, err = seconds(m.TimeLimit[0]); err != nil {
		return nil, fmt.Errorf("hard time limit: %w", err)
	}
	if t.SoftLimit, err = seconds(m.TimeLimit[1]); err != nil {
		return nil, fmt.Errorf("soft time limit: %w", err)
	}
	return t, nil
}

// --8<-- [start:time]
// parseTime reads what Python's isoformat writes. A time without an
// offset is UTC: a Celery worker reads it so, whatever its time zone.
func parseTime(s string) (time.Time, error) {
	if s == "" {
		return time.Time{}, nil
	}
	if t, err := time.Parse(time.RFC3339, s); err == nil {
		return t, nil
	}
	return time.Parse("2006-01-02T15:04:05", s)
}

// --8<-- [end:time]

func seconds(s *float64) (time.Duration, error) {
	if s == nil {
		return 0, nil
	}
	if *s < 0 || *s > math.MaxInt64/float64(2*time.Second) {
		return 0, fmt.Errorf("%g seconds", *s)
	}
	return time.Duration(*s * float64(time.Second)), nil
}

// Continues reports whether a worker that runs the task alone would break what it is a part of.
func (t *Task) Continues() bool {
	return len(t.Embed.Callbacks)+len(t.Embed.Errbacks)+len(t.Embed.Chain) > 0 || t.Embed.Chord != nil
}
