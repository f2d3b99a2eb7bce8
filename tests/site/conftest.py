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
def address(site: WholeSite, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with serving(site.below_base(tmp_path_factory.mktemp("served") / "top")) as served:
        yield f"{served}{site.base}"
