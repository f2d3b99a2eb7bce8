"""Whether a picture says that it is a drawing."""

import io

import pytest
from PIL import Image
from PIL.PngImagePlugin import PngInfo

from vouch.media.drawings import drawing_alt

XMP = """<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">
<rdf:Description xmlns:Iptc4xmpCore="http://iptc.org/std/Iptc4xmpCore/1.0/xmlns/"
 xmlns:Iptc4xmpExt="http://iptc.org/std/Iptc4xmpExt/2008-02-29/"
 Iptc4xmpExt:DigitalSourceType="http://cv.iptc.org/newscodes/digitalsourcetype/{}">{}</rdf:Description>
</rdf:RDF></x:xmpmeta>"""
ALT = """<Iptc4xmpCore:AltTextAccessibility><rdf:Alt>
<rdf:li xml:lang="x-default">Q &amp; A, drawn</rdf:li></rdf:Alt></Iptc4xmpCore:AltTextAccessibility>"""


def picture(kind: str, xmp: str) -> bytes:
    saved, info = io.BytesIO(), PngInfo()
    info.add_itxt("XML:com.adobe.xmp", xmp)
    options = {"pnginfo": info} if kind == "PNG" else {"xmp": xmp.encode()}
    Image.new("RGB", (4, 4)).save(saved, kind, **options)
    return saved.getvalue()


@pytest.mark.parametrize("kind", ["JPEG", "PNG", "WEBP"])
@pytest.mark.parametrize(
    ("source", "alt", "wanted"),
    [
        ("digitalCreation", ALT, "Q & A, drawn"),
        ("trainedAlgorithmicMedia", ALT, "Q & A, drawn"),
        ("digitalArt", "", "Illustration"),
        ("digitalCapture", ALT, ""),  # a photograph
        ("compositeWithTrainedAlgorithmicMedia", ALT, ""),  # one that was retouched
    ],
)
def test_a_drawing_is_known_by_its_source_and_has_its_own_text(tmp_path, kind, source, alt, wanted):
    file = tmp_path / "picture"
    file.write_bytes(picture(kind, XMP.format(source, alt)))
    assert drawing_alt(file) == wanted


def test_a_picture_that_says_nothing_is_taken_for_a_photograph(tmp_path):
    file = tmp_path / "picture"
    file.write_bytes(picture("JPEG", ""))
    assert drawing_alt(file) == ""
