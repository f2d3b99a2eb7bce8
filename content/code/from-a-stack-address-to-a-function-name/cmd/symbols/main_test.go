package main

import (
	"bytes"
	"fmt"
	"os"
	"os/exec"
	"path/filepath"
	"runtime"
	"strings"
	"testing"

	"example.com/symbols"
)

func TestStacksOfAProfileAndOfTheKernelHaveTheSameNames(t *testing.T) {
	if runtime.GOOS != "linux" {
		t.Skip("the binary of this system is not what the program reads: ELF, mapped by Linux")
	}
	dir := t.TempDir()
	binary, path := filepath.Join(dir, "workload"), filepath.Join(dir, "cpu.pb.gz")
	for _, command := range [][]string{
		{"go", "build", "-ldflags=-s -w", "-o", binary, "example.com/symbols/workload"},
		{binary, path, "500ms"},
	} {
		if out, err := exec.Command(command[0], command[1:]...).CombinedOutput(); err != nil {
			t.Fatalf("%v: %v\n%s", command, err, out)
		}
	}
	var fromProfile, fromStacks, log bytes.Buffer
	if err := run([]string{"-lines", path}, nil, &fromProfile, &log); err != nil {
		t.Fatal(err)
	}
	if !strings.Contains(fromProfile.String(), ";main.sumOfSquares:") {
		t.Errorf("no stack of sumOfSquares in\n%s", &fromProfile)
	}

	// The same as the kernel would have recorded it: addresses to return to, and of the mappings those
	// of /proc/PID/maps.
	file, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer file.Close()
	profile, err := symbols.ReadProfile(file)
	if err != nil {
		t.Fatal(err)
	}
	var maps, stacks bytes.Buffer
	for _, m := range profile.Mappings {
		fmt.Fprintf(&maps, "%x-%x r-xp %08x 00:00 1 %s\n", m.Start, m.Limit, m.Offset, m.File)
	}
	for _, sample := range profile.Samples {
		for range sample.Count {
			for i, address := range sample.Stack {
				fmt.Fprintf(&stacks, "%x\n", address+min(uint64(i), 1))
			}
			stacks.WriteByte('\n')
		}
	}
	mapsPath := filepath.Join(dir, "maps")
	if err := os.WriteFile(mapsPath, maps.Bytes(), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := run([]string{"-lines", "-maps", mapsPath}, &stacks, &fromStacks, &log); err != nil {
		t.Fatal(err)
	}
	want := map[string]bool{}
	for line := range strings.Lines(fromProfile.String()) {
		want[names(line)] = true
	}
	same := 0
	for line := range strings.Lines(fromStacks.String()) {
		if want[names(line)] {
			same++
		} else if !strings.Contains(line, symbols.Unknown) { // a caller that frame pointers would miss
			t.Error("not in the profile:", line)
		}
	}
	if same == 0 {
		t.Errorf("nothing of\n%s\nis in\n%s", &fromStacks, &fromProfile)
	}
}

// names is a line without its count. Some samples of a stack may lack a caller, so the counts differ.
func names(line string) string { return line[:strings.LastIndex(line, " ")] }

func TestMissingFilesAreErrors(t *testing.T) {
	for _, args := range [][]string{{}, {"nothing"}, {"-maps", "nothing"}, {"-wrong"}} {
		if err := run(args, strings.NewReader(""), &bytes.Buffer{}, &bytes.Buffer{}); err == nil {
			t.Errorf("%q: no error", args)
		}
	}
}
