#!/bin/sh
# Runs the benchmarks in turns, so that whatever else the machine does hits all alike, and writes
# measured/bench-*.txt. Wants go in PATH and, as its argument, a CPU profile for -pgo.
set -eu
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export GOFLAGS=-trimpath

bench() { # binary, pattern, time
	"$tmp/$1.test" -test.run=- -test.bench="$2" -test.benchtime="$3" | grep ^Bench
}
go test -c -o "$tmp/plain.test" ./server
go test -c -pgo="$(realpath "$1")" -o "$tmp/pgo.test" ./server
for _ in $(seq 20); do
	bench plain Summary 0.5s >&3
	for build in plain pgo; do
		bench $build Summary/5-35/v3 1s | sed "s/^/$build /" >&4
	done
done 3>measured/bench-versions.txt 4>measured/bench-pgo.txt
bench plain Overhead 100x >measured/bench-overhead.txt
bench plain WindowEnd 5x >measured/bench-window-end.txt
go test ./profiler -run - -bench Endpoint -count 5 | grep ^Bench >measured/bench-endpoint.txt
