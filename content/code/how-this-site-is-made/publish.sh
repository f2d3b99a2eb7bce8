#!/bin/sh
# publish.sh FOLDER REMOTE [ADDRESSES]: puts a folder on the branch gh-pages of a remote, all of it or nothing.
# ADDRESSES, one per line, may disappear from the site. Exit status 2: others would, and they are printed.
# --8<-- [start:publish]
set -eu
folder=$1 remote=$2 allowed=${3:-} ref=refs/heads/gh-pages
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
export GIT_DIR="$tmp/git" GIT_WORK_TREE=.
cd "$folder"
git init -q

live=$(git ls-remote "$remote" "$ref" | cut -f 1)
[ -z "$live" ] || git fetch -q --depth=1 "$remote" "$live"

git add --all --force .
commit=$(git commit-tree "$(git write-tree)" ${live:+-p "$live"} -m Publish)

if [ "$live" ]; then
	git diff-tree -r --no-renames --diff-filter=D --name-only \
		"$live" "$commit" >"$tmp/gone"
	if grep -vxF "$allowed" "$tmp/gone"; then exit 2; fi
fi
git push -q --force-with-lease="$ref:$live" "$remote" "$commit:$ref"
# --8<-- [end:publish]
