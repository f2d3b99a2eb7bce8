"""Makes sure that each entry of the menu leads to a page, and that no page is an empty list of articles."""

import logging
from typing import TYPE_CHECKING

from vouch.pages.feeds import beside_atom
from vouch.sources.settings_places import SettingsFiles
from vouch.sources.settings_rules import near

if TYPE_CHECKING:
    from vouch.site import Site

HOME = "index.html"
LISTS = ("archives", "tags", "categories")  # the templates of pages that list articles

logger = logging.getLogger(__name__)


def leave_out_empty_lists(site: "Site") -> None:
    """Without articles there are no lists and feeds of them, and the home page is the résumé."""
    context = site.context
    site.left_out = set()
    if not any(context[each] for each in ("articles", "drafts")):
        feed = site.settings["FEED_ALL_ATOM"]
        site.left_out = {f"{each}.html" for each in LISTS} | {feed, beside_atom(feed)}
        if context.get("RESUME_PAGE"):
            site.left_out.add(HOME)
    if not site.settings["SEARCH"]:
        site.left_out.add("search.html")
    if not context.get("RESUME_PAGE") and "resume.html" not in _addresses(context):
        site.left_out.add("resume.html")
    context["MENU"] = [each for each in context["MENU"] if each[0] not in site.left_out]
    context["is_left_out"] = site.left_out.__contains__


def _addresses(context: dict) -> set[str]:
    return {each.save_as for each in context["generated_content"].values() if each}


def check(site: "Site") -> None:
    """Report entries that lead to no output, once all are known: each would be a dead link on every page."""
    files, others = SettingsFiles.of(site.settings_file), set(site.settings["PLUGINS"]) - {"vouch"}
    for address, _ in site.context["MENU"]:
        meant = near(address, site.outputs)
        # Another plugin may write the page itself.
        if ":" not in address and address not in site.outputs and (meant or not others):
            what = f"MENU has {address!r}, which is not a page of this site"
            instead = (
                f"write {meant!r}"
                if meant
                else "write the address of a page below the site's, or take it out"
            )
            logger.error("%s", files.error("MENU", what, instead, address))
