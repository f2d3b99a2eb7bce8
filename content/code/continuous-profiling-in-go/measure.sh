#!/bin/sh
# Measures what the article says, in about 30 minutes on a quiet machine, and writes it to measured/.
# Wants go in PATH. Two instances serve each version in turn under the same load.
set -eu
cd "$(dirname "$0")"
out=$PWD/measured
tmp=$(mktemp -d)
export PPROF_TMPDIR="$tmp/pprof" GOFLAGS=-trimpath
pids=
trap 'kill $pids 2>/dev/null || true; wait; rm -rf "$tmp"' EXIT

rate=${RATE:-3000} minutes=${MINUTES:-5}
lasts=$((minutes * 60))

go build -o "$tmp/" ./cmd/...
cd "$tmp"
./collector -dir "$tmp/profiles" & pids=$!

instances() { # version period
	./tally -version "$1" -instance a -period "$2" -addr localhost:8080 -admin localhost:6060 & a=$!
	./tally -version "$1" -instance b -period "$2" -addr localhost:8081 -admin localhost:6061 & b=$!
	pids="$pids $a $b"
	sleep 1
}
load() { # seconds
	./load -urls http://localhost:8080,http://localhost:8081 -rate "$rate" -for "${1}s"
}
list() { curl -s "localhost:7070/profiles?service=tally&$1"; }
ticks() { cut -d ' ' -f 14,15 "/proc/$1/stat"; }
pprof() { go tool pprof "$@" 2>/dev/null; }

# A profile on demand, of the first version.
instances v1 24h
load 25 & loading=$!
sleep 5
pprof -top -nodecount=12 "http://localhost:6060/debug/pprof/profile?seconds=10" >"$out/ondemand.txt"
wait $loading; cp "$PPROF_TMPDIR"/*.pb.gz "$tmp/ondemand.pb.gz"
kill "$a" "$b"
pprof -top -cum -show=tally/access ondemand.pb.gz >"$out/ondemand-cum.txt"

# Three versions, one after the other.
: >"$out/cpu.txt"
for version in v1 v2 v3; do
	instances $version 30s
	load $((lasts + 2)) >"$tmp/load.txt"
	for pid in $a $b; do
		echo "$version: $(ticks "$pid" | awk '{print ($1 + $2) / 100}') s of CPU; $(cat load.txt)" >>"$out/cpu.txt"
	done
	kill "$a" "$b"
done
list kind=cpu >"$out/addresses.txt"

for version in v1 v2 v3; do
	pprof -proto -output "$version.pb.gz" $(list "version=$version&kind=cpu") >/dev/null
	[ $version = v3 ] || pprof -traces "$version.pb.gz" | python3 "$out/../fold.py" >"$out/$version.folded"
	pprof -tags "$version.pb.gz" >"$out/tags-$version.txt"
	pprof -top -cum -nodecount=60 "$version.pb.gz" >"$out/top-$version.txt"
	for address in $(list "version=$version&kind=cpu"); do
		pprof -traces "$address" | python3 "$out/../fold.py" >w.folded
		all=$(awk '{n += $NF} END {print n}' w.folded)
		compile=$(awk '/regexp\.compile/ {n += $NF} END {print n + 0}' w.folded)
		echo "$(basename "$address" .pb.gz) $version $all $compile $(curl -s "$address" | wc -c)"
	done
done >"$out/windows.txt"

pprof -top -cum -nodecount=60 -diff_base v1.pb.gz v2.pb.gz >"$out/diff-v1-v2.txt"
pprof -top -cum -nodecount=60 -diff_base v1.pb.gz v3.pb.gz >"$out/diff-v1-v3.txt"
pprof -top -cum -nodecount=60 -normalize -diff_base v1.pb.gz v2.pb.gz >"$out/diff-normalized.txt"
for version in v1 v2 v3; do
	one=$(list "version=$version&kind=heap&instance=a" | tail -n 1)
	first=$(list "version=$version&kind=heap&instance=a" | head -n 1)
	pprof -top -cum -sample_index=alloc_space -nodecount=30 -base "$first" "$one" >"$out/heap-$version.txt"
done
du -sb profiles/tally/*/* | sed "s|$tmp/||" >"$out/sizes.txt"

cd "$out/.."
./bench.sh "$tmp/v3.pb.gz"
