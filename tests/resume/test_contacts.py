"""Contacts as data."""

import pytest

from plugins.resume.contacts import Profile, contacts_of
from tests.resume import JOB, TARGET, WORK, resume_of


def contacts(*lines: str, site: str = "https://ann.example"):
    listed = "".join(f"- {each}\n" for each in lines)
    return contacts_of(resume_of(f"Ann\n===\n\nHi.\n\n{listed}\n{WORK}{JOB}{TARGET}"), site)


def test_each_kind_is_told_apart():
    found = contacts(
        "ann@a.example", "+48 123 456 789", "https://ann.example", "https://www.github.com/ann", "Fax"
    )
    assert (found.email, found.phone, found.home) == (
        "ann@a.example",
        "+48 123 456 789",
        "https://ann.example",
    )
    assert found.profiles == (Profile("GitHub", "ann", "https://www.github.com/ann"),)
    assert found.others == ("Fax",)


@pytest.mark.parametrize(
    ("address", "network", "username"),
    [
        ("https://www.linkedin.com/in/ann/", "LinkedIn", "ann"),
        ("https://angel.co/u/ann", "AngelList", "ann"),
        ("https://medium.com/@ann", "Medium", "ann"),
        ("https://social.example/@ann", "social.example", "ann"),
    ],
)
def test_a_profile_has_a_network_and_a_name(address, network, username):
    assert contacts("https://ann.example", address).profiles == (Profile(network, username, address),)


def test_a_page_elsewhere_is_home_where_none_is_on_the_site():
    assert contacts("https://github.com/ann", "https://other.example").home == "https://other.example"
    assert contacts("https://github.com/ann").home == ""
