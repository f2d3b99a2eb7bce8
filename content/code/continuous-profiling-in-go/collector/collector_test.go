package collector

import (
	"errors"
	"fmt"
	"io"
	"io/fs"
	"log/slog"
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
	return Key{
		Service: "tally", Version: "v1", Kind: "cpu", Instance: "a",
		Start: noon.Add(time.Duration(minute) * time.Minute),
	}
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

func TestTheFirstProfilesGo(t *testing.T) {
	s := open(t, t.TempDir(), 3*4096)
	for minute := range 100 {
		put(t, s, key(minute), 300)
	}
	want := []string{key(97).name(), key(98).name(), key(99).name()}
	if got := s.Find(Query{}); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestAClockThatIsWrongDecidesNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, 2*4096)
	put(t, s, key(1e6), 300) // from the future
	put(t, s, key(0), 300)
	put(t, s, key(-1e6), 300)
	want := []string{key(-1e6).name(), key(0).name()}
	if got := s.Find(Query{}); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
}

func TestTheFolderIsBounded(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, 3*4096)
	for minute := range 50 { // each of a service of its own
		k := key(minute)
		k.Service = fmt.Sprintf("service-%d", minute)
		put(t, s, k, 300)
	}
	if names := entries(t, dir); len(names) != 3 {
		t.Errorf("the folder holds %q", names)
	}
}

func entries(t *testing.T, dir string) []string {
	t.Helper()
	var names []string
	err := filepath.WalkDir(dir, func(path string, _ fs.DirEntry, err error) error {
		if path != dir {
			names = append(names, filepath.Base(path))
		}
		return err
	})
	if err != nil {
		t.Fatal(err)
	}
	return names
}

func TestAStoreRemembersWhatCameFirst(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, 1<<20)
	for n, minute := range []int{2, 0, 1} {
		put(t, s, key(minute), 300)
		arrived := noon.Add(time.Duration(n) * time.Second)
		if err := os.Chtimes(filepath.Join(dir, key(minute).name()), arrived, arrived); err != nil {
			t.Fatal(err)
		}
	}
	if got, want := open(t, dir, 1<<20).Find(Query{}), s.Find(Query{}); !slices.Equal(got, want) {
		t.Errorf("got %q, want %q", got, want)
	}
	if got := open(t, dir, 4096).Find(Query{}); !slices.Equal(got, []string{key(1).name()}) {
		t.Errorf("a smaller limit leaves %q", got)
	}
}

func TestOnlyWholeProfilesAreReadAgain(t *testing.T) {
	dir := t.TempDir()
	half := key(1).name() + part
	for _, name := range []string{key(0).name(), half, "README", "a,b"} {
		if err := os.WriteFile(filepath.Join(dir, name), profile(300), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if err := os.WriteFile(filepath.Join(dir, key(2).name()), nil, 0o644); err != nil {
		t.Fatal(err)
	}
	if got := open(t, dir, 1<<20).Find(Query{}); !slices.Equal(got, []string{key(0).name()}) {
		t.Errorf("got %q", got)
	}
	if names := entries(t, dir); slices.Contains(names, half) || len(names) != 3 {
		t.Errorf("the folder holds %q", names)
	}
}

func TestTheSameProfileTwiceIsOne(t *testing.T) {
	dir := t.TempDir()
	exact := key(0)
	exact.Start = exact.Start.Add(time.Microsecond)
	later := exact
	later.Start = later.Start.Add(time.Microsecond).In(time.FixedZone("", 3600))
	s := open(t, dir, 1<<20)
	put(t, s, exact, 300)
	put(t, s, exact, 5000)
	put(t, s, later, 300)
	if got := s.Find(Query{}); len(got) != 1 || s.size != 4096 {
		t.Errorf("got %q of %d bytes", got, s.size)
	}
	s = open(t, dir, 1<<20)
	put(t, s, exact, 300)
	if got := s.Find(Query{}); len(got) != 1 || s.size != 4096 {
		t.Errorf("after a restart: got %q of %d bytes", got, s.size)
	}
}

func TestWhatPutAcceptsIsKept(t *testing.T) {
	s := open(t, t.TempDir(), 4096)
	if _, err := s.Put(key(0), profile(5000)); !errors.Is(err, ErrInvalid) {
		t.Errorf("larger than the store: %v", err)
	}
}

func TestALimitThatKeepsNothingIsAMistake(t *testing.T) {
	dir := t.TempDir()
	put(t, open(t, dir, 1<<20), key(0), 300)
	for _, limit := range []int64{-1, 0, 1} {
		if _, err := Open(dir, limit); err == nil {
			t.Errorf("limit %d: no error", limit)
		}
	}
	if names := entries(t, dir); len(names) != 1 {
		t.Errorf("the folder holds %q", names)
	}
}

func TestAProfileThatCannotBeWrittenLeavesNothing(t *testing.T) {
	dir := t.TempDir()
	s := open(t, dir, 1<<20)
	if err := os.Mkdir(filepath.Join(dir, key(0).name()), 0o755); err != nil { // in its place
		t.Fatal(err)
	}
	if _, err := s.Put(key(0), profile(300)); err == nil {
		t.Error("no error")
	}
	if names := entries(t, dir); len(names) != 1 {
		t.Errorf("the folder holds %q", names)
	}
}

func TestFind(t *testing.T) {
	s := open(t, t.TempDir(), 1<<20)
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
	s := open(t, t.TempDir(), 1<<20)
	for _, name := range []string{"", "..", "a/b", "../../etc", ".hidden"} {
		k := key(0)
		k.Service = name
		if _, err := s.Put(k, profile(10)); !errors.Is(err, ErrInvalid) {
			t.Errorf("service %q: %v", name, err)
		}
	}
}

// serve returns the server of a store, and functions to post and get.
func serve(t *testing.T, s *Store) (srv *httptest.Server, post func(start, body string) (int, string), get func(path string) (int, string)) {
	srv = httptest.NewServer(Handler(s, slog.New(slog.DiscardHandler)))
	t.Cleanup(srv.Close)
	read := func(resp *http.Response, err error) (int, string) {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		defer resp.Body.Close()
		body, err := io.ReadAll(resp.Body)
		if err != nil {
			t.Fatal(err)
		}
		return resp.StatusCode, string(body)
	}
	post = func(start, body string) (int, string) {
		q := url.Values{"service": {"tally"}, "version": {"v1"}, "kind": {"cpu"}, "instance": {"a"}, "start": {start}}
		return read(http.Post(srv.URL+"/profiles?"+q.Encode(), "", strings.NewReader(body)))
	}
	get = func(path string) (int, string) { return read(http.Get(srv.URL + path)) }
	return srv, post, get
}

func TestOverHTTP(t *testing.T) {
	srv, post, get := serve(t, open(t, t.TempDir(), 1<<20))
	at := noon.Format(time.RFC3339)
	for name, test := range map[string]struct {
		start, body string
		want        int
	}{
		"profile":   {at, string(profile(10)), http.StatusCreated},
		"no time":   {"noon", string(profile(10)), http.StatusBadRequest},
		"no gzip":   {at, "text", http.StatusBadRequest},
		"too large": {at, strings.Repeat("x", maxProfile+1), http.StatusRequestEntityTooLarge},
	} {
		if status, body := post(test.start, test.body); status != test.want {
			t.Errorf("%s: status %d: %s", name, status, body)
		}
	}
	_, list := get("/profiles?service=tally&until=2022-04-22T13:00:00Z")
	path := "/profiles/" + key(0).name()
	if list != srv.URL+path+"\n" {
		t.Fatalf("got %q, want %q", list, path)
	}
	if _, body := get(path); body != string(profile(10)) {
		t.Errorf("got %q", body)
	}
}

func TestOnlyProfilesAreServed(t *testing.T) {
	dir := t.TempDir()
	_, _, get := serve(t, open(t, dir, 1<<20))
	half := key(0).name() + part
	for _, name := range []string{"README", half} {
		if err := os.WriteFile(filepath.Join(dir, name), nil, 0o644); err != nil {
			t.Fatal(err)
		}
	}
	for _, name := range []string{"", "README", half, "..%2fREADME", key(1).name()} {
		if status, body := get("/profiles/" + name); status != http.StatusNotFound || strings.Contains(body, dir) {
			t.Errorf("%q: status %d: %s", name, status, body)
		}
	}
}

func TestNoErrorNamesAFileOfOurs(t *testing.T) {
	s := open(t, t.TempDir(), 1<<20)
	_, post, _ := serve(t, s)
	s.Close()
	status, body := post(noon.Format(time.RFC3339), string(profile(10)))
	if status != http.StatusInternalServerError || body != "internal error\n" {
		t.Errorf("status %d: %s", status, body)
	}
}

func FuzzParseName(f *testing.F) {
	f.Add(key(0).name())
	f.Add(key(0).name() + part)
	f.Fuzz(func(t *testing.T, name string) {
		key, err := parseName(name)
		if err != nil {
			return
		}
		if again, err := parseName(key.name()); err != nil || again != key {
			t.Errorf("%q is %v, whose name is %q: %v", name, key, key.name(), err)
		}
	})
}
