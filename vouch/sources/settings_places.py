"""Finds where a setting is written: the line of its last assignment, in one of the settings files."""

import ast
from dataclasses import dataclass
from pathlib import Path

from vouch.sources.problems import SourceError, shown


@dataclass(frozen=True)
class SettingsFiles:
    """The files that settings come from; the first one that sets a name counts."""

    files: tuple[Path, ...]

    @classmethod
    def of(cls, settings_file: Path) -> "SettingsFiles":
        return cls((settings_file, settings_file.with_name("pelicanconf.py")))

    def error(self, name: str, what: str, instead: str, part: object = None) -> SourceError:
        """An error at the line of a setting, or of `part`, the wrong part of its value."""
        return SourceError(*self.place(name, part), what, instead)

    def place(self, name: str, part: object = None) -> tuple[Path, int]:
        """The file and line that set a name, or NAME_URL for NAME_SAVE_AS; line 1 if none does."""
        for file in self.files:
            found = [each for each in ast.walk(_tree(file)) if name in _changed(each)]
            if found:
                lines = (line for each in reversed(found) for line in _lines_of(part, each))
                return file, next(lines, found[-1].lineno)
        kind, suffix, _ = name.partition("_SAVE_AS")
        return self.place(f"{kind}_URL") if suffix else (self.files[-1], 1)

    def place_of_words(self, words: str) -> tuple[Path, int]:
        """The place of the first setting that a message names."""
        names = (each.strip("`'\".,:()") for each in words.split())
        known = (self.place(each) for each in names if each.isupper() and len(each) > 3)
        return next((each for each in known if each[1] > 1), (self.files[0], 1))


def _tree(file: Path) -> ast.Module:
    return ast.parse(file.read_bytes(), shown(file)) if file.is_file() else ast.Module([], [])


def _changed(node: ast.AST) -> set[str]:
    """The names that a statement sets or changes. An import of `pelicanconf` changes none."""
    match node:
        case ast.ImportFrom(module="pelicanconf"):
            return set()
        case ast.Import(names=names) | ast.ImportFrom(names=names):
            return {each.asname or each.name for each in names}
        case ast.Assign(targets=targets):
            pass
        case ast.AnnAssign(target=target) | ast.AugAssign(target=target) | ast.Expr(ast.Call(target)):
            targets = [target]
        case _:
            return set()
    return {each.id for target in targets for each in ast.walk(target) if isinstance(each, ast.Name)}


def _lines_of(part: object, statement: ast.AST) -> list[int]:
    constants = (each for each in ast.walk(statement) if isinstance(each, ast.Constant))
    return [each.lineno for each in constants if part is not None and each.value == part]
