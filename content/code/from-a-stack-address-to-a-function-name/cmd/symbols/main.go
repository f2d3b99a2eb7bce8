// Command symbols prints the stacks of a profile by name, each on a line with its count, as flame graphs
// want them. It uses the addresses of the profile and the binaries that its mappings name.
//
//	symbols profile.pb.gz
//	symbols -maps /proc/PID/maps <stacks
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"slices"
	"strings"

	"example.com/symbols"
)

func main() {
	if err := run(os.Args[1:], os.Stdin, os.Stdout, os.Stderr); err != nil {
		fmt.Fprintln(os.Stderr, "symbols:", err)
		os.Exit(1)
	}
}

func run(args []string, in io.Reader, out, log io.Writer) error {
	flags := flag.NewFlagSet("symbols", flag.ContinueOnError)
	flags.SetOutput(log)
	maps := flags.String("maps", "", "the mappings of a process, whose stacks are read from standard input")
	lines := flags.Bool("lines", false, "add the line to each function")
	if err := flags.Parse(args); err != nil {
		return err
	}
	profile, err := read(*maps, flags.Arg(0), in)
	if err != nil {
		return err
	}
	symbolizer := symbols.NewSymbolizer(profile, symbols.OpenMapped)
	counts := map[string]int64{}
	for _, sample := range profile.Samples {
		counts[name(symbolizer, sample.Stack, *maps != "", *lines)] += sample.Count
	}
	if err := symbolizer.Problems(); err != nil {
		fmt.Fprintln(log, err)
	}
	stacks := make([]string, 0, len(counts))
	for stack, count := range counts {
		stacks = append(stacks, fmt.Sprint(stack, " ", count, "\n"))
	}
	slices.Sort(stacks)
	_, err = io.WriteString(out, strings.Join(stacks, ""))
	return err
}

func read(maps, profile string, in io.Reader) (*symbols.Profile, error) {
	if maps == "" {
		file, err := os.Open(profile)
		if err != nil {
			return nil, err
		}
		defer file.Close()
		return symbols.ReadProfile(file)
	}
	file, err := os.Open(maps)
	if err != nil {
		return nil, err
	}
	defer file.Close()
	p := &symbols.Profile{}
	if p.Mappings, err = symbols.ReadMaps(file); err != nil {
		return nil, err
	}
	p.Samples, err = symbols.ReadStacks(in)
	return p, err
}

// name lists the calls of a stack, the outermost first.
func name(s *symbols.Symbolizer, stack []uint64, byPointers, lines bool) string {
	var calls []string
	for i, address := range stack {
		for _, frame := range s.Frames(address) {
			call := frame.Function
			if lines {
				call = fmt.Sprint(call, ":", frame.Line)
			}
			calls = append(calls, call)
		}
		if byPointers && i == 0 && s.Skipped(address) {
			calls = append(calls, symbols.Unknown)
		}
	}
	slices.Reverse(calls)
	return strings.Join(calls, ";")
}
