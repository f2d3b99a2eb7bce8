"""A blog of any size, the same at each run: articles of about 1,000 words with code, a table and footnotes.

Its text is made of words at random, of the lengths and with the marks of English prose, so that a build
has as much to do as with a real one. Written once for this site and once for Hugo, in each one's own fields.
"""

import json
import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date, timedelta
from pathlib import Path

FIRST_DAY = date(2004, 3, 1)
WORDS = (
    "a about after all also and any as at be because before between but by cache call can change client "
    "code could data database deploy each error every file first for from function give goroutine has have "
    "heap how if in into is it its kernel know latency less line linux long look machine make many measure "
    "memory metric might module more most network never new no not now number of often on one only open or "
    "other out over package page percentile point process profile program queue read request result run "
    "same sample see server service should since slow so some stack state still such system table take test "
    "than that the their them then there these they thing this thread through time to too trace two type "
    "under until use used value very wait was way we well were what when where which while with without "
    "work would write year you"
).split()
TAGS = [f"Subject {number}" for number in range(1, 51)]
CATEGORIES = [f"Kind {number}" for number in range(1, 9)]
PYTHON = '''def percentile(values: list[float], share: float) -> float:
    """The value below which a share of all lies."""
    ordered = sorted(values)
    rank = share * (len(ordered) - 1)
    below = int(rank)
    above = min(below + 1, len(ordered) - 1)
    return ordered[below] + (ordered[above] - ordered[below]) * (rank - below)


print(percentile([3.5, 1.25, {number}.0], 0.95))
'''
GO = """package main

import (
\t"fmt"
\t"sync"
)

func main() {
\tvar wait sync.WaitGroup
\tresults := make(chan int, {number})
\tfor i := 0; i < {number}; i++ {
\t\twait.Add(1)
\t\tgo func(n int) {
\t\t\tdefer wait.Done()
\t\t\tresults <- n * n // the work
\t\t}(i)
\t}
\twait.Wait()
\tclose(results)
\tfmt.Println(len(results))
}
"""


@dataclass(frozen=True)
class Post:
    """An article of the corpus. `text` is Markdown that both know."""

    slug: str
    title: str
    day: date
    category: str
    tags: list[str]
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


def posts(number: int) -> Iterator[Post]:
    """So many articles, one each few days."""
    for index in range(number):
        words = random.Random(index)
        day = FIRST_DAY + timedelta(days=index * 8000 // max(number, 1))
        yield Post(
            f"article-{index:05}",
            _sentence(words, 3, 8).rstrip(".").replace(",", "").capitalize(),
            day,
            words.choice(CATEGORIES),
            sorted(words.sample(TAGS, 3)),
            _text(words, index, number),
        )


def _text(words: random.Random, index: int, number: int) -> str:
    parts = [_paragraph(words)]
    for section in range(1, 6):
        parts += [f"## {_sentence(words, 2, 5).rstrip('.')} {section}", _paragraph(words), _paragraph(words)]
    own = [f"[{_word(words)} {_word(words)}](/article-{words.randrange(number):05}.html)" for _ in range(4)]
    parts[2] += f" See {own[0]} and {own[1]}."
    parts[5] += f" Also {own[2]}, {own[3]} and [the manual](https://go.dev/doc/effective_go)."
    parts[6] += " It says so itself.[^1] There is [more](https://pkg.go.dev/sync) to it.[^2]"
    for at, language, code in ((4, "python", PYTHON), (9, "go", GO)):
        parts.insert(at, f"```{language}\n{code.replace('{number}', str(index + 1))}```")
    rows = "\n".join(f"| {_word(words)} | {words.randrange(1000)} | {words.random():.3f} |" for _ in range(6))
    parts.insert(12, f"| what | count | share |\n| --- | ---: | ---: |\n{rows}")
    parts.append("\n".join(f"- {_sentence(words, 4, 9)}" for _ in range(4)))
    parts += [f"[^1]: {_sentence(words, 6, 12)}", f"[^2]: {_sentence(words, 6, 12)}"]
    return "\n\n".join(parts) + "\n"


def _paragraph(words: random.Random) -> str:
    return " ".join(_sentence(words, 6, 18) for _ in range(words.randint(6, 8)))


def _sentence(words: random.Random, least: int, most: int) -> str:
    said = [_word(words) for _ in range(words.randint(least, most))]
    if len(said) > 6:
        at = words.randrange(1, len(said) - 2)
        said[at] = words.choice(
            [f"*{said[at]}*", f"**{said[at]}**", f"`{said[at]}()`", f'"{said[at]}"', f"{said[at]},", "it's", said[at]]
        )
    return " ".join([said[0].capitalize(), *said[1:]]) + "."


def _word(words: random.Random) -> str:
    return words.choice(WORDS)


def write_for_pelican(content: Path, number: int) -> None:
    """The articles of a site in the form of this one, beside what its content has already."""
    for post in posts(number):
        _write(content / f"articles/{post.slug}.md", post.for_pelican())


def write_for_hugo(content: Path, number: int) -> None:
    for post in posts(number):
        _write(content / f"posts/{post.slug}.md", post.for_hugo())


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, "utf-8")
