#!/bin/sh
# Measures what the article says and writes it to measured/. Wants go in PATH and a machine with nothing
# else to do. Each step takes 16 minutes or less: ./measure.sh versions|overhead|bench, then report.
# The step bench also wants a revision of this repository whose profiler made people wait.
# ROUNDS, ARM, PERIOD, WINDOW, BLOCKS and RUNS make a step shorter, to try it; RAW is where profiles are kept between steps.
set -eu
cd "$(dirname "$0")"
here=$PWD out=$PWD/measured
raw=${RAW:-${TMPDIR:-/tmp}/tally-measured}
rate=${RATE:-3000} period=${PERIOD:-30s} window=${WINDOW:-10s} rounds=${ROUNDS:-5} arm=${ARM:-61} blocks=${BLOCKS:-9} runs=${RUNS:-15}
mkdir -p "$raw" "$out"
export GOFLAGS="-trimpath -mod=readonly" PPROF_TMPDIR="$raw/pprof"
pids=
trap 'kill $pids 2>/dev/null || true; wait' EXIT

build() { go build -o "$raw/" ./cmd/... && cd "$raw"; }
pprof() { go tool pprof "$@" 2>/dev/null; }
list() { curl -s "localhost:7070/profiles?service=tally&$1"; }
collect() { # folder
	./collector -addr localhost:7070 -dir "$1" -limit 1000000000 2>>collector.log & pids="$pids $!"
	until list kind=cpu >list.txt; do sleep 0.1; done
}
instances() { # version, period
	./tally -version "$1" -instance a -period "$2" -window "$window" -addr localhost:8080 -admin localhost:6060 2>>tally.log & a=$!
	./tally -version "$1" -instance b -period "$2" -window "$window" -addr localhost:8081 -admin localhost:6061 2>>tally.log & b=$!
	pids="$pids $a $b"
	until curl -s localhost:6060 localhost:6061 >index.txt; do sleep 0.05; done
}
stop() { kill "$a" "$b" && wait "$a" "$b"; }
load() { # seconds, further flags
	./load -urls http://localhost:8080,http://localhost:8081 -rate "$rate" -for "${1}s" "${2:--long=0}"
}
ticks() { awk '{print $14 + $15}' "/proc/$1/stat"; } # hundredths of a second

versions() { # in turns, so that whatever else the machine does hits all alike
	build
	rm -rf profiles ondemand && mkdir ondemand
	collect profiles
	: >cpu.txt; : >ondemand.txt
	for round in $(seq "$rounds"); do
		for version in v1 v2 v3; do
			instances $version "$period"
			load "$arm" >load.txt
			echo "$round $version a $(ticks $a) b $(ticks $b) hundredths of a second; $(cat load.txt)" >>cpu.txt
			stop
		done
		# The same load on v1 without the loop, and a profile on demand of ten seconds.
		instances v1 24h
		load 13 >load.txt & loading=$!
		sleep 2
		before=$(ticks $a)
		pprof -proto -output "ondemand/$round.pb.gz" 'http://localhost:6060/debug/pprof/profile?seconds=10' >pprof.txt
		after=$(ticks $a)
		wait $loading
		stop
		echo "$round kernel $((after - before)) hundredths of a second; $(cat load.txt)" >>ondemand.txt
	done
	machine
}

machine() {
	{
		uname -srm
		grep -m 2 -E '^(cpu family|model name)' /proc/cpuinfo
		echo "processors $(nproc)"
		zcat /proc/config.gz 2>/dev/null | grep '^CONFIG_HZ=' || echo 'CONFIG_HZ unknown'
		go version
		. /etc/os-release && echo "$PRETTY_NAME"
		echo 'sharing them: two instances of tally, the collector, the load'
	} >"$out/machine.txt"
}

overhead() {
	go test ./server -run - -bench Overhead -benchtime "${blocks}x" -timeout 1h -window "$window" | grep ^overhead >"$out/overhead.txt"
	cycles
}

cycles() {
	go test ./server -run - -bench Cycles -benchtime 3x -window 4s | grep ^cycles >"$out/cycles.txt"
}

bench() { # a revision with the first profiler
	: >"$out/bench-versions.txt"
	go test -c -o "$raw/server.test" ./server
	for _ in $(seq "$runs"); do
		"$raw/server.test" -test.run - -test.bench Summary -test.benchtime 0.5s | grep ^Bench >>"$out/bench-versions.txt"
	done
	"$raw/server.test" -test.run - -test.bench WindowEnd -test.benchtime 3x -window "$window" | grep ^end >"$out/window-end.txt"
	go test ./profiler -run - -bench Endpoint -count 5 | grep ^Bench >"$out/bench-endpoint.txt"
	phase
	leak
	people "$1"
}

phase() { # do equal times in two functions give equal samples?
	(
		build
		for _ in 1 2 3 4 5 6 7 8; do
			for turn in 10ms 7ms; do
				./phase -turn $turn -for 3s >phase.pb.gz
				pprof -top -cum -unit=ms phase.pb.gz | awk -v turn=$turn '
					/main\.even$/ {even = $4} /main\.odd$/ {odd = $4} END {print turn, even + 0, odd + 0, "ms"}'
			done
		done >"$out/phase.txt"
	)
}

leak() {
	build
	rm -rf leaks
	collect leaks
	for version in v4 v5; do
		instances $version "$period"
		load "$arm" -long=1000 >load.txt # the long ones are late
		stop
		kind="version=$version&kind=goroutineleak&instance=a"
		{
			echo "$version: $(cat load.txt)"
			pprof -top $(list "$kind" | tail -n 1)
			pprof -traces -base $(list "$kind" | head -n 1) $(list "$kind" | tail -n 1)
			pprof -tags $(list "$kind" | tail -n 1)
		} >"$out/leak-$version.txt"
	done
	list kind=cpu | xargs -n 1 basename >list.txt
	cd "$here"
}

people() { # how long somebody waits who comes one second after a window has opened
	rm -rf "$raw/first" && mkdir "$raw/first"
	git archive "$1" . | tar -x -C "$raw/first"
	(cd "$raw/first" && go build -o "$raw/first-tally" ./cmd/tally)
	cd "$raw"
	for program in first-tally tally; do
		for seconds in 1 5 10; do
			./$program -period 10001ms -window 10s 2>>tally.log & a=$!
			pids="$pids $a"
			sleep 1
			begin=$(date +%s%N)
			go tool pprof -proto -output asked.pb.gz "http://localhost:6060/debug/pprof/profile?seconds=$seconds" >asked.txt 2>&1 || true
			took=$((($(date +%s%N) - begin) / 1000000))
			echo "$program seconds=$seconds: $took ms: $(grep -oE 'timeout awaiting.*|Saved profile|Generating report' asked.txt | head -n 1)"
			kill $a && wait $a || true
		done
	done >"$out/people.txt"
	cd "$here"
}

report() { # what the profiles of the step versions say, and the figures of all steps
	build
	collect profiles
	cp cpu.txt "$out/"
	for version in v1 v2 v3; do
		pprof -proto -output "$version.pb.gz" $(list "version=$version&kind=cpu") >pprof.txt
		[ $version = v3 ] || pprof -traces "$version.pb.gz" | python3 "$here/fold.py" >"$out/$version.folded"
		pprof -tags "$version.pb.gz" >"$out/tags-$version.txt"
		pprof -top -cum -nodecount=60 "$version.pb.gz" >"$out/top-$version.txt"
		for address in $(list "version=$version&kind=cpu"); do
			pprof -traces "$address" | python3 "$here/fold.py" >window.folded
			all=$(awk '{n += $NF} END {print n}' window.folded)
			compile=$(awk '/regexp\.compile/ {n += $NF} END {print n + 0}' window.folded)
			echo "$(basename "$address" .pb.gz) $all $compile $(curl -s "$address" | wc -c)"
		done
	done >"$out/windows.txt"
	pprof -top -cum -nodecount=60 -diff_base v1.pb.gz v2.pb.gz >"$out/diff-v1-v2.txt"
	pprof -top -cum -nodecount=60 -diff_base v1.pb.gz v3.pb.gz >"$out/diff-v1-v3.txt"
	pprof -top -cum -nodecount=60 -normalize -diff_base v1.pb.gz v2.pb.gz >"$out/diff-normalized.txt"
	for version in v1 v2; do # one process, from its first window to its second
		kind="version=$version&kind=heap&instance=a"
		pprof -top -cum -sample_index=alloc_space -nodecount=30 \
			-base $(list "$kind" | head -n 1) $(list "$kind" | sed -n 2p) >"$out/heap-$version.txt"
	done
	for round in $(seq "$rounds"); do
		pprof -top "ondemand/$round.pb.gz" | grep "^Duration: " | sed "s/^/$round profile /"
	done | cat ondemand.txt - | sort -n >"$out/ondemand.txt"
	middle=$(((rounds + 1) / 2))
	pprof -top -cum -show=tally/access "ondemand/$middle.pb.gz" >"$out/ondemand-cum.txt"
	(cd profiles && wc -c -- *) | awk -F'[ ,]+' '$3 == "tally" {k = $4 " " $5; n[k]++; s[k] += $2; b[k] += int(($2 + 4095) / 4096) * 4096}
		END {for (k in n) print k, n[k], "profiles", int(s[k] / n[k]), "bytes each,", int(b[k] / n[k]), "in whole blocks"}' | sort >"$out/sizes.txt"
	python3 "$here/summary.py" >"$out/summary.txt"
}

"$@"
