"""What a publish would change, and which changes need the author's consent."""

import hashlib
import json

import pytest

from vouch.publish.changes import Allowed, Changes, size
from vouch.publish.old_addresses import earlier_files, nearest
from vouch.publish.outcomes import Refused
from vouch.publish.site_tree import File, Tree


def tree(files: dict[str, str]) -> Tree:
    made = {name: File(hashlib.sha1(text.encode()).hexdigest(), len(text)) for name, text in files.items()}
    return Tree(made, lambda name: files[name].encode())


def feed(address: str, identity: str, of_feed: str = "https://example.org/") -> str:
    entry = f'<entry><link rel="alternate" href="{address}"/><id>{identity}</id></entry>'
    return f'<feed xmlns="http://www.w3.org/2005/Atom"><id>{of_feed}</id>{entry}</feed>'


PAGES = {f"{name}.html": f"<p>{name}" for name in "abcdefghi"}
LIVE = {
    **PAGES,
    "CNAME": "example.org\n",
    "build.json": '{"kept": ["theme/site.0000abcd.js"]}',
    "theme/assets.json": '["theme/site.0123abcd.js"]',
    "theme/site.0123abcd.js": "old",
    "theme/site.0000abcd.js": "older",
    "files/notes.20240315.txt": "no asset, in spite of its name",
    "feeds/all.atom.xml": feed("https://example.org/a.html", "tag:a"),
    "feeds/all.json": json.dumps({"items": [{"url": "https://example.org/a.html", "id": "tag:a"}]}),
    "cards/a.png": "card",
}
REDIRECT = '<meta http-equiv="refresh" content="0; url=/b.html">'
GONE = (
    "this address would be gone; write `Aliases: {0}` in the article that takes its place, or let it go with "
)


def without(*names: str, **new: str) -> dict[str, str]:
    return {name: text for name, text in LIVE.items() if name not in names} | new


def refusals(new: dict[str, str], live: dict[str, str] = LIVE, **allowed: object) -> list[str]:
    return list(Changes(tree(live), tree(new)).refusals(Allowed(**allowed)))


def test_added_changed_and_removed_files_are_listed():
    new = without("a.html", "cards/a.png") | {
        "b.html": "changed",
        "new.html": "",
        "theme/site.0123abcd.js": "old",
    }
    changes = Changes(tree(LIVE), tree(new))
    assert (changes.added, changes.changed) == (["new.html"], ["b.html"])
    assert changes.removed == ["a.html", "cards/a.png"]
    assert changes.bytes_sent == len("changed")


@pytest.mark.parametrize(
    ("new", "is_nothing"),
    [
        (LIVE, True),
        (LIVE | {"build.json": "new"}, True),
        (without("theme/site.0123abcd.js", "theme/site.0000abcd.js"), True),  # kept for pages of before
        (LIVE | {"a.html": "new"}, False),
        (LIVE | {"theme/site.ffff0000.js": "new"}, False),
        (without("a.html"), False),
    ],
)
def test_the_same_site_is_nothing_to_publish(new, is_nothing):
    assert Changes(tree(LIVE), tree(new)).is_nothing is is_nothing


def test_an_empty_site_is_published_to_an_empty_branch():
    assert not Changes(tree({}), tree({})).is_nothing


GOOD = {
    "the same": (LIVE, {}),
    "more": (LIVE | {"new.html": "", "tag/new.html": ""}, {}),
    "a redirect at the address of before": (
        without("cards/a.png", **{"a.html": REDIRECT}),
        {"removed": ("/a.html",)},
    ),
    "files that only pages of before load": (
        without("theme/site.0123abcd.js", "theme/site.0000abcd.js"),
        {},
    ),
    "an address that may go, with its card": (without("a.html", "cards/a.png"), {"removed": ("/a.html",)}),
    "the card and the twin of a page that has moved": (
        without("cards/a.png", **{"a.html": REDIRECT}),
        {},
        {**LIVE, "a.md": "twin"},
    ),
    "the same as a whole address": (
        without("a.html", "cards/a.png"),
        {"removed": ("https://example.org/a.html",)},
    ),
    "letters and signs": (
        {**LIVE},
        {"removed": ("/%D1%8E.html", "/a%5B1%5D.html", "/100%2525.html", "/b%23c.html")},
        LIVE | {"ю.html": "", "a[1].html": "", "100%25.html": "", "b#c.html": ""},
    ),
    "an address that begins as the base path does": (
        without("b.html"),
        {"removed": ("/b.html",), "base": "/b"},
    ),
    "below a base path": (without("b.html"), {"removed": ("/name/b.html",), "base": "/name"}),
    "several at once": (without("b.html", "c.html"), {"removed": ("/b*", "c*l")}),
    "a feed, with the same as JSON": (
        without("feeds/all.atom.xml", "feeds/all.json"),
        {"removed": ("/feeds/all.atom.xml",)},
    ),
    "another domain": (
        LIVE | {"CNAME": "example.com", "feeds/all.atom.xml": feed("https://example.com/a.html", "tag:new")},
        {"cname": True},
    ),
    "a new article in a feed": (
        LIVE | {"feeds/all.atom.xml": feed("https://example.org/new.html", "tag:new")},
        {},
    ),
}

BAD = {
    "an address that is gone": (
        without("b.html"),
        [f"/b.html: {GONE.format('/b.html')}--allow-removed '/b.html'"],
    ),
    "a card, though its page is there": (
        without("cards/a.png"),
        ["/cards/a.png: this address would be gone; let it go with --allow-removed '/cards/a.png'"],
    ),
    "the home page of a folder": (
        without(),
        [f"/old/: {GONE.format('/old/')}--allow-removed '/old/'"],
        LIVE | {"old/index.html": ""},
    ),
    "a file that is not a page": (
        without("cards/a.png"),
        ["/cards/a.png: this address would be gone; let it go with --allow-removed '/cards/a.png'"],
    ),
    "more than a fifth of the pages": (
        {**LIVE, "a.html": REDIRECT, "b.html": REDIRECT},
        ["2 of 9 pages would be gone; name each with --allow-removed"],
    ),
    "another domain": (
        LIVE | {"CNAME": "example.com\n"},
        [
            "CNAME: the live site's domain is example.org, this one's example.com; "
            "correct SITE_ADDRESS, or change it with --allow-cname-change"
        ],
    ),
    "another id of an article": (
        LIVE | {"feeds/all.atom.xml": feed("https://example.org/a.html", "tag:b")},
        [
            "/feeds/all.atom.xml: the id of /a.html was tag:a and would be tag:b, so that readers see it "
            "twice; give it back the id it had"
        ],
    ),
    "another id of a feed": (
        LIVE | {"feeds/all.atom.xml": feed("https://example.org/a.html", "tag:a", "https://example.org/x")},
        [
            "/feeds/all.atom.xml: the id of the feed was https://example.org/ and would be "
            "https://example.org/x, so that readers see it twice; give it back the id it had"
        ],
    ),
    "another id in a JSON feed": (
        LIVE
        | {"feeds/all.json": json.dumps({"items": [{"url": "https://example.org/a.html", "id": "tag:b"}]})},
        [
            "/feeds/all.json: the id of /a.html was tag:a and would be tag:b, so that readers see it "
            "twice; give it back the id it had"
        ],
    ),
    "a branch with sources": (
        LIVE,
        ["gh-pages holds sources (pelicanconf.py, .github); publish to a branch that holds a site"],
        LIVE | {"pelicanconf.py": "", ".github/workflows/a.yml": ""},
    ),
}


@pytest.mark.parametrize("case", GOOD.values(), ids=GOOD)
def test_a_harmless_change_needs_no_consent(case):
    new, allowed, *live = case
    assert refusals(new, *live, **allowed) == []


@pytest.mark.parametrize("name", ["a b", "ю.html", "a[1].html", "100%25.html", "b#?.html", "x*.html", "a\nb"])
def test_the_suggested_option_is_accepted(name):
    [refusal] = refusals(LIVE, LIVE | {name: "x"})
    assert refusal.isprintable()
    advised = refusal.rpartition("--allow-removed ")[2].strip("'")
    assert refusals(LIVE, LIVE | {name: "x"}, removed=(advised,)) == []


@pytest.mark.parametrize("address", ["", " ", "//x", "https://[old"])
def test_a_malformed_address_is_refused(address):
    with pytest.raises(Refused, match=r"this is not an address; write it as /old\.html"):
        refusals(without("a.html"), removed=(address,))


def test_a_file_named_like_an_asset_needs_consent():
    [refusal] = refusals(without("files/notes.20240315.txt"))
    assert refusal.startswith("/files/notes.20240315.txt: this address would be gone")


@pytest.mark.parametrize("case", BAD.values(), ids=BAD)
def test_a_change_that_readers_notice_needs_consent(case):
    new, wanted, *live = case
    found = refusals(new, *live)
    assert [each for each in found if not each.startswith(("/pelicanconf.py", "/.github"))] == wanted


def test_a_missing_domain_needs_consent():
    [refusal] = [each for each in refusals(without("CNAME")) if each.startswith("CNAME")]
    assert "is example.org, this one's none; " in refusal


def test_an_unreadable_live_feed_is_not_compared():
    live = LIVE | {"feeds/all.atom.xml": "<feed", "feeds/all.json": "[1]"}
    assert refusals(LIVE, live) == []


def test_a_first_publish_needs_no_consent():
    assert refusals({"index.html": ""}, {}) == []


def test_sizes_are_readable():
    assert list(map(size, (0, 1, 2, 1_500, 2_500_000))) == [
        "0 bytes",
        "1 byte",
        "2 bytes",
        "1.5 kB",
        "2.5 MB",
    ]


NEW = {
    "the-queue.html": "",
    "2019/latency/index.html": "",
    "tag/go.html": "",
    "über-uns.html": "",
    "moved.html": REDIRECT,
    "feeds/all.atom.xml": "",
    "cards/the-queue.png": "",
    "archives.html": "",
}
SOURCES = {
    each: f"content/articles/{each}.md" for each in ("the-queue", "latency", "über-uns", "moved", "archives")
}
NEAREST = {
    "2012/05/03/the-queue/index.html": "the-queue.html",
    "2012-05-03-The_Queue.html": "the-queue.html",
    "blog/the-queues.html": "the-queue.html",
    "latency.html": "2019/latency/index.html",
    "tags/go/index.html": "tag/go.html",
    "Über_uns.html": "über-uns.html",
    "all-atom.xml": "feeds/all.atom.xml",
    "the-queue.htm": "the-queue.html",
    "moved-page.html": "",
    "2012/index.html": "",
    "the-queue.php": "",
    "q.html": "",
}


def test_the_nearest_new_address_has_almost_the_same_words():
    changes = Changes(tree({}), tree(NEW))
    assert {each: nearest(each, changes.candidates) for each in NEAREST} == NEAREST


def test_what_would_be_lost_names_the_article_that_may_take_its_place():
    old = ("old/latency", "tags/go/index.html", "über-uns", "2019/latency/", "nothing.html", "the-queue")
    changes = Changes(tree({}), tree(NEW), frozenset(old), SOURCES)
    assert list(changes.refusals(Allowed(removed=("/2019*",)))) == [
        "/nothing.html: this address would be gone; write `Aliases: /nothing.html` in the article that takes "
        "its place, or let it go with --allow-removed '/nothing.html'",
        "/old/latency: this address would be gone (nearest: /2019/latency/); write `Aliases: /old/latency` "
        "in content/articles/latency.md, or let it go with --allow-removed '/old/latency'",
        "/tags/go/: this address would be gone (nearest: /tag/go.html); "
        "let it go with --allow-removed '/tags/go/'",
    ]


@pytest.mark.parametrize(
    "text",
    [
        "https://old.example/name/a/?p=1\n/name/b.html#part\n\nhttps://old.example\n/name/%D1%8E.html\n",
        "<urlset><url><loc>\nhttps://old.example/name/a/</loc></url><loc>https://o.example/name/b.html?a&amp;b"
        "</loc><loc>https://old.example/name/</loc><loc>https://old.example/name/ю.html</loc></urlset>",
    ],
)
def test_old_addresses_are_read_from_a_list_or_a_sitemap(tmp_path, text):
    (tmp_path / "old").write_text(text, "utf-8")
    assert earlier_files(tmp_path / "old", "/name") == {"a/index.html", "b.html", "index.html", "ю.html"}


@pytest.mark.parametrize("data", [None, b"\xff", b"https://[\n"])
def test_a_list_that_cannot_be_read_is_refused(tmp_path, data):
    if data:
        (tmp_path / "old").write_bytes(data)
    with pytest.raises(Refused, match="old: this cannot be read; name a sitemap or a list of addresses"):
        earlier_files(tmp_path / "old", "")
