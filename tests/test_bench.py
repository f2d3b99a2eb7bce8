"""The bench compares the same articles in both sites, and an exceeded limit or budget is its exit status."""

import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from bench import browser as bench_browser, reading, serve
from bench.command import Bench
from bench.corpus import EDITS, pictures, post
from bench.limits import HUGO, NOTHING, US, Figures
from bench.processes import NotMeasured, cost_of
from bench.sites import Site, differences, hugo_site, our_site
from bench.static_server import serving
from tests.conftest import ROOT, write

NAMES = {US: "ours", HUGO: "hugo"}
FIRST = post(0, 100)
WITHIN = dict.fromkeys(reading.BUDGETS, 0)


def figures(*seconds: float) -> Figures:
    made = Figures()
    for each in seconds:
        made.add(36, NOTHING, US, each)
    made.add(36, NOTHING, HUGO, 1)
    return made


def test_an_article_is_the_same_in_each_run_and_in_both_sites():
    assert post(7, 100) == post(7, 100) != post(8, 100)
    assert FIRST.for_pelican().partition("\n\n")[2] == FIRST.for_hugo().partition("\n\n")[2]


def test_an_article_is_as_long_as_a_real_one_and_has_every_kind_of_markup():
    assert 1000 < sum(len(post(index, 100).text.split()) for index in range(20)) / 20 < 1150
    parts = ("\n```", "| --- |", "[^1]", "[^2]", "](/article-", "](https:")
    assert [FIRST.text.count(each) for each in parts] == [4, 1, 2, 2, 4, 1]


def test_every_picture_is_in_an_article():
    for number in (1, 36, 100):
        texts = "".join(post(index, number).text for index in range(number))
        assert set(re.findall(r"/images/(\d\d\.svg)", texts)) == set(pictures())


def test_an_edit_changes_one_field_each_time():
    for name, edit in EDITS.items():
        edited = [edit(FIRST, count)[0] for count in range(6)]
        assert len(set(edited)) == 6
        assert {replace(each, **{name: getattr(FIRST, name)}) for each in edited} == {FIRST}


def test_the_median_is_held_to_the_limit():
    assert not figures(0.04, 0.05, 9).is_exceeded()
    assert figures(0.04, 0.06, 9).is_exceeded()
    assert "OVER" in "".join(figures(0.06).report())


def test_a_failed_measurement_is_one_line_and_outranks_a_limit(capsys):
    bench = Bench(Path(sys.executable), [], figures(0.06))
    assert bench.end() == 1
    with bench.part("36 articles"):
        raise NotMeasured("no such luck")
    assert bench.end() == 2
    assert capsys.readouterr().out.endswith("36 articles: not measured; no such luck\n")


def test_a_command_that_fails_is_not_measured(tmp_path):
    with pytest.raises(NotMeasured, match="it failed; no such luck"):
        cost_of((sys.executable, "-c", "raise SystemExit('no such luck')"), tmp_path, tmp_path / "cache")


@pytest.mark.slow
def test_the_memory_of_child_processes_counts(tmp_path):
    code = "import subprocess, sys; subprocess.run([sys.executable, '-c', 'bytearray(99_000_000)'])"
    assert cost_of((sys.executable, "-c", code), tmp_path, tmp_path / "cache").memory > 90


@pytest.mark.slow
def test_the_bench_starts_without_packages_of_the_tests():
    code = "import sys; sys.modules.update(playwright=None, pytest=None); import bench.serve, bench.reading"
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_without_playwright_a_row_is_left_out(monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    bench = Bench(Path(sys.executable), [])
    with bench.part("painted"):
        serve._measure_paints(bench, [])
    assert bench.failures == [f"painted: not measured; {bench_browser.NO_PLAYWRIGHT}"]


def test_reading_without_playwright_is_one_line(tmp_path, monkeypatch, capsys):
    monkeypatch.setitem(sys.modules, "playwright.sync_api", None)
    assert reading.main([str(write(tmp_path, {"index.html": ""}))]) == 2
    assert capsys.readouterr().err == f"{bench_browser.NO_PLAYWRIGHT}\n"


@pytest.mark.slow
@pytest.mark.parametrize("as_it_ships", [True, False])
def test_the_corpus_is_built_with_or_without_cards_and_search(tmp_path, as_it_ships):
    site = our_site(tmp_path / "ours", 3, as_it_ships=as_it_ships)
    site.build()
    names = {each.name for each in site.output.iterdir()}
    assert {"article-00000.html", "index.html"} <= names
    assert names & {"cards", "pagefind"} == ({"cards", "pagefind"} if as_it_ships else set())
    assert list(site.cache.iterdir()) != []


@pytest.mark.slow
def test_hugos_pages_have_the_frame_of_this_site(tmp_path):
    site = hugo_site(tmp_path / "hugo", 3, Path("hugo"))
    frames = json.loads((site.root / "data/site.json").read_text("utf-8"))["frames"]
    assert "@layer tokens" in frames["article"]["style"]
    assert "colophon" in frames["article"]["foot"]
    files = set(re.findall(r"/(theme/[\w.-]+)", str(frames)))
    assert {Path(each).suffix for each in files} == {".svg", ".js", ".woff2"}
    assert {name for name in files if not (site.root / "static" / name).is_file()} == set()


def test_pages_of_one_site_alone_are_listed(tmp_path):
    write(tmp_path, {"ours/a.html": "", "ours/b.html": "", "hugo/b.html": "", "hugo/feed.xml": ""})
    sites = [Site(name, tmp_path, 2, (), (), "", "", (folder,)) for name, folder in NAMES.items()]
    assert list(differences(*sites)) == [
        "2 articles: 2 pages here, 1 in Hugo's site",
        "  1 only in this site: a.html",
    ]


# A reader's budgets ---------------------------------------------------------------------------------


def test_a_page_that_exceeds_a_budget_is_named(tmp_path):
    write(tmp_path, {"a.html": f"<meta {reading.ARTICLE}>", "search.html": "", "b.html": ""})
    for name, budget in reading.BUDGETS.items():
        bad = {**WITHIN, name: budget + 0.001}
        assert reading.exceeded(tmp_path / "a.html", WITHIN | {name: budget}) == []
        assert reading.exceeded(tmp_path / "a.html", bad) == [name]
        assert (reading.exceeded(tmp_path / "b.html", bad) == []) == (name == "B at first paint")
        free = ("B at first paint", "B of script")
        assert (reading.exceeded(tmp_path / "search.html", bad) == []) == (name in free)


def test_all_pages_at_the_top_and_the_largest_of_a_folder_are_read(tmp_path):
    files = {"index.html": "", "a.html": "", "tag/a.html": "", "tag/b.html": "larger"}
    site = write(tmp_path, {**files, "cv/index.html": '<meta http-equiv="refresh">'})
    names = [page.relative_to(site).as_posix() for page in reading.pages_of(site)]
    assert names == ["a.html", "index.html", "tag/b.html"]


PHONE = '<meta name="viewport" content="width=device-width">'
HTML = f'<!DOCTYPE html><meta charset="utf-8">{PHONE}<title>A page</title>'
PLANTED = """
<link rel="stylesheet" href="/blocking.css">
<main><p>Text.</p><p>Text that moves down.</p><img src="http://elsewhere.invalid/a.png" alt=""></main>
"""
SCRIPT = """
addEventListener("load", () => {
  const above = Object.assign(document.createElement("p"), { style: "height: 300px" });
  setTimeout(() => document.querySelector("main").prepend(above), 300);
  setTimeout(() => { const end = performance.now() + 120; while (performance.now() < end); }, 500);
});
"""


@pytest.mark.slow
def test_planted_faults_are_measured(tmp_path, browser, monkeypatch):
    monkeypatch.setattr(reading, "RUNS_PER_PAGE", 1)
    files = {"bad.html": f"{HTML}{PLANTED}<script>{SCRIPT}</script>", "blocking.css": "p { color: navy }"}
    write(tmp_path, {**files, "good.html": f"{HTML}<style>p {{ color: navy }}</style><p>Text.</p>"})
    with serving(tmp_path) as address:
        bad, good = (reading.read(browser, f"{address}/{name}.html") for name in ("bad", "good"))
    names = ("requests by then", "other hosts", "failed requests")
    assert [bad[each] for each in names] == [2, 1, 1]
    sent = sum(len(reading.gzip.compress(each.encode(), 6)) for each in files.values())
    assert bad["B at first paint"] == sent
    assert bad["layout shift"] > 0.01
    assert bad["long tasks"] >= 1
    assert bad["B of script"] == len(reading.gzip.compress(SCRIPT.encode()))
    of_machine = {"long tasks": 0}  # a busy one makes some of anything
    assert {**good, "B at first paint": 0, **of_machine} == {**WITHIN, "requests by then": 1}


@pytest.mark.slow
def test_a_page_that_paints_nothing_is_not_measured(tmp_path, browser):
    write(tmp_path, {"a.html": HTML})
    with serving(tmp_path) as address, pytest.raises(NotMeasured, match="nothing was painted"):
        reading.read(browser, f"{address}/a.html")
