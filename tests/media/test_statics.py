"""Files that pages link to: a pointer of Git LFS is not the file."""

import pytest

from vouch.sources.problem_log import BrokenSite

POINTER = "version https://git-lfs.github.com/spec/v1\noid sha256:0\nsize 9\n"
TEXT = (
    "Title: A\nDate: 2020-01-02\n\n"
    '![A](/a.png) ![A](/a.svg) [A](/a.pdf) <video src="/a.mp4" controls></video>\n'
)


def test_a_pointer_of_git_lfs_is_called_one(build_site, tmp_path):
    files = [f"a.{kind}" for kind in ("mp4", "pdf", "png", "svg")]
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": TEXT, **dict.fromkeys(files, POINTER)})
    what = "this is a Git LFS pointer, not the file itself; run `git lfs pull`"
    assert sorted(broken.value.problems) == [f"{tmp_path}/content/{each}:1: {what}" for each in files]
