"""SITE_ADDRESS is where readers find the site: paths are added to it."""

import pytest

from vouch.sources.settings_rules import RULES


@pytest.mark.parametrize(
    "address",
    [
        "https://example.org",
        "https://me.github.io/name",
        "https://xn--bcher-kva.example",
        "https://local.example",
        "https://lan-party.example/internal",
    ],
)
def test_a_public_address_is_accepted(address):
    is_right, _ = RULES["SITE_ADDRESS"]
    assert is_right(address)


@pytest.mark.parametrize(
    "address",
    [
        *(None, 3, "", "example.org", "http://example.org", "https://", "https://["),
        *("https://Example.org", "https://example.org/", "https://example.org/a/", "https://example.org//a"),
        *("https://example.org/?a", "https://example.org#a", "https://example.org/a b"),
        *("https://localhost", "https://me.localhost", "https://192.168.1.7", "https://printer.local/a"),
        *("https://example.org:8000", "https://me@example.org", "https://example.org\n"),
    ],
)
def test_other_addresses_are_refused(address):
    is_right, _ = RULES["SITE_ADDRESS"]
    assert not is_right(address)
