"""Tells in what this site and the peer's are not the same."""

from pathlib import Path

SUFFIXES = (".html", ".xml", ".json")
PARTS = """\
Only here: social cards and search (see below), the résumé with its files (PDF, JSON, text) and proof notes,
footnotes beside their lines, addresses on paper, sizes of pictures, digests in the names of files, checks of
every source. Only in Hugo's: all spans of Chroma, of which this site leaves out those that have no colour.
Related articles there are those with the same tags, where this site compares the words as well."""


def differences(number: int, ours: Path, peers: Path) -> list[str]:
    """How many pages there are in the one and the other, and which are not in both."""
    us, them = (_addresses(site, ".html") for site in (ours, peers))
    lines = [f"{number:,} articles: {_counted(ours)} here, {_counted(peers)} in Hugo's site"]
    for name, only in (("here", us - them), ("in Hugo's", them - us)):
        if only:
            lines.append(f"Pages {name} alone, {len(only)}: {', '.join(sorted(only)[:10])}")
    return lines


def _addresses(site: Path, suffix: str) -> set[str]:
    return {file.relative_to(site).as_posix() for file in site.rglob(f"*{suffix}")}


def _counted(site: Path) -> str:
    files = [file for file in site.rglob("*") if file.is_file()]
    counts = [f"{sum(file.suffix == suffix for file in files):,} {suffix[1:]}" for suffix in SUFFIXES]
    return f"{', '.join(counts)}, {sum(file.stat().st_size for file in files) / 1e6:.1f} MB in all"
