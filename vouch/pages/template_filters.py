"""The filters and tests that templates may use beside those of Jinja and Pelican."""

from pelican.generators import Generator

from vouch.markup.display import displayed
from vouch.markup.links import local_address
from vouch.markup.side_notes import with_side_notes, without_notes
from vouch.pages.languages import in_all_languages
from vouch.pages.markdown_twins import twin_address
from vouch.pages.next_steps import related
from vouch.pages.structured_data import structured_data
from vouch.resume.contacts import dialable
from vouch.resume.model import emoji_name
from vouch.resume.quotes import typographic
from vouch.resume.timeline import career_trace
from vouch.sources.addresses import as_uri, is_same_page, public_host, url_of
from vouch.sources.locales import is_right_to_left, language_name

FILTERS = {
    "address": url_of,
    "career_trace": career_trace,
    "dialable": dialable,
    "displayed": displayed,
    "emoji_name": emoji_name,
    "host": public_host,
    "in_all_languages": in_all_languages,
    "language_name": language_name,
    "local": local_address,
    "related": related,
    "structured_data": structured_data,
    "twin_address": twin_address,
    "typographic": typographic,
    "uri": as_uri,
    "with_side_notes": with_side_notes,
    "without_notes": without_notes,
}
TESTS = {"right_to_left": is_right_to_left, "same_page": is_same_page}


def add_filters(generator: Generator) -> None:
    generator.env.filters.update(FILTERS)
    generator.env.tests.update(TESTS)
