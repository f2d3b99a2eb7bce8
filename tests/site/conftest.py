"""Here the site is the owner's own, whoever that is and whatever it holds."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.browser import serving
from tests.whole_site import WholeSite


@pytest.fixture(scope="session")
def site(public_site: Path) -> WholeSite:
    return WholeSite(public_site)


@pytest.fixture(scope="session")
def address(public_site: Path) -> Iterator[str]:
    with serving(public_site) as served:
        yield served
