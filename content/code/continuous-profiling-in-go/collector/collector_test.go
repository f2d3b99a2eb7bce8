package collector

import (
	"errors"
	"io"
	"net/http"
	"net/http/httptest"
	"net/url"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"testing"
	"time"
)

var noon = time.Date(2022, 4, 22, 12, 0, 0, 0, time.UTC)

func key(minute int) Key {
	return Key{"tally", "v1", "cpu", "a", noon.Add(time.Duration(minute) * time.Minute)}
}

// profile looks like one to the store.
func profile(size int) []byte {
	return append([]byte{0x1f, 0x8b}, make([]byte, size-2)...)
}

func open(t *testing.T, dir string, limit int64) *Store {
	t.Helper()
	s, err := Open(dir, limit)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

func put(t *testing.T, s *Store, k Key, size int) {
	t.Helper()
	if _, err := s.Put(k, profile(size)); err != nil {
		t.Fatal(err)
	}
}

func TestTheOldestProfilesGo(t *testing.T) {
	s := open(t, t.TempDir(), 1000)
	for minute := range 100 {
		put(t, s, key(minute), 300)
	}
	want := []string{key(97).path(), key(98).path(), key(99).path()}
	if got := s.Find(Query{}); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheFolderIsBounded(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, 1000)
	for minute := range 20 {
		put(t, s, key(minute), 300)
	}
	files, err := filepath.Glob(filepath.Join(dir, "*", "*", "*", "*"))
	if err != nil || len(files) != 3 {
		t.Errorf("%d files, err %v", len(files), err)
	}
}

func TestAStoreRemembers(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, 1000)
	for _, minute := range []int{2, 0, 1} {
		put(t, s, key(minute), 300)
	}
	if err := os.WriteFile(filepath.Join(dir, "README"), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if got, want := open(t, dir, 1000).Find(Query{}), s.Find(Query{}); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := open(t, dir, 300).Find(Query{}); !slices.Equal(got, []string{key(2).path()}) {
		t.Errorf("a smaller limit leaves %q", got)
	}
}

func TestTheSameProfileTwiceIsOne(t *testing.T) {
	s := open(t, t.TempDir(), 1000)
	put(t, s, key(0), 300)
	put(t, s, key(0), 400)
	if got := s.Find(Query{}); len(got) != 1 || s.size != 400 {
		t.Errorf("got %q of %d bytes", got, s.size)
	}
}

func TestFind(t *testing.T) {
	s := open(t, t.TempDir(), 10_000)
	for minute := range 4 {
		put(t, s, key(minute), 100)
	}
	other := key(1)
	other.Version, other.Instance = "v2", "b"
	put(t, s, other, 100)
	for name, test := range map[string]struct {
		q    Query
		want int
	}{
		"all":      {Query{}, 5},
		"version":  {Query{Version: "v1"}, 4},
		"instance": {Query{Service: "tally", Kind: "cpu", Instance: "b"}, 1},
		"time":     {Query{From: noon.Add(time.Minute), Until: noon.Add(3 * time.Minute)}, 3},
		"none":     {Query{Service: "ledger"}, 0},
	} {
		if got := s.Find(test.q); len(got) != test.want {
			t.Errorf("%s: got %q, want %d", name, got, test.want)
		}
	}
}

func TestNamesStayInsideTheFolder(t *testing.T) {
	s := open(t, t.TempDir(), 1000)
	for _, name := range []string{"", "..", "a/b", "../../etc", ".hidden"} {
		k := key(0)
		k.Service = name
		if _, err := s.Put(k, profile(10)); !errors.Is(err, ErrInvalid) {
			t.Errorf("service %q: %v", name, err)
		}
	}
}

func TestOverHTTP(t *testing.T) {
	srv := httptest.NewServer(Handler(open(t, t.TempDir(), 1000)))
	defer srv.Close()
	post := func(start, body string) int {
		t.Helper()
		q := url.Values{"service": {"tally"}, "version": {"v1"}, "kind": {"cpu"}, "instance": {"a"}, "start": {start}}
		resp, err := http.Post(srv.URL+"/profiles?"+q.Encode(), "", strings.NewReader(body))
		if err != nil {
			t.Fatal(err)
		}
		resp.Body.Close()
		return resp.StatusCode
	}
	get := func(address string) string {
		t.Helper()
		resp, err := http.Get(address)
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return string(body)
	}
	for start, want := range map[string]int{
		noon.Format(time.RFC3339): http.StatusCreated,
		"noon":                    http.StatusBadRequest,
	} {
		if got := post(start, string(profile(10))); got != want {
			t.Errorf("start %s: status %d, want %d", start, got, want)
		}
	}
	if got := post(noon.Format(time.RFC3339), "no gzip"); got != http.StatusBadRequest {
		t.Errorf("status %d", got)
	}
	if got := post(noon.Format(time.RFC3339), strings.Repeat("x", maxProfile+1)); got != http.StatusRequestEntityTooLarge {
		t.Errorf("status %d", got)
	}
	list := get(srv.URL + "/profiles?service=tally&until=2022-04-22T13:00:00Z")
	if want := srv.URL + "/profiles/" + key(0).path() + "\n"; list != want {
		t.Fatalf("got %q, want %q", list, want)
	}
	if got := get(strings.TrimSpace(list)); got != string(profile(10)) {
		t.Errorf("got %q", got)
	}
}
