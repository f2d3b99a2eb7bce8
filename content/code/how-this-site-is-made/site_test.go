package main

import (
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

// notesIn writes notes into a new folder.
func notesIn(t *testing.T, notes map[string]string) string {
	t.Helper()
	folder := t.TempDir()
	for name, text := range notes {
		save(t, folder, name, text)
	}
	return folder
}

func save(t *testing.T, folder, name, text string) {
	t.Helper()
	if err := os.WriteFile(filepath.Join(folder, name), []byte(text), 0o644); err != nil {
		t.Fatal(err)
	}
}

func ask(live *Live, address string) *httptest.ResponseRecorder {
	answer := httptest.NewRecorder()
	live.ServeHTTP(answer, httptest.NewRequest(http.MethodGet, address, nil))
	return answer
}

func TestASaveIsOnEveryPageThatShowsIt(t *testing.T) {
	folder := notesIn(t, map[string]string{"a.txt": "Alpha\n\nText.", "b.txt": "Beta\n\nText."})
	live := &Live{folder: folder}
	ask(live, "/")
	save(t, folder, "b.txt", "Gamma\n\nText.")
	for _, address := range []string{"/", "/a.html", "/b.html"} {
		page := ask(live, address).Body.String()
		if !strings.Contains(page, "Gamma") || strings.Contains(page, "Beta") {
			t.Errorf("%s: %s", address, page)
		}
	}
}

func TestEachVersionOfANoteIsReadOnce(t *testing.T) {
	folder := notesIn(t, map[string]string{"a.txt": "Alpha\n\nText.", "b.txt": "Beta\n\nText."})
	live := &Live{folder: folder}
	for range 3 {
		ask(live, "/")
	}
	save(t, folder, "b.txt", "Gamma\n\nText.")
	ask(live, "/a.html")
	save(t, folder, "b.txt", "Beta\n\nText.")
	ask(live, "/a.html")
	if live.readings.reads != 3 {
		t.Errorf("%d reads of three versions", live.readings.reads)
	}
}

func TestBuildWritesWhatIsServed(t *testing.T) {
	live, built := &Live{folder: "notes"}, t.TempDir()
	site, err := New("notes", &Readings{})
	if err != nil {
		t.Fatal(err)
	}
	if err := site.Build(built); err != nil {
		t.Fatal(err)
	}
	if len(site) != 5 {
		t.Errorf("%d outputs of three notes", len(site))
	}
	for name := range site {
		data, err := os.ReadFile(filepath.Join(built, name))
		if err != nil {
			t.Fatal(err)
		}
		if served := ask(live, "/"+name).Body.String(); served != string(data) {
			t.Errorf("%s is served as %q and built as %q", name, served, data)
		}
	}
}

func TestAnAddressWithoutAnOutputIsNotFound(t *testing.T) {
	if status := ask(&Live{folder: "notes"}, "/nothing.html").Code; status != http.StatusNotFound {
		t.Errorf("status %d", status)
	}
}

func TestAllThatFailsIsReported(t *testing.T) {
	site := Site{"a": render("missing"), "b": render("absent")}
	err := site.Build(t.TempDir())
	if err == nil || !strings.Contains(err.Error(), "missing") || !strings.Contains(err.Error(), "absent") {
		t.Errorf("reported: %v", err)
	}
}

func TestAFolderThatIsMissingIsNoEmptySite(t *testing.T) {
	if site, err := New(filepath.Join(t.TempDir(), "nothing"), &Readings{}); err == nil {
		t.Errorf("%d outputs", len(site))
	}
}

func TestANameIsNoPattern(t *testing.T) {
	folder := filepath.Join(t.TempDir(), "notes[1]*")
	if err := os.Mkdir(folder, 0o755); err != nil {
		t.Fatal(err)
	}
	save(t, folder, "a.txt", "Alpha\n\nText.")
	if site, err := New(folder, &Readings{}); err != nil || site["a.html"] == nil {
		t.Errorf("%d outputs, %v", len(site), err)
	}
}

func TestAnAddressHasOneOutput(t *testing.T) {
	folder := notesIn(t, map[string]string{"index.txt": "Alpha\n\nText."})
	if _, err := New(folder, &Readings{}); err == nil {
		t.Error("a note took the address of the index")
	}
}
