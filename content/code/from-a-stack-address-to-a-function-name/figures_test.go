//go:build recorded

package symbols

import (
	"cmp"
	"debug/elf"
	"debug/gosym"
	"fmt"
	"maps"
	"os"
	"path/filepath"
	"reflect"
	"runtime"
	"slices"
	"testing"
)

// measured opens what measure.sh recorded.
func measured(t testing.TB, name string) *os.File {
	t.Helper()
	file, err := os.Open(filepath.Join(os.Getenv("RECORDED"), name))
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { file.Close() })
	return file
}

// kernel reads what the eBPF program recorded of a process.
func kernel(t *testing.T, name string) *Profile {
	t.Helper()
	p := &Profile{}
	var err error
	if p.Samples, err = ReadStacks(measured(t, name+".stacks")); err != nil {
		t.Fatal(err)
	}
	if p.Mappings, err = ReadMaps(measured(t, name+".maps")); err != nil {
		t.Fatal(err)
	}
	return p
}

// TestFigures prints what the article says about a recording by an eBPF program, beside the profile that
// the process took of itself at the same time.
func TestFigures(t *testing.T) {
	outside := kernel(t, "workload")
	inside, err := ReadProfile(measured(t, "workload.pb.gz"))
	if err != nil {
		t.Fatal(err)
	}
	s := NewSymbolizer(outside, OpenMapped)
	out, in := count(s, outside), count(NewSymbolizer(inside, OpenMapped), inside)
	fmt.Printf("%d samples by the eBPF program, %d of an unknown function; %d samples by the runtime\n",
		out.total, out.leaf[Unknown], in.total)
	fmt.Printf("inlined: the innermost function in %d samples, %.1f%%\n", out.inlined, percent(out.inlined, out.total))
	fmt.Printf("no frame: the innermost function in %d samples, %.1f%%\n", out.skipped, percent(out.skipped, out.total))
	gofmt := count(NewSymbolizer(kernel(t, "gofmt"), OpenMapped), kernel(t, "gofmt"))
	fmt.Printf("gofmt: %d samples; inlined in %d, %.1f%%; no frame in %d, %.1f%%\n", gofmt.total,
		gofmt.inlined, percent(gofmt.inlined, gofmt.total), gofmt.skipped, percent(gofmt.skipped, gofmt.total))
	fmt.Println("the same call is in the runtime's profile")
	for framed, pairs := range map[string]map[[2]string]int{"with": out.framed, "without": out.frameless} {
		var known, all int
		for pair, n := range pairs {
			all += n
			if in.framed[pair]+in.frameless[pair] > 0 {
				known += n
			}
		}
		fmt.Printf("  of samples %s a frame: %d of %d, %.1f%%\n", framed, known, all, percent(known, all))
	}
	fmt.Println("innermost functions, by the eBPF program and by the runtime")
	names := slices.SortedFunc(maps.Keys(out.leaf), func(a, b string) int { return cmp.Compare(out.leaf[b], out.leaf[a]) })
	for _, name := range names[:12] {
		fmt.Printf("%5.1f%% %5.1f%%  %s\n", percent(out.leaf[name], out.total), percent(in.leaf[name], in.total), name)
	}
	subtraction(s, outside)
	path(t, s, outside)
}

// path prints each step from an address to names, for the first sample of a function that was inlined twice.
func path(t *testing.T, s *Symbolizer, p *Profile) {
	i := slices.IndexFunc(p.Samples, func(sample Sample) bool {
		return s.Frames(sample.Stack[0])[0].Function == "main.remainder"
	})
	address := p.Samples[i].Stack[0]
	mapping, offset, _ := p.Find(address)
	binary, pc, _ := s.locate(address)
	var d decoder
	f, _ := binary.find(&d, pc)
	fmt.Printf("address %#x\nmapping %#x-%#x %#x\noffset %#x\nlinked %#x\ntext %#x\ndistance %#x\n",
		address, mapping.Start, mapping.Limit, mapping.Offset, offset, pc, binary.text, pc-binary.text)
	fmt.Printf("function %s %#x\n", d.string(binary.names, uint64(f.name)), pc-f.entry)
	for _, frame := range s.Frames(address) {
		fmt.Printf("frame %s %s:%d\n", frame.Function, filepath.Base(frame.File), frame.Line)
	}
	table, _ := openGosym(t, measured(t, "workload").Name())
	file, line, function := table.PCToLine(pc)
	fmt.Printf("gosym %s %s:%d\n", function.Name, filepath.Base(file), line)
}

// subtraction prints what becomes of addresses to return to that are taken for calls.
func subtraction(s *Symbolizer, p *Profile) {
	calls := map[uint64]bool{}
	for _, sample := range p.Samples {
		for _, address := range sample.Stack[1:] {
			calls[address] = true
		}
	}
	var lines, functions int
	var examples string
	for _, address := range slices.Sorted(maps.Keys(calls)) {
		call, after := s.Frames(address), s.Frames(address+1)
		if !reflect.DeepEqual(call, after) {
			lines++
		}
		if !reflect.DeepEqual(functionsOf(call), functionsOf(after)) {
			functions++
			examples += fmt.Sprintf("  call  %v\n  after %v\n", call, after)
		}
	}
	fmt.Printf("%d addresses to return to; without the subtraction %d get another line, %d of them other functions\n%s",
		len(calls), lines, functions, examples)
}

// counts are of samples.
type counts struct {
	total, inlined, skipped int
	leaf                    map[string]int
	framed, frameless       map[[2]string]int // by the innermost function that was called, and what is above it
}

func count(s *Symbolizer, p *Profile) counts {
	c := counts{leaf: map[string]int{}, framed: map[[2]string]int{}, frameless: map[[2]string]int{}}
	for _, sample := range p.Samples {
		if len(sample.Stack) < 2 {
			continue
		}
		n := int(sample.Count)
		frames, callers := s.Frames(sample.Stack[0]), s.Frames(sample.Stack[1])
		c.leaf[frames[0].Function] += n
		c.total += n
		pair := [2]string{frames[len(frames)-1].Function, callers[len(callers)-1].Function}
		if s.Skipped(sample.Stack[0]) {
			c.skipped += n
			c.frameless[pair] += n
		} else {
			c.framed[pair] += n
		}
		if len(withoutWrappers(frames)) > 1 {
			c.inlined += n
		}
	}
	return c
}

func functionsOf(frames []Frame) (names []string) {
	for _, f := range frames {
		names = append(names, f.Function)
	}
	return names
}

func percent(n, of int) float64 { return 100 * float64(n) / float64(of) }

// TestSizes prints the parts of .gopclntab of each stripped binary.
func TestSizes(t *testing.T) {
	for _, name := range []string{"workload", "gofmt", "go"} {
		path := measured(t, name).Name()
		b, err := Open(path)
		if err != nil {
			t.Fatal(err)
		}
		file, err := elf.Open(path)
		if err != nil {
			t.Fatal(err)
		}
		info, err := os.Stat(path)
		if err != nil {
			t.Fatal(err)
		}
		section := file.Section(".gopclntab")
		fmt.Printf("%s: %d bytes, of .text %d, of .gopclntab %d, %.1f%%\n", name, info.Size(),
			file.Section(".text").Size, section.Size, percent(int(section.Size), int(info.Size())))
		fmt.Printf("  %d functions; names %d, units %d, files %d, values %d, functions %d, data %d\n", b.count,
			len(b.names)-len(b.units), len(b.units)-len(b.files), len(b.files)-len(b.values), len(b.values)-len(b.funcs),
			len(b.funcs)-len(b.data), len(b.data))
		deepest := []Frame{}
		text := file.Section(".text")
		for pc := text.Addr; pc < text.Addr+text.Size; pc++ {
			if frames, _ := b.Frames(pc); len(frames) > len(deepest) {
				deepest = frames
			}
		}
		fmt.Printf("  up to %d functions at one address\n", len(deepest))
		file.Close()
	}
}

func BenchmarkOpen(b *testing.B) {
	path := measured(b, "go").Name()
	b.Run("symbols", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			if _, err := Open(path); err != nil {
				b.Fatal(err)
			}
		}
	})
	b.Run("gosym", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			openGosym(b, path)
		}
	})
}

func BenchmarkLookUp(b *testing.B) {
	path := measured(b, "go").Name()
	binary, err := Open(path)
	if err != nil {
		b.Fatal(err)
	}
	table, text := openGosym(b, path)
	var pcs []uint64
	for pc := text.Addr; pc < text.Addr+text.Size; pc += text.Size / 4096 {
		if _, err := binary.Frames(pc); err == nil {
			pcs = append(pcs, pc)
		}
	}
	b.Run("symbols", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			binary.Frames(pcs[i%len(pcs)])
		}
	})
	b.Run("gosym", func(b *testing.B) {
		b.ReportAllocs()
		for i := 0; b.Loop(); i++ {
			table.PCToLine(pcs[i%len(pcs)])
		}
	})
}

// TestMemory prints what stays in memory for the binary of the go command.
func TestMemory(t *testing.T) {
	path := measured(t, "go").Name()
	var binary *Binary
	var table *gosym.Table
	fmt.Printf("symbols keeps %d kB, ", kept(func() { binary, _ = Open(path) }))
	fmt.Printf("gosym %d kB\n", kept(func() { table, _ = openGosym(t, path) }))
	runtime.KeepAlive(binary)
	runtime.KeepAlive(table)
}

func kept(allocate func()) uint64 {
	var before, after runtime.MemStats
	runtime.GC()
	runtime.ReadMemStats(&before)
	allocate()
	runtime.GC()
	runtime.ReadMemStats(&after)
	return (after.HeapAlloc - before.HeapAlloc) / 1000
}
