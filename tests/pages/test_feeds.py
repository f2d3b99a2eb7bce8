"""Feeds for readers of feeds, and for a person who opens one in a browser."""

import json
import re
from datetime import datetime

import pytest
from jsonschema import Draft202012Validator
from lxml import etree

from vouch.checks import check

ATOM = {"a": "http://www.w3.org/2005/Atom"}
ADDRESS = {"type": "string", "pattern": "^https?://"}
# https://www.jsonfeed.org/version/1.1, of the parts that are used here
JSON_FEED = {
    "type": "object",
    "required": ["version", "title", "items"],
    "properties": {
        "version": {"const": "https://jsonfeed.org/version/1.1"},
        "title": {"type": "string", "minLength": 1},
        "home_page_url": ADDRESS,
        "feed_url": ADDRESS,
        "description": {"type": "string"},
        "language": {"type": "string"},
        "authors": {"type": "array", "items": {"required": ["name"]}},
        "items": {
            "type": "array",
            "items": {
                "required": ["id", "content_html"],
                "additionalProperties": False,
                "properties": {
                    "id": {"type": "string"},
                    "url": ADDRESS,
                    "title": {"type": "string"},
                    "summary": {"type": "string", "minLength": 1},
                    "content_html": {"type": "string"},
                    "date_published": {"type": "string", "format": "date-time"},
                    "date_modified": {"type": "string", "format": "date-time"},
                    "authors": {"type": "array", "minItems": 1, "items": {"required": ["name"]}},
                    "tags": {"type": "array", "items": {"type": "string"}},
                    "language": {"type": "string"},
                },
            },
        },
    },
    "additionalProperties": False,
}
validator = Draft202012Validator(JSON_FEED, format_checker=Draft202012Validator.FORMAT_CHECKER)
ARTICLES = {
    "articles/a.md": "Title: A & B\nDate: 2024-01-02\nModified: 2024-03-04\nCategory: Go\nTags: x, y\n"
    "Summary: In *short* `<b>`.\n\n[B](b.html#top) and ![Alt](/images/a.svg)\n",
    "articles/b.md": "Title: Б\nDate: 2023-01-02\nAuthors: Ann; Bob\nLang: ru\nCategory: Notes\n\nТекст.\n",
    "images/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"/>',
}


def test_json_feeds_are_valid_and_hold_the_articles_of_the_atom_feeds(example_site):
    for atom in example_site.glob("feeds/*.atom.xml"):
        feed = json.loads(atom.with_name(atom.name.replace(".atom.xml", ".json")).read_text("utf-8"))
        assert [each.message for each in validator.iter_errors(feed)] == []
        entries = etree.parse(atom).findall("a:entry", ATOM)
        assert [each["id"] for each in feed["items"]] == [
            each.findtext("a:id", namespaces=ATOM) for each in entries
        ]
        assert [each["content_html"] for each in feed["items"]] == [
            each.findtext("a:content", namespaces=ATOM) for each in entries
        ]


@pytest.mark.parametrize("broken", [{"version": "1"}, {"items": [{"id": 1}]}, {"title": ""}])
def test_a_feed_that_is_not_valid_would_be_found(example_site, broken):
    feed = json.loads((example_site / "feeds/all.json").read_text("utf-8"))
    assert not validator.is_valid({**feed, **broken})


def test_no_two_feeds_share_an_id(example_site):
    feeds = list(example_site.glob("feeds/*.atom.xml"))
    ids = {etree.parse(each).findtext("a:id", namespaces=ATOM) for each in feeds}
    assert len(ids) == len(feeds) == 3
    assert "https://nadia.example/" in ids


def test_a_json_feed_has_all_that_the_author_wrote(build_site):
    feed = json.loads((build_site(ARTICLES) / "feeds/all.json").read_text("utf-8"))
    first, second = feed["items"]
    assert feed["feed_url"] == "https://nadia.example/feeds/all.json"
    assert (first["title"], first["summary"], first["tags"]) == ("A & B", "In short <b>.", ["x", "y"])
    assert datetime.fromisoformat(first["date_modified"]).date().isoformat() == "2024-03-04"
    assert 'href="https://nadia.example/b.html#top"' in first["content_html"]
    assert 'src="https://nadia.example/images/a.svg"' in first["content_html"]
    assert (second["language"], "date_modified" in second) == ("ru", False)
    assert [each["authors"] for each in feed["items"]] == [
        [{"name": "Nadia Okonkwo"}],
        [{"name": "Ann"}, {"name": "Bob"}],
    ]


def test_every_file_of_a_picture_has_an_absolute_address(build_site, tmp_path):
    picture = (
        '<picture><source srcset="/images/a.svg 1x, a,b.svg 2x,/images/a.svg 3x" media="(width > 9px)">'
        '<source srcset="a,b.svg, https://nadia.example/images/a.svg 2x">'
        '<img srcset="/images/a.svg" src="/images/a.svg" alt="A"></picture>'
    )
    svg = ARTICLES["images/a.svg"]
    article = f"Title: P\nDate: 2024-01-02\n\n{picture}\n\n[B](/a,b.svg)\n"
    site = build_site({"articles/p.md": article, "images/a.svg": svg, "a,b.svg": svg}, public=True)
    content = json.loads((site / "feeds/all.json").read_text("utf-8"))["items"][0]["content_html"]
    at = "https://nadia.example"
    assert re.findall(r'srcset="([^"]*)"', content) == [
        f"{at}/images/a.svg 1x, {at}/a,b.svg 2x,{at}/images/a.svg 3x",
        f"{at}/a,b.svg, {at}/images/a.svg 2x",
        f"{at}/images/a.svg",
    ]
    assert [str(each) for each in check(site, tmp_path) if "feeds/" in str(each)] == []


def test_every_category_has_a_feed_of_its_own_that_its_page_names(build_site):
    site = build_site(ARTICLES)
    page = (site / "category/go.html").read_text("utf-8")
    for name in ("feeds/go.atom.xml", "feeds/go.json"):
        assert (site / name).is_file()
        assert len(re.findall(rf'<link rel="alternate"[^>]*href="/{name}">', page)) == 1
    titles = [each["title"] for each in json.loads((site / "feeds/go.json").read_text("utf-8"))["items"]]
    assert titles == ["A & B"]


def test_a_site_without_articles_has_no_feeds(build_site):
    site = build_site({"pages/a.md": "Title: A\n\nText.\n"})
    assert (site / "a.html").is_file()
    assert not (site / "feeds").exists()


@pytest.mark.slow
@pytest.mark.parametrize(("scheme", "width"), [("light", 1440), ("dark", 360)])
def test_a_feed_opened_in_a_browser_explains_what_it_is(visit, scheme, width):
    visited = visit("/feeds/all.atom.xml", width, scheme, idle=True)
    note = visited.page.evaluate("getComputedStyle(document.documentElement, '::before').content")
    assert note.startswith('"This is a feed: a list of the newest articles for a feed reader.')
    shown = "each => getComputedStyle(each).display !== 'none'"
    for name, is_shown in (("title", True), ("published", True), ("content", False), ("id", False)):
        assert visited.page.locator(f"entry > {name}").first.evaluate(shown) is is_shown
    assert [each for each in visited.requests if "/theme/" in each] != []
