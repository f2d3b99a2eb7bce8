"""The pictures of the README are of the résumé and of the newest article."""

import sys

import pytest

from bench.browser import NO_PLAYWRIGHT
from docs import screenshots
from tests.conftest import write
from tests.images import png


def test_a_missing_browser_is_reported_in_one_line(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    assert screenshots.main() == 1
    assert capsys.readouterr().err == f"{NO_PLAYWRIGHT}\n"


@pytest.mark.slow
def test_pictures_are_taken_below_a_base_path(project, browser, tmp_path):
    settings = (project.root / "pelicanconf.py").read_text("utf-8")
    moved = settings.replace('"https://nadia.example"', '"https://nadia.example/notes"')
    write(project.root, {"pelicanconf.py": moved, "docs/resume.png": png(1, 1)})
    screenshots.take(browser, project.root, tmp_path)
    (page,) = browser.contexts[-1].pages
    assert page.url.endswith("/notes/tail-latency.html")
    assert page.title().startswith("Tail latency")
    sizes = [(project.root / f"docs/{name}.png").stat().st_size for name in ("resume", "article")]
    assert min(sizes) > 10_000
    page.context.close()
