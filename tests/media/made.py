"""Pictures for the tests beside this file."""

import io

from PIL import Image

SVG = '<svg xmlns="http://www.w3.org/2000/svg" {}/>'
SVG_OF = '<svg xmlns="http://www.w3.org/2000/svg" {}><rect width="7" height="7"/></svg>'
HEAD = "Title: Article\nDate: 2020-01-02\n\n"


def saved(image: Image.Image, kind: str, **options: object) -> bytes:
    made = io.BytesIO()
    image.save(made, kind, **options)
    return made.getvalue()


def noise(width: int, height: int, mode: str = "RGB") -> Image.Image:
    """What no format can make small."""
    return Image.effect_noise((width, height), 80).convert(mode)


def tags(orientation: int = 1, place: bool = True) -> bytes:
    """An EXIF block with a camera's name, and perhaps with a position."""
    made = Image.Exif()
    made[0x0112], made[0x010F] = orientation, "Camera"
    if place:
        made.get_ifd(0x8825)[1] = "N"
    return made.tobytes()
