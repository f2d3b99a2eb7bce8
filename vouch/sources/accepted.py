"""Old problems that may wait, listed in content/accepted.txt: they are counted and do not stop a build.

`./invoke accept` writes the list, one line for each problem, `articles/a.md: what is wrong`. It has no line
numbers, because lines move; what is wrong twice in a source is listed twice.
"""

import os
from collections import Counter
from collections.abc import Iterable, Iterator
from pathlib import Path

from vouch.sources.files import replace_file, wrong_with_link
from vouch.sources.problems import SourceError, read_source, shown, visible

NAME = "accepted.txt"
ACCEPT, DROP_FIXED, LEAVE = "accept", "drop fixed", "leave"  # what a build does with the list
COMMENT = "#"
HEAD = "# Old problems that stop no build; ./invoke accept adds new ones, and what is fixed leaves the list."


class Accepted:
    """The list in the content folder `root`, which may not exist. Raises SourceError if it cannot be read."""

    def __init__(self, root: Path) -> None:
        self.root, self.file = root, root / NAME
        if self.file.is_symlink() and (wrong := wrong_with_link(root, self.file)):
            raise SourceError(self.file, 1, *wrong)
        text = read_source(self.file) if os.path.lexists(self.file) else ""
        numbered = ((line.strip(), number) for number, line in enumerate(text.split("\n"), 1))
        self._numbered = [each for each in numbered if each[0] and not each[0].startswith(COMMENT)]
        self._lines = Counter(line for line, _ in self._numbered)

    @property
    def problems(self) -> list[SourceError]:
        """Lines that are not of a list, such as the marks of a conflict."""
        wrong = ((line, number) for line, number in self._numbered if ": " not in line)
        what = "{!r} is not a problem of a source"
        return [
            SourceError(self.file, number, what.format(line), "remove this line") for line, number in wrong
        ]

    def new(self, problems: Iterable[SourceError]) -> list[SourceError]:
        """Those of the problems of a source that are not in the list, or not as often."""
        seen, found = Counter(), []
        for each in sorted(problems, key=lambda each: each.line):
            line = self._line_of(each)
            seen[line] += 1
            if seen[line] > self._lines[line]:
                found.append(each)
        return found

    def wrong_lines(self, problem: SourceError) -> Iterator[SourceError]:
        """Lines that have no effect, because this problem may not wait."""
        for line, number in self._numbered:
            if line == self._line_of(problem):
                instead = f"correct {shown(problem.path)} instead, and remove this line"
                yield SourceError(self.file, number, "this problem cannot be accepted", instead)

    def add(self, problems: Iterable[SourceError], *, is_whole: bool) -> int:
        """Write these problems into the list; keep what it had unless they are those of the whole site.

        Returns how many are in it.
        """
        found = Counter(map(self._line_of, problems))
        lines = found if is_whole else found | self._lines
        self._write(lines)
        return lines.total()

    def drop_fixed(self, problems: Iterable[SourceError]) -> None:
        """Remove from the list what is not among these problems, those of the whole site."""
        left = self._lines & Counter(map(self._line_of, problems))
        if left != self._lines:
            self._write(left)

    def _line_of(self, problem: SourceError) -> str:
        return f"{visible(problem.path.removeprefix(f'{self.root}/'))}: {problem.what}".strip()

    def _write(self, lines: Counter[str]) -> None:
        if lines:
            replace_file(self.file, "\n".join((HEAD, *sorted(lines.elements()), "")))
        else:
            self.file.unlink(missing_ok=True)
