"""What stays the same object from build to build in one process, and what is put into it."""

from pathlib import Path
from secrets import token_hex

import pytest
from pelican import Pelican
from pelican.contents import Content

from tests.conftest import Files, begun, write
from vouch.build.contents import exchange_text
from vouch.sources.problem_log import BrokenSite, captured_log
from vouch.sources.problems import SourceError

A, B = "articles/a.md", "articles/b.md"
FILES = {
    A: "Title: A\nDate: 2020-01-02\nTags: x\n\nThe first text, with [a link](b.html).\n",
    B: "Title: B\nDate: 2020-01-03\n\nAnother text, with ![a picture](/images/p.svg).\n",
    "articles/p.rst": "P\n=\n\n:date: 2020-01-04\n\n.. literalinclude:: p.py\n",
    "code/p.py": "print(1)\n",
    "images/p.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 4 2"/>',
    "pages/c.md": "Title: C\n\nA page.\n",
}


class Site:
    """Is built again and again, as by `serve`: nothing is written."""

    def __init__(self, folder: Path) -> None:
        self.content = folder / "content"
        self.content.mkdir()
        self._settings = begun(self.content, folder / "output", "pelicanconf.py", ASKED_FOR=())

    def write(self, files: Files) -> None:
        write(self.content, files)
        if "BUILD" in self._settings:
            self.build.readings.forget(self.content / name for name in files)

    def built(self, files: Files) -> dict[str, Content]:
        self.write(files)
        Pelican(self._settings).run()
        return {name: each for name, each in self.build.context["generated_content"].items() if each}

    def exchanged(self, files: Files) -> bool:
        """Whether the text of articles/a.md was exchanged after these files were written."""
        self.write(files)
        old = self.build.context["generated_content"][A]
        return exchange_text(self.build.articles, old)

    @property
    def build(self):
        return self._settings["SITE"]

    def page(self, name: str) -> str:
        return self.build.outputs.make(name).decode()


@pytest.fixture
def site(tmp_path) -> Site:
    return Site(tmp_path)


def same(one: dict[str, Content], other: dict[str, Content]) -> set[str]:
    return {name for name, each in one.items() if other.get(name) is each}


def test_unchanged_sources_keep_their_objects(site):
    first = site.built(FILES)
    assert same(first, site.built({A: FILES[A].replace("Title: A", "Title: Z\nSlug: a")})) == {*first} - {A}


def test_a_changed_include_makes_a_new_object(site):
    first = site.built(FILES)
    second = site.built({"code/p.py": "print(2)\n"})
    assert same(first, second) == {*first} - {"articles/p.rst"}
    assert "print(" in site.page("p.html")
    assert ">2<" in site.page("p.html")


def test_an_added_file_makes_all_objects_new(site):
    first = site.built(FILES)
    assert same(first, site.built({"images/new.svg": FILES["images/p.svg"]})) == set()


def test_links_in_a_field_make_a_new_object_in_each_build(site):
    """Pelican resolves these in the field itself."""
    linked = FILES[A].replace("Tags: x", "Summary: See [B]({filename}b.md)")
    first = site.built(FILES | {A: linked})
    assert same(first, site.built({})) == {*first} - {A}


def test_a_translation_is_a_new_object_in_each_build(site):
    first = site.built(FILES | {A: FILES[A].replace("Tags: x", "Lang: ru")})
    assert same(first, site.built({})) == {*first} - {A}


def test_addresses_are_claimed_in_each_build(site):
    site.built(FILES)
    with pytest.raises(BrokenSite, match=r"/a\.html belongs to"):
        site.built({B: FILES[B].replace("Title: B", "Title: B\nSlug: a")})
    site.built({B: FILES[B]})


def test_an_exchanged_text_gives_the_page_that_a_build_makes(site):
    first = site.built(FILES)
    assert site.exchanged({A: FILES[A].replace("first text", "second text")})
    exchanged = site.page("a.html")
    assert "second text" in exchanged
    assert same(first, site.built({})) == {*first}
    assert site.page("a.html") == exchanged


OTHER = {
    "title": ("Title: A", "Title: Z"),
    "tags": ("Tags: x", "Tags: y"),
    "date": ("2020-01-02", "2020-01-05"),
    "a field more": ("Tags: x", "Tags: x\nSummary: Short"),
    "status": ("Tags: x", "Tags: x\nStatus: draft"),
    "a file more": ("The first", "![P](/images/p.svg) The first"),
    "an attached file": ("The first", "[P]({attach}/images/p.svg) The first"),
}


def test_an_edit_of_more_than_the_text_exchanges_nothing(site):
    site.built(FILES)
    before = site.page("a.html")
    exchanged = [name for name, edit in OTHER.items() if site.exchanged({A: FILES[A].replace(*edit)})]
    assert exchanged == []
    assert site.page("a.html") == before


def test_detaching_a_file_exchanges_nothing(site):
    attached = FILES[A].replace("The first", "[P]({attach}/images/p.svg) The first")
    site.built(FILES | {A: attached})
    assert not site.exchanged({A: attached.replace("{attach}", "{static}")})


def test_problems_of_an_exchanged_text_are_raised_or_logged(site, log_alone):
    site.built(FILES)
    with pytest.raises((SourceError, ExceptionGroup)):
        site.exchanged({A: FILES[A].replace("2020-01-02", "soon")})
    with captured_log() as records:
        site.exchanged({A: FILES[A].replace("b.html", "{filename}gone.md")})
    assert [each.getMessage().partition("content/")[2][:16] for each in records] == ["articles/a.md:5:"]


def test_a_problem_is_reported_in_each_build(site):
    wrong = {**FILES, A: FILES[A].replace("[a link](b.html)", "![a picture](/images/none.png)")}
    for files in (wrong, {B: FILES[B].replace("Another", "One more")}):
        with pytest.raises(BrokenSite, match=r"none\.png"):
            site.built(files)


@pytest.mark.parametrize(
    ("old", "new"),
    [("Tags: x", "Tags: X"), ("a link](b.html)", "a link](b.html) ![and](/images/p.svg){width=300}")],
)
def test_an_edit_of_the_spelling_of_a_field_exchanges_nothing(site, old, new):
    site.built({**FILES, A: FILES[A].replace("text", "text ![it](/images/p.svg)")})
    assert not site.exchanged({A: FILES[A].replace("text", "text ![it](/images/p.svg)").replace(old, new)})


def test_a_source_saved_while_it_is_parsed_is_read_again(site):
    site.built(FILES)
    file, readings = site.content / A, site.build.readings
    new = f"text {token_hex()}"  # kept by no earlier run

    def parse(path: str) -> tuple[str, dict]:
        text = Path(path).read_text()
        file.write_text(FILES[A].replace("first", "third"))
        return text, {}

    site.write({A: FILES[A].replace("text", new)})
    assert new in readings.read(str(file), parse)[0]
    assert readings.state_of(str(file)) == ()
    site.write({A: FILES[A].replace("text", new)})
    assert readings.read(str(file), lambda _: ("parsed again", {})) == ("parsed again", {})


def test_pelican_can_run_again_with_the_same_settings(tmp_path):
    content, output = write(tmp_path / "content", FILES), tmp_path / "output"
    pelican = Pelican(begun(content, output, "pelicanconf.py"))
    for word in ("first", "second"):
        write(content, {A: FILES[A].replace("first", word)})
        pelican.run()
        assert f"The {word} text" in (output / "a.html").read_text("utf-8")


def test_what_was_scheduled_is_public_on_its_day(site, monkeypatch):
    noon = 1577966400  # of 2 January 2020
    soon = {"articles/soon.md": "Title: Soon\nDate: 2020-01-03\n\nText.\n"}
    for days, address in ((0, "drafts/soon.html"), (0, "drafts/soon.html"), (1, "soon.html")):
        monkeypatch.setenv("SOURCE_DATE_EPOCH", str(noon + days * 86400))
        assert site.built(FILES | soon)["articles/soon.md"].save_as == address
