"""Nothing of a draft is in the site, and nothing of its files."""

import json

import pytest

from tests.checks import DRAFT, SOURCES, each_check, entry, feed, fragment, json_feed, missed, page, reported
from tests.conftest import write
from vouch.checks.authored import sources
from vouch.checks.draft_traces import first_words
from vouch.markup.dates import today

PUBLIC = "build the site with publishconf.py"
NEW = "Title: Something new\nDate: 2024-01-03\nTags: go\n\nText.\n"
REFRESH = '<meta http-equiv="refresh" content="0; url=/a.html">'
PLAN = "content/articles/plan.md"
PICTURE = "/images/a-secret-plan/one.png"
WORDS = "know of this before we tell anybody"
FEED = "feeds/all.atom.xml"
DATA = '{"@context": "https://schema.org", "name": "A secret pl\\u0061n"}'
STRUCTURED = f'<script type="application/ld+json">{DATA}</script>'


def home(body: str) -> dict[str, str]:
    return {"index.html": page("", body)}


def traces(name: str, line: int, what: str) -> list[str]:
    return [f"{name}:{line}: {what} of the draft {PLAN}; {PUBLIC}"]


BAD = {
    "labels_are_published": {
        "a page of a tag of drafts": (
            {"tag/plans.html": page("tag/plans.html", "<h1>#plans</h1>")},
            [f"tag/plans.html:1: no published article has the tag or category 'plans'; {PUBLIC}"],
        ),
        "a tag in a feed": (
            {"feeds/all.json": json_feed(tags=["plans"])},
            [f"feeds/all.json:7: no published article has the tag or category 'plans'; {PUBLIC}"],
        ),
    },
    "no_words_of_a_draft": {
        "the title": (home("<p>\nSoon: A <em>secret</em>\nPlan</p>"), traces("index.html", 7, "the title")),
        "the title in an attribute": (
            home('<p title="a secret plan">x</p>'),
            traces("index.html", 5, "the title"),
        ),
        "the title in structured data": (
            {"index.html": page("", "<p>x</p>", STRUCTURED)},
            traces("index.html", 3, "the title"),
        ),
        "the first words": (
            home(f"<p>Nobody <em>must</em> {WORDS.upper()}</p>"),
            traces("index.html", 5, "the words"),
        ),
        "the summary": (
            home("<p>What we mean to do</p>"),
            {PLAN: DRAFT.replace("Tags", "Summary: What we mean to *do*\nTags")},
            traces("index.html", 5, "the summary"),
        ),
        "the address": (
            home("<p>See long-and-private</p>"),
            {PLAN: DRAFT.replace("Tags", "Slug: long-and-private\nTags")},
            traces("index.html", 5, "the address"),
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
            traces(FEED, 5, "the words"),
        ),
        "in the search index": (
            {"pagefind/fragment/en_1.pf_fragment": fragment(content=f"it is {WORDS}.")},
            traces("pagefind/fragment/en_1.pf_fragment", 1, "the words"),
        ),
        "in a drawing": (
            {"d.svg": "<svg>\n<title>A secret plan</title></svg>"},
            traces("d.svg", 2, "the title"),
        ),
        "in the résumé": (
            {
                "resume.txt": "I have\nA secret plan",
                "resume.json": json.dumps({"a": ["A secret plan"]}),
                "resume.pdf": "/Title (A secret plan)",
            },
            [
                *traces("resume.json", 1, "the title"),
                *traces("resume.pdf", 1, "the title"),
                *traces("resume.txt", 2, "the title"),
            ],
        ),
    },
    "no_page_is_a_draft": {
        "a page that says so": (
            home('<p>Text.</p>\n<li data-status="draft">x</li>'),
            [f"index.html:6: this is a draft; {PUBLIC}"],
        ),
        "the folder of drafts": (
            {"drafts/x.html": page("drafts/x.html")},
            [f"drafts/x.html:1: this is a draft; {PUBLIC}"],
        ),
    },
    "no_file_has_the_name_of_a_draft": {
        "its card": (
            {"cards/a-secret-plan.png": "x"},
            [f"cards/a-secret-plan.png:1: this file has the name of the draft {PLAN}; {PUBLIC}"],
        ),
        "its file": (
            {"a-secret-plan.html": page("a-secret-plan.html")},
            [f"a-secret-plan.html:1: this file has the name of the draft {PLAN}; {PUBLIC}"],
        ),
    },
    "no_source_of_a_draft_is_linked": {
        "by an address": (
            home(f'<a href="https://example.com/me/edit/main/{PLAN}">x</a>'),
            [
                f"index.html:5: https://example.com/me/edit/main/{PLAN} "
                "is the source of a draft; remove the link, or publish the draft"
            ],
        ),
    },
    "only_named_files": {
        name: (
            {name: data},
            [f"{name}:1: this is content/articles/map.png, which no published source names; {INSTEAD}"],
        )
        for INSTEAD in ("name it in a published source, or " + PUBLIC,)
        for name, data in {
            "articles/map.png": "in other bytes",
            "images/other.png": "a map of the plan",
            "articles/map.0123abcd/480.webp": "smaller",
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
        {"tag/open-source.html": page("tag/open-source.html", "<h1>#open source</h1>")},
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
    "the words of an article of a day that has begun elsewhere": (
        home("<p>Something new</p>"),
        {
            "content/articles/n.md": NEW.replace("2024-01-03", f"{today('Pacific/Kiritimati')} 18:00"),
            "pelicanconf.py": 'TIMEZONE = "Pacific/Kiritimati"\n',
        },
    ),
    "an alias that has the name of a draft": (
        {"a-secret-plan.html": page("a.html", '<a href="/a.html">moved</a>', REFRESH)},
        {},
    ),
}


@each_check(BAD)
def test_a_fault_is_reported(tmp_path, check, cases):
    assert missed(tmp_path, check, cases) == {}


def test_text_that_only_resembles_a_draft_is_accepted(tmp_path):
    assert reported(tmp_path, FINE) == {}


def test_fields_are_read_as_the_author_sees_them(tmp_path):
    made = {
        "content/a.md": "---\nTitle: A &amp; B\n    and: more\nTAGS: c; d, e\n    f\n---\nBody.\n",
        "content/b.rst": (
            ":date: 2024-01-02\n:tags: one,\n   two\n\n*B* and ``code``\n=================\n\nBody.\n"
        ),
        "content/.c.md": "Title: C\n\nBody.\n",
        "content/code/d.md": "Title: D\n",
    }
    c, a, b = sources(write(tmp_path, made))
    assert (a.title, a.fields["tags"], a.labels) == (
        "A & B and: more",
        "c; d, e f",
        {"c", "d, e", "f", "notes"},
    )
    assert (b.title, b.labels, b.status) == ("B and code", {"one", "two", "notes"}, "published")
    assert c.status == "draft"


@pytest.mark.parametrize(
    ("name", "head", "status"),
    [
        ("a.md", "---\ntitle: A\ndraft: true\n---", "draft"),
        ("a.md", "---\ntitle: A\nstatus: 'Draft' # not yet\n---", "draft"),
        ("a.md", "+++\ntitle = 'A'\ndraft = true\n+++", "draft"),
        ("a.md", "Title: A\nstatus: published\npublished: false", "draft"),
        ("a.md", "Title: A\nStatus: skip", "draft"),
        ("a.rst", "A\n===\n\n:draft: yes", "draft"),
        ("a.md", "---\ntitle: A\ndraft: false\n---", "published"),
        ("a.md", "Title: A\nStatus: Hidden", "hidden"),
    ],
)
def test_a_draft_is_known_in_each_form(tmp_path, name, head, status):
    (source,) = sources(write(tmp_path, {f"content/{name}": f"{head}\n\nText.\n"}))
    assert source.status == status


def test_a_date_may_be_in_the_name(tmp_path):
    made = {"content/2012-03-04-a.md": "Title: A\n", "content/2999-01-02-b.md": "Title: B\n"}
    assert [each.status for each in sources(write(tmp_path, made))] == ["published", "draft"]


@pytest.mark.parametrize(
    ("body", "words"),
    [
        (
            "```go\nfunc first() words of some code\n```\nThe *very* first words of it are these ones.",
            "first words of it are these ones",
        ),
        (
            ".. note:: a directive is not text at all\n\nWhat is read first is this line.",
            "what is read first is this line",
        ),
        ("> Quoted words are certainly read as well.", "quoted words are certainly read as well"),
        ("Short.\n\nTwo.", None),
    ],
)
def test_the_first_words_are_those_of_the_prose(body, words):
    assert [each.strip() for each in first_words(body)][:1] == ([words] if words else [])


def test_a_category_that_only_the_settings_name_is_published(tmp_path):
    files = {"content/articles/a.md": "Title: A\nDate: 2020-01-01\n\nText.\n"}
    write(tmp_path, files | {"pelicanconf.py": 'DEFAULT_CATEGORY = "Field notes"  # of this owner\n'})
    (source,) = sources(tmp_path)
    assert "field notes" in source.labels
