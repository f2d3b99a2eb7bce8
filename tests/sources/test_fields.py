"""Fields under any of their names, and fields of the author's own, from the source to the page."""

import pytest
from pelican import Pelican

from tests.conftest import begun
from tests.small_site import small_site
from vouch.sources.field_rules import OF_CONTENT, problems_of
from vouch.sources.fields import SITE_NAMES, Field, near, settled
from vouch.sources.heads import head_of

MD = "Title: A\nDate: 2020-01-02\n{}\n\nText.\n"
RST = "A\n===\n\n:date: 2020-01-02\n{}\n\nText.\n"
OWN = (
    *("Image", "Style", "seriestitle", "SeriesTitle", "Mastodon-Comments", "Subtitle", "Data", "State"),
    *("Layout", "Type", "Comments", "Toc", "Math", "Cover", "Tagline", "Label", "Page", "Lead", "Land"),
    *("Rating", "Thumbnail", "Keywords", "Permalink", "weight", "Featured", "heroImage", "Long", "Tabs"),
)
NEAR = {
    "Staus": "status",
    "Stauts": "status",
    "Titel": "title",
    "Dat": "date",
    "Slgu": "slug",
    "Catgory": "category",
    "Tgas": "tags",
    "Sumary": "summary",
    "Modifed": "modified",
    "Auhtors": "authors",
    "Alises": "aliases",
}


def test_a_near_miss_of_a_field_is_not_an_own_field():
    assert {each: near(each) for each in NEAR} == NEAR


def test_ordinary_names_are_not_near_misses():
    found = settled([Field("Date", "2020-01-02", 1), *(Field(each, "x", 2) for each in OWN)])
    assert [*problems_of(each for each in found if each.written != "SeriesTitle")] == []


def test_own_fields_are_kept_for_templates(build_site, tmp_path):
    (tmp_path / "templates").mkdir()
    shown = "{{ article.image }} {{ article.cover.alt }} {{ article.metadata['mastodon-comments'] }}"
    (tmp_path / "templates/article.html").write_text(shown)
    own = "image: <a.png>\ncover:\n  alt: words\nMastodon-Comments: 7"
    text = f"---\ntitle: A\ndate: 2020-01-02\n{own}\n---\n\nText.\n"
    site = build_site({"articles/a.md": text}, THEME_TEMPLATES_OVERRIDES=[str(tmp_path / "templates")])
    assert (site / "a.html").read_text() == "&lt;a.png&gt; words 7"


def test_every_attribute_of_a_content_is_closed_to_own_fields(tmp_path):
    """Pelican makes an attribute of a field, which would replace one that the site has there."""
    small_site(tmp_path)
    settings = begun(tmp_path / "content", tmp_path / "output", "pelicanconf.py")
    Pelican(settings).run()
    contents = [*filter(None, settings["SITE"].context["generated_content"].values())]
    names = {name for each in contents for name in vars(each) if not name.startswith("_")}
    assert len(contents) > 5
    assert names - OF_CONTENT - SITE_NAMES == set()


SAME = {
    "modified": ("Update: 2021-02-03", "lastmod: 2021-02-03", "Last_modified: 2021-02-03"),
    "summary": ("description: Words.", "Excerpt: Words.", "Summary: Words.\ndescription: Others."),
    "status": ("draft: true", "Draft: yes", "published: false", "Status: DRAFT", "status: 'draft'"),
    "date": ("pubDate: 2021-02-03", "publish-date: 2021-02-03", "published: 2021-02-03"),
    "lang": ("language: de", "Lang: de"),
    "aliases": ("alias: /old/", "redirect_from: /old/"),
    "category": ("categories: a", "Category: a"),
}


def test_a_field_has_the_names_that_other_generators_have():
    values = {"modified": "2021-02-03", "summary": "Words.", "status": "draft", "date": "2021-02-03"}
    values |= {"lang": "de", "aliases": ["/old/"], "category": "a"}
    for name, heads in SAME.items():
        for head in heads:
            found = {each.name: each.content for each in head_of(head + "\n\nText.\n").fields}
            assert found[name] == values[name], head


FIELDS = (
    "Updated: 2021-02-03",
    "Description: Some words.",
    "Categories: One, Two",
    "Redirect_from: old.html",
)


@pytest.mark.parametrize(
    ("suffix", "text"), [("md", MD.format("\n".join(FIELDS))), ("rst", RST.format(":" + "\n:".join(FIELDS)))]
)
def test_both_markups_have_the_same_names(build_site, suffix, text):
    site = build_site({f"articles/a.{suffix}": text})
    page = (site / "a.html").read_text("utf-8")
    assert '<time datetime="2021-02-03">' in page
    assert 'content="Some words."' in page
    made = ("old.html", "category/one.html", "tag/two.html")
    assert [each for each in made if not (site / each).is_file()] == []
