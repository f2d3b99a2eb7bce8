"""Quotation marks and spaces in the language of the article."""

import pytest

from tests.markup import reported, shown
from vouch.markup.typography import in_language

IN_LANGUAGE = [
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
]


def test_a_text_is_set_as_in_its_language():
    found = [(language, html, in_language(html, language)) for language, html, _ in IN_LANGUAGE]
    assert found == IN_LANGUAGE


RUSSIAN = {
    ".md": 'Title: "Тест" - это\nSlug: article\nDate: 2014-01-02\nLang: ru\n\n{}\n',
    ".rst": '"Тест" - это\n============\n\n:slug: article\n:date: 2014-01-02\n:lang: ru\n\n{}\n',
}


@pytest.mark.parametrize("suffix", RUSSIAN)
def test_a_russian_article_is_russian_on_an_english_site(page_of, suffix):
    page = page_of(RUSSIAN[suffix].format('Он сказал: "да".'), suffix)
    assert '<html lang="ru">' in page
    assert "<h1>«Тест»\xa0— это</h1>" in page
    assert "Он\xa0сказал: «да»." in page
    for each, language in (
        ('header class="masthead"', "en"),
        ('p class="meta"', "ru"),
        ('p class="old" role="note"', "ru"),
    ):
        assert f'<{each} lang="{language}">' in page, each


def test_an_owner_may_have_the_quotation_marks_as_typed(build_site):
    text = 'Title: A\nDate: 2014-01-02\nLang: ru\n\n"Да" -- да.\n'
    page = (build_site({"articles/a.md": text}, TYPOGRIFY=False) / "a.html").read_text("utf-8")
    assert '<p>"Да" -- да.</p>' in page


def test_an_arabic_article_runs_from_right_to_left(page_of):
    page = page_of("Title: مقال\nSlug: article\nDate: 2024-01-02\nLang: ar\n\nنص.\n")
    assert '<html lang="ar" dir="rtl">' in page
    assert '<footer class="colophon" lang="en" dir="ltr">' in page


def test_a_list_has_the_language_of_each_article(build_site):
    site = build_site({"articles/a.md": "Title: Тест\nDate: 2024-01-02\nLang: ru\nTags: x\n\nТекст.\n"})
    for name in ("index.html", "archives.html", "tag/x.html"):
        assert 'lang="ru">Тест</a>' in (site / name).read_text("utf-8")
    assert 'lang="en">' not in (site / "index.html").read_text("utf-8").partition("<body>")[2]


DASHES = [
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
]


def test_dashes_and_apostrophes_are_those_that_were_meant(tmp_path):
    html = shown(tmp_path, {text: (".md", text) for text, _ in DASHES})
    assert {text: html[text] for text, part in DASHES if part not in html[text]} == {}


def test_a_bad_language_is_reported_with_its_line(tmp_path):
    texts = dict.fromkeys(("english", "en-", "", "RU"), (".md", "x"))
    files = {
        f"articles/n{n}.md": f"Title: n{n}\nDate: 2024-01-02\nLang: {each}\n\nx"
        for n, each in enumerate(texts)
    }
    problems = reported(tmp_path, texts, files)
    assert [name for name, (each,) in problems.items() if not each.startswith("3: lang: ")] == []
    assert [
        name for name, (each,) in problems.items() if "is not a language code; write one such as" not in each
    ] == []


def test_a_language_of_a_region_is_accepted(build_site):
    languages = ("en-GB", "pt-BR", "de-CH", "zh-Hans")
    text = "Title: A\nDate: 2024-01-02\nSlug: {1}\nLang: {0}\n\n!!! note\n    A[^1].\n\n[^1]: b\n"
    site = build_site({f"articles/{each}.md": text.format(each, each.lower()) for each in languages})
    for each in languages:
        assert f'<html lang="{each}">' in (site / f"{each.lower()}.html").read_text("utf-8")
