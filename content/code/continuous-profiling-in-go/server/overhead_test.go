//go:build unix

package server

import (
	"flag"
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/pprof"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.com/tally/access/accesstest"
)

var window = flag.Duration("window", 10*time.Second, "how long each part of a benchmark of profiles lasts")

// BenchmarkOverhead compares the CPU time of a request at full load without
// and with a window of CPU profiling, and prints the difference in percent
// and the cycles of the garbage collector, a line for each block.
func BenchmarkOverhead(b *testing.B) {
	for _, megabytes := range []int{0, 64} {
		b.Run(fmt.Sprintf("kept=%dMB", megabytes), func(b *testing.B) {
			alive := keepAlive(megabytes)
			work := requests()
			for b.Loop() {
				// The order off, on, on, off cancels a drift of the machine.
				off1, on1 := part(work), profiled(b, work)
				on2, off2 := profiled(b, work), part(work)
				percent := 100 * ((on1.perRequest()+on2.perRequest())/(off1.perRequest()+off2.perRequest()) - 1)
				fmt.Printf("overhead kept=%dMB %+.3f%% gcs %d %d\n",
					megabytes, percent, off1.gcs+off2.gcs, on1.gcs+on2.gcs)
			}
			runtime.KeepAlive(alive)
		})
	}
}

// BenchmarkCycles prints how many cycles of the garbage collector 10,000
// requests need without a profile, with one, and without one but with
// memory that is as large as the buffer of one.
func BenchmarkCycles(b *testing.B) {
	for _, megabytes := range []int{0, 64} {
		b.Run(fmt.Sprintf("kept=%dMB", megabytes), func(b *testing.B) {
			alive := keepAlive(megabytes)
			work := requests()
			count := func(what string) {
				c := part(work)
				each := float64(c.gcs) / float64(c.batches*batch) * 10_000
				fmt.Printf("cycles kept=%dMB %s %.2f\n", megabytes, what, each)
			}
			for b.Loop() {
				count("plain")
				start(b)
				count("profiled")
				pprof.StopCPUProfile()
				buffer := make([]uint64, 1<<17+1<<14) // as in runtime/cpuprof.go
				count("buffer")
				runtime.KeepAlive(buffer)
			}
			runtime.KeepAlive(alive)
		})
	}
}

// BenchmarkWindowEnd prints what the end of a window costs at full load:
// milliseconds of CPU to write out a profile of each kind.
func BenchmarkWindowEnd(b *testing.B) {
	for _, megabytes := range []int{0, 64} {
		b.Run(fmt.Sprintf("kept=%dMB", megabytes), func(b *testing.B) {
			alive := keepAlive(megabytes)
			work := requests()
			for b.Loop() {
				start(b)
				part(work)
				fmt.Printf("end kept=%dMB cpu %.3f ms\n", megabytes, milliseconds(pprof.StopCPUProfile))
				for _, kind := range []string{"goroutineleak", "heap"} {
					ms := milliseconds(func() {
						if err := pprof.Lookup(kind).WriteTo(io.Discard, 0); err != nil {
							b.Fatal(err)
						}
					})
					fmt.Printf("end kept=%dMB %s %.3f ms\n", megabytes, kind, ms)
				}
			}
			runtime.KeepAlive(alive)
		})
	}
}

// keepAlive returns memory full of pointers, which the collector follows.
func keepAlive(megabytes int) []*[8]*byte {
	all := make([]*[8]*byte, megabytes<<20/72) // 64 bytes each, and 8 for the pointer
	for i := range all {
		all[i] = new([8]*byte)
	}
	return all
}

func start(b *testing.B) {
	if err := pprof.StartCPUProfile(io.Discard); err != nil {
		b.Fatal(err)
	}
}

func profiled(b *testing.B, work func()) cost {
	start(b)
	defer pprof.StopCPUProfile()
	return part(work)
}

const batch = 500

// requests returns a function that serves a batch of them.
func requests() func() {
	h := New(Versions()["v3"])
	logs := accesstest.Logs(rand.New(rand.NewPCG(1, 2)), 100, 5, 35)
	return func() {
		for n := range batch {
			r := httptest.NewRequest(http.MethodPost, "/summary", strings.NewReader(logs[n%len(logs)]))
			h.ServeHTTP(httptest.NewRecorder(), r)
		}
	}
}

type cost struct {
	cpu     time.Duration // charged by the kernel to all threads
	batches int
	gcs     uint32 // cycles of the garbage collector
}

func (c cost) perRequest() float64 { return c.cpu.Seconds() / float64(c.batches*batch) }

// part works for a window.
func part(work func()) cost {
	cpu, gcs, n := charged(), cycles(), 0
	for begin := time.Now(); time.Since(begin) < *window; n++ {
		work()
	}
	return cost{charged() - cpu, n, cycles() - gcs}
}

func milliseconds(work func()) float64 {
	before := charged()
	work()
	return (charged() - before).Seconds() * 1e3
}

func charged() time.Duration {
	var u syscall.Rusage
	if err := syscall.Getrusage(syscall.RUSAGE_SELF, &u); err != nil {
		panic(err)
	}
	return time.Duration(u.Utime.Nano() + u.Stime.Nano())
}

func cycles() uint32 {
	var m runtime.MemStats
	runtime.ReadMemStats(&m)
	return m.NumGC
}
