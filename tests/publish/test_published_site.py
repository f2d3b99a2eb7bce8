"""The way of a site to its readers: published to a bare repository, fetched, served, read."""

import pytest
from playwright.sync_api import expect

from tests.browser import serving
from vouch.publish.transaction import Options, publish

pytestmark = pytest.mark.slow


def test_the_published_site_is_read_in_a_browser(project, tmp_path, visit):
    publish(project.root, Options())
    with serving(project.fetch_site(tmp_path / "live")) as address:
        visited = visit(f"{address}/resume")
        visited.page.get_by_role("link", name="tail latency", exact=True).click()
        expect(visited.page.locator("h1")).to_have_text("Tail latency")
        visited.page.wait_for_load_state("networkidle")
        assert visited.messages == []
