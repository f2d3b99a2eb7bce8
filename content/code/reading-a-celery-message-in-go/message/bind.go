package message

import (
	"encoding/base64"
	"encoding/json/jsontext"
	"encoding/json/v2"
	"fmt"
	"slices"
	"strings"
	"time"
	"uuid"
)

// Decimal is the text of a decimal.Decimal: "1.10" is not "1.1".
type Decimal string

// Bind calls the task's function, as Python would: it puts the arguments into the fields of the
// struct that v points to, by position and by name. The parameters are in the order of the Python
// function, and "?" follows the name of one that has a default. The default itself is not in any
// message, so v has it before the call.
func (t *Task) Bind(v any, parameters ...string) error {
	if len(t.Args) > len(parameters) {
		return fmt.Errorf("%s takes %d arguments, %d given", t.Name, len(parameters), len(t.Args))
	}
	given := make(map[string]jsontext.Value, len(parameters))
	for i, parameter := range parameters {
		name, optional := strings.CutSuffix(parameter, "?")
		byName, named := t.Kwargs[name]
		switch positional := i < len(t.Args); {
		case positional && named:
			return fmt.Errorf("%s: %q given twice", t.Name, name)
		case positional:
			given[name] = t.Args[i]
		case named:
			given[name] = byName
		case !optional:
			return fmt.Errorf("%s: %q is missing", t.Name, name)
		}
	}
	if len(given) < len(t.Args)+len(t.Kwargs) {
		for name := range t.Kwargs {
			if _, known := given[name]; !known {
				return fmt.Errorf("%s: unexpected %q", t.Name, name)
			}
		}
	}
	object, err := json.Marshal(given)
	if err != nil {
		return fmt.Errorf("%s: %w", t.Name, err)
	}
	if err := json.Unmarshal(object, v, python, json.RejectUnknownMembers(true)); err != nil {
		return fmt.Errorf("%s: %w", t.Name, err)
	}
	return nil
}

// --8<-- [start:python]
// python lets parameters be ordinary Go types: it opens the envelopes
// in which kombu sends Python's types that JSON does not have.
var python = json.WithUnmarshalers(json.JoinUnmarshalers(
	inEnvelope(func(o opened, t *time.Time) (err error) {
		*t, err = time.Parse(time.RFC3339, o.text) // so no time without an offset
		return err
	}, "datetime"),
	inEnvelope(func(o opened, b *[]byte) (err error) {
		*b = []byte(o.text)
		if o.kind == "base64" {
			*b, err = base64.StdEncoding.DecodeString(o.text)
		}
		return err
	}, "bytes", "base64"),
	inEnvelope(func(o opened, d *Decimal) error {
		*d = Decimal(o.text)
		return nil
	}, "decimal"),
	inEnvelope(func(o opened, u *uuid.UUID) (err error) {
		*u, err = uuid.Parse(o.text)
		return err
	}, "uuid"),
))

// --8<-- [end:python]

type opened struct{ kind, text string }

// inEnvelope decodes {"__type__": kind, "__value__": text} into a T. A UUID's text is one level deeper.
func inEnvelope[T any](set func(opened, *T) error, kinds ...string) *json.Unmarshalers {
	return json.UnmarshalFromFunc(func(d *jsontext.Decoder, target *T) error {
		var e struct {
			Kind  string         `json:"__type__"`
			Value jsontext.Value `json:"__value__"`
		}
		if err := json.UnmarshalDecode(d, &e, json.RejectUnknownMembers(true)); err != nil {
			return err
		}
		o := opened{kind: e.Kind}
		var hex struct {
			Text string `json:"hex"`
		}
		switch {
		case !slices.Contains(kinds, e.Kind):
			return fmt.Errorf("__type__ %q where %s is expected", e.Kind, strings.Join(kinds, " or "))
		case e.Kind == "uuid":
			if err := json.Unmarshal(e.Value, &hex); err != nil {
				return err
			}
			o.text = hex.Text
		default:
			if err := json.Unmarshal(e.Value, &o.text); err != nil {
				return err
			}
		}
		return set(o, target)
	})
}
