"""The addresses of articles and pages, each with one owner.

They come from `ARTICLE_URL` and the like, or from the author's `Url:`, `Save_as:` or `Permalink:`.
"""

from pelican.contents import Article, Content, Static
from pelican.generators import ArticlesGenerator

from vouch.pages.redirects import aliases
from vouch.site import Site
from vouch.sources import labels
from vouch.sources.addresses import HOME, OWN_SLUG_ADVICE, SiteAddress, file_at, is_page, same_file, url_of
from vouch.sources.problem_log import report
from vouch.sources.problems import SourceError, problem_of_field
from vouch.sources.settings_places import SettingsFiles

DRAFTS = "drafts/"
RESERVED_FOLDERS = ("feeds/", "theme/", "cards/", "pagefind/")
OWN = ("url", "permalink", "save_as")  # fields that give a source an address of its own
OWN_ADVICE = "write one such as `Url: /2019/01/name/` or `Url: /2019/name.html`"


def settle(content: Content) -> None:
    """Compute the address once: Pelican would at each of about a hundred reads of it.

    A draft is in `drafts/` and knows the address that it will have. Raises SourceError.
    """
    if isinstance(content, Static):
        return
    own = _own_url(content)
    content.url_when_published = _url_by_settings(content) if own is None else own
    if content.status != "draft":
        _move(content, content.url_when_published)
    elif own is not None:
        _move(content, f"{DRAFTS}{own}")
    else:
        content.override_save_as, content.override_url = content.save_as, content.url


def _move(content: Content, url: str) -> None:
    content.override_url, content.override_save_as = url_of(url), file_at(url)


def _own_url(content: Content) -> str | None:
    """The address that the source gives itself, `2019/01/name/`; None if it does not. Raises SourceError."""
    given = {name: str(content.metadata[name]).strip() for name in OWN if content.metadata.get(name)}
    urls = {name: _path(content, name, value) for name, value in given.items()}
    url = next(iter(urls.values()), None)
    for name, other in urls.items():
        if file_at(other) != file_at(url):
            what = f"`{name.capitalize()}: {given[name]}` is not the file of the address /{url}"
            raise _problem(content, name, what, f"write `Save_as: {file_at(url)}`, or leave one out")
    return url


def _path(content: Content, name: str, value: str) -> str:
    own = SiteAddress.of(content.settings).own_path(value)
    path = (value if own is None else own).removeprefix("/")
    is_style = name == "permalink" and value.isalpha()  # of Jekyll: `pretty`
    if is_style or not is_page(path) or (name == "save_as" and file_at(path) != path):
        what = f"{name}: {value!r} is not the {'file' if name == 'save_as' else 'address'} of a page here"
        raise _problem(content, name, what, OWN_ADVICE)
    return url_of(path)


def _url_by_settings(content: Content) -> str:
    kind = "ARTICLE" if isinstance(content, Article) else "PAGE"
    language = "" if content.in_default_lang else "LANG_"
    return _filled(content, f"{kind}_{language}URL")


def _filled(content: Content, setting: str) -> str:
    """The address by a setting. Raises SourceError if the source lacks a field of it, or has a bad value."""
    pattern = str(content.settings[setting])
    try:
        if is_page(url := pattern.format(**content.url_format)):
            return url
        what = f"{url!r}, the address by {setting}, is not that of a page"
    except (LookupError, TypeError, ValueError):
        what = f"{setting} is {pattern!r}, of which this source does not have all"
    raise _problem(content, "slug", what, "write a `Url:`")


def _problem(content: Content, field: str, what: str, instead: str) -> SourceError:
    return problem_of_field(content.source_path, field, what, instead)


def claim(content: Content) -> None:
    """Raises SourceError if another source has the same address, or one that differs in case only."""
    if isinstance(content, Static):
        return
    for file in dict.fromkeys((content.save_as, file_at(content.url_when_published))):
        _claim(content, file)
    aliases(content)  # raises if one is not an address


def claim_old_addresses(site: Site) -> None:
    """Claim aliases after all current addresses, so that a conflict is reported at the alias."""
    for content in sorted(site.all_contents, key=lambda each: each.source_path):
        for old in aliases(content):
            try:
                _claim(content, old, is_old=True)
            except SourceError as error:
                report(error)


def check_labels(site: Site) -> None:
    articles = [each for each in site.all_contents if isinstance(each, Article)]
    for problem in labels.shared(sorted(articles, key=lambda each: each.source_path)):
        report(problem)


def _claim(content: Content, file: str, is_old: bool = False) -> None:
    """Raises SourceError if the address already has an owner."""
    names, settings, key = content.settings["DIRECT_TEMPLATES"], content.settings, same_file(file)
    reserved = [same_file(settings.get(f"{name.upper()}_SAVE_AS", f"{name}.html")) for name in names]
    owner = settings["SITE"].owners.setdefault(key, content.relative_source_path)
    is_kept = key.startswith(RESERVED_FOLDERS) or (key.startswith(DRAFTS) and content.status != "draft")
    if key in reserved or is_kept:
        owner = "the site"
    if owner != content.relative_source_path or (is_old and file == content.save_as):
        raise _not_free(content, file, owner, is_old)


def _not_free(content: Content, file: str, owner: str, is_old: bool) -> SourceError:
    field = next((name for name in OWN if content.metadata.get(name)), "slug")  # that gives the address
    instead = OWN_SLUG_ADVICE if field == "slug" else "write another"
    if is_old:
        field, instead = "aliases", "take it out of `Aliases:`"
    elif file == HOME and field != "slug":
        instead = 'write another, or INDEX_SAVE_AS = "blog/index.html" in pelicanconf.py'
    return _problem(content, field, f"the address /{file} belongs to {owner}", instead)


def taken(file: str, setting: str, settings: dict) -> SourceError:
    """The problem that a list, its further pages or a feed would be at an address that is not free."""
    site = settings["SITE"]
    if content := site.context["generated_content"].get(site.owners.get(same_file(file))):
        is_old = same_file(file) != same_file(content.save_as)
        return _not_free(content, file, "a list or feed of the site", is_old)
    what = f"two lists or feeds have the address /{file}"
    return SettingsFiles.of(site.settings_file).error(setting, what, "give one of them another address")


def keep_root_addresses(generator: ArticlesGenerator) -> None:
    """An article or draft in another language has the address of any other unless it is a translation."""
    for article in (*generator.articles, *generator.hidden_articles, *generator.drafts):
        if not article.in_default_lang and not any(map(article.metadata.get, OWN)):
            try:
                article.url_when_published = _filled(article, "ARTICLE_URL")
                is_draft = article.status == "draft"
                _move(article, _filled(article, "DRAFT_URL") if is_draft else article.url_when_published)
                _claim(article, article.save_as)
            except SourceError as error:
                report(error)
