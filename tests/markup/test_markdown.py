"""Markdown: the same shape as reStructuredText; raw HTML only as far as a page may show it."""

import re

from tests.images import png
from tests.markup import reported, shown

HEAD = "Title: A\nDate: 2020-01-02\n\n"
POLICY = "forbidden by the page's Content-Security-Policy"

HTML = {
    "a table": (
        "|a|b|\n|:--|--:|\n|1|`x \\| y`|",
        '<div aria-label="Table" class="wide" role="group" tabindex="0"><table>\n<thead>\n<tr>\n'
        '<th class="left">a</th>\n<th class="right">b</th>\n</tr>\n</thead>\n<tbody>\n<tr>\n'
        '<td class="left">1</td>\n<td class="right"><code>x | y</code></td>\n</tr>\n</tbody>\n</table></div>',
    ),
    "a heading": ("# One `two`", '<h2 id="one-two"><a href="#one-two">One <code>two</code></a></h2>'),
    "a heading in Cyrillic": ("## Раз два", '<h2 id="раз-два"><a href="#раз-два">Раз два</a></h2>'),
    "a heading with the theme's id": ("## Content", '<h2 id="content-section">'),
    "a heading with a link": ("## A [b](https://c.org/)", '<h2 id="a-b">A <a href'),
    "a heading with a raw link": ('## A <a href="#a-b">b</a>', '<h2 id="a-b">A <a href="#a-b">b</a></h2>'),
    "a heading with an id": ("## A {#b}", '<h2 id="b"><a href="#b">A</a></h2>'),
    "a note": ("!!! note\n    x", '<div class="admonition note">\n<p class="admonition-title">Note</p>'),
    "a term": ("term\n:   text", "<dl>\n<dt>term</dt>\n<dd>text</dd>\n</dl>"),
    "an abbreviation": ("CSP\n\n*[CSP]: Policy", '<p><abbr title="Policy">CSP</abbr></p>'),
    "a flag": ("Run it with --flag -- now", "<p>Run it with &#45;&#45;flag &#8212; now</p>"),
    "an address": ("<https://a.org/b--c>", ">https://a.org/b&#45;&#45;c</a>"),
    "a mail address": ("<a@b.org>", '<a href="mailto:a@b.org">'),
    "a regular expression": ("`[^a]`", "<code>[^a]</code>"),
    "HTML": ("<kbd>A</kbd><br>\n<details>\n<summary>b</summary>\n</details>", "<p><kbd>A</kbd><br>"),
    "HTML with other quotes": (
        "<IMG SRC='/a.png' ALT='b' width=9>",
        '<img src="/a.png" alt="b" width="9" height="',
    ),
    "HTML as code": ('`<b style="c">`', '<code>&lt;b style="c"&gt;</code>'),
    "a picture with a title": (
        '![A](/a.png "B *c*"){width=9}',
        '<figure><img alt="A" src="/a.png" width="9" height="4" decoding="async">'
        "<figcaption>B *c*</figcaption></figure>",
    ),
    "a linked picture with a title": (
        '[![A](/a.png "B")](/a.png)',
        '<figure><a href="/a.png">'
        '<img alt="A" src="/a.png" width="18" height="9" decoding="async"></a>'
        "<figcaption>B</figcaption></figure>",
    ),
    "a picture with a title in a sentence": (
        'a ![A](/a.png "B")',
        '<p>a <img alt="A" src="/a.png" title="B"',
    ),
    "a picture with a title and a caption": (
        '![A](/a.png "B")\n\n/// caption\nc\n///',
        '<figure>\n<p><img alt="A" src="/a.png" title="B"',
    ),
    "a definition of a caption": ("x\n\n/// caption\nb\n///", "<figcaption>"),
}


def test_markup_becomes_html(tmp_path):
    html = shown(tmp_path, {name: (".md", text) for name, (text, _) in HTML.items()}, {"a.png": png(18, 9)})
    assert {name: html[name] for name, (_, part) in HTML.items() if part not in html[name]} == {}


def test_levels_of_headings_begin_below_the_title_and_skip_none(html_of):
    shown = html_of("### a\n\n# b\n\n#### c\n\n### d\n\n# e")
    assert [shown[shown.index(f'id="{each}"') - 2] for each in "abcde"] == list("22332")


def test_contents_are_left_to_the_theme(html_of):
    assert html_of("[TOC]\n\n## a").startswith('<h2 id="a">')


def test_comments_are_not_published(html_of):
    assert html_of("a\n\n<!-- more -->\n\nb\n\n<!-- ![](private.png) -->").split() == ["<p>a</p>", "<p>b</p>"]


def test_a_note_is_titled_in_the_language_of_the_article(page_of):
    notes = "".join(f"!!! {kind}\n    x\n\n" for kind in ("note", 'note "Своё"', "other"))
    page = page_of(f"Title: Article\nDate: 2020-01-02\nLang: ru\n\n{notes}")
    titles = re.findall(r'<p class="admonition-title">(.*?)</p>', page)
    assert titles == ["Примечание", "Своё", "Other"]


PROBLEMS = {
    "a picture without words": (
        "![A](a.png) a.png `![](a.png)`\n\n![](a.png)",
        "6: a.png has no alternative text; describe what it shows",
    ),
    "a raw picture without words": (
        "x\n\n<img src='a.png'>",
        "6: a.png has no alternative text; describe what it shows",
    ),
    "a picture of another site": (
        "![A](https://a.org/a.png)",
        f"4: https://a.org/a.png is a picture of another site, {POLICY}; "
        "copy it into content/images and show the copy",
    ),
    "a picture in the page": (
        "![A](data:image/gif;base64,R0)",
        f"4: data:image/gif;base64,R0 is a picture of another site, {POLICY}; "
        "copy it into content/images and show the copy",
    ),
    "a size that is not a length": (
        '<img src="a.png" alt="A" width="half">',
        '4: `width="half"` has no effect; write pixels, or a width in per cent, `width="50%"`',
    ),
    "a style": (
        'x\n\n<p style="color: red">y</p>',
        f"6: `style=` is {POLICY}; give it a class, with its style in theme/css/site.css",
    ),
    "a style in Markdown": (
        'x\n{: style="color: red" }',
        f"5: `style=` is {POLICY}; give it a class, with its style in theme/css/site.css",
    ),
    "a handler": ("<b onclick='x()'>y</b>", f"4: the script in `onclick=` is {POLICY}; leave it out"),
    "a script as a link": ("[x](javascript:y)", f"4: the script in `href=` is {POLICY}; leave it out"),
    "a script": (
        "```html\n<script>x</script>\n```\n\n<script>x</script>",
        f"8: <script> is {POLICY}; leave it out; the script of all pages is theme/js/site.js",
    ),
    "an object": ('x\n\n<object data="a.swf"></object>', f"6: <object> is {POLICY}; link to it instead"),
    "an obsolete element": ("a <tt>b</tt>", "4: <tt> is obsolete; write <code>"),
    "an obsolete attribute": ('<p align="right">a</p>', '4: `align="right"` is obsolete; leave it out'),
    "a footnote without text": (
        "`[^x]`\n\na[^x]",
        "6: there is no footnote [^x]; add `[^x]: …`, or write it as code",
    ),
}


def test_bad_markup_is_reported_with_its_line(tmp_path):
    texts = {name: (".md", text) for name, (text, _) in PROBLEMS.items()}
    assert reported(tmp_path, texts, {"articles/a.png": "x"}) == {
        name: [problem] for name, (_, problem) in PROBLEMS.items()
    }


def test_all_problems_of_html_are_reported_at_once(problems_of):
    found = problems_of({"a.md": HEAD + "<b style='x' onclick='y'>z</b>\n\n![](a.png)", "a.png": "x"})
    assert [each.split(":")[1] for each in found] == ["4", "4", "6"]


def test_a_text_gives_the_same_html_after_other_texts(build_site):
    """A reader uses one Markdown for all its sources."""
    defines = "# Same\n\nText[^1] [a][a].\n\n[^1]: Note.\n[a]: https://example.org\n*[HTML]: Markup\n\nHTML\n"
    other = f"Title: Other\nDate: 2024-01-02\nSummary: A *word*\n\n{defines}"
    last = "Title: Last\nDate: 2024-01-02\n\n# Same\n\nHTML and `code`.\n"
    article = re.compile(r"<article.*?</article>", re.DOTALL)
    alone = article.search((build_site({"articles/z.md": last}) / "last.html").read_text("utf-8"))[0]
    site = build_site({"articles/a.md": other, "articles/z.md": f"{last}\n"})
    assert article.search((site / "last.html").read_text("utf-8"))[0] == alone
    assert "<abbr" not in alone
