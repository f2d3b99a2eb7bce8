package collector

import (
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"
)

const maxProfile = 4 << 20

// Handler serves a store:
//
//	POST /profiles?service=…&version=…&kind=…&instance=…&start=…  keeps a profile
//	GET  /profiles?service=…&version=…&from=…&until=…             lists addresses, a line each
//	GET  /profiles/{path}                                         is a profile
func Handler(s *Store) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /profiles", s.post)
	mux.HandleFunc("GET /profiles", s.list)
	mux.Handle("GET /profiles/", http.StripPrefix("/profiles/", http.FileServerFS(s.dir.FS())))
	return mux
}

func (s *Store) post(w http.ResponseWriter, r *http.Request) {
	q := r.URL.Query()
	start, err := time.Parse(time.RFC3339Nano, q.Get("start"))
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	data, err := io.ReadAll(http.MaxBytesReader(w, r.Body, maxProfile))
	var tooBig *http.MaxBytesError
	switch {
	case errors.As(err, &tooBig):
		http.Error(w, err.Error(), http.StatusRequestEntityTooLarge)
		return
	case err != nil:
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	key := Key{q.Get("service"), q.Get("version"), q.Get("kind"), q.Get("instance"), start}
	name, err := s.Put(key, data)
	switch {
	case errors.Is(err, ErrInvalid):
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	case err != nil:
		http.Error(w, err.Error(), http.StatusInternalServerError)
		return
	}
	w.Header().Set("Location", "/profiles/"+name)
	w.WriteHeader(http.StatusCreated)
}

// list answers with addresses, for go tool pprof to fetch and merge.
func (s *Store) list(w http.ResponseWriter, r *http.Request) {
	query, err := parseQuery(r.URL.Query())
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	for _, name := range s.Find(query) {
		fmt.Fprintf(w, "http://%s/profiles/%s\n", r.Host, name)
	}
}

func parseQuery(v url.Values) (Query, error) {
	q := Query{
		Service:  v.Get("service"),
		Version:  v.Get("version"),
		Kind:     v.Get("kind"),
		Instance: v.Get("instance"),
	}
	for name, t := range map[string]*time.Time{"from": &q.From, "until": &q.Until} {
		if !v.Has(name) {
			continue
		}
		at, err := time.Parse(time.RFC3339Nano, v.Get(name))
		if err != nil {
			return Query{}, fmt.Errorf("%s: %w", name, err)
		}
		*t = at
	}
	return q, nil
}
