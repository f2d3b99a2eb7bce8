"""Social cards: a picture for each article, the home page and the résumé, at an address that never changes.

`/cards/<slug>.png`, `/cards/index.png` and `/cards/resume.png`: other sites may keep such an address for
years. All other pages name the card of the home page; drafts name none.
"""

from collections.abc import Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path

from markupsafe import Markup
from pelican.contents import Article, Content, Page
from pelican.generators import Generator

from vouch.foreign import html_of
from vouch.markup.dates import today
from vouch.pages.card_model import Card, address_of, job_line, text_of, trace_data, untitled
from vouch.pages.card_renderer import CardRenderer
from vouch.pages.flame_graph import Bar, flame, outline
from vouch.pages.interface_language import day_in
from vouch.resume.claims import job_name
from vouch.resume.model import Resume
from vouch.resume.timeline import trace_of
from vouch.site import MakeFile, Site
from vouch.sources.problem_log import notify, report
from vouch.sources.problems import SourceError, line_of_field, read_source

HOME = "index.html"
MAX_PROOFS = 2
NO_FONT = "no font has all letters of this page's social card"
FONT_ADVICE = "put a .ttf or .otf file of one that has them into theme/typst/fonts"


def card_of(context: dict, content: Content | None) -> Card | None:
    """The card that a page names: its own or the home page's; None for a draft."""
    if content and content.status == "draft":
        return None
    if isinstance(content, Article):
        return _card_of_article(content)
    return _card_of_resume(content) if hasattr(content, "resume") else _card_of_home(context)


def _card_of_article(article: Article) -> Card:
    supported = getattr(article, "supports", ())
    roles = [job_line(each.job, each.period, article.lang) for each in supported if each.period]
    return Card(
        address_of(article.save_as),
        title=Markup(article.title).striptags(),
        above=" · ".join((day_in(article.lang, article.date, article.settings), *_category(article))),
        proofs=tuple(dict.fromkeys(roles))[:MAX_PROOFS],
        name=article.settings["AUTHOR"],
        site=_site(article.settings),
        language=article.lang,
    )


def _category(article: Article) -> list[str]:
    """None if the owner has no categories."""
    return [str(article.category)] if hasattr(article, "category") else []


def _card_of_home(context: dict) -> Card:
    page = context.get("RESUME_PAGE")
    title, author = context["SITENAME"], context["AUTHOR"]
    return Card(
        address_of(HOME),
        title=title,
        lead=text_of(page.resume.summary) if page else context["SITESUBTITLE"],
        name=author if author != title else "",
        site=_site(context),
        language=context["DEFAULT_LANG"],
    )


def _card_of_resume(page: Page) -> Card:
    resume, words = page.resume, page.settings["SITE"].words
    title = words.gettext(words.language_around(page.lang), "Résumé")
    return Card(
        address_of(page.save_as),
        title=resume.name,
        above=" · ".join(filter(None, (title, resume.location))),
        lead=_newest_job(resume, page.lang) or text_of(resume.summary),
        site=_site(page.settings),
        language=page.lang,
        trace=trace_data(trace_of(resume, (), today(page.settings["TIMEZONE"]))) if resume.newest else None,
    )


def _newest_job(resume: Resume, language: str) -> str:
    if not resume.newest:
        return ""
    employer, role = resume.newest
    return job_line(job_name(role.title, employer.name), role.period, language)


def _flame_of_site(context: dict) -> tuple[Bar, ...]:
    """The site, its categories, and their articles by the minutes they take to read, oldest first."""
    parts = [(0, 0)]
    for _, articles in context["categories"]:
        parts += [(1, 0), *((2, article.minutes) for article in reversed(articles))]
    return flame(parts)


def _site(settings: dict) -> str:
    return settings["SITE_ADDRESS"].partition("://")[2]


def outputs(site: Site) -> Iterator[tuple[str, MakeFile]]:
    if not site.settings["CARDS"]:
        return
    renderer = CardRenderer(site.assets.theme, Path(site.settings["CACHE_PATH"]))
    own = (each for each in site.all_contents if isinstance(each, Article) or hasattr(each, "resume"))
    found = ((card_of(site.context, content), content) for content in (None, *own))
    # By address, because an article may be the home page.
    for address, content in {card.address: content for card, content in found if card}.items():
        yield address, partial(_draw, renderer, site.context, content)


def _draw(renderer: CardRenderer, context: dict, content: Content | None) -> bytes:
    card = with_bars(card_of(context, content), context, content)
    try:
        return renderer.draw(card) or _draw_untitled(renderer, card, _source(context, content))
    except SourceError as problem:
        report(problem)
        return b""


def with_bars(card: Card, context: dict, content: Content | None) -> Card:
    """The card with its bars. They need the whole text, so only cards that are drawn have them."""
    if isinstance(content, Article):
        return replace(card, bars=flame(outline(html_of(content))))
    return replace(card, bars=_flame_of_site(context)) if card.address == address_of(HOME) else card


def _source(context: dict, content: Content | None) -> Path:
    return Path(content.source_path) if content else context["SITE"].settings_file


def _draw_untitled(renderer: CardRenderer, card: Card, source: Path) -> bytes:
    """Leave out a title that no font can draw. Raises SourceError if none can draw the name either."""
    line = line_of_field(read_source(source), "title")
    picture = renderer.draw(untitled(card))
    if not picture:
        raise SourceError(source, line, NO_FONT, FONT_ADVICE)
    notify(SourceError(source, line, f"warning: {NO_FONT}", FONT_ADVICE))
    return picture


def offer(generator: Generator) -> None:
    """Let templates call `card_of(article)`."""
    if not generator.settings["CARDS"]:
        return
    generator.context["card_of"] = partial(card_of, generator.context)
