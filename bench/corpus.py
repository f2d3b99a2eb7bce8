"""A blog of any size, the same at each run: articles of about 1,000 words with code, a table and footnotes.

Written once for this site and once for Hugo, in each one's own fields; the text is Markdown that both know.
Beside the articles there are a page, a short résumé and pictures, which are drawings: of a photograph this
site makes variants in other formats, which takes longer than all the rest and is nothing that Hugo does.
"""

import json
import random
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path

from bench.words import Speaker

FIRST_DAY, DAYS = date(2004, 3, 1), 7_000
TAGS = [f"Subject {number}" for number in range(1, 51)]
CATEGORIES = [f"Kind {number}" for number in range(1, 9)]
PICTURES = 40
PICTURE_BYTES = 20_000
SECTIONS = 5
PLACE = "Also "  # begins the sentence before which an edit of the text stands
CODE = Path(__file__).with_name("code")


@dataclass(frozen=True)
class Post:
    """An article of the corpus."""

    slug: str
    title: str
    day: date
    category: str
    tags: tuple[str, ...]
    text: str = field(repr=False)

    def for_pelican(self) -> str:
        fields = {
            "Title": self.title,
            "Date": self.day.isoformat(),
            "Category": self.category,
            "Tags": ", ".join(self.tags),
            "Slug": self.slug,
        }
        return "".join(f"{name}: {value}\n" for name, value in fields.items()) + f"\n{self.text}"

    def for_hugo(self) -> str:
        fields = {
            "title": self.title,
            "date": self.day.isoformat(),
            "categories": [self.category],
            "tags": self.tags,
            "slug": self.slug,
        }
        return json.dumps(fields, indent=1) + f"\n\n{self.text}"

    def with_word(self, word: str) -> "Post":
        """With a word more in the middle of its text."""
        return replace(self, text=self.text.replace(PLACE, f"{word} it was. {PLACE}", 1))

    def with_title(self, word: str) -> "Post":
        return replace(self, title=f"{self.title} {word}")

    def with_tag(self, tag: str) -> "Post":
        return replace(self, tags=(*self.tags[1:], tag))


def post(index: int, number: int) -> Post:
    """One of a `number` of articles, which are a few days apart."""
    chance = random.Random(index)  # noqa: S311 (the same at each run)
    tags = chance.sample(TAGS, 3)
    speaker = Speaker(index, tags)
    return Post(
        f"article-{index:05}",
        speaker.phrase(3, 8),
        FIRST_DAY + timedelta(days=index * DAYS // number),
        chance.choice(CATEGORIES),
        tuple(sorted(tags)),
        _text(speaker, index, number),
    )


def _text(speaker: Speaker, index: int, number: int) -> str:
    """About 1,060 words: paragraphs under headings, and all that stands between them."""
    own = [f"[{speaker.phrase(2, 3).lower()}](/article-{_other(speaker, number)}.html)" for _ in range(4)]
    parts = [speaker.paragraph(4)]
    for section in range(SECTIONS):
        parts += [f"## {speaker.phrase(2, 5)}", speaker.paragraph(5), speaker.paragraph(5)]
        parts += _extras(section, speaker, index, number)
    parts[2] += f" See {own[0]} and {own[1]}."
    parts[3] += f" {PLACE}{own[2]}, {own[3]} and [the manual](https://go.dev/doc/effective_go) say so."
    parts[-3] += " It says so itself.[^1] There is [more](https://pkg.go.dev/sync) to it.[^2]"
    parts += [f"[^{note}]: {speaker.sentence(8, 14)}" for note in (1, 2)]
    return "\n\n".join(parts) + "\n"


def _other(speaker: Speaker, number: int) -> str:
    return f"{speaker.chance.randrange(number):05}"


def _extras(section: int, speaker: Speaker, index: int, number: int) -> list[str]:
    """What stands at the end of a section of an article: code, a table, pictures, a list."""
    match section:
        case 0:
            return [_code("python", "percentile.py", index)]
        case 1:
            return [_table(speaker)]
        case 2:
            return [_code("go", "squares.go", index)]
        case 3:
            return [f"![{speaker.phrase(3, 6)}](/images/{each:02}.svg)" for each in _pictures(index, number)]
        case _:
            return ["\n".join(f"- {speaker.sentence(4, 9)}" for _ in range(4))]


def _table(speaker: Speaker) -> str:
    chance = speaker.chance
    rows = [f"| {word} | {chance.randrange(1000)} | {chance.random():.3f} |" for word in speaker.words(6)]
    return "\n".join(("| what | count | share |", "| --- | ---: | ---: |", *rows))


def _pictures(index: int, number: int) -> list[int]:
    """All of them are in some article, and so in the site."""
    return [picture for picture in range(PICTURES) if picture * max(number // PICTURES, 1) % number == index]


def _code(language: str, file: str, index: int) -> str:
    code = (CODE / file).read_text("utf-8").replace("4321", str(index + 1))
    return f"```{language}\n{code}```"


def pictures() -> dict[str, str]:
    """Drawings of 20 kB, SVG, by the names of their files."""
    return {f"{number:02}.svg": _drawing(random.Random(f"picture {number}")) for number in range(PICTURES)}  # noqa: S311 (the same at each run)


def _drawing(chance: random.Random) -> str:
    lines = ['<svg xmlns="http://www.w3.org/2000/svg" width="800" height="400" viewBox="0 0 800 400">']
    while sum(map(len, lines)) < PICTURE_BYTES:
        x, y, width, colour = (chance.randrange(most) for most in (800, 400, 90, 4096))
        lines.append(f'<rect x="{x}" y="{y}" width="{width}" height="12" fill="#{colour:03x}"/>')
    return "\n".join((*lines, "</svg>", ""))
