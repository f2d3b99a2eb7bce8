"""The site in memory, for as long as an author writes."""

import subprocess
import sys

import pytest

from vouch.build.run import environment

EDITS = """
import gc
import sys
from pathlib import Path
from vouch.serve.live_site import LiveSite

def megabytes():
    gc.collect()  # otherwise it depends on when Python does
    return int(Path("/proc/self/statm").read_text().split()[1]) * 4096 / 1e6

root, edits = Path.cwd(), int(sys.argv[1])
site = LiveSite(root, root / "aside")
assert site.update(None)[0] == []
article, sizes = root / "content/articles/latency.md", []
text = article.read_text()
for number in range(edits):
    title = f"Title: Latency {number}" if number % 10 == 9 else "Title: Latency"
    edited = text.replace("Title: Tail latency", title + "\\nSlug: tail-latency")
    article.write_text(edited + f"\\nEdit {number}. " * 200)
    problems, _ = site.update({article})
    assert not problems, problems
    problems, page = site.answer("/tail-latency.html")
    assert f"Edit {number}." in page.body.decode(), problems
    sizes.append(megabytes())
print(sizes[edits // 2], sizes[-1])
"""


@pytest.mark.slow
def test_memory_does_not_grow_with_edits(project, request):
    edits = 1000 if request.config.getoption("--long") else 150
    done = subprocess.run(
        [sys.executable, "-c", EDITS, str(edits)],
        cwd=project.root,
        env=environment(project.root),
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    early, late = map(float, done.stdout.split()[-2:])
    assert late - early < 4
