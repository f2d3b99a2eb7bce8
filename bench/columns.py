"""Sets rows of words in columns, as plain text."""


def aligned(rows: list[list[str]], to_the_left: tuple[int, ...] = (0,)) -> list[str]:
    """A line a row; the columns named are set to the left, others, which hold numbers, to the right."""
    widths = [max(map(len, column)) for column in zip(*rows, strict=True)]
    return [
        "  ".join(
            cell.ljust(width) if place in to_the_left else cell.rjust(width)
            for place, (cell, width) in enumerate(zip(row, widths, strict=True))
        ).rstrip()
        for row in rows
    ]
