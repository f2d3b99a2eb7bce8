"""`invoke clean-picture`: takes out of a picture where, when and by whom it was taken."""

from pathlib import Path

from plugins.pictures.metadata import Damaged, without_metadata


class NotCleaned(Exception):
    """The file is as it was. The message says why, and what to do."""


def clean(file: Path) -> str:
    """Rewrite a JPEG, PNG or WebP without what it does not show; returns a line that says how much that was.

    Raises NotCleaned.
    """
    try:
        data = file.read_bytes()
        cleaned = without_metadata(data)
    except OSError as error:
        raise NotCleaned(f"{file}: {error.strerror}; name a picture that can be read") from error
    except Damaged as damage:
        raise NotCleaned(f"{file}:1: this picture cannot be read: {damage}; save it again") from damage
    aside = file.with_name(f".{file.name}.new")
    aside.write_bytes(cleaned)
    aside.replace(file)
    return f"{file}: {len(data) - len(cleaned)} bytes taken out"
