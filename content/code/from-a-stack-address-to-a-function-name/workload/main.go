// Command workload is what the tests profile. It uses the CPU for a while in calls of each kind that a
// traceback knows: inlined, generic, deferred, through an interface, recursive, and in the runtime. The
// first argument is a file for a CPU profile of itself, the second how much time of a CPU to use.
package main

import (
	"crypto/sha256"
	"encoding/json"
	"fmt"
	"os"
	"runtime/pprof"
	"sort"
	"strings"
	"syscall"
	"time"
)

func main() {
	if err := run(os.Args[1:]); err != nil {
		fmt.Fprintln(os.Stderr, "workload:", err)
		os.Exit(1)
	}
}

func run(args []string) error {
	if len(args) != 2 {
		return fmt.Errorf("give a file and a duration")
	}
	limit, err := time.ParseDuration(args[1])
	if err != nil {
		return err
	}
	file, err := os.Create(args[0])
	if err != nil {
		return err
	}
	defer file.Close()
	if err := pprof.StartCPUProfile(file); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	done := make(chan int)
	for range 2 {
		go func() {
			total := 0
			for used() < limit {
				total += round()
			}
			done <- total
		}()
	}
	fmt.Println(<-done, <-done)
	return nil
}

// used is the time for which this process had a CPU.
func used() time.Duration {
	var usage syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &usage); err != nil {
		panic(err)
	}
	return time.Duration(usage.Utime.Nano() + usage.Stime.Nano())
}

func round() int {
	var s shape = wrapped{&square{side: 3}}
	return sumOfSquares(20_000) + area(s) + fold([]int{3, 1, 2}, less) + fold(strings.Fields("b c a"), lessText) +
		encode() + depth(100) + guarded()
}

//go:noinline
func sumOfSquares(n int) int {
	sum := 0
	for i := range n {
		sum += mix(i)
	}
	return sum
}

// Both are inlined, one into the other, into sumOfSquares.
func mix(i int) int { return remainder(i * i) }

func remainder(i int) int { return i % 7 }

type shape interface{ area(int) int }

type square struct{ side int }

// area takes its time, so that it is in the profile.
func (s *square) area(times int) int {
	sum := 0
	for i := range times {
		sum += s.side * (s.side ^ i) % 5
	}
	return sum
}

// A wrapped gets the method of square by a wrapper, which the compiler writes.
type wrapped struct{ *square }

//go:noinline
func area(s shape) int { return s.area(20_000) }

//go:noinline
func fold[T any](items []T, less func(a, b T) bool) int {
	for range 300 {
		sort.Slice(items, func(i, j int) bool { return !less(items[i], items[j]) })
		sort.Slice(items, func(i, j int) bool { return less(items[i], items[j]) })
	}
	return len(items)
}

func less(a, b int) bool { return a < b }

func lessText(a, b string) bool { return a < b }

func encode() int {
	text, err := json.Marshal(map[string][]int{"a": {1, 2, 3}, "b": {4, 5, 6}})
	if err != nil {
		return 0
	}
	sum := sha256.Sum256(text)
	return int(sum[0])
}

func depth(n int) int {
	if n == 0 {
		return sumOfSquares(200)
	}
	return depth(n-1) + 1
}

func guarded() (n int) {
	defer func() {
		if recover() != nil {
			n = sumOfSquares(2_000)
		}
	}()
	var missing []int
	return missing[n]
}
