"""Makes sure that each entry of the menu leads to a page, and that no page is an empty list of articles."""

from vouch.pages.feeds import SITE_FEEDS
from vouch.site import Site
from vouch.sources.addresses import file_at, url_of
from vouch.sources.fields import one_letter_off
from vouch.sources.problem_log import report
from vouch.sources.settings_places import SettingsFiles


def leave_out_empty_lists(site: Site) -> None:
    """A site without articles has no lists and feeds of them, and its home page leads to the résumé."""
    context, settings = site.context, site.settings
    articles, resume = context["articles"], context.get("RESUME_PAGE")
    listed = articles or context["drafts"]
    is_searched = settings["SEARCH"] and (listed or context["pages"] or context["draft_pages"])
    is_filled = {
        "index": listed or resume is None,
        "archives": listed,
        "tags": context["tags"] and settings["TAG_SAVE_AS"],
        "categories": context["categories"] and settings["CATEGORY_SAVE_AS"],
        "authors": context["authors"] and settings["AUTHOR_SAVE_AS"],
        "search": is_searched,
        "opensearch": is_searched,
    }
    files = {name: _file_of_list(name, settings) for name in is_filled}
    site.left_out = {file for name, file in files.items() if file and not is_filled[name]}
    if not articles:
        site.left_out |= {settings.get(name) for name in SITE_FEEDS} - {None}
    context["is_left_out"] = site.left_out.__contains__
    # The addresses of lists by their templates; None for one that this site does not have.
    context["LISTS"] = {
        name: _url_of_list(name, file, settings) if file and is_filled[name] else None
        for name, file in files.items()
    }
    of_menu = site.left_out | ({files["index"]} if not listed else set())
    if not resume and "resume.html" not in [each.save_as for each in site.all_contents]:
        of_menu.add("resume.html")
    context["MENU"] = [each for each in settings["MENU"] if not {each[0], file_at(each[0])} & of_menu]


def _file_of_list(name: str, settings: dict) -> str:
    is_made = name in settings["DIRECT_TEMPLATES"]
    return settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html") if is_made else ""


def _url_of_list(name: str, file: str, settings: dict) -> str:
    """The owner's, such as ARCHIVES_URL, if it is of this file."""
    url = settings.get(f"{name.upper()}_URL", "")
    return url if file_at(url) == file else url_of(file)


def check(site: Site) -> None:
    """Report entries that lead to no output, once all are known: each would be a dead link on every page."""
    files, others = SettingsFiles.of(site.settings_file), set(site.settings["PLUGINS"]) - {"vouch"}
    for address, _ in site.context["MENU"]:
        meant = one_letter_off(address, site.outputs)
        is_page = address in site.outputs or file_at(address) in site.outputs
        # Another plugin may write the page itself.
        if ":" not in address and not is_page and (meant or not others):
            what = f"MENU has {address!r}, which is not a page of this site"
            other = "write the address of a page below the site's, or take it out"
            instead = f"write {meant!r}" if meant else other
            report(files.error("MENU", what, instead, address))
