#!/bin/sh
# publish.sh FOLDER REMOTE [ADDRESSES]: puts a folder on the branch gh-pages of a remote, all of it or nothing.
# ADDRESSES, one per line, may disappear from the site. Exit status 2: others would, and they are printed.
# A repository inside the folder (.git) is no part of the site.
# --8<-- [start:publish]
set -eu
folder=$1 remote=$2 allowed=${3:-} ref=refs/heads/gh-pages
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
trap 'exit 1' HUP INT TERM
export GIT_DIR="$tmp/git" GIT_WORK_TREE="$folder"
git init -q --template=
git config core.quotePath false
mkdir -p "$GIT_DIR/info"
echo '* -text -ident -filter' >"$GIT_DIR/info/attributes" # no byte changes

live=$(git ls-remote "$remote" "$ref")
live=${live%%[!0-9a-f]*}
[ -z "$live" ] || git fetch -q --depth=1 "$remote" "$live"

git add --all --force
commit=$(git commit-tree "$(git write-tree)" ${live:+-p "$live"} -m Publish)

if [ "$live" ]; then
	git diff-tree -r --no-renames --diff-filter=D --name-only \
		"$live" "$commit" >"$tmp/gone"
	if grep -vxFe "$allowed" "$tmp/gone"; then exit 2; fi
fi
git push -q --force-with-lease="$ref:$live" "$remote" "$commit:$ref"
# --8<-- [end:publish]
