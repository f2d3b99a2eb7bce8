"""Builds and saves are measured on the same corpus as Hugo's, and what takes too long is told."""

import re
import sys
import time
from dataclasses import replace
from pathlib import Path

import pytest

from bench.builds import Tools
from bench.corpus import pictures, post
from bench.limits import COLD, NOTHING, PEER, STOCK, TEXT, US, Figures, judged
from bench.peer_pages import differences
from bench.projects import our_project, peers_project
from bench.reports import figures_table, growth, verdicts_table
from bench.timing import Command, peak_memory, time_of
from bench.unmeasured import NotMeasured
from publishing.build import build
from tests.conftest import write

FIRST = post(0, 100)


def figures(*values: tuple[int, str, str, float]) -> Figures:
    made = Figures()
    for value in values:
        made.add(*value)
    return made


def python(folder: Path, code: str) -> Command:
    return Command((sys.executable, "-c", code), folder, folder)


def test_an_article_is_the_same_at_each_run():
    assert post(7, 100) == post(7, 100) != post(8, 100)


def test_articles_are_as_long_as_real_ones():
    words = [len(post(index, 100).text.split()) for index in range(20)]
    assert 1000 < sum(words) / 20 < 1150


def test_an_article_has_all_that_takes_time():
    parts = ("\n```", "| --- |", "[^1]", "[^2]", "](/article-", "](https:")
    assert [FIRST.text.count(each) for each in parts] == [4, 1, 2, 2, 4, 2]


@pytest.mark.parametrize("number", [1, 36, 100])
def test_every_picture_is_in_an_article(number):
    texts = "".join(post(index, number).text for index in range(number))
    assert set(re.findall(r"/images/(\d\d\.svg)", texts)) == set(pictures())


def test_an_edit_changes_what_it_says_and_nothing_else():
    assert "edited9 it was." in FIRST.with_word("edited9").text
    assert replace(FIRST.with_title("edited9"), title=FIRST.title) == FIRST
    assert len(FIRST.with_tag("Subject 9").tags) == 3


def test_figures_within_their_limits_pass():
    good = figures((36, NOTHING, US, 0.1), (36, NOTHING, PEER, 1))
    assert [(each.measured, each.is_over) for each in judged(good)] == [(0.1, False)]


def test_a_figure_over_its_limit_fails_but_a_wish_is_only_told():
    bad = figures((36, NOTHING, US, 0.2), (36, NOTHING, PEER, 1), (36, TEXT, US, 2), (36, TEXT, PEER, 1))
    assert [(each.is_over, each.fails) for each in judged(bad)] == [(True, True), (True, False)]


def test_the_median_of_several_runs_counts():
    runs = [(1000, COLD, STOCK, 10), *((1000, COLD, US, seconds) for seconds in (3, 4, 90))]
    assert [each.measured for each in judged(figures(*runs))] == [0.4]


def test_tables_say_what_was_measured():
    made = figures((1000, COLD, US, 5), (1000, COLD, STOCK, 10), (36, COLD, US, 1))
    assert figures_table(made)[1].split()[:7] == ["1,000", "cold", "build,", "s", "5", "(5–5,", "1)"]
    assert verdicts_table(judged(made))[1].endswith("0.5 × stock Pelican  0.4 × stock Pelican  OVER")
    assert growth(made, COLD) == ["cold build, s: with 1,000 articles 5 × what it is with 36"]


def test_pages_that_one_site_alone_has_are_named(tmp_path):
    write(tmp_path, {"ours/a.html": "", "ours/b.html": "", "peers/b.html": "", "peers/feed.xml": ""})
    assert differences(2, tmp_path / "ours", tmp_path / "peers") == [
        "2 articles: 2 html, 0 xml, 0 json, 0.0 MB in all here, "
        "1 html, 1 xml, 0 json, 0.0 MB in all in Hugo's site",
        "Pages here alone, 1: a.html",
    ]


def test_a_command_that_fails_measures_nothing(tmp_path):
    with pytest.raises(NotMeasured, match="it failed; no such luck"):
        time_of(python(tmp_path, "raise SystemExit('no such luck')"))


@pytest.mark.slow
def test_the_memory_of_processes_that_a_command_starts_counts(tmp_path):
    hold = "import time; held = bytearray(b'x') * 60_000_000; time.sleep(1)"
    code = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {hold!r}])"
    assert peak_memory(python(tmp_path, code)) > 50


@pytest.mark.slow
def test_what_a_command_started_ends_with_it(tmp_path):
    with python(tmp_path, "import time; time.sleep(60)").running() as process:
        time.sleep(0.1)
    assert process.returncode is not None


@pytest.mark.slow
def test_the_corpus_is_a_site_without_a_problem_and_without_cards_and_search(tmp_path):
    project = our_project(tmp_path / "ours", 3)
    assert "pages in" in build(project.root, "pelicanconf.py", tmp_path / "site")
    assert not (tmp_path / "site/cards").exists()
    assert not (tmp_path / "site/pagefind").exists()


@pytest.mark.slow
def test_stock_pelican_makes_the_same_articles(tmp_path):
    tools = Tools(our_project(tmp_path / "ours", 3), peers_project(tmp_path / "hugo", 3), Path("hugo"))
    tools.us.build()
    tools.stock.build()
    made = [(each.output / "article-00001.html").read_text("utf-8") for each in (tools.us, tools.stock)]
    assert made[0] == made[1]


@pytest.mark.slow
def test_the_peer_is_given_the_style_of_this_site(tmp_path):
    peers_project(tmp_path / "hugo", 3)
    data = (tmp_path / "hugo/data/site.json").read_text("utf-8")
    assert "@layer tokens" in data
    assert "FONTS" not in data
