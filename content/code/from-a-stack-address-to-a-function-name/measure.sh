#!/bin/sh
# Measures what the article says, and writes measured/*.txt. Wants go, and for the recording bpftrace, which
# needs the privileges of an agent; for addr2line.txt also gcc. The argument is the number of CPU seconds to record.
set -eu
cd "$(dirname "$0")"
tmp=$(mktemp -d)
agent=
trap 'test -z "$agent" || kill "$agent"; rm -rf "$tmp"' EXIT
export RECORDED="$tmp"
strip='-ldflags=-s -w'
go build -trimpath "$strip" -buildmode=pie -o "$tmp/workload" ./workload
go build -trimpath "$strip" -o "$tmp/gofmt" cmd/gofmt
go build -trimpath "$strip" -o "$tmp/go" cmd/go
go build -o "$tmp/symbols" ./cmd/symbols
go test -c -tags recorded -o "$tmp/test" .

# An agent in one line: 99 times a second on each CPU, the stack of the process goes through a BPF map.
record() { # name, command
	name=$1
	shift
	"$@" >/dev/null 2>&1 &
	pid=$!
	sleep 0.3
	cp "/proc/$pid/maps" "$tmp/$name.maps"
	bpftrace -q -e "profile:hz:99 /pid == $pid/ { printf(\"%s\\n\", ustack(perf, 127)); }" \
		>"$tmp/$name.bpftrace" 2>"$tmp/$name.log" &
	agent=$!
	wait $pid || true # gofmt finds files among its own tests that are wrong on purpose
	for _ in 1 2 3; do # bpftrace may miss the first
		kill -INT $agent 2>/dev/null || break
		sleep 1
	done
	wait $agent || true
	agent=
	awk '{ print $1 }' "$tmp/$name.bpftrace" >"$tmp/$name.stacks"
}
record workload "$tmp/workload" "$tmp/workload.pb.gz" "${1:-40}s"
record gofmt "$tmp/gofmt" -l "$(go env GOROOT)/src"
sed "s|$tmp|/tmp|g" "$tmp/workload.maps" | grep -E 'workload|vdso' >measured/maps.txt
"$tmp/symbols" -maps "$tmp/workload.maps" <"$tmp/workload.stacks" | sort -t' ' -k2 -rn | head -40 >measured/stacks.txt
"$tmp/test" -test.run Figures | grep -v PASS >measured/recording.txt
# The sample whose innermost address recording.txt explains.
address=$(sed -n 's/^address 0x//p' measured/recording.txt)
awk -v RS= -v "address=$address" '$1 == address { print; exit }' "$tmp/workload.bpftrace" >measured/one-stack.txt
awk '{ print $1 }' measured/one-stack.txt | "$tmp/symbols" -lines -maps "$tmp/workload.maps" | tr ';' '\n' >measured/one-stack-named.txt
echo "stacks that found no place in the map: $(cat "$tmp"/*.log | grep -c 'look up stack id')" >>measured/recording.txt
sed -n 's/^linked //p' measured/recording.txt | go tool addr2line "$tmp/workload" >measured/addr2line-inlined.txt

"$tmp/test" -test.run Sizes | grep -v PASS >measured/sizes.txt
"$tmp/test" -test.run Memory | grep -v PASS >measured/memory.txt
"$tmp/test" -test.run - -test.bench . -test.count 5 -test.benchtime 0.3s | grep -E '^(Bench|cpu)' >measured/bench.txt

# The standard tools take the start of .text for that of Go's code, if the symbol runtime.text is gone.
go build -trimpath -ldflags=-linkmode=external -o "$tmp/twin" ./workload
go build -trimpath '-ldflags=-linkmode=external -s -w' -o "$tmp/twin-stripped" ./workload
go tool nm "$tmp/twin" | awk '$2 ~ /[tT]/ && $3 ~ /^(main|sort|encoding\/json)\./ { print "0x" $1 }' >"$tmp/addresses"
for file in twin twin-stripped; do
	go tool addr2line "$tmp/$file" <"$tmp/addresses" | awk 'NR % 2' >"$tmp/$file.names"
done
echo "$(wc -l <"$tmp/addresses") functions, named otherwise in the stripped binary:" \
	"$(paste "$tmp/twin.names" "$tmp/twin-stripped.names" | awk '$1 != $2' | wc -l)" >measured/addr2line.txt
