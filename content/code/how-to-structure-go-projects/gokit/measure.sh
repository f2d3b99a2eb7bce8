#!/bin/sh
# Writes measured/gokit.txt: what each layer costs, in turns, so that whatever else the machine does
# hits all alike, with the median of each; then the lines of each package. Wants go in PATH.
set -eu
cd "$(dirname "$0")"
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
go test -trimpath -c -o "$tmp/gokit.test" .
for _ in $(seq 10); do
	"$tmp/gokit.test" -test.run=- -test.bench=Transfer -test.benchtime=0.3s | grep ^Benchmark
done >"$tmp/runs"
{
	echo "median ns/op of 10 runs in turns (lowest, highest), B/op, allocs/op; $(go version | cut -d' ' -f3)"
	awk '{ sub("BenchmarkTransfer/", ""); sub("-[0-9]+$", "", $1); print $1, $3, $5, $7 }' "$tmp/runs" |
		sort -s -k1,1 -k2,2n |
		awk 'function out() { if (n) printf "%-36s %8.1f (%.1f, %.1f) %5d B %3d\n", name, (ns[int((n + 1) / 2)] + ns[int(n / 2) + 1]) / 2, ns[1], ns[n], bytes, allocs }
			$1 != name { out(); name = $1; n = 0 }
			{ ns[++n] = $2; bytes = $3; allocs = $4 }
			END { out() }' |
		sort -k2n
	echo
	echo "lines that are not tests, without those that mark sections for the site"
	for folder in internal/* cmd/* ../internal/ratelimit ../internal/timing ../internal/httpjson; do
		printf '%-36s %8d\n' "$folder" "$(find "$folder" -name '*.go' ! -name '*_test.go' -exec grep -hv -e '--8<--' {} + | cat -s | wc -l)"
	done
} >measured/gokit.txt
cat measured/gokit.txt
