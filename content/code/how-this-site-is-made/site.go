// Command table is a small static site generator with one idea of a large one: a site is a table from
// addresses to functions that make their bytes.
//
//	go run . serve notes            shows the site at http://127.0.0.1:8000
//	go run . build notes public     writes all of it into a new folder
//	sh publish.sh public REMOTE     puts the folder on the branch gh-pages of a remote
package main

import (
	"bytes"
	"crypto/sha256"
	"errors"
	"fmt"
	"html/template"
	"io/fs"
	"log"
	"net/http"
	"os"
	"path/filepath"
	"strings"
	"sync"
	"time"
)

// --8<-- [start:table]

// Site has a function for each address, which makes the bytes there.
// Nothing is made until somebody asks.
type Site map[string]func() ([]byte, error)

// New connects the notes of a folder and enters what can be made of them.
func New(folder string, readings *Readings) (Site, error) {
	notes, err := readings.All(folder)
	if err != nil {
		return nil, err
	}
	site := Site{
		"index.html":  render("index", notes...),
		"sitemap.txt": render("sitemap", notes...),
	}
	for i, note := range notes {
		next := notes[(i+1)%len(notes)]
		address := note.Name + ".html"
		if _, taken := site[address]; taken {
			return nil, fmt.Errorf("two outputs for %s", address)
		}
		site[address] = render("note", note, next)
	}
	return site, nil
}

// --8<-- [end:table]

// --8<-- [start:ask]

// Ask makes what is at one address, of the notes as they are now.
func (l *Live) Ask(name string) ([]byte, error) {
	site, err := New(l.folder, &l.readings)
	if err != nil {
		return nil, err
	}
	output, ok := site[name]
	if !ok {
		return nil, fs.ErrNotExist
	}
	return output()
}

// Build makes everything, on all cores.
func (s Site) Build(folder string) error {
	made := make(chan error, len(s))
	for name, output := range s {
		go func() {
			data, err := output()
			if err == nil {
				err = os.WriteFile(filepath.Join(folder, name), data, 0o644)
			}
			made <- err
		}()
	}
	var failed error
	for range s {
		failed = errors.Join(failed, <-made)
	}
	return failed
}

// --8<-- [end:ask]

// Live serves the notes of a folder.
type Live struct {
	folder   string
	readings Readings
}

func (l *Live) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	name := strings.TrimPrefix(r.URL.Path, "/")
	if name == "" {
		name = "index.html"
	}
	data, err := l.Ask(name)
	switch {
	case errors.Is(err, fs.ErrNotExist):
		http.NotFound(w, r)
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
	default:
		http.ServeContent(w, r, name, time.Time{}, bytes.NewReader(data))
	}
}

// A Note is what reading a source gives: its text up to the markup, and nothing of other notes.
type Note struct {
	Name, Title string
	Paragraphs  []string
}

// Readings keeps what was read under a digest of all that it was read from, so that no entry is ever out of date.
type Readings struct {
	mu    sync.Mutex
	notes map[[sha256.Size]byte]Note
	reads int
}

// All reads the notes of a folder in the order of their names, each version of a note once.
func (r *Readings) All(folder string) ([]Note, error) {
	files, err := os.ReadDir(folder)
	if err != nil {
		return nil, err
	}
	var notes []Note
	for _, file := range files {
		name, ok := strings.CutSuffix(file.Name(), ".txt")
		if !ok {
			continue
		}
		source, err := os.ReadFile(filepath.Join(folder, file.Name()))
		if err != nil {
			return nil, err
		}
		notes = append(notes, r.read(name, source))
	}
	return notes, nil
}

func (r *Readings) read(name string, source []byte) Note {
	r.mu.Lock()
	defer r.mu.Unlock()
	key := sha256.Sum256(append([]byte(name+"\x00"), source...))
	note, ok := r.notes[key]
	if !ok {
		r.reads++
		title, text, _ := strings.Cut(string(source), "\n\n")
		note = Note{name, strings.TrimSpace(title), strings.Split(strings.TrimSpace(text), "\n\n")}
		if r.notes == nil {
			r.notes = map[[sha256.Size]byte]Note{}
		}
		r.notes[key] = note
	}
	return note
}

var templates = template.Must(template.New("").Parse(`
{{- define "head"}}<!DOCTYPE html><html lang="en"><meta charset="utf-8"><title>{{.}}</title><h1>{{.}}</h1>{{end}}
{{- define "index"}}{{template "head" "Notes"}}<ul>
{{range .}}<li><a href="/{{.Name}}.html">{{.Title}}</a>
{{end}}</ul>{{end}}
{{- define "note"}}{{$note := index . 0}}{{$next := index . 1}}{{template "head" $note.Title}}
{{range $note.Paragraphs}}<p>{{.}}</p>
{{end}}<p>Next: <a href="/{{$next.Name}}.html">{{$next.Title}}</a></p>{{end}}
{{- define "sitemap"}}/
{{range .}}/{{.Name}}.html
{{end}}{{end}}`))

func render(name string, notes ...Note) func() ([]byte, error) {
	return func() ([]byte, error) {
		var page bytes.Buffer
		err := templates.ExecuteTemplate(&page, name, notes)
		return page.Bytes(), err
	}
}

func run(words []string) error {
	switch {
	case len(words) == 2 && words[0] == "serve":
		log.Print("http://127.0.0.1:8000")
		return http.ListenAndServe("127.0.0.1:8000", &Live{folder: words[1]})
	case len(words) == 3 && words[0] == "build":
		if err := os.Mkdir(words[2], 0o755); err != nil {
			return err
		}
		site, err := New(words[1], &Readings{})
		if err != nil {
			return err
		}
		return site.Build(words[2])
	}
	return fmt.Errorf("usage: table serve NOTES, or table build NOTES FOLDER")
}

func main() {
	if err := run(os.Args[1:]); err != nil {
		log.Fatal(err)
	}
}
