"""One article with all that an author can write, and its neighbours, in a real browser."""

import io
from collections.abc import Iterator
from pathlib import Path

import pytest
from PIL import Image

from tests.browser import FONTS, SHIFT, serving, violations
from tests.conftest import run_pelican, write
from tests.site.test_in_browser import WIDTH, WIDTHS
from tests.validators import html_errors

pytestmark = pytest.mark.slow

TEXT = """Title: An article that holds everything an author can write, under a title of more than one line
Slug: all
Date: 2015-03-04
Modified: 2016-05-06
Tags: go, performance, a-tag-with-a-long-name
Series: On everything
Aliases: old.html

A paragraph with `code`, *emphasis*, a [link](https://example.org/x) and notes[^one] side by[^two] side.

- a list with a note[^three]
    1. and a list in it

## Code

```go title="main.go" hl_lines="2"
func main() {
    fmt.Println("a line that is much too long for the screen of a phone and for the column as well")
}
```

```diff
-old
+new
```

### Pictures

![A picture](/images/photo.png "With a caption")

![A pair](/images/pair.png)

![A drawing](/images/drawing.svg)

```mermaid alt="One box leads to another" title="A diagram"
flowchart LR
    client -->|POST| server[Сервер] --> ledger
```

## Tables

| a wide table | with many columns | that does not fit | into the column | of a phone |
|---|---:|:---:|---|---|
| a note[^four] | 1.5 | x | `code` | y |

## Notices

!!! warning
    Take care.

> [!NOTE] A title
> A note.
>
> ```go
> func main() {}
> ```

> A quotation[^five].

- [ ] A task
- [x] One that is done
    1. [ ] numbered

A long formula: $a_1 + a_2 + a_3 + a_4 + a_5 + a_6 + a_7 + a_8 + a_9 + a_{10} + a_{11} + a_{12} = 0$.

$$
f(x) = a_1 x + a_2 x^2 + a_3 x^3 + a_4 x^4 + a_5 x^5 + a_6 x^6 + a_7 x^7 + a_8 x^8 + a_9 x^9 + a_{10} x^{10}
$$

https://example.org/an/address/that/has/no/place/to/break/anywhere/in/it/at/all/and/is/wider/than/a/phone

![Beside the text](/images/photo.png "A caption that is wider than it"){: .align-right width=120 }

<details markdown="1"><summary>More</summary>

~~Struck~~ and <mark>marked</mark>.

</details>

Term
:   What it means.

<abbr title="HyperText Markup Language">HTML</abbr> and <kbd>Ctrl</kbd>.

[^one]: The first note, with a [link](https://example.org/note).
[^two]: The second note, which is a good deal longer than the first and takes several lines in the margin,
    where the next one has to wait for it.
[^three]: The third.
[^four]: The fourth.
[^five]: The fifth, with code:

    ```console
    $ go version
    ```
"""
OTHERS = {
    f"articles/{n}.md": f"Title: Part {n}\nDate: 202{n}-01-02\nSeries: On everything\nTags: go\n\nThe text.\n"
    for n in range(1, 6)
}
BROKEN_NOTES = """() => [...document.querySelectorAll(".note-ref")].filter(note => {
    const letter = new Range();
    letter.setStart(note.previousSibling, note.previousSibling.length - 1);
    letter.setEndAfter(note.previousSibling);
    const number = note.querySelector("button").getBoundingClientRect();
    return number.top > letter.getBoundingClientRect().bottom;
}).length"""
PAGES = ("/all.html", "/part-1.html", "/tag/go.html", "/archives.html")


def picture() -> bytes:
    made = io.BytesIO()
    Image.effect_noise((900, 600), 60).convert("RGB").save(made, "png")
    return made.getvalue()


@pytest.fixture(scope="module")
def everything(tmp_path_factory: pytest.TempPathFactory) -> Path:
    drawing = '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 40 20"><path d="M0 0h40v20z"/></svg>'
    pictures = {f"images/{name}.png": picture() for name in ("photo", "pair", "pair.dark")}
    files = {"articles/all.md": TEXT, "images/drawing.svg": drawing, **pictures, **OTHERS}
    root = tmp_path_factory.mktemp("everything")
    return run_pelican(write(root / "content", files), root / "site", "pelicanconf.py")


@pytest.fixture(scope="module")
def served(everything: Path) -> Iterator[str]:
    with serving(everything) as address:
        yield address


def test_it_is_valid_html(everything):
    assert html_errors(everything) == []


def test_everyone_can_use_it_on_a_wide_screen_and_on_a_phone_in_the_dark(visit, served):
    for width, scheme in ((1440, "light"), (360, "dark")):
        visited = visit(f"{served}/", width, scheme)
        for path in PAGES:
            assert violations(visited.go(served + path)) == [], f"{path} at {width} px, {scheme}"
        assert visited.messages == []


def test_it_never_scrolls_sideways(visit, served):
    visited = visit(f"{served}/")
    for path in PAGES:
        page = visited.go(served + path)
        for width in (*WIDTHS, 1152, 1280):
            page.set_viewport_size({"width": width, "height": 900})
            assert page.evaluate(WIDTH) <= width, f"{path} at {width} px"


def test_nothing_moves_while_it_loads(visit, served):
    for width in (390, 1440):
        assert visit(served + "/all.html", width, without=FONTS).page.evaluate(SHIFT) == 0, f"at {width} px"
        loads = (visit(served + "/all.html", width, idle=True).page for _ in range(3))
        assert 0 in (each.evaluate(SHIFT) for each in loads), f"at {width} px"


def test_notes_in_the_margin_do_not_overlap(visit, served):
    page = visit(served + "/all.html", 1440).page
    boxes = [each.bounding_box() for each in page.locator(".contents, .side-note").all()]
    assert len(boxes) == 6
    for index, one in enumerate(boxes):
        for other in boxes[index + 1 :]:
            apart = one["y"] + one["height"] <= other["y"] or other["y"] + other["height"] <= one["y"]
            assert apart, (one, other)


def test_no_line_begins_with_the_number_of_a_note(visit, served):
    page = visit(served + "/all.html", 360).page
    for width in range(320, 420, 5):
        page.set_viewport_size({"width": width, "height": 900})
        assert page.evaluate(BROKEN_NOTES) == 0, f"at {width} px"


def test_a_caption_is_as_wide_as_its_picture_beside_the_text(visit, served):
    figure = visit(served + "/all.html", 1440).page.locator("figure.align-right")
    assert [figure.locator(each).bounding_box()["width"] for each in ("img", "figcaption")] == [120, 120]


def test_it_shows_its_age_and_its_series(visit, served):
    page = visit(served + "/all.html", 360).page
    assert "Written in 2015 and last changed in 2016" in page.locator(".old").inner_text()
    page.get_by_role("link", name="On everything", exact=True).click()
    page.wait_for_url("**/all.html#series")
    parts = page.locator("#series li")
    assert parts.count() == 6
    assert parts.first.locator("[aria-current=page]").count() == 1
    parts.nth(1).get_by_role("link").click()
    page.wait_for_url("**/part-1.html")


def test_its_old_address_redirects_to_it(visit, served):
    visited = visit(f"{served}/old.html#series")
    visited.page.wait_for_url("**/all.html#series")
    assert visited.messages == []
    visit(f"{served}/old.html", java_script_enabled=False).page.wait_for_url("**/all.html")
