"""Where a setting is written: the line of its last assignment, in one of the settings files."""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from plugins.problems import SourceError, shown

SETTING = ast.Assign | ast.AnnAssign | ast.AugAssign | ast.Expr | ast.Import | ast.ImportFrom


@dataclass(frozen=True)
class SettingsFiles:
    """The files that settings come from, of which the first that sets one counts."""

    files: tuple[Path, ...]

    @classmethod
    def of(cls, settings_file: Path) -> "SettingsFiles":
        return cls((settings_file, settings_file.with_name("pelicanconf.py")))

    def error(self, name: str, what: str, instead: str, value: object = None) -> SourceError:
        """`value` is the part of the setting that is wrong, if its line can be told."""
        path, line = self.place(name, value)
        return SourceError(path, line, what, instead)

    def place(self, name: str, value: object = None) -> tuple[Path, int]:
        """The first line of the settings the site has of its own, where nothing sets this one."""
        for file in self.files:
            if found := [*_statements(file, name)]:
                if file != self.files[-1] and all(_is_from(each, self.files[-1]) for each in found):
                    continue
                lines = (line for each in reversed(found) for line in _lines_of_value(each, value))
                return file, next(lines, found[-1].lineno)
        return self.files[-1], 1

    def place_of_words(self, words: str) -> tuple[Path, int]:
        """Of the first setting that a message names."""
        names = (each.strip("`'\".,:()") for each in words.split())
        known = (self.place(each) for each in names if each.isupper() and len(each) > 3)
        return next((each for each in known if each[1] > 1), (self.files[0], 1))


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_bytes(), shown(file)) if file.is_file() else ast.Module([], [])


def _statements(file: Path, name: str) -> Iterator[ast.stmt]:
    """The statements that set or change a name, at whatever depth."""
    for each in ast.walk(_tree(file)):
        if isinstance(each, SETTING) and name in _changed(each):
            yield each


def _is_from(statement: ast.stmt, file: Path) -> bool:
    """Whether it takes a name over from another file, where it has its value."""
    return isinstance(statement, ast.ImportFrom) and statement.module == file.stem


def _changed(statement: ast.stmt) -> Iterator[str]:
    if isinstance(statement, ast.Import | ast.ImportFrom):
        yield from (each.asname or each.name for each in statement.names)
        return
    if isinstance(statement, ast.Expr):
        targets = [statement.value.func] if isinstance(statement.value, ast.Call) else []
    else:
        targets = getattr(statement, "targets", None) or [statement.target]
    for target in targets:
        yield from (each.id for each in ast.walk(target) if isinstance(each, ast.Name))


def _lines_of_value(statement: ast.stmt, value: object) -> Iterator[int]:
    for each in ast.walk(statement):
        if isinstance(each, ast.Constant) and value is not None and each.value == value:
            yield each.lineno
