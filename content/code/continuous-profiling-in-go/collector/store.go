// Package collector keeps the profiles of many processes for a while.
package collector

import (
	"bytes"
	"errors"
	"fmt"
	"io/fs"
	"os"
	"path"
	"regexp"
	"strings"
	"sync"
	"time"
)

// ErrInvalid is wrapped by errors about what a client sent.
var ErrInvalid = errors.New("invalid profile")

// Key says whose profile it is and when it began. Its path is, e.g.,
// tally/v1/cpu/20220422T090000.250Z-a.pb.gz
type Key struct {
	Service, Version, Kind, Instance string
	Start                            time.Time
}

const stamp = "20060102T150405.000Z"

func (k Key) path() string {
	name := k.Start.UTC().Format(stamp) + "-" + k.Instance + ".pb.gz"
	return path.Join(k.Service, k.Version, k.Kind, name)
}

var word = regexp.MustCompile(`^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$`)

func (k Key) check() error {
	for _, s := range []string{k.Service, k.Version, k.Kind, k.Instance} {
		if !word.MatchString(s) {
			return fmt.Errorf("%w: name %q", ErrInvalid, s)
		}
	}
	if k.Start.IsZero() {
		return fmt.Errorf("%w: no start", ErrInvalid)
	}
	return nil
}

func parsePath(name string) (Key, error) {
	parts := strings.Split(name, "/")
	if len(parts) != 4 {
		return Key{}, fmt.Errorf("%w: path %q", ErrInvalid, name)
	}
	at, instance, _ := strings.Cut(strings.TrimSuffix(parts[3], ".pb.gz"), "-")
	start, err := time.Parse(stamp, at)
	if err != nil {
		return Key{}, fmt.Errorf("%w: path %q", ErrInvalid, name)
	}
	key := Key{parts[0], parts[1], parts[2], instance, start}
	return key, key.check()
}

type file struct {
	key  Key
	path string
	size int64
}

// Store keeps profiles in a folder, and forgets the oldest when they
// take more than a number of bytes.
type Store struct {
	dir   *os.Root // no name from outside leads out of it
	limit int64

	mu    sync.Mutex
	files []file // in the order of start
	size  int64
}

// Open reads which profiles the folder holds.
func Open(dir string, limit int64) (*Store, error) {
	root, err := os.OpenRoot(dir)
	if err != nil {
		return nil, fmt.Errorf("store: %w", err)
	}
	s := &Store{dir: root, limit: limit}
	err = fs.WalkDir(root.FS(), ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() {
			return err
		}
		key, err := parsePath(name)
		if err != nil {
			return nil // not ours, or half written
		}
		info, err := d.Info()
		if err != nil {
			return err
		}
		s.insert(file{key, name, info.Size()})
		return nil
	})
	if err == nil {
		err = s.evict()
	}
	if err != nil {
		return nil, errors.Join(fmt.Errorf("store: %w", err), root.Close())
	}
	return s, nil
}

// Close releases the folder.
func (s *Store) Close() error { return s.dir.Close() }

// Put keeps a profile and returns its path.
func (s *Store) Put(key Key, data []byte) (string, error) {
	if err := key.check(); err != nil {
		return "", err
	}
	if !bytes.HasPrefix(data, []byte{0x1f, 0x8b}) {
		return "", fmt.Errorf("%w: not gzip", ErrInvalid)
	}
	s.mu.Lock()
	defer s.mu.Unlock()
	name := key.path()
	if err := s.write(name, data); err != nil {
		return "", fmt.Errorf("store: %w", err)
	}
	s.insert(file{key, name, int64(len(data))})
	return name, s.evict()
}

// --8<-- [start:evict]

// evict removes the oldest profiles until the rest fit.
func (s *Store) evict() error {
	for s.size > s.limit {
		oldest := s.files[0]
		err := s.dir.Remove(oldest.path)
		if err != nil && !errors.Is(err, fs.ErrNotExist) {
			return fmt.Errorf("store: %w", err)
		}
		s.files = s.files[1:]
		s.size -= oldest.size
	}
	return nil
}

// --8<-- [end:evict]

// write puts a file in place in one step, so that no reader sees half.
func (s *Store) write(name string, data []byte) error {
	if err := s.dir.MkdirAll(path.Dir(name), 0o755); err != nil {
		return err
	}
	if err := s.dir.WriteFile(name+".part", data, 0o644); err != nil {
		return err
	}
	return s.dir.Rename(name+".part", name)
}

// insert keeps files in order; most are newer than all the others.
// A profile that was sent twice replaces itself.
func (s *Store) insert(f file) {
	i := len(s.files)
	for i > 0 && s.files[i-1].key.Start.After(f.key.Start) {
		i--
	}
	for j := i - 1; j >= 0 && s.files[j].key.Start.Equal(f.key.Start); j-- {
		if s.files[j].path == f.path {
			s.size += f.size - s.files[j].size
			s.files[j] = f
			return
		}
	}
	s.files = append(s.files, file{})
	copy(s.files[i+1:], s.files[i:])
	s.files[i] = f
	s.size += f.size
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

// Find returns the paths of profiles, the oldest first.
func (s *Store) Find(q Query) []string {
	s.mu.Lock()
	defer s.mu.Unlock()
	var found []string
	for _, f := range s.files {
		if q.matches(f.key) {
			found = append(found, f.path)
		}
	}
	return found
}
