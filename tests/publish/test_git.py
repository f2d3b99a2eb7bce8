"""Of all that git prints, the one line that says why."""

import pytest

from vouch.publish.git import reason

WORDS = {
    "fatal: not a git repository (or any of the parent directories): .git\n": (
        "not a git repository (or any of the parent directories): .git"
    ),
    "ssh: connect to host example.org port 22: Connection refused\r\n"
    "fatal: Could not read from remote repository.\n\nPlease make sure you have the correct access rights\n"
    "and the repository exists.\n": "ssh: connect to host example.org port 22: Connection refused",
    "Enumerating objects: 5, done.\rCounting objects: 100% (5/5)\rWriting objects: 100% (3/3), done.\n"
    "Total 3 (delta 1), reused 0 (delta 0), pack-reused 0\n"
    "remote: error: GH006: Protected branch update failed.        \n"
    "To https://github.com/me/me.github.io\n"
    " ! [remote rejected] 0123 -> gh-pages (protected branch hook declined)\n"
    "error: failed to push some refs to 'https://github.com/me/me.github.io'\n": (
        "[remote rejected] 0123 -> gh-pages (protected branch hook declined): "
        "remote: error: GH006: Protected branch update failed."
    ),
    "To ../remote.git\n ! [rejected] 0123 -> gh-pages (stale info)\nerror: failed to push some refs\n": (
        "[rejected] 0123 -> gh-pages (stale info)"
    ),
    "fatal: unable to access 'https://me:token@example.org/x.git/': Could not resolve host: example.org\n": (
        "unable to access 'https://example.org/x.git/': Could not resolve host: example.org"
    ),
    "fatal: spoiled\nTraceback (most recent call last):\n  File 'a.py', line 1\nTypeError: str\n": "spoiled",
    "hint: try again\nwarning: redirecting\n": "",
    "": "",
}


@pytest.mark.parametrize(("words", "line"), WORDS.items(), ids=range(len(WORDS)))
def test_the_reason_is_one_line_of_what_git_prints(words, line):
    assert reason(words) == line
