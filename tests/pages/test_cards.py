"""Social cards: what they say, that it fits, and that the same card has the same bytes."""

import io
import json
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path

import pytest
from lxml import html
from PIL import Image
from pypdf import PdfReader

from tests.conftest import OWNER, ROOT, write
from vouch.media.typesetting import Typesetter
from vouch.pages.card_model import Card, right_to_left, shortened
from vouch.pages.card_renderer import TEMPLATE, CardRenderer
from vouch.pages.flame_graph import Bar, flame, outline
from vouch.sources.problem_log import BrokenSite, notices
from vouch.sources.problems import SourceError
from vouch.sources.theme_colours import light_colours

THEME = ROOT / "theme"
ROLE = "Developer at Acme, July 2012 — October 2012"
CARD = Card(
    "cards/a.png", "Latency", "ann.example", "en", "2 January 2024 · Notes", "", (ROLE,), "Ann Lee",
    flame([(0, 10), (1, 30), (1, 60)]),
)  # fmt: skip
LONG = "What the ninety-ninth percentile of a queue tells about the budgets of those who wait at its end " * 3
TITLES = {
    "en": (LONG[:230], "Ship it 🚀 and measure 🔥 twice", "Donaudampfschifffahrt" * 8, "W" * 300),
    "ru": ("Непрерывное профилирование сервисов на Go: что видно между релизами",),
    "ja": ("Goによる継続的プロファイリング：二つのリリースの違いを見る",),
    "ar": ("التنميط المستمر في لغة Go: كيف نقارن بين إصدارين",),
}
ARTICLE = "Title: Latency\nSlug: a\nDate: 2024-01-02\n\nText.\n"


def set_in_type(card: Card):
    """The words line by line, and the size of the largest, from the same template as a PDF."""
    renderer = CardRenderer(THEME, Path())
    (page,) = PdfReader(io.BytesIO(renderer.press.pdf(TEMPLATE, renderer.inputs(card)))).pages
    sizes = []
    text = page.extract_text(visitor_text=lambda _text, _cm, tm, _font, size: sizes.append(size * tm[0]))
    return [line.strip() for line in text.replace("\xa0", " ").splitlines()], round(max(sizes))


def titled(title: str, **others) -> Card:
    return replace(CARD, title=title, **others)


def test_a_card_shows_title_date_category_role_name_and_site():
    lines, _ = set_in_type(CARD)
    assert lines == [CARD.above, "Latency", f"Supports: {ROLE}", "Ann Lee ann.example"]


def test_lines_of_a_title_are_of_about_the_same_length():
    lines, _ = set_in_type(titled("How to structure Go projects", proofs=()))
    assert lines[1:3] == ["How to structure", "Go projects"]


def test_a_longer_title_is_set_smaller():
    sizes = [set_in_type(titled(title))[1] for title in ("Go", "Profiling in " * 4, LONG[:130], LONG[:250])]
    assert sizes == sorted(sizes, reverse=True)
    assert len(set(sizes)) == 4
    assert min(sizes) > 30


def test_only_a_word_wider_than_any_line_is_broken_and_at_a_capital_if_it_has_any():
    def lines_of(title: str) -> list[str]:
        return [each.replace("\u200b", "") for each in set_in_type(titled(title))[0]]

    lines = lines_of("Fixing AbstractSingletonProxyFactoryBeanConfigurationRegistry in production")
    assert lines[1:4] == [
        "Fixing",
        "AbstractSingletonProxyFactoryBean",
        "ConfigurationRegistry in production",
    ]
    assert lines_of(f"So long that {'Donaudampfschifffahrt' * 3} breaks")[1] == "So long that"


def test_text_that_is_too_long_is_cut_after_a_word():
    assert shortened("all of it", 9) == "all of it"
    assert shortened("all of it, and more", 12) == "all of it…"
    assert shortened("unbreakable", 5) == "unbr…"
    assert shortened("二つのリリース", 7) == "二つの…"


def test_a_title_has_the_direction_of_its_first_letter():
    assert [right_to_left(each) for each in ("Go", "«Go»", "12 שלום", "مرحبا Go", "12")] == [
        False, False, True, True, False,
    ]  # fmt: skip


def test_the_flame_is_as_wide_as_the_text_with_its_parts_on_it():
    parts = outline("<p>0123456789</p><h2>A</h2><p>012</p><h3>B</h3>012345678<h2>C</h2>012345")
    assert [level for level, _ in parts] == [0, 1, 2, 1]
    assert flame([(0, 10), (1, 10), (2, 10), (1, 10)]) == (
        Bar(0, 1, 0),
        Bar(0.25, 0.5, 1),
        Bar(0.5, 0.25, 2),
        Bar(0.75, 0.25, 1),
    )


def test_bars_too_narrow_to_see_are_left_out_of_the_flame():
    assert flame([(0, 999), (1, 1)]) == (Bar(0, 1, 0),)
    assert flame([(0, 0)]) == ()


def test_colours_are_the_light_ones_of_the_style(tmp_path):
    css = "/* --ink: #000; */ --paper: light-dark(#fdfcf9, #171511); --ink:#123; --odd: oklch(1 0 0)"
    (tmp_path / "css").mkdir()
    (tmp_path / "css/site.css").write_text(f":root {{ {css}; }} @media print {{ --paper: #ffffff; }}")
    assert light_colours(tmp_path, "paper", "ink") == {"paper": "#fdfcf9", "ink": "#123"}


def test_a_colour_that_cannot_be_read_is_one_error_with_its_line(tmp_path):
    write(tmp_path, {"css/site.css": ":root {\n  --paper: ivory;\n}\n"})
    with pytest.raises(SourceError, match=r"site\.css:2: there is no colour --paper; write `--paper: light"):
        light_colours(tmp_path, "paper")
    with pytest.raises(SourceError, match=r"site\.css:1: there is no colour --ink; "):
        light_colours(tmp_path, "ink")


def test_flat_areas_have_the_colours_of_the_theme(tmp_path):
    picture = Image.open(io.BytesIO(CardRenderer(THEME, tmp_path).draw(CARD))).convert("RGB")
    places = {"paper": (5, 5), "flame-1": (5, 625), "flame-2": (1195, 600)}
    found = {name: "#{:02x}{:02x}{:02x}".format(*picture.getpixel(at)) for name, at in places.items()}
    assert found == light_colours(THEME, *places)


def test_the_same_card_has_the_same_bytes_in_another_cache(tmp_path):
    one, other = (CardRenderer(THEME, tmp_path / name).draw(CARD) for name in ("one", "other"))
    assert one == other
    picture = Image.open(io.BytesIO(one))
    assert (picture.format, picture.size, picture.info.keys() & {"date:create", "Software"}) == (
        "PNG", (1200, 630), set(),
    )  # fmt: skip


@pytest.mark.parametrize(
    ("language", "title"), [(lang, each) for lang, all_ in TITLES.items() for each in all_]
)
def test_any_title_fits_whole(tmp_path, language, title):
    card = titled(title, language=language)
    lines, _ = set_in_type(card)
    drawn = re.sub(r"\W", "", "".join(lines))
    wanted = re.sub(r"\W", "", shortened(title, 300))
    assert wanted in drawn or sorted(set(wanted)) == sorted(set(wanted) & set(drawn))
    picture = Image.open(io.BytesIO(CardRenderer(THEME, tmp_path).draw(card))).convert("RGB")
    paper = picture.getpixel((0, 0))
    for margin in ((0, 0, 70, 560), (1130, 0, 1200, 560)):
        ((_, colour),) = picture.crop(margin).getcolors()
        assert colour == paper


def test_a_change_of_a_text_or_a_colour_is_another_picture(tmp_path):
    changes = {"title": "Latencies", "above": "3 May 2024", "proofs": (), "name": "Bob", "site": "b.example"}
    cards = [CARD, *(replace(CARD, **{name: value}) for name, value in changes.items())]
    renderer = CardRenderer(THEME, tmp_path)
    pictures = {renderer.draw(each) for each in cards}
    css = (THEME / "css/site.css").read_text("utf-8")
    accent = light_colours(THEME, "accent")["accent"]
    write(tmp_path / "theme", {"css/site.css": css.replace(accent, "#123456")})
    (tmp_path / "theme/typst").symlink_to(THEME / "typst")
    assert len(pictures | {CardRenderer(tmp_path / "theme", tmp_path).draw(CARD)}) == len(cards) + 1
    assert renderer.draw(replace(CARD, address="cards/b.png")) in pictures


def python(code: str, *arguments: object) -> None:
    """In a process that has never used the compiler."""
    subprocess.run([sys.executable, "-c", code, *map(str, arguments)], cwd=ROOT, check=True, timeout=60)


DRAW = """
import sys; from pathlib import Path; sys.modules.update(dict.fromkeys(sys.argv[2:]))
from vouch.pages.card_model import Card; from vouch.pages.card_renderer import CardRenderer
renderer = CardRenderer(Path('theme'), Path(sys.argv[1]))
def draw(title): renderer.draw(Card('', title, 'a.example', 'en'))
draw('A')
"""


@pytest.mark.slow
def test_a_warm_cache_needs_no_compiler_and_a_cold_one_no_pillow(tmp_path):
    python(DRAW, tmp_path, "PIL")
    python(DRAW, tmp_path, "typst")
    with pytest.raises(subprocess.CalledProcessError):
        python(DRAW, tmp_path / "cold", "typst")


@pytest.mark.slow
def test_a_process_forked_from_one_that_has_drawn_fails_rather_than_hangs(tmp_path):
    fork = "import os; child = os.fork()\nif child: assert os.waitpid(child, 0)[1]\nelse: draw('B')"
    python(f"{DRAW}\n{fork}", tmp_path)


@pytest.mark.slow
def test_a_build_does_not_use_the_compiler_before_it_forks(tmp_path):
    write(tmp_path / "content", {"articles/a.md": ARTICLE})
    python(
        "import sys; from pelican import main; from vouch.build.outputs import Outputs\n"
        "write = Outputs.write\n"
        "def checked(outputs, *given):\n"
        "  assert 'cards/a.png' in outputs and 'typst' not in sys.modules; write(outputs, *given)\n"
        "Outputs.write = checked; main(sys.argv[1:])",
        *(tmp_path / "content", "-s", OWNER / "pelicanconf.py", "-o", tmp_path / "output", "-t", THEME),
        *("-e", f'CACHE_PATH="{tmp_path / "cache"}"'),
    )
    with Image.open(tmp_path / "output/cards/a.png") as picture:
        assert picture.size == (1200, 630)


def test_every_public_page_names_a_card_that_exists(example_site):
    named = set()
    for file in example_site.rglob("*.html"):
        head = html.parse(file).find("head")
        if file.name == "404.html" or head.xpath(".//meta[@http-equiv='refresh']"):
            continue
        (address,) = head.xpath("meta[@property='og:image']/@content")
        (alt,) = head.xpath("meta[@property='og:image:alt']/@content")
        assert "nadia.example" in alt
        named.add(address.removeprefix("https://nadia.example/"))
    names = ("index", "resume", "tail-latency", "queues-that-wait")
    assert named == {f"cards/{name}.png" for name in names}
    for name in named:
        assert (example_site / name).stat().st_size < 100_000
        with Image.open(example_site / name) as picture:
            assert picture.size == (1200, 630)


def test_the_card_of_an_article_that_supports_a_line_names_the_role(example_site):
    page = html.parse(example_site / "tail-latency.html")
    (alt,) = page.xpath("//meta[@property='og:image:alt']/@content")
    assert alt == (
        "Where tail latency comes from. 22 April 2022 · Performance. Supports: Staff Engineer"
        " at Harbour.io, March 2020 — November 2023. Nadia Okonkwo. nadia.example"
    )
    data = json.loads(page.xpath("string(//script[@type='application/ld+json'])"))
    assert data["image"] == page.xpath("string(//meta[@property='og:image']/@content)")


def test_the_card_of_an_article_that_supports_a_line_of_several_roles_names_the_employer(example_site):
    page = html.parse(example_site / "queues-that-wait.html")
    (alt,) = page.xpath("//meta[@property='og:image:alt']/@content")
    assert "Supports: Harbour.io, June 2015 — March 2020." in alt


def test_a_draft_has_no_card(build_site):
    site = build_site({"articles/a.md": ARTICLE.replace("Slug", "Status: draft\nSlug")}, whole=True)
    assert "og:image" not in (site / "drafts/a.html").read_text("utf-8")
    assert [each.name for each in (site / "cards").rglob("*.png")] == ["index.png"]


def test_a_title_that_no_font_has_is_left_out_with_a_notice(build_site):
    site = build_site({"articles/a.md": ARTICLE.replace("Latency", "ภาษาไทย")}, whole=True, AUTHOR="Ann Lee")
    (notice,) = notices()
    assert notice.endswith(
        "a.md:1: warning: no font has all letters of this page's social card;"
        " put a .ttf or .otf file of one that has them into theme/typst/fonts"
    )
    assert (site / "cards/a.png").stat().st_size > 5_000


def test_a_name_that_no_font_has_stops_the_build(build_site):
    with pytest.raises(BrokenSite, match="no font has all letters of this page's social card"):
        build_site({"articles/a.md": ARTICLE}, whole=True, AUTHOR="ภาษาไทย", SITENAME="ภาษาไทย")


def test_a_missing_glyph_is_remembered_in_the_cache(tmp_path):
    assert [CardRenderer(THEME, tmp_path).draw(titled("ไทย")) for _ in range(2)] == [b"", b""]


FAMILY, FLAG, HEART, KEYCAP = "👨\u200d👩\u200d👧", "🇵🇭", "❤\ufe0f", "1\ufe0f\u20e3"
INVISIBLE = "a\u00a0b\u202fc\u200bd\u00ade\u200ff"
DRAWN = "e\u0301 x\u0301 и\u0301", f"{FAMILY}{FLAG}👍🏽{HEART}{KEYCAP}", "שלום مرحبا 한국어", INVISIBLE
MISSING = "ไทย", "தமிழ்", "\uf6c6"


def test_a_character_is_missing_only_where_no_font_draws_it(tmp_path):
    renderer = CardRenderer(THEME, tmp_path)
    drawn = {title: bool(renderer.draw(titled(title))) for title in (*DRAWN, *MISSING)}
    assert drawn == dict.fromkeys(DRAWN, True) | dict.fromkeys(MISSING, False)


def test_only_the_first_card_with_a_character_is_tried_as_a_pdf(tmp_path, monkeypatch):
    tried, pdf = [], Typesetter.pdf
    monkeypatch.setattr(Typesetter, "pdf", lambda *arguments: tried.append(1) or pdf(*arguments))
    renderer = CardRenderer(THEME, tmp_path)
    counts = [renderer.draw(titled(each)) and len(tried) for each in ("Latency", "Lately", "Ltd e\u0301")]
    assert counts == [1, 1, 2]
    assert renderer.draw(titled(f"{LONG * 2} ไ"))  # which is cut long before
    assert renderer.draw(titled("Latency ไ")) == b""


def test_a_translation_has_a_card_of_its_own(build_site):
    russian = ARTICLE.replace("Title: Latency", "Title: Задержка\nLang: ru")
    site = build_site({"articles/a.md": ARTICLE, "articles/a-ru.md": russian}, whole=True)
    assert sorted(each.name for each in Path(site / "cards").iterdir()) == ["a-ru.png", "a.png", "index.png"]
