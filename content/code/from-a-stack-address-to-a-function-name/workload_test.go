package symbols

import (
	"compress/gzip"
	"io"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"sync"
	"testing"
)

// builds are the ways to link a binary that leave a symbolizer more and less to go by.
var builds = map[string][]string{
	"plain":         {},
	"stripped":      {"-ldflags=-s -w"},
	"stripped, pie": {"-ldflags=-s -w", "-buildmode=pie"},
}

var (
	folder   string
	workload sync.Map // from flags to a function that builds and runs with them, once
)

func TestMain(m *testing.M) {
	var err error
	if folder, err = os.MkdirTemp("", "symbols"); err != nil {
		panic(err)
	}
	code := m.Run()
	os.RemoveAll(folder)
	os.Exit(code)
}

// recorded returns a binary of ./workload and the profile that it took of itself, without gzip.
func recorded(t testing.TB, flags ...string) (string, []byte) {
	t.Helper()
	if runtime.GOOS != "linux" {
		t.Skip("the binary of this system is not what the program reads: ELF, mapped by Linux")
	}
	once, _ := workload.LoadOrStore(strings.Join(flags, " "), sync.OnceValues(func() (string, []byte) {
		binary := build(t, flags...)
		return binary, record(t, binary)
	}))
	return once.(func() (string, []byte))()
}

// build compiles ./workload.
func build(t testing.TB, flags ...string) string {
	t.Helper()
	dir, err := os.MkdirTemp(folder, "")
	if err != nil {
		t.Fatal(err)
	}
	binary := filepath.Join(dir, "workload")
	args := append([]string{"build", "-o", binary}, flags...)
	if out, err := exec.Command("go", append(args, "./workload")...).CombinedOutput(); err != nil {
		t.Fatalf("go build: %v\n%s", err, out)
	}
	return binary
}

// record runs a binary and reads the profile that it took of itself.
func record(t testing.TB, binary string) []byte {
	t.Helper()
	path := binary + ".pb.gz"
	if out, err := exec.Command(binary, path, "800ms").CombinedOutput(); err != nil {
		t.Fatalf("workload: %v\n%s", err, out)
	}
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	zipped, err := gzip.NewReader(file)
	if err != nil {
		t.Fatal(err)
	}
	data, err := io.ReadAll(zipped)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// A named location is what the runtime wrote of an address: it names its own profiles.
type named struct {
	address uint64
	frames  []Frame
}

// names reads the part of a profile that ReadProfile leaves out.
func names(t testing.TB, data []byte) []named {
	t.Helper()
	type line struct{ function, line uint64 }
	var texts []string
	functions := map[uint64][8]uint64{}
	lines := [][]line{}
	var locations []named
	must := func(err error) {
		if err != nil {
			t.Fatal(err)
		}
	}
	for f, err := range fields(data) {
		must(err)
		switch f.number {
		case 4:
			location, err := scalars(f.bytes)
			must(err)
			locations = append(locations, named{address: location[3]})
			var calls []line
			for f, err := range fields(f.bytes) {
				must(err)
				if f.number == 4 {
					m, err := scalars(f.bytes)
					must(err)
					calls = append(calls, line{function: m[1], line: m[2]})
				}
			}
			lines = append(lines, calls)
		case 5:
			function, err := scalars(f.bytes)
			must(err)
			functions[function[1]] = function
		case 6:
			texts = append(texts, string(f.bytes))
		}
	}
	for i, calls := range lines {
		for _, call := range calls {
			function := functions[call.function]
			frame := Frame{Function: texts[function[2]], File: texts[function[4]], Line: int(call.line)}
			if frame.Function == "" {
				frame.Function = Unknown
			}
			locations[i].frames = append(locations[i].frames, frame)
		}
	}
	return locations
}
