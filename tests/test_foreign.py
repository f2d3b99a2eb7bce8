"""Each use of another library's internals still does what vouch/foreign.py relies on."""

import ast
import re
from collections.abc import Callable
from importlib.metadata import version

import pytest
from markdown import Markdown
from pelican.contents import Article
from pelican.generators import ArticlesGenerator
from pelican.settings import DEFAULT_CONFIG

from tests.conftest import ROOT, disconnect_stages, write
from vouch import foreign

MAX_USES = 10
LINK = '<a href="{static}/a.txt">a</a>'


@pytest.fixture
def context() -> dict:
    disconnect_stages()  # or they would check these contents
    return {**DEFAULT_CONFIG, "static_content": {}, "generated_content": {}, "static_links": set()}


@pytest.fixture
def article(context) -> Article:
    fields = {"title": "A", "slug": "a", "summary": "Short"}
    return Article("<p>Text</p>", fields, settings=context, source_path="/a.md", context=context)


@pytest.fixture
def generator(tmp_path, context) -> ArticlesGenerator:
    settings = {**context, "PATH": str(tmp_path), "CACHE_CONTENT": False, "LOAD_CONTENT_CACHE": False}
    write(
        tmp_path, {"b.md": "Title: B\nDate: 2020-01-01\n\nB.\n", "a.md": "Title: A\nDate: 2020-01-01\n\nA.\n"}
    )
    places = {"path": str(tmp_path), "theme": settings["THEME"], "output_path": str(tmp_path / "output")}
    context |= {"articles": [], "localsiteurl": ""}
    return ArticlesGenerator(context=context, settings=settings, **places)


def test_the_html_of_a_content_is_what_its_page_shows(article):
    assert foreign.html_of(article) == "<p>Text</p>"
    foreign.set_html(article, "<p>Other</p>")
    assert article.content == "<p>Other</p>"


def test_the_summary_of_a_content_is_what_lists_show(article):
    assert foreign.summary_of(article) == "Short"
    foreign.set_summary(article, "Shorter")
    article.refresh_metadata_intersite_links()
    assert article.summary == "Shorter"


def test_links_are_resolved_in_the_context_that_was_set(article, context):
    static = type("Static", (), {"url": "files/a.txt", "get_url_setting": lambda *_: ""})()
    foreign.set_context(article, {**context, "static_content": {"a.txt": static}, "localsiteurl": "/base"})
    assert foreign.resolved(article, LINK) == '<a href="/base/files/a.txt">a</a>'


def test_the_files_that_a_text_links_to_are_those_that_were_set(article):
    foreign.set_static_links(article, lambda: {"a#b.txt"})
    assert article.get_static_links() == {"a#b.txt"}


def test_a_text_that_was_rendered_is_rendered_again(article):
    assert article.content == "<p>Text</p>"
    foreign.set_html(article, "<p>Other</p>")
    assert article.content == "<p>Text</p>"  # this is why
    foreign.forget_rendered_texts()
    assert article.content == "<p>Other</p>"


def test_sources_are_read_as_the_changed_listing_says(generator):
    read = []

    def noted(read_file: Callable, base_path: str, path: str, **given: object) -> object:
        read.append(path)
        return read_file(base_path, path, **given)

    foreign.change_listing(generator, lambda found: [each for each in found if not each.endswith("b.md")])
    foreign.wrap_reading(generator.readers, noted)
    generator.generate_context()
    assert [each.removeprefix("./") for each in read] == ["a.md"]
    assert [str(each.title) for each in generator.articles] == ["A"]


def test_contents_come_from_the_cache_that_was_set_and_others_are_put_into_it(generator, article, log_alone):
    cached = []
    article.date = article.metadata["date"] = generator.readers.read_file(
        base_path=generator.path, path="a.md", content_class=Article, context=generator.context
    ).date
    foreign.keep_contents(
        generator,
        lambda _generator, path, default: article if path.endswith("a.md") else default,
        lambda _generator, _path, content: cached.append(content),
    )
    generator.generate_context()
    assert [str(each.title) for each in cached] == ["B"]
    assert set(generator.articles) == {article, *cached}


def test_files_that_are_included_are_recorded(tmp_path):
    write(tmp_path, {"a.txt": "included"})
    md, found = (
        Markdown(
            extensions=["pymdownx.snippets"],
            extension_configs={"pymdownx.snippets": {"base_path": [str(tmp_path)]}},
        ),
        [],
    )
    foreign.record_snippets(md, found.append)
    assert md.convert('--8<-- "a.txt"') == "<p>included</p>"
    assert found == [str(tmp_path / "a.txt")]


def test_nothing_else_uses_private_names_of_other_objects():
    own = {"self", "cls"}
    public = {"_asdict", "_exit"}  # documented: of named tuples, and of os
    found = [
        f"{file.relative_to(ROOT)}:{node.lineno}: {ast.unparse(node)}"
        for file in sorted((ROOT / "vouch").rglob("*.py"))
        if file.name != "foreign.py"
        for node in ast.walk(ast.parse(file.read_text("utf-8")))
        if isinstance(node, ast.Attribute) and node.attr.startswith("_") and not node.attr.startswith("__")
        if node.attr not in public and not (isinstance(node.value, ast.Name) and node.value.id in own)
    ]
    assert found == []


def test_there_are_ten_uses_at_most_of_bounded_libraries():
    text = (ROOT / "vouch/foreign.py").read_text("utf-8")
    functions = [each.name for each in ast.parse(text).body if isinstance(each, ast.FunctionDef)]
    assert len({each.removeprefix("set_").removesuffix("_of") for each in functions}) <= MAX_USES
    libraries = dict(re.findall(r"^# ([\w-]+) (\d[\d.]*) -+$", text, re.MULTILINE))
    assert list(libraries) == ["Pelican", "pymdown-extensions"]
    requirements = (ROOT / "requirements.in").read_text("utf-8").lower().splitlines()
    for name, release in libraries.items():
        (bound,) = [each for each in requirements if each.startswith(name.lower())]
        assert re.search(r"==[\d.]+\.\*|<\d", bound)
        assert version(name).startswith(release)
