"""A blog of any size, the same in each run, with front matter for this site and for Hugo.

An article has about 1,000 words under five headings, with two programs, a table, a list, notes and links. Its
words come from the manual that Python ships, from its pages on the article's tags, so that finding related
articles and compressing a page are as hard as with real text. Pictures are drawings, because this site makes
variants of photographs and Hugo makes none.
"""

import json
import random
import re
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from pathlib import Path
from pydoc_data.topics import topics

FIRST_DAY, DAYS = date(2004, 3, 1), 7_000
WORDS = {name: re.findall(r"[a-z]+", text.lower()) for name, text in topics.items()}
TAGS = sorted(topics, key=lambda name: (len(WORDS[name]), name))[-50:]
CATEGORIES = [f"Kind {number}" for number in range(1, 9)]
PICTURES, PICTURE_BYTES = 40, 20_000
EDITED = "Moreover, "  # an edit of the text inserts a sentence before this word
CODE = Path(__file__).with_name("code")


@dataclass(frozen=True)
class Post:
    """An article of the corpus."""

    slug: str
    title: str
    date: date
    category: str
    tags: tuple[str, ...]
    text: str = field(repr=False)

    def for_pelican(self) -> str:
        fields = {**vars(self), "tags": ", ".join(self.tags), "text": ""}
        return "".join(f"{name}: {value}\n" for name, value in fields.items() if value) + f"\n{self.text}"

    def for_hugo(self) -> str:
        fields = {**vars(self), "categories": [self.category], "date": str(self.date)}
        del fields["text"], fields["category"]
        return json.dumps(fields, indent=1) + f"\n\n{self.text}"


def _edit_text(post: Post, count: int) -> tuple[Post, str]:
    text = post.text.replace(EDITED, f"edited{count:03} it was. {EDITED}", 1)
    return replace(post, text=text), f"edited{count:03}"


def _edit_title(post: Post, count: int) -> tuple[Post, str]:
    return replace(post, title=f"{post.title} edited{count:03}"), f"edited{count:03}"


def _edit_tags(post: Post, count: int) -> tuple[Post, str]:
    """Replaces a tag by one that other articles have."""
    others = [tag for tag in TAGS if tag not in post.tags]
    tag = others[count % len(others)]
    return replace(post, tags=(*post.tags[1:], tag)), f"#{tag}<"


# Each takes an article and a number; returns the edited article, and text that only its new page has.
EDITS = {"text": _edit_text, "title": _edit_title, "tags": _edit_tags}


class Prose:
    """Words and sentences about some tags, the same for the same seed."""

    def __init__(self, chance: random.Random, tags: list[str]) -> None:
        self.chance, self.tags = chance, tags

    def words(self, number: int) -> list[str]:
        words = WORDS[self.chance.choice(self.tags)]
        start = self.chance.randrange(len(words) - number)
        return words[start : start + number]

    def phrase(self, least: int, most: int) -> str:
        return " ".join(self.words(self.chance.randint(least, most))).capitalize()

    def sentence(self) -> str:
        """A sentence with one place that has markup or that typography changes."""
        first, word, *rest = self.words(self.chance.randint(6, 24))
        marks = (f"*{word}*", f"**{word}**", f"`{word}()`", f'"{word}"', f"{word} -- {word}", "it's")
        marked = self.chance.choice((*marks, *[f"{word},"] * 8, *[word] * 8))
        return " ".join([first.capitalize(), marked, *rest]) + "."

    def paragraph(self, sentences: int = 5) -> str:
        return " ".join(self.sentence() for _ in range(sentences))


def post(index: int, number: int) -> Post:
    """One of `number` articles, which are a few days apart."""
    chance = random.Random(index)  # noqa: S311
    tags = chance.sample(TAGS, 3)
    prose, day = Prose(chance, tags), FIRST_DAY + timedelta(days=index * DAYS // number)
    title, category = prose.phrase(3, 8), chance.choice(CATEGORIES)
    return Post(f"article-{index:05}", title, day, category, tuple(sorted(tags)), _text(prose, index, number))


def _text(prose: Prose, index: int, number: int) -> str:
    others = (prose.chance.randrange(number) for _ in range(4))
    links = [f"[{prose.phrase(2, 3).lower()}](/article-{other:05}.html)" for other in others]
    shown = [each for each in range(PICTURES) if each * max(number // PICTURES, 1) % number == index]
    extras = (
        _code("python", "percentile.py", index),
        _table(prose),
        _code("go", "squares.go", index),
        "\n\n".join(f"![{prose.phrase(3, 6)}](/images/{picture:02}.svg)" for picture in shown),
        "\n".join(f"- {prose.phrase(4, 9)}" for _ in range(4)),
    )
    parts = [f"{prose.paragraph()} See {links[0]} and {links[1]}.[^1]"]
    for extra in extras:
        parts += [f"## {prose.phrase(2, 5)}", prose.paragraph(), prose.paragraph(), extra]
    parts[2] += f" {EDITED}{links[2]}, {links[3]} and [the manual](https://go.dev/doc/effective_go).[^2]"
    return "\n\n".join([*parts, *(f"[^{note}]: {prose.sentence()}" for note in (1, 2))]) + "\n"


def _table(prose: Prose) -> str:
    numbers = ((word, prose.chance.randrange(1000), prose.chance.random()) for word in prose.words(6))
    rows = (f"| {word} | {count} | {share:.3f} |" for word, count, share in numbers)
    return "\n".join(("| what | count | share |", "| --- | ---: | ---: |", *rows))


def _code(language: str, file: str, index: int) -> str:
    code = (CODE / file).read_text("utf-8").replace("4321", str(index + 1))
    return f"```{language}\n{code}```"


def pictures() -> dict[str, str]:
    """SVG drawings by file name."""
    return {f"{number:02}.svg": _drawing(random.Random(f"picture {number}")) for number in range(PICTURES)}  # noqa: S311


def _drawing(chance: random.Random) -> str:
    lines = ['<svg xmlns="http://www.w3.org/2000/svg" width="800" height="400" viewBox="0 0 800 400">']
    while sum(map(len, lines)) < PICTURE_BYTES:
        x, y, width, colour = (chance.randrange(most) for most in (800, 400, 90, 4096))
        lines.append(f'<rect x="{x}" y="{y}" width="{width}" height="12" fill="#{colour:03x}"/>')
    return "\n".join((*lines, "</svg>", ""))
