"""Feeds to the letter: required elements, dates, ids, whole addresses, and JSON beside Atom."""

import pytest

from tests.publishing.checks import ADDRESS, each_case, entry, feed, found, json_feed, problems

FILE, BESIDE = "feeds/all.atom.xml", "feeds/all.json"
WRITER = "correct plugins/feeds.py"
RELATIVE = "&lt;a href='/a.html'>a&lt;/a>"


def without(text: str, name: str) -> dict[str, str]:
    """The first element of this name is taken out of the entry."""
    start = text.index(f"<{name}", text.index("<entry>"))
    end = text.index(f"</{name}>", start) + len(f"</{name}>")
    return {FILE: text[:start] + text[end:]}


BAD = {
    "atom_is_strict": {
        **{
            f"no {name}": (
                without(feed(entry()), name),
                [f"{FILE}:3: <entry>: no <{name}>; write one <{name}>"],
            )
            for name in ("title", "updated")
        },
        "two titles": (
            {FILE: feed(entry(more="<title>B</title>"))},
            [f"{FILE}:3: <entry>: 2 <title>; write one <title>"],
        ),
        "an empty title of the feed": (
            {FILE: feed(entry()).replace("<title>Blog</title>", "<title/>")},
            [f"{FILE}:2: <feed>: <title> is empty; write one <title>"],
        ),
        "no date": (
            {FILE: feed(entry(more="\n<published>2 January</published>"))},
            [f"{FILE}:5: '2 January' is no date; write 2026-11-24T00:00:00Z"],
        ),
        "a day that is not there": (
            {FILE: feed(entry(more="\n<published>2024-02-30T00:00:00Z</published>"))},
            [f"{FILE}:5: '2024-02-30T00:00:00Z' is no date; write 2026-11-24T00:00:00Z"],
        ),
        "no author": (
            {FILE: feed(entry(), more="")},
            [f"{FILE}:3: neither the entry nor the feed has an author; {WRITER}"],
        ),
    },
    "json_feed_is_strict": {
        "no title": (
            {BESIDE: json_feed().replace('"Blog"', '""')},
            [f"{BESIDE}:1: the feed has no title; {WRITER}"],
        ),
        "no content": (
            {BESIDE: json_feed(content_html="")},
            [f"{BESIDE}:7: the item has no content; {WRITER}"],
        ),
        "no date": (
            {BESIDE: json_feed(date_published="today")},
            [f"{BESIDE}:7: 'today' is no date; write 2026-11-24T00:00:00+00:00"],
        ),
        "other articles": (
            {BESIDE: json_feed(id="tag:example.org,2024:/b")},
            [f"{BESIDE}:1: its articles are not those of {FILE}; write both from one list"],
        ),
    },
    "ids_are_given_once": {
        "an id that is no address": (
            {FILE: feed(entry()).replace("tag:example.org,2024:/a", "a"), BESIDE: json_feed(id="a")},
            [
                f"{FILE}:3: the id 'a' is not absolute; {WRITER}",
                f"{BESIDE}:7: the id 'a' is not absolute; {WRITER}",
            ],
        ),
        "two feeds with one id": (
            {
                FILE: feed(entry()),
                "feeds/go.atom.xml": feed("", "go").replace(
                    f"<id>{ADDRESS}/feeds/go", f"<id>{ADDRESS}/feeds/all"
                ),
            },
            [
                f"feeds/{each}.atom.xml:1: two feeds have the id "
                f"{ADDRESS}/feeds/all.atom.xml; give each its own"
                for each in ("all", "go")
            ],
        ),
    },
    "addresses_are_whole": {
        "a relative link": (
            {FILE: feed(entry(content=f"a\n{RELATIVE}"))},
            [f"{FILE}:5: '/a.html' is not absolute; begin it with {ADDRESS}/"],
        ),
        "a relative link in JSON": (
            {BESIDE: json_feed(content_html='<a href="/a.html">a</a>')},
            [f"{BESIDE}:9: '/a.html' is not absolute; begin it with {ADDRESS}/"],
        ),
        "another address": (
            {
                FILE: feed(entry()).replace(
                    f'rel="self" href="{ADDRESS}/feeds/all', f'rel="self" href="{ADDRESS}/feeds/all.json?'
                )
            },
            [
                f"{FILE}:1: it says that it is at '{ADDRESS}/feeds/all.json?.atom.xml'; "
                f"write {ADDRESS}/feeds/all.atom.xml"
            ],
        ),
    },
}


@each_case(BAD)
def test_a_fault_is_named(tmp_path, name, case):
    assert found(tmp_path, name, case) == (case[-1], case[-1])


def test_an_id_that_stands_twice_is_named(tmp_path):
    files = {FILE: feed(entry() + entry()), BESIDE: json_feed()}
    told = problems(tmp_path, files)
    assert [each for each in told if "stands twice" in each] == [
        f"{FILE}:{line}: the id tag:example.org,2024:/a stands twice; give each its own" for line in (3, 5)
    ]


@pytest.mark.parametrize("date", ["2024-01-02T00:00:00Z", "2024-01-02T03:04:05.6+07:00"])
def test_dates_of_rfc_3339_are_fine(tmp_path, date):
    more = f"<published>{date}</published><author><name>Bob</name></author>"
    assert problems(tmp_path, {FILE: feed(entry(more=more), more="")}) == []
