"""What a publish changes, as a person wants to read it before and after."""

from vouch.publish.changes import Changes, address_of
from vouch.publish.repository import Commit

SHOWN = 12  # addresses of a kind
UNITS = ((1_000_000, "MB"), (1_000, "kB"))


def summary(changes: Changes, source: Commit) -> str:
    """Some lines: what is published, and the addresses that are added, changed and removed."""
    pages = sum(name.endswith(".html") for name in changes.new.files)
    total = sum(file.size for file in changes.new.files.values())
    lines = [f"{pages} pages, {size(total)}, from {source.short} {source.subject}"]
    for kind in ("added", "changed", "removed"):
        lines += _of_kind(kind, [address_of(each) for each in getattr(changes, kind)])
    return "\n".join((*lines, f"  {'new bytes':9} {size(changes.bytes_sent)}"))


def _of_kind(kind: str, addresses: list[str]) -> list[str]:
    if not addresses:
        return []
    more = [f"and {len(addresses) - SHOWN} more"] if len(addresses) > SHOWN else []
    labels = [f"{kind} {len(addresses)}", *[""] * SHOWN]
    shown = [*addresses[:SHOWN], *more]
    return [f"  {label:13} {each}" for label, each in zip(labels, shown, strict=False)]


def size(count: int) -> str:
    """Bytes, in the unit that reads best."""
    for unit, name in UNITS:
        if count >= unit:
            return f"{count / unit:.1f} {name}"
    return f"{count} bytes"
