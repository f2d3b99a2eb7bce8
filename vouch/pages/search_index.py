"""Makes the index of the search page with Pagefind's program. The same documents give the same bytes."""

import io
import json
import os
import subprocess
import tempfile
import zipfile
from collections.abc import Sequence
from fnmatch import fnmatch
from importlib.metadata import version
from pathlib import Path

from vouch.pages.search_documents import Document
from vouch.sources.cache import made_once

ENTRY = "pagefind-entry.json"
# Files whose names have a digest of their contents.
DIGESTED = ("*.pf_meta", "index/*", "fragment/*")
# Pagefind also writes a worker, user interfaces and a highlighter, which no page here loads.
PUBLISHED_FILES = (ENTRY, "pagefind.js", *DIGESTED)
# Links back from footnotes, and elements without text.
SKIPPED_SELECTORS = (".footnote-backref", ".footnote .label", ".backrefs", "svg", "button")


class NotIndexed(Exception):
    """Pagefind made no index. The message is the reason it gave."""


def search_index(documents: Sequence[Document], language: str, cache: Path) -> dict[str, bytes]:
    """The files of the index by their names below its folder.

    `cache` is CACHE_PATH. Raises NotIndexed.
    """
    ordered = sorted(documents, key=lambda each: each.name)
    ingredients = [text for each in ordered for text in (each.name, each.html)]
    packed = made_once(
        cache,
        lambda: _zipped(_run(ordered, language)),
        *("search", version("pagefind_bin"), language, *PUBLISHED_FILES, *SKIPPED_SELECTORS, *ingredients),
    )
    with zipfile.ZipFile(io.BytesIO(packed)) as files:
        return {name: files.read(name) for name in files.namelist()}


def _run(documents: Sequence[Document], language: str) -> dict[str, bytes]:
    """All documents are in one index, whatever their language, so that a reader finds all of them."""
    with tempfile.TemporaryDirectory() as private:
        pages, made = Path(private, "pages"), Path(private, "made")
        for each in documents:
            file = pages / each.name
            file.parent.mkdir(parents=True, exist_ok=True)
            file.write_text(each.html, "utf-8")
        options = ["--force-language", language, "--exclude-selectors", ", ".join(SKIPPED_SELECTORS)]
        _pagefind(Path(private), "--site", pages, "--output-path", made, *options)
        names = sorted(each.relative_to(made).as_posix() for each in made.rglob("*") if each.is_file())
        entry = json.loads((made / ENTRY).read_bytes())
        needed = (
            *PUBLISHED_FILES,
            *(f"wasm.{each['wasm'] or 'unknown'}.pagefind" for each in entry["languages"].values()),
        )
        return {
            name: (made / name).read_bytes() for name in names if any(fnmatch(name, each) for each in needed)
        }


def _pagefind(folder: Path, *arguments: str | Path) -> None:
    """Run the program itself: its Python package waits 0.1 s per page, and forever if the program died."""
    from pagefind_bin import get_executable

    environment = {name: value for name, value in os.environ.items() if not name.startswith("PAGEFIND_")}
    command = [get_executable(), "--silent", *arguments]
    try:
        done = subprocess.run(
            command, cwd=folder, env=environment, capture_output=True, text=True, check=False
        )
    except OSError as error:
        raise NotIndexed(f"it does not start: {error.strerror}") from error
    if done.returncode:
        words = (done.stderr or done.stdout).strip().splitlines()
        raise NotIndexed(next(filter(None, words), f"exit status {done.returncode}"))


def _zipped(files: dict[str, bytes]) -> bytes:
    """One archive, whose dates are the constant of `ZipInfo`, so that its bytes are the same each time."""
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, data in files.items():
            archive.writestr(zipfile.ZipInfo(name), data, zipfile.ZIP_DEFLATED)
    return packed.getvalue()
