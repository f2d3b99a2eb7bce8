"""The theme's words and dates in the language of each page."""

import os
import re
import shutil
import tomllib
from html import unescape

import pytest
from jinja2 import Environment

from tests.conftest import ROOT, write
from vouch.pages.interface_language import words_of
from vouch.pages.theme_words import ThemeWords
from vouch.sources.problem_log import notices

THEME = ROOT / "theme"
NOT_SAID = re.compile(
    r"{#.*?#}|{% block address %}.*?endblock %}|{%\s*trans\b.*?endtrans\s*%}|{%.*?%}|{{.*?}}", re.DOTALL
)
SAID = re.compile(r">([^<>=]+)<|(?:aria-label|alt|title|name=\"description\" content)=\"([^\"]*)\"")
NAMES = {"JSON", "Atom", "UTF-8", "/apple-touch-icon.png"}
MACHINES = "Atom|JSON|JavaScript|Esc|Bash|https://[a-z./]+"

ARTICLE = "Title: Заметка\nDate: 2020-01-02\nModified: 2020-03-04\nSlug: a\nLang: {}\nTags: х\n\n{}\n"
LONG = """Сноска[^1].

## Один

## Два

## Три

| а | б |
|---|---|
| в | г |

```sh
цель
```

[^1]: Да.
"""
OTHER = "Title: Ещё\nDate: 2021-05-06\nSlug: b\nLang: {}\nStatus: {}\n\nТекст.\n"


def said(html: str) -> list[str]:
    """The texts of a page and the attributes that are read out, without code."""
    html = re.sub(r"<(script|style|pre|template|title)\b.*?</\1>", "", html, flags=re.DOTALL)
    texts = re.findall(r">([^<>]+)<", html) + re.findall(
        r'(?:aria-label|name="description" content)="([^"]*)"', html
    )
    return [unescape(each).strip() for each in texts if each.strip()]


@pytest.mark.parametrize("file", sorted(THEME.glob("templates/*.html")), ids=lambda each: each.name)
def test_a_template_has_no_words_that_cannot_be_translated(file):
    text = NOT_SAID.sub("", file.read_text("utf-8"))
    words = {(each[1] or each[2] or "").strip() for each in SAID.finditer(text)} - NAMES
    assert {each for each in words if re.search("[A-Za-z]{2}", each)} == set()


def test_the_russian_file_has_all_words_of_the_theme_and_no_others(build_site):
    assert set(tomllib.loads((THEME / "languages/ru.toml").read_text("utf-8"))) == set(words_of(env(), THEME))


def env() -> Environment:
    return Environment(autoescape=True, trim_blocks=True, lstrip_blocks=True, extensions=["jinja2.ext.i18n"])


def test_a_russian_site_is_in_russian(build_site):
    files = {
        "articles/a.md": ARTICLE.format("ru", LONG),
        "articles/b.md": OTHER.format("ru", "published"),
        "articles/c.md": OTHER.format("ru", "draft").replace("b", "c"),
    }
    own = {"SITENAME": "Надя", "AUTHOR": "Надя", "SITESUBTITLE": "Очереди", "MENU": (), "SOCIAL": ()}
    site = build_site(
        files, DEFAULT_LANG="ru", DEFAULT_CATEGORY="Заметки", RESUME=None, whole=True, CARDS=False, **own
    )
    english = {
        f"{file.relative_to(site)}: {each}"
        for file in site.rglob("*.html")
        for each in said(file.read_text("utf-8"))
        if re.search("[A-Za-z]{2}", re.sub(MACHINES, "", each))
    }
    assert english == set()
    page = (site / "a.html").read_text("utf-8")
    assert '<time datetime="2020-01-02">2 января 2020\u202fг.</time>' in page
    assert "обновлено&nbsp;<time" in page
    assert 'aria-label="Таблица"' in page
    assert 'data-copied="Скопировано"' in page
    assert '<p class="meta">1 статья, 2020 год</p>' in (site / "tag/kh.html").read_text("utf-8")
    assert "2 янв.</time>" in (site / "archives.html").read_text("utf-8")


def test_a_page_in_another_language_has_its_words_and_says_whose_the_others_are(build_site):
    page = (build_site({"articles/a.md": ARTICLE.format("ru", LONG)}) / "a.html").read_text("utf-8")
    assert '<html lang="ru">' in page
    assert '<a class="skip" lang="ru" href="#content">К содержанию</a>' in page
    assert '<header class="masthead" lang="en">' in page
    assert '<nav aria-label="Сайт" lang="ru">\n      <ul lang="en">' in page


def test_where_there_are_no_words_the_site_has_its_own_and_dates_are_in_the_page_s_language(build_site):
    page = (
        build_site({"articles/a.md": ARTICLE.format("de", LONG)}, DEFAULT_LANG="ru") / "a.html"
    ).read_text("utf-8")
    assert '<html lang="de">' in page
    assert '<time datetime="2020-01-02" lang="de">2. Januar 2020</time>' in page
    assert '<p class="meta" lang="ru">' in page
    assert '<details class="contents">\n  <summary lang="ru">Содержание</summary>' in page
    assert notices() == ()


def test_a_site_in_a_language_without_words_is_in_english_and_says_so_once(build_site):
    files = {
        f"articles/{n}.md": ARTICLE.format("pt-BR", LONG).replace("Slug: a", f"Slug: s{n}") for n in range(3)
    }
    site = build_site(files, DEFAULT_LANG="pt-BR")
    (notice,) = notices()
    assert notice.endswith(
        "theme/languages/pt.toml:1: the theme has no words in pt-BR, so they are in English; "
        "copy another file of this folder and translate it"
    )
    home = (site / "archives.html").read_text("utf-8")
    assert '<html lang="pt-BR">' in home
    assert '<h1 lang="en">Archive</h1>' in home
    assert '<time datetime="2020-01-02" lang="pt-BR">2 de jan.</time>' in home


def test_an_owner_s_form_of_a_date_has_the_names_of_the_language(build_site):
    files = {"articles/a.md": ARTICLE.format("ru", "Текст.")}
    page = build_site(files, DEFAULT_DATE_FORMAT="%A, %d %B %Y") / "a.html"
    assert ">четверг, 02 января 2020</time>" in page.read_text("utf-8")


def test_words_that_a_file_lacks_are_english_and_reported_once(build_site, tmp_path):
    theme = tmp_path / "theme"
    shutil.copytree(THEME, theme, copy_function=os.link)
    russian = theme / "languages/ru.toml"
    text = re.sub('^"(Archive|Related|Older)" = .*$', "", russian.read_text("utf-8"), flags=re.MULTILINE)
    russian.unlink()
    russian.write_text(text, "utf-8")
    files = {f"articles/{each}.md": ARTICLE.replace("Slug: a", f"Slug: {each}") for each in "abc"}
    site = build_site({name: each.format("ru", "Да.") for name, each in files.items()}, THEME=str(theme))
    assert "<span>Older</span>" in (site / "a.html").read_text("utf-8")
    (notice,) = notices()
    assert notice.endswith(
        'ru.toml:1: there is no translation of "Archive" and 2 other texts; '
        "write it here; until then it is in English"
    )


def words_in(folder, text):
    return ThemeWords(write(folder, {"languages/ru.toml": text}), "ru")


def test_a_word_that_is_missing_is_english(tmp_path):
    words = words_in(tmp_path, '"Related" = "По теме"')
    assert [words.gettext("ru", each) for each in ("Related", "Archive")] == ["По теме", "Archive"]
    assert words.ngettext("ru", "%(n)s article", "%(n)s articles", 5) == "%(n)s articles"


@pytest.mark.parametrize(("number", "form"), [(1, "a"), (3, "b"), (5, "c"), (21, "a"), (111, "c")])
def test_a_number_has_the_plural_of_the_language(tmp_path, number, form):
    words = words_in(tmp_path, '"%(n)s x" = {one = "a", few = "b", many = "c"}')
    assert words.ngettext("ru", "%(n)s x", "%(n)s xs", number) == form


@pytest.mark.parametrize(
    ("text", "problem"),
    [
        ('"a" = "b"\n"c" = d\n', ':2: Invalid value; write `"English words" = "translation"`'),
        ('"a" = 1\n', ':1: the translation of "a" is not words; write'),
        ('"a" = "b"\n"%(n)s c" = "%(m)s"\n', ':2: "%(m)s" has %(m)s, which "%(n)s c" has not; write'),
        ('"a" = "5 %"\n', ':1: "5 %" has a single %; write %%'),
        ('"<b>a</b>" = "<b>c"\n', ':1: "<b>c" has other HTML elements than "<b>a</b>"; write the same ones'),
    ],
)
def test_a_mistake_in_a_file_of_words_is_reported_with_its_line(tmp_path, log_alone, caplog, text, problem):
    words_in(tmp_path, text)
    (record,) = caplog.records
    assert f"languages/ru.toml{problem}" in record.getMessage()
