"""No author's markup is shown on a public page: what nothing understands is reported."""

import pytest

from tests.markup import reported

LEFT = {
    "a tag of Liquid": (".md", "a\n\n{% include x.html %}", 6, "{% include x.html %}"),
    "a tag over lines": (".md", "{% figure\n  a %}", 4, "{% figure a %}"),
    "a value": (".md", "[a]({{ site.url }}/b) {{ page.title }}", 4, "{{ page.title }}"),
    "a shortcode of Hugo": (".md", 'a\n{{< figure src="a" >}}', 5, '{{< figure src="a" >}}'),
    "a link of a wiki": (".md", "See [[My page|here]].", 4, "[[My page|here]]"),
    "a marker of contents": (".md", "a\n\n[[_TOC_]]", 6, "[[_TOC_]]"),
    "lost attributes": (".md", "a\n\n{: .wide}\n\nb", 6, "{: .wide}"),
    "a role": (".md", "a\n:ref:`b`", 5, ":ref:"),
    "a directive": (".md", ".. note:: a", 4, ".. note::"),
    "a formula without an end": (".md", "a\n\n$$\nx", 6, "$$"),
    "an emoji of one chat": (".md", "a :nosuch: b", 4, ":nosuch:"),
    "a link of Markdown": (".rst", "a\n[b](https://c.org)", 7, "[b](https://c.org)"),
    "a heading of Markdown": (".rst", "a\n\n## b", 8, "## b"),
    "an alert of Markdown": (".rst", "> [!NOTE] a", 6, "[!NOTE]"),
    "a formula of Markdown": (".rst", "a $x^2$ and $5 b", 6, "$x^2$"),
    "an emoji": (".rst", "a :tada:", 6, ":tada:"),
    "a tag in reStructuredText": (".rst", "{% raw %}", 6, "{% raw %}"),
}


def test_markup_that_nothing_understands_is_reported_with_its_line(tmp_path):
    found = reported(tmp_path, {name: (suffix, text) for name, (suffix, text, *_) in LEFT.items()})
    starts = {name: f"{line}: {written} " for name, (*_, line, written) in LEFT.items()}
    assert {name: problems for name, problems in found.items() if len(problems) != 1} == {}
    assert {name: found[name] for name in LEFT if not found[name][0].startswith(starts[name])} == {}


FINE = {
    "code": (".md", "`{% x %}` `{{ x }}` `[[a b]]` `:ref:` `[!NOTE]`"),
    "a fence": (".md", "```\n{% x %}\n.. note::\n$$\n```\n\n    {% x %}"),
    "raw code": (".md", "<pre>{% x %}</pre>\n\n<code>{{ x }}</code>"),
    "arrays and attributes": (".md", "[[1, 2], [3]] and [[nodiscard]] and {:.2f} and {{1}, {2}}"),
    "times and names": (".md", "12:30:45, std::map: and a: b: c"),
    "contents": (".md", "[TOC]\n\n## a"),
    "attributes": (".md", "a\n{: .wide}"),
    "a comment": (".md", "a\n\n<!-- more -->\n\n<!-- PELICAN_END_SUMMARY -->"),
    "prices": (".rst", "$5 and $10, $HOME/bin:$PATH"),
    "literals": (".rst", "``{% x %}`` and ``[a](https://b.org)``::\n\n    ## {{ x }}"),
}


@pytest.mark.parametrize("name", FINE)
def test_code_and_prose_are_not_leftovers(html_of, name):
    suffix, text = FINE[name]
    assert html_of(text, suffix)
