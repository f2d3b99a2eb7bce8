"""Quotation marks and spaces in the language of the article."""

import pytest

from vouch.markup.typography import in_language
from vouch.sources.problem_log import BrokenSite


@pytest.mark.parametrize(
    ("language", "html", "set_in_type"),
    [
        ("ru", '"Да", — сказал он', "«Да»,\xa0— сказал он"),
        ("ru", "\"Он сказал 'нет'\"", "«Он\xa0сказал „нет“»"),
        (
            "ru",
            "<p>&quot;Да&quot; - и <em>нет</em> - тоже</p>",
            "<p>«Да»\xa0— и\xa0<em>нет</em>\xa0— тоже</p>",
        ),
        ("ru", "не в том, № 5...", "не\xa0в\xa0том, №\xa05…"),
        ("ru", "5 - 3 и по-русски, из-за", "5 - 3 и\xa0по-русски, из-за"),
        ("ru", '<code>"а" - в б</code> <pre>в "а"</pre>', '<code>"а" - в б</code> <pre>в "а"</pre>'),
        ("ru", '<a title="в "></a>', '<a title="в "></a>'),
        ("de", '"Ja"', "„Ja“"),
        ("de-CH", '"Ja"', "«Ja»"),
        ("fr", '"Oui"', "«\xa0Oui\xa0»"),
        ("ja", '"はい"', "「はい」"),
        ("en", '"Yes" - it\'s', '"Yes" - it\'s'),
        ("en-GB", '"Yes"', '"Yes"'),
        ("xx", '"?"', '"?"'),
    ],
)
def test_a_text_is_set_in_the_way_of_its_language(language, html, set_in_type):
    assert in_language(html, language) == set_in_type


RUSSIAN = {
    ".md": 'Title: "Тест" - это\nSlug: article\nDate: 2014-01-02\nLang: ru\n\n{}\n',
    ".rst": '"Тест" - это\n============\n\n:slug: article\n:date: 2014-01-02\n:lang: ru\n\n{}\n',
}


@pytest.mark.parametrize("suffix", RUSSIAN)
def test_a_russian_article_says_so_and_its_site_stays_english(page_of, suffix):
    page = page_of(RUSSIAN[suffix].format('Он сказал: "да".'), suffix)
    assert '<html lang="ru">' in page
    assert "<h1>«Тест»\xa0— это</h1>" in page
    assert "Он\xa0сказал: «да»." in page
    for each in (
        'header class="masthead"',
        'footer class="ways-on"',
        'p class="meta"',
        'p class="old" role="note"',
    ):
        assert f'<{each} lang="en" dir="ltr">' in page, each


def test_an_arabic_article_runs_from_right_to_left(page_of):
    page = page_of("Title: مقال\nSlug: article\nDate: 2024-01-02\nLang: ar\n\nنص.\n")
    assert '<html lang="ar" dir="rtl">' in page
    assert '<footer class="colophon" lang="en" dir="ltr">' in page


def test_a_list_says_the_language_of_each_article(build_site):
    site = build_site({"articles/a.md": "Title: Тест\nDate: 2024-01-02\nLang: ru\nTags: x\n\nТекст.\n"})
    for name in ("index.html", "archives.html", "tag/x.html"):
        assert 'lang="ru">Тест</a>' in (site / name).read_text("utf-8")
    assert 'lang="en">' not in (site / "index.html").read_text("utf-8").partition("<body>")[2]


@pytest.mark.parametrize(
    ("text", "set_in_type"),
    [
        ("`x`'s and *Go*'s and **b**'s", "<code>x</code>’s and <em>Go</em>’s and <strong>b</strong>’s"),
        ("[Go](https://go.dev)'s", "</a>’s"),
        ("a --- b", "a — b"),
        ("pages 1--2", "pages 1–2"),
        ("a -- b", "a &#8212; b"),
        (
            "`a` with --flag and `b`'s",
            "<code>a</code> with &#45;&#45;flag and <code>b</code>’s",
        ),
        ('"--flag" and --flag', "&#8220;&#45;&#45;flag&#8221; and &#45;&#45;flag"),
        ("`a --- 'b'`", "<code>a --- 'b'</code>"),
        ("it's 'so'", "it&#8217;s &#8216;so&#8217;"),
    ],
)
def test_dashes_and_apostrophes_are_what_was_meant(page_of, text, set_in_type):
    assert set_in_type in page_of(f"Title: Article\nDate: 2024-01-02\n\n{text}\n")


@pytest.mark.parametrize("language", ["english", "en_US", "", "RU"])
def test_what_is_no_language_is_an_error_with_its_line(page_of, language):
    with pytest.raises(BrokenSite, match=r"article\.md:3: lang: .* is no language; write its code"):
        page_of(f"Title: Article\nDate: 2024-01-02\nLang: {language}\n\nText.\n")


@pytest.mark.parametrize("language", ["en-GB", "pt-BR", "de-CH", "zh-Hans"])
def test_a_language_of_a_region_is_one(page_of, language):
    page = page_of(f"Title: Article\nDate: 2024-01-02\nLang: {language}\n\n!!! note\n    A[^1].\n\n[^1]: b\n")
    assert f'<html lang="{language}">' in page
