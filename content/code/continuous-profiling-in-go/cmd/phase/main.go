// Phase spends equal times in two functions, in turns, and writes its own
// CPU profile: does the sampler see them as equal?
package main

import (
	"flag"
	"fmt"
	"io"
	"os"
	"runtime/pprof"
	"time"
)

func main() {
	turn := flag.Duration("turn", 10*time.Millisecond, "how long each turn is")
	lasts := flag.Duration("for", 3*time.Second, "how long the profile is")
	flag.Parse()
	if err := run(os.Stdout, *turn, *lasts); err != nil {
		fmt.Fprintln(os.Stderr, "phase:", err)
		os.Exit(1)
	}
}

func run(w io.Writer, turn, lasts time.Duration) error {
	if err := pprof.StartCPUProfile(w); err != nil {
		return err
	}
	defer pprof.StopCPUProfile()
	end := time.Now().Add(lasts)
	for due := time.Now(); due.Before(end); {
		due = due.Add(turn)
		even(due)
		due = due.Add(turn)
		odd(due)
	}
	return nil
}

//go:noinline
func even(due time.Time) {
	for time.Now().Before(due) {
	}
}

//go:noinline
func odd(due time.Time) {
	for time.Now().Before(due) {
	}
}
