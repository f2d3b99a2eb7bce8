"""A renamed article keeps its readers: links lead to the new address, and the old one redirects to it."""

import pytest

from tests.conftest import write
from tests.resume import HEAD, JOB, TARGET, WORK
from tests.small_site import tree
from vouch.editing.edits import NotEdited
from vouch.editing.rename import rename
from vouch.editing.source_text import Move, with_field, with_links

OLD = b"\xef\xbb\xbfTitle: Old\r\nDate: 2024-01-02\r\n\r\nText [above](/old.html#top).\r\n"
NEW = (
    b"\xef\xbb\xbfTitle: Old\r\nSlug: new\r\nAliases: /old.html\r\nDate: 2024-01-02\r\n\r\n"
    b"Text [above](/new.html#top).\r\n"
)
RST = "Other\n=====\n\n:date: 2024-01-03\n\nSee `that </old.html>`_ and |filename|old.md.\n"
FILES = {
    "articles/old.md": OLD,
    "articles/other.rst": RST.replace("|filename|old.md", "`this <{filename}old.md>`_"),
    "articles/cold.md": "Title: Cold\nDate: 2024-01-04\n\n[a] `/old.html`\n\n[a]: https://nadia.example/old.html\n",
    "pages/about.md": "Title: About\n\nOld is [one]({filename}/articles/old.md).\n",
}


def test_all_that_names_an_article_follows_it(root, build_site):
    write(root / "content", FILES)
    assert rename(root, "old", "new").splitlines() == [
        "content/articles/cold.md",
        "content/articles/old.md → content/articles/new.md",
        "content/articles/other.rst",
        "content/pages/about.md",
    ]
    made = tree(root / "content")
    assert made["articles/new.md"] == NEW
    assert "articles/old.md" not in made
    assert b"</new.html>`_ and `this <{filename}new.md>`_" in made["articles/other.rst"]
    assert made["articles/cold.md"].endswith(b"[a] `/old.html`\n\n[a]: https://nadia.example/new.html\n")
    assert b"Old is [one]({filename}/articles/new.md)" in made["pages/about.md"]
    site = build_site({}, public=True, RESUME=None)
    assert 'url=/new.html"' in (site / "old.html").read_text("utf-8")
    assert (site / "new.html").is_file()


def test_an_article_that_is_renamed_back_is_as_before_but_for_its_fields(root, build_site):
    write(root / "content", FILES)
    rename(root, "old", "new")
    rename(root, "new", "old")
    made = tree(root / "content")
    assert made.keys() == FILES.keys()
    assert made["articles/old.md"] == OLD.replace(b"Date", b"Slug: old\r\nAliases: /new.html\r\nDate")
    assert {
        name for name, text in FILES.items() if isinstance(text, str) and made[name] != text.encode()
    } == set()


PLAN = "Plan\n====\n\n:slug: plan\n:status: draft\n\nText.\n"


def test_translations_are_renamed_together_and_drafts_get_no_alias(root, build_site):
    article = "Title: {}\nDate: 2024-01-02\nSlug: old\nLang: {}\n{}\n\nText.\n"
    files = {
        "articles/old.md": article.format("Old", "en", "Aliases: a.html, b.html"),
        "articles/old-de.md": article.format("Alt", "de", "Category: X"),
        "articles/2024-01-02-plan.rst": PLAN,
    }
    write(root / "content", files)
    rename(root, "old", "new")
    rename(root, "plan", "big-plan")
    made = tree(root / "content")
    assert set(made) == {"articles/new.md", "articles/new-de.md", "articles/2024-01-02-big-plan.rst"}
    assert b"Aliases: a.html, b.html, /old.html\n\n" in made["articles/new.md"]
    assert b"Aliases: /old-de.html\n" in made["articles/new-de.md"]
    assert (
        made["articles/2024-01-02-big-plan.rst"]
        == b"Plan\n====\n\n:slug: big-plan\n:status: draft\n\nText.\n"
    )
    site = build_site({}, public=True, RESUME=None)
    assert {"new.html", "new-de.html", "old.html", "old-de.html", "a.html", "b.html"} < set(tree(site))


REFUSED = {
    ("odl", "new"): "there is no slug 'odl'; did you mean old?",
    ("nothing", "new"): "there is no slug 'nothing'; write that of an article or page",
    ("old", "other"): "the slug 'other' belongs to content/articles/other.rst; choose another",
    ("old", "About it"): "'About it' is not a valid slug; write a `Slug:` of letters, digits and hyphens",
    ("old", "taken"): "the address /taken.html belongs to content/pages/about.md; choose another",
    ("old", "tags"): "the address /tags.html belongs to the site; choose another",
    ("old", "there"): "content/articles/there.md exists; move it away",
}


def test_the_resume_keeps_its_address(root):
    write(root / "content", {"pages/resume.rst": HEAD + WORK + JOB + TARGET})
    with (root / "pelicanconf.py").open("a") as file:
        file.write('RESUME = "pages/resume.rst"\n')
    with pytest.raises(NotEdited, match="the address of the résumé is fixed"):
        rename(root, "resume", "cv")


def test_a_site_with_a_problem_is_not_edited(root):
    write(root / "content", {**FILES, "articles/bad.md": "Title: Old\nLang: de\nDate: soon\n\nText.\n"})
    with pytest.raises(NotEdited, match=r"^content/articles/bad\.md:3: date: 'soon' is not a date"):
        rename(root, "old", "new")
    assert (root / "content/articles/old.md").read_bytes() == OLD


def test_a_refused_change_changes_nothing(root):
    there = "Title: Another\nDate: 2024-01-02\n\nText.\n"
    about = "Title: About\nAliases: taken.html\n\nText.\n"
    write(root / "content", {**FILES, "articles/there.md": there, "pages/about.md": about})
    before, refused = tree(root), {}
    for words in REFUSED:
        with pytest.raises(NotEdited) as failure:
            rename(root, *words)
        refused[words] = str(failure.value)
    assert refused == REFUSED
    assert tree(root) == before


MOVE = Move("blog/old/index.html", "blog/new/index.html", "old.md", "new.md")
LINKS = {
    "[a](/blog/old/) [b](/blog/old) [c](/blog/old/index.html?x=1#y)": "[a](/blog/new/) [b](/blog/new) "
    "[c](/blog/new/index.html?x=1#y)",
    "http://e.org/base/blog/old/, https://e.org/base/blog/old.": "http://e.org/base/blog/new/, "
    "https://e.org/base/blog/new.",
    '<a href="/blog/old/">': '<a href="/blog/new/">',
    "[a]: </blog/old/> 'x'": "[a]: </blog/new/> 'x'",
    "[a](/2012/blog/old/) /blog/older/ https://f.org/base/blog/old/ `/blog/old/` /blog/old": None,
    "[a](old.md#a) [b](sub/old.md) old.md": "[a](new.md#a) [b](sub/old.md) old.md",
    "[a](|filename|old.md#a) [b]({filename}sub/old.md) [c]({filename}old.md.txt)": "[a](|filename|new.md#a) "
    "[b]({filename}sub/old.md) [c]({filename}old.md.txt)",
}


@pytest.mark.parametrize("text", LINKS)
def test_links_are_recognised_however_they_are_written(text):
    assert with_links(text, "a.md", [MOVE], "https://e.org/base") == (LINKS[text] or text)


def test_an_address_in_other_letters_may_be_percent_encoded():
    move = Move("ю.html", "я.html", "a.md", "a.md")
    text = "[a](/%D1%8E.html) [b](ю.html) [c](/ю)"
    assert with_links(text, "b.md", [move], "https://e.org") == "[a](/я.html) [b](я.html) [c](/я)"


FIELDS = {
    "Title: A\n  a\nDate: x\n\nSlug: text\n": "Title: A\n  a\nSlug: new\nDate: x\n\nSlug: text\n",
    "---\ntitle: A\nslug:\n  - old\n- b\n---\ntext\n": "---\ntitle: A\nslug: new\n---\ntext\n",
    "---\ntitle: A\n\ndate: x\n---\ntext\n": "---\ntitle: A\nslug: new\n\ndate: x\n---\ntext\n",
    '+++\ntitle = "A"\n\n+++\ntext\n': '+++\ntitle = "A"\nslug = "new"\n\n+++\ntext\n',
    '+++\nslug = "old"\n+++\n': '+++\nslug = "new"\n+++\n',
    "\nDate: x\n  SLUG : y\nTitle: A\n": "\nDate: x\n  SLUG : new\nTitle: A\n",
    "Date: x\n\ntext\n": "Slug: new\nDate: x\n\ntext\n",
}
FIELDS_OF_RST = {
    "A\n=\n\n:date: x\n:Slug: y\n  z\n\ntext\n": "A\n=\n\n:date: x\n:Slug: new\n\ntext\n",
    "A\n=\n\n:date: x\n\n.. a::\n   :slug: y\n": "A\n=\n\n:slug: new\n:date: x\n\n.. a::\n   :slug: y\n",
    "=\nA\n=\n\ntext\n": "=\nA\n=\n\n:slug: new\n\ntext\n",
    ":date: x\n\nA\n=\n": ":slug: new\n:date: x\n\nA\n=\n",
}


@pytest.mark.parametrize("text", FIELDS)
def test_a_field_is_written_in_its_place_in_markdown(text):
    assert with_field(text, "slug", "new", is_rst=False) == FIELDS[text]


def test_a_field_may_have_the_name_of_another_generator():
    text = "---\ntitle: A\nredirect_from:\n  - a.html\ndate: x\n---\n"
    assert with_field(text, "aliases", "a.html, b.html", is_rst=False) == (
        "---\ntitle: A\nredirect_from: a.html, b.html\ndate: x\n---\n"
    )


@pytest.mark.parametrize("text", FIELDS_OF_RST)
def test_a_field_is_written_in_its_place_in_restructuredtext(text):
    assert with_field(text, "slug", "new", is_rst=True) == FIELDS_OF_RST[text]
