"""reStructuredText: HTML without style, and every error of docutils with its own line."""

import re

from tests.markup import reported, shown
from vouch.markup.github_markdown import BOXES

SVG = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20" style="color-scheme: light dark"/>'
HEAD = "A\n=\n\n:date: 2020-01-02\n\n"
TITLE = re.compile(r'<p class="admonition-title">(.*?)</p>')
CONTENTS = re.compile(r'<li><a href="#(\w+)">')
CLOSE = "close it, or write a backslash before it"
TARGET = "define the target: `.. _name: https://…`"
DISABLED = "write it in reStructuredText, or include code with literalinclude"

HTML = {
    "a picture between paragraphs": (
        ".. image:: /images/a.svg\n   :alt: A\n   :width: 50%\n   :align: right",
        '<p><img alt="A" src="/images/a.svg" class="sized align-right" width="367" height="184"',
    ),
    "a picture that is a link": (
        ".. image:: /images/a.svg\n   :alt: A\n   :width: 20px\n   :target: https://go.dev/",
        '<p><a class="reference external image-reference" href="https://go.dev/">\n'
        '<img alt="A" src="/images/a.svg" class="sized" width="20" height="10" decoding="async"></a>\n</p>',
    ),
    "a figure": (
        ".. figure:: /images/a.svg\n   :alt: A\n   :figwidth: 80%\n\n   Caption.",
        '<figure tabindex="0">\n<img alt="A" src="/images/a.svg" width="40" height="20" decoding="async">'
        "<figcaption>\n<p>Caption.</p>\n</figcaption>\n</figure>",
    ),
    "a list of letters": ("b. one\nc. two", '<ol start="2" type="a">\n<li>'),
    "a term of a kind": ("term : kind\n  text", '<dt>term : <span class="classifier">kind</span></dt>'),
    "an abbreviation": (":abbr:`CSP (Policy)`", '<p><abbr title="Policy">CSP</abbr></p>'),
    "code in a sentence": (":code:`a < b` and ``--c``", "<p><code>a &lt; b</code> and <code>--c</code></p>"),
    "a flag": ("Run it with --flag -- now", "<p>Run it with &#45;&#45;flag &#8212; now</p>"),
    "a substitution": (".. |a| replace:: *b*\n\n|a|", "<p><em>b</em></p>"),
    "a parsed literal": (
        ".. parsed-literal::\n\n   a *b*",
        '<figcaption></figcaption><pre tabindex="0"><code>a <em>b</em></code>',
    ),
    "a heading": ("Sub\n---\n\nx", '<section id="sub">\n<h2><a href="#sub">Sub</a></h2>'),
    "a heading in Cyrillic": ("Раз два\n-------\n\nx", '<section id="раз-два">'),
    "a heading with the theme's id": ("Content\n-------\n\nx", '<section id="content-section">'),
    "a heading with a link": (
        "A `b <https://c.org/>`_\n-------------------------------\n\nx",
        "<h2>A <a class=",
    ),
}


def test_markup_becomes_html(tmp_path):
    html = shown(tmp_path, {name: (".rst", text) for name, (text, _) in HTML.items()}, {"images/a.svg": SVG})
    assert {name: html[name] for name, (_, part) in HTML.items() if part not in html[name]} == {}
    assert [name for name in HTML if "style=" in html[name]] == []


def test_a_note_is_titled_in_the_language_of_the_article(build_site):
    titles = {"ru": "Примечание", "de": "Bemerkung", "tr": "Note"}
    text = "A\n=\n\n:date: 2020-01-02\n:lang: {0}\n:slug: {0}\n\n.. note:: x\n"
    site = build_site({f"articles/{each}.rst": text.format(each) for each in titles})
    for language, title in titles.items():
        page = (site / f"{language}.html").read_text("utf-8")
        assert f'<p class="admonition-title">{title}</p>' in page


def test_boxes_have_the_same_titles_in_both_markups(tmp_path):
    sources = {f"{each}-md": (".md", f"!!! {each}\n    x") for each in BOXES}
    sources |= {f"{each}-rst": (".rst", f".. {each}:: x") for each in BOXES}
    html = shown(tmp_path, sources)
    for each in BOXES:
        titles = [TITLE.search(html[f"{each}-{markup}"])[1] for markup in ("md", "rst")]
        assert titles == [each.capitalize()] * 2


def test_headings_of_one_name_have_different_ids(html_of):
    shown = html_of("Раз\n---\n\nx\n\nРаз\n---\n\nSame\n----\n\nSame\n----\n\nx", ".rst")
    assert [f'<section id="{each}">' in shown for each in ("раз", "раз-1", "same", "same-1")] == [True] * 4


def test_the_contents_have_the_same_levels_in_both_markups(tmp_path):
    text = "One\n---\n\nTwo\n~~~\n\nThree\n.....\n\nx\n\nFour\n----\n\nx\n\nFive\n----\n\nx"
    both = {"rst": (".rst", text), "md": (".md", "## One\n### Two\n#### Three\nx\n## Four\n## Five\nx")}
    contents = {name: CONTENTS.findall(html) for name, html in shown(tmp_path, both).items()}
    assert contents == {name: ["one", "two", "four", "five"] for name in both}


def test_contents_are_left_to_the_theme(html_of):
    shown = html_of(".. contents::\n\nOne\n---\n\nTwo\n---\n\nx", ".rst")
    assert "contents" not in shown
    assert '<h2><a href="#one">One</a></h2>' in shown


def test_comments_are_not_published(html_of):
    assert html_of("a\n\n.. more\n\n.. a private note\n\nb", ".rst") == "<p>a</p>\n<p>b</p>"


def test_fields_can_come_before_the_title(build_site):
    site = build_site({"articles/a.rst": ":date: 2020-01-02\n\n=====\nTitle\n=====\n\nText.\n"})
    assert "<h1>Title</h1>" in (site / "title.html").read_text("utf-8")


def headings(page: str) -> list[str]:
    page = page[page.index("<h1") : page.index("</article>")]
    return [re.sub("<[^>]+>", "", each) for each in re.findall(r"<h[123][^>]*>(.*?)</h", page)]


HEADINGS = {  # a text, in which @ is the first field, and the headings of its page, of which one is the title
    "of another text than the title": (":title: T\n@\nOne\n===\n\nx\n\nTwo\n---\n\nx", ["T", "One", "Two"]),
    "above the field with the title": ("One\n===\n\n:title: T\n@\nx", ["T", "One"]),
    "that the title repeats": (":title: One\n@\nOne\n===\n\nx", ["One"]),
    "of one level": (":title: T\n@\nOne\n===\n\nx\n\nTwo\n===\n\nx", ["T", "One", "Two"]),
    "below a paragraph": (":title: T\n@\nx\n\nOne\n===\n\nx", ["T", "One"]),
    "right below the title": ("@\nOne\n===\n\nTwo\n---\n\nx", ["One", "Two"]),
    "of a section above the fields": ("One\n===\n\nTwo\n---\n\n@\nx", ["One", "Two"]),
    "with roles and references": (
        "@\nOne\n===\n\n``a`` `b`_ |c|\n--------------\n\nx\n\n.. _b: /\n.. |c| replace:: c",
        ["One", "a b c"],
    ),
    "of which there is none": (":title: T\n@\nx", ["T"]),
}


def test_no_heading_is_lost(build_site):
    texts = [text for text, _ in HEADINGS.values()]
    fields = [f":date: 2020-01-02\n:slug: s{n}\n" for n in range(len(texts))]
    site = build_site({f"a{n}.rst": text.replace("@", fields[n]) for n, text in enumerate(texts)})
    pages = [(site / f"s{n}.html").read_text("utf-8") for n in range(len(texts))]
    shown = dict(zip(HEADINGS, map(headings, pages), strict=True))
    assert shown == {name: each for name, (_, each) in HEADINGS.items()}


def test_an_address_in_the_title_is_text(build_site):
    title = "See http://a.org/ now"
    site = build_site({"articles/a.rst": f"{title}\n{'=' * 30}\n\n:date: 2020-01-02\n:slug: a\n\nx\n"})
    assert f"<h1>{title}</h1>" in (site / "a.html").read_text("utf-8")


def test_what_is_for_other_writers_alone_is_on_no_page(html_of):
    blocks = "".join(f".. raw:: {each}\n\n   \\newpage\n\n" for each in ("latex", "pdf", "latex rst"))
    page = html_of(f"a\n\n{blocks}b\n", ".rst")
    assert "newpage" not in page
    assert "<p>b</p>" in page


def test_a_docutils_conf_has_no_effect(html_of, tmp_path, monkeypatch):
    (tmp_path / "docutils.conf").write_text("[html5 writer]\ninitial_header_level: 4\n")
    monkeypatch.chdir(tmp_path)
    assert "<h2>" in html_of("Sub\n---\n\nx", ".rst")


PROBLEMS = {
    "a directive with one colon": (
        "x\n\n.. image: /images/a.svg\n\n.. a note: of mine\n",
        "8: `.. image:` is a comment, which no page shows; write `.. image::`, or reword it",
    ),
    "a directive that no page shows": (
        ".. meta::\n   :description: x\n",
        "6: what `.. meta::` holds is shown on no page; write it in the field `:summary:` or in the text",
    ),
    "an unknown target": ("a\nb c_\n", f'7: Unknown target name: "c"; {TARGET}'),
    "an unknown target in a list": ("- a\n\n  b\n  c_\n", f'9: Unknown target name: "c"; {TARGET}'),
    "an unknown footnote": ("a [1]_\n", "6: there is no footnote [1]; add `.. [1] …`"),
    "a target twice": (
        ".. _a: https://b.org\n.. _a: https://c.org\n\nx\n",
        '7: Duplicate explicit target name: "a"; give each target a name of its own',
    ),
    "an undefined substitution": (
        "a\n|b|\n",
        '7: Undefined substitution referenced: "b"; define it: `.. |name| replace:: …`',
    ),
    "an unknown directive": (
        "a\n\n.. youtube:: x\n",
        '8: Unknown directive type "youtube"; use a directive of docutils, code-block or literalinclude',
    ),
    "an unknown role": (
        "a\nb :ref:`c`\n",
        '7: Unknown interpreted text role "ref"; use a role of docutils, or ``literal``',
    ),
    "raw HTML": (".. raw:: html\n\n   <b>x</b>\n", f'6: "raw" directive disabled; {DISABLED}'),
    "an included file": (".. include:: b.rst\n", f'6: "include" directive disabled; {DISABLED}'),
    "a table of a file": (
        ".. csv-table::\n   :file: b.csv\n",
        '6: File and URL access deactivated; ignoring "csv-table" directive; '
        "write the rows below the directive",
    ),
    "a short underline": (
        "A section\n-----\n\nx\n",
        "7: Title underline too short; make it as long as the title",
    ),
    "an underline that is too short to be one": (
        "Sect\n--\n\nx\n",
        "7: Possible title underline, too short for the title. Treating it as ordinary text because it's "
        "so short; make it as long as the title",
    ),
    "strong text without an end": (
        "a\nb\n**c\n",
        f"8: Inline strong start-string without end-string; {CLOSE}",
    ),
    "code without an end": ("a ``b\n", f"6: Inline literal start-string without end-string; {CLOSE}"),
    "a list that runs into text": (
        "- a\nb\n",
        "7: Bullet list ends without a blank line; unexpected unindent; correct the markup",
    ),
    "a picture without words": (
        "a.png\n\n.. image:: a.png\n   :alt: A\n\n.. image:: a.png\n",
        "11: a.png has no alternative text; describe what it shows",
    ),
    "a picture of another site": (
        ".. image:: https://a.org/b.png\n   :alt: B\n",
        "6: https://a.org/b.png is a picture of another site, forbidden by the page's "
        "Content-Security-Policy; copy it into content/images and show the copy",
    ),
}


def test_bad_markup_is_reported_with_its_line(tmp_path):
    texts = {name: (".rst", text) for name, (text, _) in PROBLEMS.items()}
    assert reported(tmp_path, texts, {"articles/a.png": "x"}) == {
        name: [problem] for name, (_, problem) in PROBLEMS.items()
    }


def test_all_problems_are_reported_in_order(problems_of):
    found = problems_of({"a.rst": HEAD + "x_ :b:`c`\n\n.. d::\n\n*e\n"})
    assert [each.split(":")[1] for each in found] == ["6", "6", "8", "10"]
