"""An article in several languages: each of them is found."""

import re

import pytest

from vouch.sources.locales import language_name
from vouch.sources.problem_log import BrokenSite

MD = "Title: {}\nDate: 2020-01-02\nSlug: a\nLang: {}\n\nText.\n"
ARTICLES = {f"articles/{language}.md": MD.format("A", language) for language in ("ru", "en", "de")}


@pytest.mark.parametrize(
    ("language", "name"),
    [("ru", "Русский"), ("pt-BR", "Português"), ("ka", "ქართული"), ("zh-Hant", "繁體中文"), ("tlh", "tlh")],
)
def test_a_language_has_its_own_name_for_itself(language, name):
    assert language_name(language) == name


def test_a_site_may_be_in_a_language_that_docutils_has_no_words_in(build_site):
    site = build_site({"articles/a.rst": "A\n=\n\n:date: 2020-01-02\n\nMetin.\n"}, DEFAULT_LANG="tr")
    assert '<html lang="tr">' in (site / "a.html").read_text("utf-8")


def test_the_sitemap_lists_translations(build_site):
    sitemap = (build_site(ARTICLES) / "sitemap.xml").read_text("utf-8")
    dated = re.findall(r"<loc>https://nadia\.example/(.*)</loc><lastmod>2020-01-02<", sitemap)
    assert dated == ["a.html", "a-de.html", "a-ru.html"]


@pytest.mark.parametrize(
    ("page", "also", "others"),
    [
        ("a.html", "Also in", {"de": ("a-de.html", "Deutsch"), "ru": ("a-ru.html", "Русский")}),
        ("a-ru.html", "Также на языках:", {"de": ("a-de.html", "Deutsch"), "en": ("a.html", "English")}),
    ],
)
def test_each_translation_names_the_others(build_site, page, also, others):
    html = (build_site(ARTICLES) / page).read_text("utf-8")
    alternates = re.findall(r'<link rel="alternate" hreflang="(\w+)" href="([^"]+)">', html)
    addresses = {"de": "a-de.html", "en": "a.html", "ru": "a-ru.html"}
    assert dict(alternates) == {tag: f"https://nadia.example/{each}" for tag, each in addresses.items()}
    links = [
        f'<a hreflang="{tag}" lang="{tag}" href="/{address}">{name}</a>'
        for tag, (address, name) in others.items()
    ]
    assert f"{also} {', '.join(links)}</p>" in html


def test_an_article_in_one_language_names_no_other(build_site):
    html = (build_site({"articles/a.md": MD.format("A", "ru")}) / "a.html").read_text("utf-8")
    assert "hreflang" not in html
    assert "Also in" not in html


def test_an_old_translation_says_that_it_is_old(build_site):
    assert 'class="old"' in (build_site(ARTICLES) / "a-ru.html").read_text("utf-8")


DRAFT = "Title: A {0}\nDate: 2020-01-02\nSlug: a\nLang: {0}\nStatus: draft\n\nText.\n"


@pytest.mark.parametrize(
    ("languages", "drafts"),
    [(("en", "ja"), {"a.html", "a-ja.html"}), (("ja",), {"a.html"}), (("tr", "ja"), None)],
)
def test_drafts_may_be_translations_of_one_another(build_site, languages, drafts):
    files = {f"articles/{each}.md": DRAFT.format(each) for each in languages}
    if drafts is None:
        with pytest.raises(BrokenSite, match="several articles of this address could be the original"):
            build_site(files)
        return
    assert {each.name for each in (build_site(files) / "drafts").iterdir()} == drafts


def test_drafts_of_one_address_do_not_stop_a_public_build(build_site):
    site = build_site({f"articles/{each}.md": DRAFT.format(each) for each in ("en", "ja")}, public=True)
    assert not (site / "drafts").exists()


NOTES = {
    ".md": "Title: A\nDate: 2020-01-02\n\n!!! note\n    One[^1].\n\n[^1]: Two.\n",
    ".rst": "A\n=\n\n:date: 2020-01-02\n\n.. note:: One [#]_.\n\n.. [#] Two.\n",
}


@pytest.mark.parametrize("suffix", NOTES)
@pytest.mark.parametrize(
    ("language", "word"),
    [
        ("pt-BR", "Nota"),
        ("zh-Hant", "註釋"),
        ("de-CH", "Bemerkung"),
        ("tr", "Note"),
        ("en-GB", "Note"),
        ("sr-Latn", "Note"),
    ],
)
def test_a_site_in_any_language_has_notes_in_the_nearest_that_docutils_knows(
    build_site, language, word, suffix
):
    page = build_site({f"articles/a{suffix}": NOTES[suffix]}, DEFAULT_LANG=language) / "a.html"
    html = page.read_text("utf-8")
    assert f'<html lang="{language}">' in html
    assert f'<p class="admonition-title">{word}' in html
    assert f'aria-label="{word} 1"' in html
