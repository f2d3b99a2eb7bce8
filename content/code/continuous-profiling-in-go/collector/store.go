// Package collector keeps the profiles of many processes for a while.
package collector

import (
	"bytes"
	"cmp"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"regexp"
	"slices"
	"strings"
	"sync"
	"time"
)

// ErrInvalid is wrapped by errors about what a client sent.
var ErrInvalid = errors.New("invalid profile")

// Key says whose profile it is and when it began, to the millisecond.
// It is also the name of a file, e.g.
// tally,v1,cpu,20220422T090000.250Z,a.pb.gz
type Key struct {
	Service, Version, Kind string
	Start                  time.Time
	Instance               string
}

const (
	stamp  = "20060102T150405.000Z"
	suffix = ".pb.gz"
	part   = ".part" // follows the name of a file that is being written
)

func (k Key) name() string {
	start := k.Start.UTC().Format(stamp)
	return strings.Join([]string{k.Service, k.Version, k.Kind, start, k.Instance}, ",") + suffix
}

// A comma is in no word, and a name of four is short enough for a file.
var word = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,47}$`)

func (k Key) check() error {
	for _, s := range []string{k.Service, k.Version, k.Kind, k.Instance} {
		if !word.MatchString(s) {
			return fmt.Errorf("%w: name %q", ErrInvalid, s)
		}
	}
	if y := k.Start.UTC().Year(); y < 1970 || y > 9999 {
		return fmt.Errorf("%w: start %s", ErrInvalid, k.Start)
	}
	return nil
}

func parseName(name string) (Key, error) {
	words, found := strings.CutSuffix(name, suffix)
	parts := strings.Split(words, ",")
	if !found || len(parts) != 5 {
		return Key{}, fmt.Errorf("%w: file %q", ErrInvalid, name)
	}
	start, err := time.Parse(stamp, parts[3])
	if err != nil {
		return Key{}, fmt.Errorf("%w: file %q", ErrInvalid, name)
	}
	key := Key{parts[0], parts[1], parts[2], start, parts[4]}
	return key, key.check()
}

type file struct {
	key     Key
	size    int64 // on disk
	arrived time.Time
}

// Store keeps profiles as the files of one folder, and forgets those that
// came first when they take more than a number of bytes.
type Store struct {
	dir   *os.Root // no name from outside leads out of it
	limit int64

	mu    sync.Mutex
	files []file // in the order of arrival: clients' clocks decide nothing
	size  int64
}

// Open reads which profiles the folder holds, and keeps as many as fit.
func Open(dir string, limit int64) (*Store, error) {
	if limit < block { // would delete all and keep nothing
		return nil, fmt.Errorf("store: a limit of %d bytes has no room for a profile", limit)
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	s := &Store{dir: root, limit: limit}
	if err := errors.Join(s.read(), s.evict()); err != nil {
		return nil, errors.Join(fmt.Errorf("store: %w", err), root.Close())
	}
	return s, nil
}

func (s *Store) read() error {
	entries, err := fs.ReadDir(s.dir.FS(), ".")
	if err != nil {
		return err
	}
	for _, entry := range entries {
		name, half := strings.CutSuffix(entry.Name(), part)
		key, err := parseName(name)
		if err != nil || key.name() != name || !entry.Type().IsRegular() {
			continue // not ours
		}
		info, err := entry.Info()
		if err != nil {
			return err
		}
		if half || info.Size() == 0 { // a crash of the machine leaves empty ones
			if err := s.dir.Remove(entry.Name()); err != nil {
				return err
			}
			continue
		}
		s.add(file{key, onDisk(info.Size()), info.ModTime()})
	}
	slices.SortStableFunc(s.files, func(a, b file) int { return a.arrived.Compare(b.arrived) })
	return nil
}

// Close releases the folder.
func (s *Store) Close() error { return s.dir.Close() }

// Put keeps a profile and returns the name of its file. A profile that is
// sent twice replaces itself.
func (s *Store) Put(key Key, data []byte) (string, error) {
	key.Start = key.Start.UTC().Truncate(time.Millisecond)
	if err := key.check(); err != nil {
		return "", err
	}
	if !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return "", fmt.Errorf("%w: not gzip", ErrInvalid)
	}
	size := onDisk(int64(len(data)))
	if size > s.limit {
		return "", fmt.Errorf("%w: larger than the store", ErrInvalid)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	name := key.name()
	if err := s.write(name, data); err != nil {
		return "", fmt.Errorf("store: %w", err)
	}
	s.forget(key)
	s.add(file{key, size, time.Now()})
	return name, s.evict()
}

// --8<-- [start:evict]

// evict removes the profiles that came first until the rest fit.
func (s *Store) evict() error {
	for s.size > s.limit {
		first := s.files[0]
		err := s.dir.Remove(first.key.name())
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("store: %w", err)
		}
		s.files = s.files[1:]
		s.size -= first.size
	}
	return nil
}

const block = 4096

// onDisk counts whole blocks, so that many small files are bounded too.
func onDisk(size int64) int64 {
	return (size + block - 1) / block * block
}

// --8<-- [end:evict]

// write puts a file in place in one step, so that no reader sees half.
func (s *Store) write(name string, data []byte) error {
	err := s.dir.WriteFile(name+part, data, 0o644)
	if err == nil {
		err = s.dir.Rename(name+part, name)
	}
	if err != nil {
		_ = s.dir.Remove(name + part) // nobody would count it
	}
	return err
}

func (s *Store) add(f file) {
	s.files = append(s.files, f)
	s.size += f.size
}

func (s *Store) forget(key Key) {
	s.files = slices.DeleteFunc(s.files, func(f file) bool {
		if f.key == key {
			s.size -= f.size
			return true
		}
		return false
	})
}

// Query selects profiles; what is empty matches all.
type Query struct {
	Service, Version, Kind, Instance string
	From, Until                      time.Time // until is not included
}

func (q Query) matches(k Key) bool {
	return (q.Service == "" || q.Service == k.Service) &&
		(q.Version == "" || q.Version == k.Version) &&
		(q.Kind == "" || q.Kind == k.Kind) &&
		(q.Instance == "" || q.Instance == k.Instance) &&
		!k.Start.Before(q.From) &&
		(q.Until.IsZero() || k.Start.Before(q.Until))
}

// Find returns the names of profiles, in the order of their start.
func (s *Store) Find(q Query) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []Key
	for _, f := range s.files {
		if q.matches(f.key) {
			found = append(found, f.key)
		}
	}
	slices.SortFunc(found, func(a, b Key) int {
		return cmp.Or(a.Start.Compare(b.Start), cmp.Compare(a.name(), b.name()))
	})
	names := make([]string, len(found))
	for i, key := range found {
		names[i] = key.name()
	}
	return names
}
