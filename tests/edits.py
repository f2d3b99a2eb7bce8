"""Edits of the small site, each of which can be done and undone: of every kind of file, good and bad."""

from dataclasses import dataclass
from pathlib import Path

from tests.images import png
from tests.small_site import FILES

(
    FLAMES,
    PROFILES,
    LAYOUT,
    QUEUES,
    RUSSIAN,
    LONELY,
    DRAFT,
    NOTES,
    CODE_MD,
    CODE_RST,
    DEMO,
    _SCRIPT,
    SVG,
    PNG,
    ABOUT,
    RESUME,
) = FILES
TEMPLATES = "theme/templates"
FIELDS = "Title: Something else\nDate: 2019-09-09\nCategory: Notes\n"
YAML = "---\ntitle: 'Something: else'\npubDate: 2019-09-09\ncategories: [Notes]\ntags:\n  - Rare\n---\n"
TWIN = FILES[LONELY].replace("Something else", "A new one").replace("2019", "2021")


@dataclass(frozen=True)
class Edit:
    """`new` in the place of `old` in a file, or of all of it if `old` is empty; None removes the file."""

    path: str
    old: str = ""
    new: str | bytes | None = None

    def flip(self, root: Path) -> set[Path]:
        """Do it, or undo it if it was done; returns the paths that changed."""
        file = root / self.path
        before = file.read_bytes() if file.exists() else None
        if not self.old:
            _put(file, _bytes(FILES.get(self.path)) if before == _bytes(self.new) else _bytes(self.new))
        elif before is not None:
            shorter, longer = sorted((self.old.encode(), self.new.encode()), key=len)
            there, instead = (longer, shorter) if longer in before else (shorter, longer)
            _put(file, before.replace(there, instead, 1))
        return {file}


@dataclass(frozen=True)
class Move:
    path: str
    to: str

    def flip(self, root: Path) -> set[Path]:
        one, other = root / self.path, root / self.to
        there, empty = (one, other) if one.exists() else (other, one)
        if there.exists():
            empty.parent.mkdir(parents=True, exist_ok=True)
            there.rename(empty)
        return {one, other}


@dataclass(frozen=True)
class Touch:
    path: str

    def flip(self, root: Path) -> set[Path]:
        """Another time and the same bytes."""
        if (root / self.path).exists():
            (root / self.path).touch()
        return {root / self.path}


def _bytes(text: str | bytes | None) -> bytes | None:
    return text.encode() if isinstance(text, str) else text


def _put(file: Path, data: bytes | None) -> None:
    if data is None:
        file.unlink(missing_ok=True)
    else:
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(data)


GOOD = {
    "touch": Touch(PROFILES),
    "touch of the settings": Touch("pelicanconf.py"),
    "touch of a template": Touch(f"{TEMPLATES}/base.html"),
    "body": Edit(LONELY, "nothing of that", "nothing of this"),
    "body of one with a summary": Edit(FLAMES, "read from the top", "read from below"),
    "body in rST": Edit(LAYOUT, "has one job", "has a job"),
    "headings": Edit(LONELY, "It is about", "## One\n\n## Two\n\n## Three\n\nIt is about"),
    "markup of GitHub": Edit(LONELY, "nothing of that", "$n^2$ :tada:\n\n> [!NOTE]\n> Of `that`"),
    "body of a translation": Edit(RUSSIAN, "ждут", "не ждут"),
    "title": Edit(PROFILES, "Profiles all day\n", "Profiles all the day\nSlug: profiles-all-day\n"),
    "title of the same slug": Edit(LAYOUT, "Layouts of projects\n#", "Layouts of Projects\n#"),
    "title without a slug": Edit(LONELY, "Title: Something else", "Title: Another thing"),
    "summary": Edit(FLAMES, "Where time goes", "Where the time goes"),
    "summary that comes": Edit(LONELY, "Category: Notes", "Category: Notes\nSummary: In short"),
    "tag": Edit(PROFILES, "Go, Performance", "Performance"),
    "tag that is new": Edit(LONELY, "Category: Notes", "Category: Notes\nTags: Rare"),
    "tag of a draft": Edit(DRAFT, "Tags: Drafts", "Tags: Go"),
    "tag that goes": Edit(QUEUES, "Tags: Kafka\n", "Author: A. Uthor\n"),
    "category": Edit(LONELY, "Category: Notes", "Category: Systems"),
    "date": Edit(LONELY, "2019-09-09", "2019-09-10"),
    "date that changes the order": Edit(LONELY, "2019-09-09", "2023-09-09"),
    "date modified": Edit(QUEUES, "Tags: Kafka", "Modified: 2021-01-01\nTags: Kafka"),
    "slug": Edit(LONELY, "Category: Notes", "Slug: else\nCategory: Notes"),
    "address of its own": Edit(LONELY, "Category: Notes", "Url: /2019/Else_Where/\nCategory: Notes"),
    "series": Edit(FLAMES, "Reading profiles", "Profiles for all"),
    "series that grows": Edit(QUEUES, "Category: Systems", "Category: Systems\nSeries: Reading profiles"),
    "aliases": Edit(LAYOUT, "2018/layout.html", "2018/layouts.html"),
    "timeless": Edit(LONELY, "Category: Notes", "Category: Notes\nTimeless: yes"),
    "author": Edit(LONELY, "Category: Notes", "Category: Notes\nAuthor: Some One"),
    "draft": Edit(LONELY, "Category: Notes", "Category: Notes\nStatus: draft"),
    "own field": Edit(LONELY, "Category: Notes", "Category: Notes\nMood: glad"),
    "fields in YAML": Edit(LONELY, FIELDS, YAML),
    "skipped": Edit(PROFILES, "Category: Systems", "Category: Systems\nStatus: skip"),
    "date to come": Edit(PROFILES, "2022-05-03", "2032-05-03"),
    "hidden": Edit(PROFILES, "Category: Systems", "Category: Systems\nStatus: hidden"),
    "published": Edit(DRAFT, "Status: draft", "Status: published"),
    "new article": Edit("content/articles/new.md", new=TWIN),
    "new page": Edit("content/pages/now.md", new="Title: Now\n\nWhat is new.\n"),
    "a file that is not an article": Edit("content/articles/notes.txt", new="Nobody links here.\n"),
    "delete": Edit(PROFILES),
    "delete an original": Edit(QUEUES),
    "rename": Move(PROFILES, "content/articles/moved/all-day.md"),
    "rename to come first": Move(PROFILES, "content/articles/a.md"),
    "template": Edit(f"{TEMPLATES}/archives.html", "{{ title }}</h1>", "All of it</h1>"),
    "partial": Edit(f"{TEMPLATES}/_proof.html", "résumé</a>:", "whole résumé</a>:"),
    "base": Edit(f"{TEMPLATES}/base.html", "Skip to content", "Skip to the words"),
    "setting": Edit("pelicanconf.py", 'SITENAME = AUTHOR = "A. Uthor"', 'SITENAME = AUTHOR = "B. Uthor"'),
    "setting for readers": Edit("pelicanconf.py", "CARDS = SEARCH =", "CARDS = SEARCH = TYPOGRIFY ="),
    "plugin": Edit("vouch/pages/next_steps.py", "MAX_RELATED = 3", "MAX_RELATED = 1"),
    "plugin for readers": Edit("vouch/markup/code.py", "\n\n", "\n\n# a comment\n\n"),
    "css": Edit("theme/css/lists.css", "}", "}\n.new { color: red }\n"),
    "script": Edit("theme/js/site.js", "\n", "\n// comment\n"),
    "words": Edit("theme/languages/en.toml", new='"Related" = "See also"\n"Copy" = "Take"\n'),
    "drawing": Edit(SVG, 'width="40"', 'width="60"'),
    "picture": Edit(PNG, new=png(90, 30)),
    "included code": Edit(CODE_MD, "func main() {}", "func main() { run() }"),
    "included code in rST": Edit(CODE_RST, "func start() {}", "func start() { run() }"),
    "demo": Edit(DEMO, "It waits", "It waits long"),
    "demo with a script": Edit(DEMO, "</p>", '</p><script src="wait.js"></script>'),
    "attached file": Edit(NOTES, new="Wait there.\n"),
    "page": Edit(ABOUT, "Who writes", "What is written"),
    "link to the static file": Edit(QUEUES, "{attach}", "{static}"),
    "link to a file more": Edit(LONELY, "of that", "of [that](queues.txt)"),
    "link to an article": Edit(LONELY, "of that", "of [that]({filename}flames.md)"),
    "picture in another article": Edit(LONELY, "of that", "of that ![hills](../images/hills.png)"),
    "résumé": Edit(RESUME, "fixed what was broken", "fixed what was not whole"),
    "no résumé": Edit(RESUME),
    "role": Edit(RESUME, "**Engineer**", "**Head of all**"),
    "proof": Edit(RESUME, "queues-that-wait.html", "flame-graphs.html"),
    "summary of the résumé": Edit(RESUME, "relied on", "relied upon"),
}

BAD = {
    "date that is none": Edit(PROFILES, "2022-05-03", "soon"),
    "field that is misspelt": Edit(LONELY, "Category: Notes", "Category: Notes\nStaus: draft"),
    "tag in another case": Edit(PROFILES, "Tags: Go", "Tags: go"),
    "two fields": Edit(LONELY, "Title: Something else", "Title: Something else\nDate: soon"),
    "link to nowhere": Edit(LONELY, "of that", "of [that]({filename}nowhere.md)"),
    "picture that is not there": Edit(QUEUES, "Messages", "![no](../images/none.png) Messages"),
    "code that goes": Edit(CODE_MD),
    "code without its section": Edit(CODE_RST, "[start:start]", "[start:begin]"),
    "proof of nothing": Edit(RESUME, "queues-that-wait.html", "queues-that-went.html"),
    "role without an end": Edit(RESUME, "December 2022", "Brumaire 2022"),
    "template that is wrong": Edit(
        f"{TEMPLATES}/article.html", "{% if article.supports %}", "{% if article.supports"
    ),
    "words that are wrong": Edit("theme/languages/ru.toml", '"Related" = ', '"Related" '),
    "template with a name that is not there": Edit(
        f"{TEMPLATES}/tags.html", '{{ _("Tags") }}</h1>', "{{ tegs }}</h1>"
    ),
    "name that is not there in articles": Edit(
        f"{TEMPLATES}/article.html", "<h1>{{ article.title", "<h1>{{ artikel.title"
    ),
    "setting that is wrong": Edit(
        "pelicanconf.py", 'SITE_ADDRESS = "https://example.org"', 'SITE_ADDRESS = "http://example.org"'
    ),
    "settings that end": Edit("pelicanconf.py", "SOCIAL = ()", "SOCIAL = (1 / 0)"),
    "plugin that is wrong": Edit("vouch/pages/age.py", "YEARS = 3", "YEARS = "),
    "delete what is linked to": Edit(LAYOUT),
    "slug that is taken": Edit(LONELY, "Category: Notes", "Slug: flame-graphs\nCategory: Notes"),
    "two of an address": Edit("content/articles/twin.md", new=FILES[PROFILES]),
    "markup that is wrong": Edit(LAYOUT, "has one job", "has `one job"),
    "formula that is wrong": Edit(LONELY, "nothing of that", "$\\nothing$"),
    "unclosed fence": Edit(FLAMES, '"flames/main.go"\n```', '"flames/main.go"\n'),
    "picture that is damaged": Edit(PNG, new=b"\x89PNG\r\n\x1a\nno"),
}
EDITS = {**GOOD, **BAD}
INVISIBLE = {  # in the site
    *("touch", "touch of the settings", "touch of a template", "own field"),
    *("a file that is not an article", "plugin for readers"),
}
