"""What a reader waits for is measured, and a budget that is exceeded is told."""

import gzip
import http.client
from dataclasses import replace

import pytest

from bench import lighthouse, reading
from bench.budgets import Site, verdicts
from bench.measuring import Reading, measure, typical
from bench.pages import Page, our_pages, their_pages
from bench.serving import Base, serving
from bench.tables import figures_table, verdicts_table
from bench.unmeasured import NotMeasured
from tests.conftest import write

ARTICLE = Page("article", "/article.html")
SEARCH = Page("search", "/search.html")
GOOD = Reading(
    early_requests=1,
    early_bytes=14_600,
    requests=5,
    bytes=60_000,
    script_bytes=3_000,
    font_bytes=40_000,
    foreign_requests=0,
    failed_requests=0,
    first_contentful_paint=700,
    largest_contentful_paint=700,
    layout_shift=0,
    long_tasks=0,
    blocked=0,
)
PHONE = '<meta name="viewport" content="width=device-width">'
HTML = f'<!DOCTYPE html><meta charset="utf-8">{PHONE}<title>A page</title>'


def over(site: Site) -> list[tuple[str, float]]:
    return [(each.where, each.measured) for each in verdicts(site) if each.is_over]


def test_a_site_within_its_budgets_passes():
    assert over(Site("ours", {ARTICLE: GOOD}, fonts=60_000)) == []


@pytest.mark.parametrize(
    ("figure", "measured"),
    [
        ("early_bytes", 14_601),
        ("early_requests", 2),
        ("script_bytes", 3_001),
        ("foreign_requests", 1),
        ("layout_shift", 0.0001),
        ("long_tasks", 1),
    ],
)
def test_an_exceeded_budget_names_the_page(figure, measured):
    bad = replace(GOOD, **{figure: measured})
    assert over(Site("ours", {ARTICLE: bad, SEARCH: GOOD})) == [("/article.html", measured)]


def test_every_page_that_exceeds_a_budget_is_told_the_worst_first():
    pages = {Page("tag", f"/{tasks}"): replace(GOOD, long_tasks=tasks) for tasks in (1, 3, 0, 2)}
    assert over(Site("ours", pages)) == [("/3", 3), ("/2", 2), ("/1", 1)]


def test_fonts_count_whether_asked_for_or_not():
    assert over(Site("ours", {ARTICLE: GOOD}, fonts=60_001)) == [("the whole site", 60_001)]


def test_the_search_page_may_have_more_script_and_a_list_more_bytes():
    pages = {SEARCH: replace(GOOD, script_bytes=90_000), Page("home", "/"): replace(GOOD, early_bytes=20_000)}
    assert over(Site("ours", pages)) == []


def test_of_several_readings_the_median_counts_but_the_least_of_long_tasks():
    readings = [replace(GOOD, bytes=number, long_tasks=number) for number in (1, 2, 9)]
    assert typical(readings) == replace(GOOD, bytes=2, long_tasks=1)


def test_sites_stand_in_the_same_columns_and_a_verdict_says_where():
    table = figures_table(
        [Site("ours", {ARTICLE: GOOD}), Site("theirs", {SEARCH: replace(GOOD, bytes=1234567)})]
    )
    assert [line.split()[0] for line in table] == [
        "before",
        "page",
        "ours",
        "/article.html",
        "theirs",
        "/search.html",
    ]
    assert table[3].index("60,000") + len("60,000") == table[5].index("1,234,567") + len("1,234,567")
    shifted = Site("ours", {ARTICLE: replace(GOOD, layout_shift=0.0399)})
    assert "layout shift 0.0399 0 OVER /article.html" in [
        " ".join(row.split()) for row in verdicts_table(verdicts(shifted))
    ]


def test_what_did_not_arrive_is_told_for_it_flatters_a_page():
    assert figures_table([Site("theirs", {SEARCH: replace(GOOD, failed_requests=1)})])[-1].startswith(
        "failed:"
    )


def get(address: str, path: str) -> tuple[int, dict[str, str], bytes]:
    connection = http.client.HTTPConnection(address.removeprefix("http://").split("/")[0])
    connection.request("GET", path, headers={"Accept-Encoding": "gzip, br"})
    response = connection.getresponse()
    answer = response.status, dict(response.getheaders()), response.read()
    connection.close()
    return answer


def test_text_is_sent_compressed_and_without_headers_of_ours(tmp_path):
    write(tmp_path, {"a.html": "<p>text</p>" * 99})
    with serving(tmp_path) as address:
        status, headers, body = get(address, "/a")
    assert status == 200
    assert gzip.decompress(body) == b"<p>text</p>" * 99
    kept = {name: headers[name] for name in ("Cache-Control", "Content-Encoding", "Content-Type")}
    assert kept == {
        "Cache-Control": "max-age=600",
        "Content-Encoding": "gzip",
        "Content-Type": "text/html; charset=utf-8",
    }
    assert set(headers) - set(kept) == {"Server", "Date", "Content-Length", "Vary"}


def test_what_is_compressed_already_is_sent_as_it_is(tmp_path):
    write(tmp_path, {"a.png": b"\x89PNG" * 99})
    with serving(tmp_path) as address:
        _, headers, body = get(address, "/a.png")
    assert "Content-Encoding" not in headers
    assert body == b"\x89PNG" * 99


def test_what_is_not_there_is_answered_with_the_sites_own_page(tmp_path):
    write(tmp_path, {"404.html": "lost"})
    with serving(tmp_path) as address:
        status, _, body = get(address, "/nothing")
    assert (status, gzip.decompress(body)) == (404, b"lost")


def test_a_site_for_another_address_is_served_below_its_base_path_and_leads_to_itself(tmp_path):
    write(tmp_path, {"index.html": '<a href="https://me.github.io/name/a/">', "a/index.html": "a"})
    with serving(tmp_path, Base.read("https://me.github.io/name")) as address:
        assert address.endswith("/name")
        assert gzip.decompress(get(address, "/name/")[2]) == b'<a href="/name/a/">'
        assert get(address, "/name/a")[1]["Location"] == "/name/a/"
        assert get(address, "/")[0] == 404


@pytest.mark.parametrize(
    ("text", "base"),
    [
        ("", Base()),
        ("/name/", Base("", "/name")),
        ("https://me.github.io", Base("https://me.github.io", "")),
        ("https://me.github.io/a/b/", Base("https://me.github.io", "/a/b")),
    ],
)
def test_a_base_is_an_origin_a_path_or_both(text, base):
    assert Base.read(text) == base


def test_a_folder_that_is_no_site_is_one_line(tmp_path, capsys):
    assert reading.main([str(tmp_path)]) == 2
    problem = "no index.html in it; name the folder that a generator has built a site into"
    assert capsys.readouterr().err == f"{tmp_path}: {problem}\n"


def test_a_page_that_is_not_there_is_one_line(tmp_path, capsys):
    write(tmp_path, {"index.html": ""})
    assert reading.main([str(tmp_path), "--page", "a.html"]) == 2
    problem = "no page /a.html in it; name one by its address in the site, without --base"
    assert capsys.readouterr().err == f"{tmp_path}: {problem}\n"


def test_no_chromium_and_no_lighthouse_are_one_line_each(tmp_path, capsys, monkeypatch):
    monkeypatch.setenv("PATH", str(tmp_path))
    assert reading.main([]) == 2
    assert reading.main(["--lighthouse"]) == 2
    assert [line.split(";")[0] for line in capsys.readouterr().err.splitlines()] == [
        "chromium: not found on PATH",
        "lighthouse: not found",
    ]


def test_a_page_of_each_kind_is_ours(tmp_path):
    article = '<meta property="og:type" content="article">'
    tags = {"tag/a.html": "", "tag/b.html": "larger"}
    site = write(tmp_path, {"index.html": "", "a.html": article, "b.html": "", "cv/index.html": "", **tags})
    assert our_pages(site) == [
        Page("home", "/"),
        Page("article", "/a.html"),
        Page("tag", "/tag/b.html"),
        Page("not found", "/no-such-page.html"),
    ]


def test_the_longest_articles_of_another_site_are_read(tmp_path):
    names = ["index", "archives", "tag/a", *(f"posts/{number}/index" for number in range(7))]
    site = write(tmp_path, {f"{name}.html": "<article>" + "text" * len(name) for name in names})
    write(site, {"posts/3/index.html": "<article>" + "text" * 99})
    pages = their_pages(site, [])
    assert (len(pages), pages[0].address, pages[1].address) == (6, "/", "/posts/3/")


REPORT = {
    "categories": {"seo": {"score": 0.9, "auditRefs": [{"id": "a", "weight": 1}, {"id": "b", "weight": 0}]}},
    "audits": {
        "a": {"score": 0, "title": "Links say nothing", "displayValue": "1 link"},
        "b": {"score": 0, "title": "Weighs nothing"},
    },
}


def test_lighthouse_tells_what_lowers_a_score(monkeypatch):
    monkeypatch.setattr(lighthouse, "CATEGORIES", ("seo",))
    monkeypatch.setattr(lighthouse, "_report", lambda *_: REPORT)
    scores = lighthouse.score([], "http://localhost", ARTICLE)
    assert (scores.scores, scores.is_perfect) == ({"seo": 90}, False)
    assert scores.reasons == ("seo: Links say nothing (a) 1 link",)


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
@pytest.mark.xdist_group("browser")
def test_a_planted_shift_a_long_task_and_a_stylesheet_that_blocks_are_seen(tmp_path, browser):
    files = {"bad.html": f"{HTML}{PLANTED}<script>{SCRIPT}</script>", "blocking.css": "p { color: navy }"}
    write(tmp_path, {**files, "good.html": f"{HTML}<style>p {{ color: navy }}</style><p>Text.</p>"})
    with serving(tmp_path) as address:
        bad, good = (measure(browser, f"{address}/{name}.html") for name in ("bad", "good"))
    assert (bad.early_requests, bad.requests, bad.foreign_requests, bad.failed_requests) == (2, 3, 1, 1)
    assert bad.early_bytes == sum(
        len(gzip.compress(files[name].encode(), 6)) for name in ("bad.html", "blocking.css")
    )
    assert bad.layout_shift > 0.01
    assert bad.long_tasks >= 1
    assert bad.blocked >= 70
    assert bad.script_bytes == len(gzip.compress(SCRIPT.encode()))
    assert (good.early_requests, good.requests, good.layout_shift, good.script_bytes) == (1, 1, 0, 0)


@pytest.mark.slow
@pytest.mark.xdist_group("browser")
def test_a_page_that_paints_nothing_is_told(tmp_path, browser):
    write(tmp_path, {"a.html": HTML})
    with serving(tmp_path) as address, pytest.raises(NotMeasured, match="nothing was painted"):
        measure(browser, f"{address}/a.html")
