"""Other people's plugins from PyPI work with their own settings, before and after the engine."""

import pytest

from tests.conftest import write
from tests.small_site import small_site
from vouch.build.run import BuildFailed, build

ARTICLE = (
    "Title: Rooms\nDate: 2021-01-01\n{}\nThere are {{{{ 6 * 7 }}}} rooms.[^1]\n\n[^1]: In `vouch/`.\n\n"
    + "Each has a door. " * 100
)
TEMPLATE = """{% extends 'base.html' %}
{% block address %}{{ article.url }}{% endblock %}
{% block content %}
{{ article|with_side_notes }}
<p>{{ article.readtime }} min, {{ article.series.name if article.series }}</p>
{% if article.prev_article %}<a href="{{ BASE }}/{{ article.prev_article.url }}">before</a>{% endif %}
{% endblock %}
"""


@pytest.mark.slow
@pytest.mark.parametrize(
    "plugins",
    [
        ["vouch", "series", "neighbors", "readtime", "jinja2content", "sitemap"],
        ["jinja2content", "readtime", "neighbors", "series", "vouch", "sitemap"],
    ],
)
def test_they_work_on_either_side_of_the_engine(tmp_path, plugins):
    root = small_site(tmp_path / "project", {"content/articles/rooms.md": ARTICLE.format("Series: House\n")})
    write(root, {"content/articles/more.md": "Title: More\nDate: 2021-01-02\nSeries: House\n\nText.\n"})
    write(root, {"content/pages/about.rst": "About\n=====\n\nBuilt {{ 6 * 7 }} times.\n"})
    write(root, {"templates/article.html": TEMPLATE})
    settings = (
        f"PLUGINS = {plugins}\nTHEME_TEMPLATES_OVERRIDES = ['templates']\nRESUME = None\n"
        "SITEMAP = {'format': 'txt'}\nREADTIME_WPM = 200\n"
    )
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write(settings)
    build(root, "publishconf.py", root / "output")
    page = (root / "output/rooms.html").read_text("utf-8")
    assert "There are 42 rooms." in page
    assert "<code>vouch/</code>" in page
    assert "<p>2 min, House</p>" in page
    assert ">before</a>" in (root / "output/more.html").read_text("utf-8") + page
    assert "Built 42 times." in (root / "output/about.html").read_text("utf-8")
    assert "https://example.org/rooms.html" in (root / "output/sitemap.txt").read_text("utf-8")


@pytest.mark.slow
def test_an_error_in_what_another_reader_makes_names_the_source(tmp_path):
    root = small_site(tmp_path / "project", {"content/articles/rooms.md": ARTICLE.format("Staus: draft\n")})
    with (root / "pelicanconf.py").open("a", encoding="utf-8") as file:
        file.write("PLUGINS = ['vouch', 'jinja2content']\nRESUME = None\n")
    with pytest.raises(BuildFailed) as failed:
        build(root, "pelicanconf.py", root / "output")
    (problem,) = failed.value.problems
    assert problem.startswith("content/articles/rooms.md:3: ")
