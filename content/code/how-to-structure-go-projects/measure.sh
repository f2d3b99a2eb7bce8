#!/bin/sh
# Measures what the article says about this module and writes it to measured/.
# Takes about a minute on two cores; nothing else should run.
set -eu
cd "$(dirname "$0")"
export GOFLAGS=-mod=readonly GOTOOLCHAIN=local LC_ALL=C
here=$PWD/measured
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
mkdir -p "$here"

# A copy to be edited.
mkdir "$work/bank"
cp -r go.mod ./*.go first cmd internal "$work/bank"

# What each package imports; figures.py draws it.
go list -f '{{.ImportPath}}{{range .Imports}} {{.}}{{end}}' ./... |
	awk '{ printf "%s", $1; for (i = 2; i <= NF; i++) if ($i ~ /^example.com\//) printf " %s", $i; print "" }' \
	>"$here/imports.txt"

# Packages and lines of the first program and of the last, as they are without
# the lines that mark sections for the site.
size() {
	go list -deps -f '{{if not .Standard}}{{.ImportPath}}{{range .GoFiles}} {{$.Dir}}/{{.}}{{end}}{{end}}' "$1" |
		grep . | while read -r package files; do
			# shellcheck disable=SC2086
			echo "$package: $(for file in $files; do grep -v -e '--8<--' "$file" | cat -s; done | wc -l) lines"
		done | awk -v program="$1" '{ print; lines += $2 } END { print program ": " lines " lines, " NR " packages\n" }'
}
{ size ./first && size ./cmd/walletd; } >"$here/size.txt"

# Which lines the compiler names when a field of the domain is renamed.
renamed() { # the field, and how it is renamed in the domain
	rm -rf "$work/renamed"
	cp -r "$work/bank" "$work/renamed"
	(
		cd "$work/renamed"
		sed -i -e "$2" internal/wallet/*.go
		go build ./internal/wallet
		for package in journal httpjson; do
			go build -gcflags=-e "./internal/$package" 2>"$work/errors" || true
			echo "Transfer.$1 renamed: $(sed -n 's/^\(internal[^:]*:[0-9]*\):.*/\1/p' "$work/errors" | sort -u | wc -l) lines of $package"
		done
	)
}
{
	renamed ID '/^type Transfer/,/^}/ s/ID /Key /; s/\bt\.ID\b/t.Key/g'
	renamed From 's/\bFrom\b/Payer/g'
	renamed To 's/\bTo\b/Payee/g'
	renamed Amount '/^type Transfer/,/^}/ s/Amount /Sum /; s/\b\([tu]\)\.Amount\b/\1.Sum/g'
	renamed Posted 's/\bPosted\b/At/g'
} >"$here/renamed.txt"

# Which packages are tested again after an edit.
edited() { # the file, and the edit
	(
		cd "$work/bank"
		go test ./... >/dev/null
		sed -i -e "$2" "$1"
		go test ./... | grep -v cached
	)
}
edited internal/httpjson/handler.go 's/internal error/internal failure/' >"$here/after-transport.txt"
edited internal/wallet/book.go 's/is too large/is far too large/' >"$here/after-domain.txt"

# What a layer costs: ten rounds, in each of which everything has its turn.
go test -c -o "$work/bank.test" .
for round in 1 2 3 4 5 6 7 8 9 10; do
	"$work/bank.test" -test.run '^$' -test.bench . -test.benchmem -test.benchtime 0.3s
done >"$here/benchmark.txt"
awk '/^Benchmark/ { print $1, $3, $7 }' "$here/benchmark.txt" | sort -k1,1 -k2,2n | awk '
	function report() {
		printf "%-28s median %6.1f, from %6.1f to %6.1f ns, %d allocations\n", name, (v[5] + v[6]) / 2, v[1], v[10], allocations
	}
	$1 != name { if (name) report(); name = $1; n = 0 }
	{ v[++n] = $2; allocations = $3 }
	END { report() }' >"$here/medians.txt"
