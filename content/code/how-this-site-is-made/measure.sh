#!/bin/sh
# Measures what the article says, in about three minutes on a quiet machine, and writes it to measured/.
# Wants go and the Python of the project's environment in PATH, and everything committed.
set -eu
cd "$(dirname "$0")"
here=$PWD out=$PWD/measured root=$(git rev-parse --show-toplevel)
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
slug=$(basename "$here")

# The public site of the commit, published to a remote of its own.
git clone -q --bare "$root" "$tmp/sources.git"
git init -q --bare "$tmp/remote.git"
git clone -q "$tmp/sources.git" "$tmp/site"
cd "$tmp/site"
git remote set-url origin "$tmp/remote.git"
git config user.name Author
git config user.email author@example.org
python -m invoke publish
git clone -q --branch gh-pages "$tmp/remote.git" "$tmp/public"

# The article disappears.
git rm -q "content/articles/$slug.md"
git commit -q -m 'Remove an article'
status=0
python -m invoke publish >"$out/refused.txt" 2>&1 || status=$?
echo "exit status $status" >>"$out/refused.txt"

# What comes first.
cd "$here"
for page in "$slug" how-to-structure-go-projects continuous-profiling-in-go; do
	gzip -9nc "$tmp/public/$page.html" | go run ./flight >"$out/flight-$page.txt"
done
ls -l "$tmp/public/theme" | awk 'NR > 1 { print $9 "\t" $5 }' >"$out/theme.txt"

# What an output takes.
cd "$root"
python "$here/outputs.py" 2>/dev/null | grep '	' >"$out/outputs.txt"

# How much of it there is, in lines.
lines() { git ls-files "$1" | grep "\.$2$" | xargs cat | wc -l; }
{
	for folder in vouch vouch/resume vouch/publish vouch/serve tests; do
		printf '%s\t%d\n' "$folder" "$(lines "$folder" py)"
	done
	printf 'theme/css\t%d\n' "$(lines theme/css css)"
	printf 'theme/js\t%d\n' "$(lines theme/js js)"
} >"$out/lines.txt"
