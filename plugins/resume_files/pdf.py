"""The résumé as a PDF: the model's data set in type by theme/typst/resume.typ.

Tagged, and PDF/UA-1 (ISO 14289-1) by the compiler's own check. The same data gives the same bytes.
"""

import json
import re
from dataclasses import dataclass, fields, is_dataclass
from functools import cached_property
from pathlib import Path
from typing import Any

import typst

from plugins.resume.model import Resume, Run, plain
from plugins.resume.periods import Period
from plugins.resume.typography import typographic
from plugins.resume_files.json_sections import Absolute

TOKEN = re.compile(r"--(?P<name>[\w-]+): light-dark\((?P<light>#[0-9a-f]{6}),")


class NotSet(Exception):
    """The compiler refuses the data or the template, or warns. The message is one line."""


@dataclass(frozen=True)
class Press:
    """Sets a résumé in type with the template, fonts and colours of a theme.

    `paper` is a name that Typst knows, such as `a4` or `us-letter`.
    """

    theme: Path
    paper: str

    @cached_property
    def _colours(self) -> dict[str, str]:
        css = (self.theme / "css/site.css").read_text("utf-8")
        return {each["name"]: each["light"] for each in TOKEN.finditer(css)}

    def pdf(self, resume: Resume, language: str, absolute: Absolute) -> bytes:
        """Raises NotSet."""
        description = " ".join(map(plain, resume.summary))
        data = {**as_data(resume, absolute), "lang": language, "description": description}
        inputs = {"resume": json.dumps(data), "colours": json.dumps(self._colours), "paper": self.paper}
        try:
            document, warnings = typst.compile_with_warnings(
                str(self.theme / "typst/resume.typ"),
                root=str(self.theme / "typst"),
                font_paths=[str(self.theme / "typst/fonts")],
                ignore_system_fonts=True,
                sys_inputs=inputs,
                pdf_standards=["ua-1"],
                timestamp=0,
            )
        except (typst.TypstError, RuntimeError) as error:  # the latter where the template is not there
            raise NotSet(_said(error)) from error
        if warnings:
            raise NotSet(_said(warnings[0]))
        return document


def _said(problem: Exception) -> str:
    return " ".join(str(getattr(problem, "message", problem)).split())


def as_data(value: Any, absolute: Absolute) -> Any:
    """The model for JSON: typographic quotes, whole addresses, in dates the dash that parsers know."""
    if isinstance(value, Period):
        return str(value).replace(" — ", " – ")
    if isinstance(value, tuple):
        runs = bool(value) and isinstance(value[0], Run)
        return [as_data(each, absolute) for each in (typographic(value) if runs else value)]
    if is_dataclass(value):
        data = {each.name: as_data(getattr(value, each.name), absolute) for each in fields(value)}
        return {**data, "href": absolute(value.href)} if isinstance(value, Run) else data
    return value
