package access

import (
	"regexp"
	"slices"
	"strings"
	"testing"
	"time"
)

const log = `2022-04-22T09:00:00.25Z GET /accounts/42/orders 200 1.5ms
2022-04-22T09:00:00.50Z GET /accounts/7/orders 503 30ms
2022-04-22T09:00:00.75Z GET /accounts/7 200 2ms
`

func TestParse(t *testing.T) {
	got, err := Parse("2022-04-22T09:00:00.25Z GET /accounts/42 200 1.5ms")
	if err != nil {
		t.Fatal(err)
	}
	want := Record{
		Time:   time.Date(2022, 4, 22, 9, 0, 0, 250e6, time.UTC),
		Method: "GET", Path: "/accounts/42", Status: 200, Took: 1500 * time.Microsecond,
	}
	if got != want {
		t.Errorf("got %v, want %v", got, want)
	}
}

func TestParseNamesTheFieldThatIsWrong(t *testing.T) {
	for line, want := range map[string]string{
		"GET /":                            "2 fields",
		"noon GET / 200 1ms":               "time",
		"2022-04-22T09:00:00Z GET / ok 1s": "status",
		"2022-04-22T09:00:00Z GET / 200 1": "duration",
	} {
		if _, err := Parse(line); err == nil || !strings.Contains(err.Error(), want) {
			t.Errorf("Parse(%q): %v, want an error about %q", line, err, want)
		}
	}
}

func TestSummarizeGroupsByRoute(t *testing.T) {
	got, err := Summarize(strings.NewReader(log), []*regexp.Regexp{regexp.MustCompile(`/[0-9]+\b`)})
	if err != nil {
		t.Fatal(err)
	}
	want := []Route{
		{Name: "GET /accounts/:id", Count: 1, Median: 2 * time.Millisecond, P99: 2 * time.Millisecond},
		{Name: "GET /accounts/:id/orders", Count: 2, Errors: 1, Median: 30 * time.Millisecond, P99: 30 * time.Millisecond},
	}
	if !slices.Equal(got, want) {
		t.Errorf("got  %v\nwant %v", got, want)
	}
}

func TestNamesDoNotGrowForEver(t *testing.T) {
	ids := slices.Repeat([]*regexp.Regexp{regexp.MustCompile(`.`)}, 6)
	got, err := Summarize(strings.NewReader(log), ids)
	if err != nil {
		t.Fatal(err)
	}
	for _, each := range got {
		if len(each.Name) > 100 {
			t.Errorf("a name of %d bytes", len(each.Name))
		}
	}
}

func TestSlowest(t *testing.T) {
	got, err := Slowest(strings.NewReader(log), 2)
	if err != nil {
		t.Fatal(err)
	}
	if len(got) != 2 || got[0].Took != 30*time.Millisecond || got[1].Took != 2*time.Millisecond {
		t.Errorf("got %v", got)
	}
}

func TestErrorsNameTheLine(t *testing.T) {
	_, err := Slowest(strings.NewReader(log+"oops\n"), 1)
	if err == nil || !strings.HasPrefix(err.Error(), "line 4: ") {
		t.Errorf("got %v", err)
	}
}
