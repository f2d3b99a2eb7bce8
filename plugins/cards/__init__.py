"""Social cards: a picture for each article, the home page and the résumé, at an address that never changes.

`/cards/<slug>.png`, `/cards/index.png` and `/cards/resume.png`; other sites keep such an address for
years. Other pages show the card of the home page, drafts none.
"""

import logging
from functools import partial
from pathlib import Path

from markupsafe import Markup
from pelican import Pelican, signals
from pelican.contents import Article, Content, Page
from pelican.generators import Generator
from pelican.writers import Writer

from plugins.cards.flame import Bar, flame, outline
from plugins.cards.model import Card, address_of, newest_role, role_line, text_of, trace_data
from plugins.cards.picture import Easel, untitled
from plugins.career_trace import trace_of
from plugins.press import NoGlyph, NotSet
from plugins.problems import SourceError, line_of_field, read_source
from plugins.renders.steps import Step, do
from plugins.strict import NOTICE
from plugins.watching import Cached

HOME = "index.html"
MOST_PROOFS = 2
NO_FONT = "no font has all letters of this page's social card"
FONT = "put a .ttf or .otf file of one that has them into theme/typst/fonts"
SETTINGS = Path(__file__).parents[2] / "pelicanconf.py"

logger = logging.getLogger(__name__)


def card_of(context: dict, content: Content | None) -> Card | None:
    """The card that a page names: its own, or the home page's; None for a draft."""
    if content and content.status == "draft":
        return None
    if isinstance(content, Article):
        return _of_article(content)
    return _of_resume(content) if hasattr(content, "resume") else _of_home(context)


def _of_article(article: Article) -> Card:
    roles = [role_line(each.role, each.employer) for each in getattr(article, "proves", ()) if each.role]
    return Card(
        address_of(article.save_as),
        title=Markup(article.title).striptags(),
        above=f"{article.date.strftime('%-d %B %Y')} · {article.category}",
        proofs=tuple(dict.fromkeys(roles))[:MOST_PROOFS],
        name=article.settings["AUTHOR"],
        site=_site(article.settings),
        language=article.lang,
        bars=flame(outline(article.content)),
    )


def _of_home(context: dict) -> Card:
    page = context.get("RESUME_PAGE")
    title, author = context["SITENAME"], context["AUTHOR"]
    return Card(
        address_of(HOME),
        title=title,
        lead=text_of(page.resume.summary) if page else context["SITESUBTITLE"],
        name=author if author != title else "",
        site=_site(context),
        language=context["DEFAULT_LANG"],
        bars=_flame_of_site(context),
    )


def _of_resume(page: Page) -> Card:
    resume = page.resume
    newest = newest_role(resume)
    return Card(
        address_of(page.save_as),
        title=resume.name,
        above=" · ".join(filter(None, ("Résumé", resume.location))),
        lead=role_line(*newest) if newest else text_of(resume.summary),
        site=_site(page.settings),
        language=page.lang,
        trace=trace_data(trace_of(resume, page.anchors, ())) if newest else None,
    )


def _flame_of_site(context: dict) -> tuple[Bar, ...]:
    """All of it, its categories, and their articles as long as they take to read, oldest first."""
    parts = [(0, 0)]
    for _, articles in context["categories"]:
        parts += [(1, 0), *((2, article.minutes) for article in reversed(articles))]
    return flame(parts)


def _site(settings: dict) -> str:
    return settings["SITE_ADDRESS"].partition("://")[2]


class CardsGenerator(Generator):
    """Draws when pages have been written: then it is known which articles stand behind a line."""

    def generate_output(self, _writer: Writer) -> None:
        if self.settings.get("WRITE_ONLY"):
            return
        self.easel = Easel(Path(self.theme), Path(self.settings["CACHE_PATH"]))
        for content in (None, *filter(None, self.context["generated_content"].values())):
            if content is None or isinstance(content, Article) or hasattr(content, "resume"):
                name = address_of(content.save_as if content else HOME)
                do(Step(name, partial(self._draw, content), {}, alone=True), self.settings)

    def _draw(self, content: Content | None) -> list[str]:
        """The title stands in the content's source, or in the settings."""
        if not (card := self.context["card_of"](content)):
            return []
        source = Path(content.source_path) if content else SETTINGS
        try:
            picture = _drawn(self.easel, card, source)
        except SourceError as refusal:
            problem = refusal
        else:
            file = Path(self.output_path, card.address)
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_bytes(picture)
            return [card.address]
        logger.error("%s", problem)
        return []


def _drawn(easel: Easel, card: Card, source: Path) -> bytes:
    """Raises SourceError.

    A title that no font has is left out, and that is told: a page in such a language is fine without.
    """
    try:
        return easel.draw(card)
    except NotSet as refusal:
        problem = refusal
    if not isinstance(problem, NoGlyph):
        instead = "correct the template, or see that theme/typst/fonts is whole"
        raise SourceError(easel.theme / "typst/card.typ", 1, str(problem), instead)
    line = line_of_field(read_source(source), "title")
    try:
        picture = easel.draw(untitled(card))
    except NotSet as refusal:
        raise SourceError(source, line, NO_FONT, FONT) from refusal
    logger.warning("%s", SourceError(source, line, f"warning: {NO_FONT}", FONT), extra=NOTICE)
    return picture


def _offer(generator: Generator) -> None:
    """Templates say `card_of(article)`."""
    generator.context.setdefault("card_of", Cached(partial(card_of, generator.context)))


def _generators(_pelican: Pelican) -> type[Generator]:
    return CardsGenerator


def register() -> None:
    signals.generator_init.connect(_offer)
    signals.get_generators.connect(_generators)
