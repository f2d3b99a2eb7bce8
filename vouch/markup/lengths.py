"""Lengths that authors give pictures and players, in CSS pixels."""

import re

COLUMN_PX = 734  # the widest that the text's column gets; see --measure in css/site.css
EM_PX = 20  # the text's size there
ABSOLUTE = {"": 1, "px": 1, "in": 96, "cm": 96 / 2.54, "mm": 96 / 25.4, "pt": 96 / 72, "pc": 16}
UNITS = {**ABSOLUTE, "%": COLUMN_PX / 100, "em": EM_PX, "rem": EM_PX}
LENGTH = re.compile(rf"\s*(\d*\.?\d+)\s*({'|'.join(UNITS)})\s*")


def pixels(length: str) -> int:
    """0 if it is not a length; per cent are those of the column."""
    found = LENGTH.fullmatch(length)
    return round(float(found[1]) * UNITS[found[2]]) if found else 0
