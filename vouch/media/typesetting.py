"""Typesets data with the templates and fonts of theme/typst; the same data gives the same bytes.

The compiler is slow to load, so it is imported only when it is needed.
"""

import os
import re
from dataclasses import dataclass
from functools import cache, cached_property
from importlib.metadata import version
from pathlib import Path
from typing import TYPE_CHECKING

from vouch.sources.digests import digest
from vouch.sources.problems import SourceError

if TYPE_CHECKING:
    from typst import Compiler

MISSING_GLYPH = re.compile(r'the text `"(?P<text>.+?)"` could not be displayed')
COMPILER = f"typst {version('typst')}"
TEMPLATE_ADVICE = "correct the template, or restore the files of theme/typst/fonts"


class MissingGlyph(Exception):
    """No font has `text`, a character of the data."""

    def __init__(self, text: str) -> None:
        super().__init__(f"no font has {text!r}")
        self.text = text


@dataclass(frozen=True)
class Typesetter:
    """Compiles the templates of a folder with its fonts and Typst's own; no fonts of the machine."""

    folder: Path

    @cached_property
    def _compiler(self) -> "Compiler":
        from typst import Compiler

        fonts = [str(self.folder / "fonts")]
        return Compiler(root=str(self.folder), font_paths=fonts, ignore_system_fonts=True)

    def ingredients(self, template: str) -> tuple[str | bytes, ...]:
        """What a document depends on beside its data; see vouch/sources/cache.py."""
        return COMPILER, digest_of_files(self.folder / "fonts"), (self.folder / template).read_bytes()

    def pdf(self, template: str, data: dict[str, str]) -> bytes:
        """PDF/UA-1 (ISO 14289-1) by the compiler's own check. `data` are `sys.inputs`.

        Raises MissingGlyph, and SourceError for every other error or warning of the compiler.
        """
        return self._set(template, data, format="pdf", pdf_standards=["ua-1"], timestamp=0)

    def png(self, template: str, data: dict[str, str]) -> bytes:
        """One page, one pixel per point. Unlike `pdf`, this draws a box for a missing glyph.

        Raises SourceError for every error or warning of the compiler."""
        return self._set(template, data, format="png", ppi=72)

    def _set(self, template: str, data: dict[str, str], **form: object) -> bytes:
        if compiling_process() != os.getpid():
            raise RuntimeError("the compiler would wait for threads of the parent process")
        from typst import TypstError

        source = self.folder / template
        try:
            document, warnings = self._compiler.compile_with_warnings(str(source), sys_inputs=data, **form)
        except (TypstError, RuntimeError) as error:  # the latter if the template is missing
            raise _refusal(source, error) from error
        if warnings:
            raise _refusal(source, warnings[0])
        return document


@cache
def compiling_process() -> int:
    """The first process that used the compiler; its forks cannot use it, as they lack its threads."""
    return os.getpid()


@cache
def digest_of_files(folder: Path) -> str:
    """A digest of their names and bytes. Some are large, so it is cached for a build."""
    files = sorted(folder.iterdir())
    return digest(*(part for each in files for part in (each.name, each.read_bytes())))


def _refusal(template: Path, problem: Exception) -> MissingGlyph | SourceError:
    message = " ".join(str(getattr(problem, "message", problem)).split())
    missing = MISSING_GLYPH.search(message)
    return MissingGlyph(missing["text"]) if missing else SourceError(template, 1, message, TEMPLATE_ADVICE)
