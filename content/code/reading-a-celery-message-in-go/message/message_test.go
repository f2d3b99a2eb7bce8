package message

import (
	"bytes"
	"compress/gzip"
	"compress/zlib"
	"encoding/base64"
	oldjson "encoding/json"
	"encoding/json/jsontext"
	"encoding/json/v2"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
	"uuid"
)

func recorded(t testing.TB, name string) []byte {
	t.Helper()
	raw, err := os.ReadFile(filepath.Join("testdata", name+".json"))
	if err != nil {
		t.Fatal(err)
	}
	return raw
}

func decoded(t testing.TB, name string) *Task {
	t.Helper()
	task, err := Decode(recorded(t, name))
	if err != nil {
		t.Fatalf("%s: %v", name, err)
	}
	return task
}

type addParams struct {
	A int `json:"a"`
	B int `json:"b"`
}

func TestBothProtocolsSayTheSame(t *testing.T) {
	for protocol := 1; protocol <= 2; protocol++ {
		for _, name := range []string{"plain", "gzip", "limits-priority-6"} {
			t.Run(fmt.Sprintf("v%d-%s", protocol, name), func(t *testing.T) {
				task := decoded(t, fmt.Sprintf("v%d-%s", protocol, name))
				var p addParams
				if err := task.Bind(&p, "a", "b"); err != nil {
					t.Fatal(err)
				}
				if want := (addParams{2, 3}); p != want || task.Name != "demo.add" || task.Protocol != protocol {
					t.Errorf("%s%v of protocol %d, want demo.add%v", task.Name, p, task.Protocol, want)
				}
				if task.Continues() || !task.ETA.IsZero() || !task.Expires.IsZero() || task.IgnoreResult != nil {
					t.Errorf("asks for more than was sent: %+v", task)
				}
			})
		}
	}
}

func TestTheHardLimitComesFirst(t *testing.T) {
	for _, name := range []string{"v1-limits-priority-6", "v2-limits-priority-6"} {
		task := decoded(t, name)
		if task.HardLimit != 30*time.Second || task.SoftLimit != 20*time.Second {
			t.Errorf("%s: hard %v, soft %v; sent with 30 and 20 s", name, task.HardLimit, task.SoftLimit)
		}
	}
}

func TestTimesHaveAnOffsetOrAreUTC(t *testing.T) {
	for _, name := range []string{"v1-naive-eta", "v2-naive-eta"} {
		task := decoded(t, name)
		if want := time.Date(2026, 11, 30, 10, 0, 0, 0, time.UTC); !task.ETA.Equal(want) {
			t.Errorf("%s: ETA %v, want %v", name, task.ETA, want)
		}
		if want := time.Date(2026, 11, 30, 16, 0, 0, 0, time.UTC); !task.Expires.Equal(want) {
			t.Errorf("%s: expires %v, want %v", name, task.Expires, want)
		}
	}
	for _, name := range []string{"v1-countdown", "v2-countdown"} {
		task := decoded(t, name)
		if apart := task.Expires.Sub(task.ETA); apart != time.Minute {
			t.Errorf("%s: ETA and end are %v apart, want the minute between countdown=60 and expires=120", name, apart)
		}
	}
}

func TestWhatFollowsATaskIsFound(t *testing.T) {
	for name, follows := range map[string]bool{
		"v1-chain": true, "v2-chain": true, "chord-1": true, "link": true,
		"group-1": false, "v1-plain": false, "v2-plain": false, "restored-retry": false,
	} {
		if task := decoded(t, name); task.Continues() != follows {
			t.Errorf("%s: Continues is %v", name, !follows)
		}
	}
	chain := decoded(t, "v2-chain").Embed.Chain
	if len(chain) != 2 || !strings.Contains(string(chain[1]), `"demo.b"`) {
		t.Errorf("the last element of a chain is not its next task: %s", chain)
	}
	if callbacks := decoded(t, "v1-chain").Embed.Callbacks; len(callbacks) != 1 {
		t.Errorf("protocol 1 has %d callbacks for a chain, want 1 that contains the rest", len(callbacks))
	}
}

func TestRetriesKeepTheID(t *testing.T) {
	task := decoded(t, "restored-retry")
	if task.Retries != 1 || task.ETA.IsZero() || task.ParentID != task.ID {
		t.Errorf("a retry has its own ID for a parent, a count and an ETA: %+v", task)
	}
}

func TestHeadersOfTheCallerAreNotTakenForTheTask(t *testing.T) {
	if task := decoded(t, "headers-in-capitals"); task.Name != "demo.add" || task.ID == "request 7" {
		t.Errorf("%s %s", task.Name, task.ID)
	}
}

// The tags of meta are those of encoding/json too, whose rules for names are others.
func TestTheOlderPackageTakesAHeaderOfTheCallerForTheID(t *testing.T) {
	var e envelope
	if err := oldjson.Unmarshal(recorded(t, "headers-in-capitals"), &e); err != nil {
		t.Fatal(err)
	}
	if e.Headers.ID != "request 7" || e.Headers.Task != "checkout" {
		t.Errorf("%s %s", e.Headers.Task, e.Headers.ID)
	}
	var text string
	if err := oldjson.Unmarshal([]byte(`"\ud800"`), &text); err != nil || text != "\ufffd" {
		t.Errorf("half of a surrogate pair became %q, %v", text, err)
	}
}

func TestResultsMayBeIgnored(t *testing.T) {
	if task := decoded(t, "ignore-result-shadow"); task.IgnoreResult == nil || !*task.IgnoreResult {
		t.Error("ignore_result=True is lost")
	}
}

func TestWhatIsCalledGzipIsZlib(t *testing.T) {
	var e envelope
	if err := json.Unmarshal(recorded(t, "v2-gzip"), &e); err != nil {
		t.Fatal(err)
	}
	body, err := base64.StdEncoding.DecodeString(e.Body)
	if err != nil || e.Headers.Compression != "application/x-gzip" {
		t.Fatal(e.Headers.Compression, err)
	}
	if _, err := gzip.NewReader(bytes.NewReader(body)); !errors.Is(err, gzip.ErrHeader) {
		t.Errorf("body % x is gzip: %v", body[:2], err)
	}
}

func TestNoMessageHasWhatTheDecoratorSays(t *testing.T) {
	raw := string(recorded(t, "restored-retry"))
	for _, option := range []string{"acks_late", "autoretry", "max_retries", "rate_limit", "OSError"} {
		if strings.Contains(raw, option) {
			t.Errorf("%q is in the message of a task that was decorated with it", option)
		}
	}
}

func TestRecordedMessagesAreRefused(t *testing.T) {
	for name, reason := range map[string]string{
		"pickle":          `content "application/x-python-serialize" in "binary"`,
		"yaml":            `content "application/x-yaml" in "utf-8"`,
		"msgpack":         `content "application/x-msgpack" in "binary"`,
		"lzma":            `compression "application/x-lzma"`,
		"value-nan":       "invalid character 'N'",
		"value-surrogate": "invalid surrogate pair",
		"unacked-retry":   "unmarshal JSON array",
	} {
		// encoding/json/v2 varies the words around these on purpose.
		if _, err := Decode(recorded(t, name)); err == nil || !strings.Contains(err.Error(), reason) {
			t.Errorf("%s: error %v, want one that says %s", name, err, reason)
		}
	}
}

func TestEveryRecordedMessageIsReadOrRefusedByName(t *testing.T) {
	refused := []string{"lzma", "msgpack", "pickle", "unacked-retry", "value-nan", "value-surrogate", "yaml"}
	files, err := filepath.Glob("testdata/*.json")
	if err != nil || len(files) < 40 {
		t.Fatalf("%d files, %v", len(files), err)
	}
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		if _, err := Decode(recorded(t, name)); (err != nil) != slices.Contains(refused, name) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func bound[T any](t *testing.T, name string) (T, error) {
	t.Helper()
	var p struct {
		X T `json:"x"`
	}
	err := decoded(t, name).Bind(&p, "x")
	return p.X, err
}

func wantBound[T any](t *testing.T, name string, want T) {
	t.Helper()
	got, err := bound[T](t, name)
	if err != nil || fmt.Sprint(got) != fmt.Sprint(want) {
		t.Errorf("%s: %v, %v; want %v", name, got, err, want)
	}
}

func TestPythonsTypesBecomeGos(t *testing.T) {
	wantBound(t, "value-datetime", time.Date(2026, 11, 30, 11, 0, 0, 0, time.FixedZone("", -5*3600)))
	wantBound(t, "value-decimal", Decimal("1.10"))
	wantBound(t, "value-uuid", uuid.MustParse("6f1d3a52-6f0e-4d6e-9f5a-2b1c0d9e8f70"))
	wantBound(t, "value-bytes", []byte{0xff, 0})
	wantBound(t, "value-bytes-text", []byte("abc"))
	wantBound(t, "value-large-int", int64(1<<53+1))
	wantBound(t, "value-large-int", float64(1<<53)) // one is lost, and nothing says so
	wantBound(t, "value-int-keys", map[string]string{"1": "one", "null": "none"})
}

func wantUnbound[T any](t *testing.T, name, reason string) {
	t.Helper()
	if got, err := bound[T](t, name); err == nil || !strings.Contains(err.Error(), reason) {
		t.Errorf("%s as %T: %v, error %v; want one that says %s", name, got, got, err, reason)
	}
}

func TestValuesOfOtherTypesAreErrors(t *testing.T) {
	wantUnbound[time.Time](t, "value-datetime-naive", "cannot parse")
	wantUnbound[time.Time](t, "value-date", `__type__ "date" where datetime is expected`)
	wantUnbound[time.Time](t, "value-large-int", "unmarshal JSON number")
	wantUnbound[string](t, "value-decimal", "unmarshal JSON object into Go string")
	wantUnbound[Decimal](t, "value-own-envelope", `"money"`)
	wantUnbound[int64](t, "value-larger-int", "out of range")
}

func TestBindMatchesParametersAsPythonDoes(t *testing.T) {
	type params struct {
		Order    int    `json:"order"`
		Currency string `json:"currency"`
	}
	for _, c := range []struct {
		args, kwargs, want, fails string
	}{
		{`[7]`, `{}`, "{7 CAD}", ""},
		{`[7, "EUR"]`, `{}`, "{7 EUR}", ""},
		{`[7]`, `{"currency": "EUR"}`, "{7 EUR}", ""},
		{`[]`, `{"currency": "EUR", "order": 7}`, "{7 EUR}", ""},
		{`[]`, `{"currency": "EUR"}`, "", `"order" is missing`},
		{`[7]`, `{"order": 7}`, "", `"order" given twice`},
		{`[7]`, `{"unit": 1}`, "", `unexpected "unit"`},
		{`[7, "EUR", 1]`, `{}`, "", "takes 2 arguments, 3 given"},
		{`[null, null]`, `{}`, "{0 }", ""}, // not the default
		{`[{"amount": 7}]`, `{}`, "", "unmarshal JSON object"},
		{`["7"]`, `{}`, "", "unmarshal JSON string into Go int"},
		{`[7.0]`, `{}`, "", "unmarshal JSON number 7.0 into Go int"},
	} {
		task, err := Decode(inRedis(`{"task": "pay", "id": "1"}`, "["+c.args+","+c.kwargs+",{}]"))
		if err != nil {
			t.Fatal(err)
		}
		p := params{Currency: "CAD"}
		err = task.Bind(&p, "order", "currency?")
		if c.fails != "" && (err == nil || !strings.Contains(err.Error(), c.fails)) {
			t.Errorf("pay(%s, %s): error %v, want one that says %s", c.args, c.kwargs, err, c.fails)
		}
		if c.fails == "" && (err != nil || fmt.Sprint(p) != c.want) {
			t.Errorf("pay(%s, %s): %v, %v; want %s", c.args, c.kwargs, p, err, c.want)
		}
	}
}

// inRedis is a message of these headers and this body.
func inRedis(headers, body string) []byte {
	return fmt.Appendf(nil, `{"body": %q, "content-encoding": "utf-8", "content-type": "application/json",
		"headers": %s, "properties": {"body_encoding": "base64"}}`,
		base64.StdEncoding.EncodeToString([]byte(body)), headers)
}

func TestMalformedMessagesAreErrors(t *testing.T) {
	plain := `[[], {}, {}]`
	for name, raw := range map[string][]byte{
		"nothing":            nil,
		"no message":         []byte(`"body"`),
		"too large":          make([]byte, MaxSize+1),
		"no tuple":           inRedis(`{"task": "t", "id": "1"}`, `{}`),
		"short tuple":        inRedis(`{"task": "t", "id": "1"}`, `[[], {}]`),
		"no ID":              inRedis(`{"task": "t"}`, plain),
		"no task":            inRedis(`{}`, `{"hello": "world"}`),
		"ETA of no time":     inRedis(`{"task": "t", "id": "1", "eta": "soon"}`, plain),
		"negative limit":     inRedis(`{"task": "t", "id": "1", "timelimit": [-1, null]}`, plain),
		"endless limit":      inRedis(`{"task": "t", "id": "1", "timelimit": [1e300, null]}`, plain),
		"one limit":          inRedis(`{"task": "t", "id": "1", "timelimit": [1]}`, plain),
		"duplicate ID":       inRedis(`{"task": "t", "id": "1", "id": "2"}`, plain),
		"body of no base64":  []byte(strings.Replace(string(inRedis(`{"task": "t", "id": "1"}`, plain)), `"body": "`, `"body": "!`, 1)),
		"damaged compressed": inRedis(`{"task": "t", "id": "1", "compression": "application/x-gzip"}`, plain),
	} {
		if task, err := Decode(raw); err == nil {
			t.Errorf("%s: %+v", name, task)
		}
	}
}

// bomb is a message that is small until it is decompressed.
func bomb(t testing.TB) []byte {
	body := deflated(t, make([]byte, 2*MaxSize))
	return inRedis(`{"task": "t", "id": "1", "compression": "application/x-gzip"}`, string(body))
}

func TestACompressedBodyIsBounded(t *testing.T) {
	raw := bomb(t)
	if _, err := Decode(raw); !errors.Is(err, ErrRefused) {
		t.Errorf("%d bytes that become %d: %v", len(raw), 2*MaxSize, err)
	}
}

func FuzzDecode(f *testing.F) {
	files, _ := filepath.Glob("testdata/*.json")
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			f.Fatal(err)
		}
		var e envelope
		if err := json.Unmarshal(raw, &e); err != nil {
			continue
		}
		body, _ := base64.StdEncoding.DecodeString(e.Body)
		var parts struct {
			Headers jsontext.Value `json:"headers"`
		}
		if err := json.Unmarshal(raw, &parts); err != nil {
			f.Fatal(err)
		}
		f.Add(string(parts.Headers), string(body))
	}
	f.Fuzz(func(t *testing.T, headers, body string) {
		task, err := Decode(inRedis(headers, body))
		if (task == nil) == (err == nil) {
			t.Fatalf("%v, %v", task, err)
		}
		if err != nil {
			return
		}
		if task.ID == "" || task.Name == "" || task.HardLimit < 0 || task.SoftLimit < 0 {
			t.Errorf("%+v", task)
		}
		var p struct {
			T time.Time `json:"t"`
			U uuid.UUID `json:"u"`
			B []byte    `json:"b"`
			D Decimal   `json:"d"`
		}
		_ = task.Bind(&p, "t?", "u?", "b?", "d?")
	})
}
func deflated(t testing.TB, body []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := zlib.NewWriter(&b)
	if _, err := w.Write(body); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	return b.Bytes()
}
