"""Each published source has its page and its entry, and of a draft there is nothing."""

import json
from datetime import timedelta

import pytest

from publishing.checks.sources import LATEST, sources
from publishing.checks.traces import first_words
from tests.conftest import write
from tests.publishing.checks import (
    DRAFT,
    LISTED,
    NOINDEX,
    SOURCES,
    article,
    each_case,
    entry,
    feed,
    found,
    fragment,
    json_feed,
    page,
    problems,
    sitemap,
)

PUBLIC = "build the site with publishconf.py"
KEPT_OUT = f"{PUBLIC}, and mend what keeps it out"
NEW = "Title: Something new\nDate: 2024-01-03\nTags: go\n\nText.\n"
PLAN = "content/articles/plan.md"
PICTURE = "/images/a-secret-plan/one.png"
WORDS = "know of this before we tell anybody"
FEED = "feeds/all.atom.xml"
DATA = '{"@context": "https://schema.org", "name": "A secret pl\\u0061n"}'
STRUCTURED = f'<script type="application/ld+json">{DATA}</script>'
OF_PLAN = article("x.html", "plan.md", head=NOINDEX)


def home(body: str) -> dict[str, str]:
    return {"index.html": page("", body)}


def told(name: str, line: int, what: str) -> list[str]:
    return [f"{name}:{line}: {what} of the draft {PLAN}; {PUBLIC}"]


BAD = {
    "sources_have_pages": {
        "an article without a page": (
            {},
            {"content/articles/n.md": NEW.replace("Title", "Status: hidden\nTitle")},
            [f"content/articles/n.md:1: this hidden source has no page; {KEPT_OUT}"],
        ),
        "a page without a page": (
            {},
            {"content/pages/n.md": "Title: Something new\n\nText.\n"},
            [f"content/pages/n.md:1: this published source has no page; {KEPT_OUT}"],
        ),
        "two pages": (
            {"b.html": article("b.html", "h.rst", head=NOINDEX)},
            [f"content/articles/h.rst:1: this hidden source has two pages, b.html and h.html; {KEPT_OUT}"],
        ),
        "another address": (
            {},
            {"content/articles/a.md": SOURCES["content/articles/a.md"].replace("Tags", "Slug: other\nTags")},
            [
                "content/articles/a.md:1: its page is a.html, not "
                "other.html; correct ARTICLE_SAVE_AS in pelicanconf.py"
            ],
        ),
        "a page of nothing": (
            {"n.html": article("n.html", "gone.md", head=NOINDEX)},
            ["n.html:1: it is made of content/articles/gone.md, which is not there; build the site anew"],
        ),
    },
    "sources_have_entries": {
        "no entry": (
            {FEED: feed(""), "feeds/all.json": None},
            ["content/articles/a.md:1: it is not in the feed; correct plugins/feeds.py"],
        ),
        "two entries": (
            {FEED: feed(entry() + entry().replace("2024:/a", "2024:/b")), "feeds/all.json": None},
            ["content/articles/a.md:1: it is in the feed 2 times; correct plugins/feeds.py"],
        ),
        "an entry of a hidden article": (
            {FEED: feed(entry() + entry("h")), "feeds/all.json": None},
            [f"{FEED}:5: this hidden source is in the feed; {PUBLIC}"],
        ),
    },
    "labels_are_published": {
        "a page of a tag of drafts": (
            {"tag/plans.html": page("tag/plans.html", "<h1>#plans</h1>", NOINDEX)},
            [f"tag/plans.html:1: no published article has the tag or category 'plans'; {PUBLIC}"],
        ),
        "a tag in a feed": (
            {"feeds/all.json": json_feed(tags=["plans"])},
            [f"feeds/all.json:7: no published article has the tag or category 'plans'; {PUBLIC}"],
        ),
    },
    "no_draft_is_told": {
        "the title": (home("<p>\nSoon: A <em>secret</em>\nPlan</p>"), told("index.html", 7, "the title")),
        "the title in an attribute": (
            home('<p title="a secret plan">x</p>'),
            told("index.html", 5, "the title"),
        ),
        "the title in structured data": (
            {"index.html": page("", "<p>x</p>", STRUCTURED)},
            told("index.html", 3, "the title"),
        ),
        "the first words": (
            home(f"<p>Nobody <em>must</em> {WORDS.upper()}</p>"),
            told("index.html", 5, "the words"),
        ),
        "the summary": (
            home("<p>What we mean to do</p>"),
            {PLAN: DRAFT.replace("Tags", "Summary: What we mean to *do*\nTags")},
            told("index.html", 5, "the summary"),
        ),
        "the address": (
            home("<p>See long-and-private</p>"),
            {PLAN: DRAFT.replace("Tags", "Slug: long-and-private\nTags")},
            told("index.html", 5, "the address"),
        ),
        "an article of tomorrow": (
            home("<p>Something new</p>"),
            {"content/articles/n.md": NEW.replace("2024-01-03", "2999-01-03")},
            [f"index.html:5: the title of the draft content/articles/n.md; {PUBLIC}"],
        ),
        "a status that is none": (
            home("<p>Something new</p>"),
            {
                "content/articles/n.rst": (
                    "=============\nSomething new\n=============\n\n:date: "
                    "2024-01-02\n:Status: Drfat\n\nText.\n"
                )
            },
            [f"index.html:5: the title of the draft content/articles/n.rst; {PUBLIC}"],
        ),
        "in a feed": (
            {FEED: feed(entry(content=f"a\nb {WORDS}"))},
            told(FEED, 5, "the words"),
        ),
        "in the search index": (
            {"pagefind/fragment/en_1.pf_fragment": fragment(content=f"it is {WORDS}.")},
            told("pagefind/fragment/en_1.pf_fragment", 1, "the words"),
        ),
        "in a drawing": (
            {"d.svg": "<svg>\n<title>A secret plan</title></svg>"},
            told("d.svg", 2, "the title"),
        ),
        "in the résumé": (
            {
                "resume.txt": "I have\nA secret plan",
                "resume.json": json.dumps({"a": ["A secret plan"]}),
                "resume.pdf": "/Title (A secret plan)",
            },
            [
                *told("resume.json", 1, "the title"),
                *told("resume.pdf", 1, "the title"),
                *told("resume.txt", 2, "the title"),
            ],
        ),
    },
    "no_page_is_a_draft": {
        "a page that says so": (
            home('<p>Text.</p>\n<li data-status="draft">x</li>'),
            [f"index.html:6: this is a draft; {PUBLIC}"],
        ),
        "the folder of drafts": (
            {"drafts/x.html": page("drafts/x.html", head=NOINDEX)},
            [f"drafts/x.html:1: this is a draft; {PUBLIC}"],
        ),
        "a page that is made of it": ({"x.html": OF_PLAN}, [f"x.html:1: this is the draft {PLAN}; {PUBLIC}"]),
    },
    "no_file_is_of_a_draft": {
        "its card": (
            {"cards/a-secret-plan.png": "x"},
            [f"cards/a-secret-plan.png:1: it bears the name of the draft {PLAN}; {PUBLIC}"],
        ),
        "its file": (
            {"a-secret-plan.html": page("a-secret-plan.html", head=NOINDEX)},
            [f"a-secret-plan.html:1: it bears the name of the draft {PLAN}; {PUBLIC}"],
        ),
        "its folder of pictures": (
            {"images/a-secret-plan/map.webp": "x"},
            [f"images/a-secret-plan/map.webp:1: it bears the name of the draft {PLAN}; {PUBLIC}"],
        ),
    },
    "no_source_of_a_draft_is_named": {
        "on the page of another article": (
            {"h.html": article("h.html", "h.rst", f'<a href="https://x.org/me/{PLAN}">x</a>', NOINDEX)},
            [f"h.html:5: https://x.org/me/{PLAN} is the source of a draft; take it out, or publish that"],
        ),
        "by an address": (
            home(f'<a href="https://example.com/me/edit/main/{PLAN}">x</a>'),
            [
                f"index.html:5: https://example.com/me/edit/main/{PLAN} "
                "is the source of a draft; take it out, or publish that"
            ],
        ),
    },
    "only_named_files": {
        name: (
            {name: data},
            [f"{name}:1: this is content/articles/map.png, which no published source names; {MEND}"],
        )
        for MEND in ("name it in a published source, or " + PUBLIC,)
        for name, data in {
            "articles/map.png": "in other bytes",
            "images/other.png": "a map of the plan",
            "articles/map-480.0123abcd.webp": "smaller",
        }.items()
    },
}
FINE = {
    "a title that is one short word": (home("<p>Go</p>"), {PLAN: DRAFT.replace("A secret plan", "Go")}),
    "a title which a published article has": (
        home("<p>A secret plan</p>"),
        {"content/articles/h.rst": SOURCES["content/articles/h.rst"] + "No secret: a secret plan.\n"},
    ),
    "a slug that is the name of a tag": ({}, {PLAN: DRAFT.replace("Tags", "Slug: go\nTags")}),
    "words which a published article begins with as well": (
        home(f"<p>Nobody must {WORDS}</p>"),
        {"content/pages/about.md": f"Title: About me\n\nI {WORDS}.\n"},
    ),
    "a file that a source names from its own folder": (
        {"articles/map.png": "a map of the plan"},
        {"content/articles/h.rst": SOURCES["content/articles/h.rst"] + ".. image:: map.png\n"},
    ),
    "a page that is found by its title": ({}, {"content/pages/about.md": "Title: About *me*\n\nText.\n"}),
    "a title of words that the theme says": (
        home("<p>A secret plan</p>"),
        {"theme/templates/index.html": "<p>A secret plan</p>"},
    ),
    "a title that is the month of a published article": (
        home("<p>2 January 2024</p>"),
        {PLAN: DRAFT.replace("A secret plan", "January 2024")},
    ),
    "words which a published article begins with around a link": (
        home(f"<p>Nobody must {WORDS}</p>"),
        {
            "content/pages/about.md": f"Title: About me\n\nI {WORDS.replace('this', '[this](https://x.org/y)')}.\n"
        },
    ),
    "a slug that is the name of a tag of two words": (
        {"tag/open-source.html": page("tag/open-source.html", "<h1>#open source</h1>", NOINDEX)},
        {
            PLAN: DRAFT.replace("A secret plan", "Open source"),
            "content/articles/a.md": SOURCES["content/articles/a.md"].replace(
                "Tags: go", "Tags: go, open source"
            ),
        },
    ),
    "a slug that is a folder of a published article's pictures": (
        {"images/a-secret-plan/one.png": "one"},
        {
            f"content{PICTURE}": "one",
            "content/articles/h.rst": SOURCES["content/articles/h.rst"]
            + ".. image:: /images/a-secret-plan/one.png\n",
        },
    ),
    "a picture that has a copy": (
        {"articles/one.png": "a map of the plan"},
        {
            "content/articles/one.png": "a map of the plan",
            "content/articles/h.rst": SOURCES["content/articles/h.rst"] + ".. image:: one.png\n",
        },
    ),
    "an article of a day that has begun elsewhere": (
        {
            "n.html": article("n.html", "n.md"),
            "sitemap.xml": sitemap(*LISTED, "n.html"),
            FEED: feed(entry() + entry("n")),
            "feeds/all.json": None,
        },
        {"content/articles/n.md": NEW.replace("2024-01-03", f"{LATEST - timedelta(hours=1):%Y-%m-%d %H:%M}")},
    ),
    "a translation": (
        {
            "a-de.html": article("a-de.html", "a-de.md", head=NOINDEX),
            FEED: feed(entry() + entry("a-de")),
            "feeds/all.json": None,
        },
        {"content/articles/a-de.md": "Title: A\nSlug: a\nLang: de\nDate: 2024-01-02\nTags: go\n\nText.\n"},
    ),
}


@each_case(BAD)
def test_a_fault_is_named(tmp_path, name, case):
    assert found(tmp_path, name, case) == (case[-1], case[-1])


@pytest.mark.parametrize(("files", "changed"), FINE.values(), ids=FINE)
def test_what_is_in_order_is_fine(tmp_path, files, changed):
    required = [
        each for each in problems(tmp_path, files, changed) if "feeds/all.json:1: this file" not in each
    ]
    assert required == []


def test_a_feed_holds_the_newest(tmp_path):
    files, made = {}, {}
    for day in range(1, 5):
        made[f"content/articles/n{day}.md"] = NEW.replace("-03", f"-1{day}")
        files[f"n{day}.html"] = article(f"n{day}.html", f"n{day}.md")
    files["sitemap.xml"] = sitemap(*LISTED, *(f"n{day}.html" for day in range(1, 5)))
    made["pelicanconf.py"] = "FEED_MAX_ITEMS = 2\n"
    files["feeds/all.json"] = json_feed()
    files[FEED] = feed(entry("n4") + entry("n2"))
    told = [each for each in problems(tmp_path, files, made) if "all.json" not in each]
    assert told == ["content/articles/n3.md:1: it is not in the feed; correct plugins/feeds.py"]


def test_front_matter_is_read_as_its_author_sees_it(tmp_path):
    made = {
        "content/a.md": "---\nTitle: A &amp; B\n    and: more\nTAGS: c; d, e\n    f\n---\nBody.\n",
        "content/b.rst": (
            ":date: 2024-01-02\n:tags: one,\n   two\n\n*B* and ``code``\n=================\n\nBody.\n"
        ),
        "content/.c.md": "Title: C\n\nBody.\n",
        "content/code/d.md": "Title: D\n",
    }
    c, a, b = sources(write(tmp_path, made))
    assert (a.title, a.fields["tags"], a.labels) == ("A & B and: more", "c; d, e f", {"c", "d, e f", "notes"})
    assert (b.title, b.labels, b.status) == ("B and code", {"one", "two", "notes"}, "published")
    assert c.status == "draft"


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "```go\nfunc first() words of some code\n```\nThe *very* first words of it are these ones.",
            "first words of it are these ones",
        ),
        (
            ".. note:: a directive is no text at all\n\nWhat is read first is this line.",
            "what is read first is this line",
        ),
        ("> Quoted words are certainly read as well.", "quoted words are certainly read"),
        ("Short.\n\nTwo.", None),
    ],
)
def test_first_words_are_those_of_the_prose(body, words):
    assert [each.strip() for each in first_words(body)][:1] == ([words] if words else [])
