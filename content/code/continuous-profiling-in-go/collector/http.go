package collector

import (
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/url"
	"time"
)

const maxProfile = 4 << 20

// Handler serves a store:
//
//	POST /profiles?service=…&version=…&kind=…&instance=…&start=…  keeps a profile
//	GET  /profiles?service=…&version=…&from=…&until=…             lists addresses, one per line
//	GET  /profiles/{name}                                         is a profile
func Handler(s *Store, log *slog.Logger) http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("POST /profiles", func(w http.ResponseWriter, r *http.Request) { post(w, r, s, log) })
	mux.HandleFunc("GET /profiles", func(w http.ResponseWriter, r *http.Request) { list(w, r, s) })
	mux.HandleFunc("GET /profiles/{name}", func(w http.ResponseWriter, r *http.Request) { get(w, r, s) })
	return mux
}

func post(w http.ResponseWriter, r *http.Request, s *Store, log *slog.Logger) {
	q := r.URL.Query()
	start, err := parseTime(q, "start")
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
		http.Error(w, "the profile did not arrive", http.StatusBadRequest)
		return
	}
	key := Key{q.Get("service"), q.Get("version"), q.Get("kind"), start, q.Get("instance")}
	name, err := s.Put(key, data)
	switch {
	case errors.Is(err, ErrInvalid):
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	case err != nil: // it may name files of ours
		log.ErrorContext(r.Context(), "profile not kept", "err", err)
		http.Error(w, "internal error", http.StatusInternalServerError)
		return
	}
	w.Header().Set("Location", "/profiles/"+name)
	w.WriteHeader(http.StatusCreated)
}

// list answers with addresses, for go tool pprof to fetch and merge.
func list(w http.ResponseWriter, r *http.Request, s *Store) {
	query, err := parseQuery(r.URL.Query())
	if err != nil {
		http.Error(w, err.Error(), http.StatusBadRequest)
		return
	}
	for _, name := range s.Find(query) {
		fmt.Fprintf(w, "http://%s/profiles/%s\n", r.Host, name)
	}
}

func get(w http.ResponseWriter, r *http.Request, s *Store) {
	name := r.PathValue("name")
	if _, err := parseName(name); err != nil {
		http.NotFound(w, r)
		return
	}
	http.ServeFileFS(w, r, s.dir.FS(), name)
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
		at, err := parseTime(v, name)
		if err != nil {
			return Query{}, err
		}
		*t = at
	}
	return q, nil
}

func parseTime(v url.Values, name string) (time.Time, error) {
	at, err := time.Parse(time.RFC3339Nano, v.Get(name))
	if err != nil {
		return time.Time{}, fmt.Errorf("%s=%q is not a time", name, v.Get(name))
	}
	return at, nil
}
