//go:build unix

package server

import (
	"fmt"
	"io"
	"math/rand/v2"
	"net/http"
	"net/http/httptest"
	"runtime"
	"runtime/pprof"
	"slices"
	"strings"
	"syscall"
	"testing"
	"time"

	"example.com/tally/access/accesstest"
)

// BenchmarkOverhead compares the CPU time of 10,000 requests without and
// with CPU profiling, again and again, and reports quartiles in percent.
// The collector runs rarely in a process that keeps some memory alive.
func BenchmarkOverhead(b *testing.B) {
	for _, kept := range []int{0, 64 << 20} {
		b.Run(fmt.Sprintf("kept=%dMB", kept>>20), func(b *testing.B) {
			alive := make([]byte, kept)
			overhead(b)
			runtime.KeepAlive(alive)
		})
	}
}

func overhead(b *testing.B) {
	work := service()
	var percent []float64
	var gcsOff, gcsOn uint32
	for b.Loop() {
		// The order off, on, on, off cancels a drift of the machine.
		off1, on1 := measure(work), profiled(b, work)
		on2, off2 := profiled(b, work), measure(work)
		off, on := off1.cpu+off2.cpu, on1.cpu+on2.cpu
		percent = append(percent, 100*(float64(on)/float64(off)-1))
		gcsOff += off1.gcs + off2.gcs
		gcsOn += on1.gcs + on2.gcs
	}
	slices.Sort(percent)
	for i, name := range []string{"q1-%", "median-%", "q3-%"} {
		b.ReportMetric(percent[len(percent)*(i+1)/4], name)
	}
	b.ReportMetric(float64(gcsOff)/float64(len(percent)), "gcs-off")
	b.ReportMetric(float64(gcsOn)/float64(len(percent)), "gcs-on")
}

// BenchmarkWindowEnd tells what the end of a window of ten seconds costs
// at full load: milliseconds of CPU to write out each profile.
func BenchmarkWindowEnd(b *testing.B) {
	work := service()
	var cpu, heap []float64
	for b.Loop() {
		if err := pprof.StartCPUProfile(io.Discard); err != nil {
			b.Fatal(err)
		}
		for begin := time.Now(); time.Since(begin) < 10*time.Second; {
			work()
		}
		cpu = append(cpu, measure(pprof.StopCPUProfile).cpu.Seconds()*1e3)
		heap = append(heap, measure(func() {
			if err := pprof.Lookup("heap").WriteTo(io.Discard, 0); err != nil {
				b.Fatal(err)
			}
		}).cpu.Seconds()*1e3)
	}
	b.ReportMetric(median(cpu), "cpu-ms")
	b.ReportMetric(median(heap), "heap-ms")
}

func median(x []float64) float64 {
	slices.Sort(x)
	return x[len(x)/2]
}

func profiled(b *testing.B, work func()) cost {
	if err := pprof.StartCPUProfile(io.Discard); err != nil {
		b.Fatal(err)
	}
	defer pprof.StopCPUProfile()
	return measure(work)
}

func service() func() {
	h := New(Versions()["v3"])
	logs := accesstest.Logs(rand.New(rand.NewPCG(1, 2)), 100, 5, 35)
	return func() {
		for n := range 5000 {
			r := httptest.NewRequest(http.MethodPost, "/summary", strings.NewReader(logs[n%len(logs)]))
			h.ServeHTTP(httptest.NewRecorder(), r)
		}
	}
}

type cost struct {
	cpu time.Duration // charged by the kernel to all threads
	gcs uint32        // cycles of the garbage collector
}

func measure(work func()) cost {
	cpu, gcs := charged(), cycles()
	work()
	return cost{charged() - cpu, cycles() - gcs}
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
