"""Contacts as data."""

import pytest

from tests.resume import JOB, TARGET, WORK, resume_of
from vouch.resume.contacts import Profile, contacts_of, dialable
from vouch.resume.model import plain


def contacts(*lines: str, site: str = "https://ann.example"):
    listed = "".join(f"- {each}\n" for each in lines)
    return contacts_of(resume_of(f"Ann\n===\n\nHi.\n\n{listed}\n{WORK}{JOB}{TARGET}"), site)


def test_each_kind_of_contact_is_recognised():
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


@pytest.mark.parametrize("separator", [" | ", " · ", ", ", " — "])
def test_contacts_may_share_a_line(separator):
    found = contacts(separator.join(("ann@a.example", "Tel. +48 123 456 789", "https://github.com/ann")))
    assert (found.email, found.phone) == ("ann@a.example", "+48 123 456 789")
    assert [each.network for each in found.profiles] == ["GitHub"]
    assert found.others == ()


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


def test_no_word_beside_a_link_or_a_number_is_lost():
    lines = (
        "Signal +1 555 123 4567, mornings only",
        "ISO 27001:2013 1234567 lead",
        "`GitHub <https://github.com/a>`_ (20)",
    )
    assert contacts(*lines).others == (
        "Signal +1 555 123 4567, mornings only",
        "ISO 27001:2013 1234567 lead",
        "GitHub (20)",
    )
    assert contacts("GitHub: https://github.com/a", "Phone: +1 555 123 4567").others == ()


def test_a_page_below_a_profile_has_no_user_name():
    found = contacts("https://x.com/nina/status/1", "https://de.linkedin.com/in/nina").profiles
    assert [(each.network, each.username) for each in found] == [("X", ""), ("LinkedIn", "nina")]


@pytest.mark.parametrize(
    "line",
    [
        "`My consulting business <https://c.example>`_",
        "`Write to my secretary <mailto:ann@a.example>`_",
        "Old weblog: https://old.example",
    ],
)
def test_a_link_with_more_words_than_its_address_is_kept(line):
    shown = line.split(" <")[0].strip("`") if "<" in line else line
    assert contacts(line).others == (shown,)


def test_a_mail_address_ends_before_its_subject():
    assert contacts("`mail <mailto:ann@a.example?subject=Hi>`_").email == "ann@a.example"


@pytest.mark.parametrize(
    ("written", "address"),
    [
        ("+1 555 0100 77", "+1-555-0100-77"),
        ("Phone: (555) 010-0100", "555-010-0100"),
        ("Tel. +49 (0)30 901820", "+49-30-901820"),
        ("+48.123.456.789", "+48-123-456-789"),
        ("**Mobile:** +1-555-0100", "+1-555-0100"),
    ],
)
def test_a_telephone_number_can_be_dialled_and_is_written_as_before(written, address):
    (line,) = resume_of(f"Ann\n===\n\nHi.\n\n- {written}\n\n{WORK}{JOB}{TARGET}").contacts
    assert plain(dialable(line)) == plain(line)
    assert [run.href for run in dialable(line) if run.href] == [f"tel:{address}"]


@pytest.mark.parametrize(
    "written", ["Fax", "https://ann.example/123-456-789", "born 1990", "`+1 555 0100 <tel:+15550100>`_"]
)
def test_what_is_no_number_or_a_link_already_stays_as_it_is(written):
    (line,) = resume_of(f"Ann\n===\n\nHi.\n\n- {written}\n\n{WORK}{JOB}{TARGET}").contacts
    assert dialable(line) == line


def test_a_birthday_is_no_telephone_number_and_a_postal_code_gives_way_to_one():
    found = contacts("Born: 16.03.1990", "Leeds - 89228-070", "Mobil: +48 123 456 789")
    assert (found.phone, found.others[0]) == ("+48 123 456 789", "Born: 16.03.1990")


def test_contacts_may_be_paragraphs_above_the_sections():
    head = "Ann\n===\n\n**email** ann@a.example\n\n**mobile** (312) 555-0100\n\nOn call 2010-2014, daily.\n\n"
    found = contacts_of(resume_of(head + WORK + JOB + TARGET), "https://ann.example")
    assert (found.email, found.phone) == ("ann@a.example", "(312) 555-0100")


@pytest.mark.parametrize("line", ["Location: Leeds, UK", "Leeds, UK"])
def test_a_place_among_the_contacts_is_the_location(line):
    assert resume_of(f"Ann\n===\n\n- ann@a.example\n- {line}\n\n{WORK}{JOB}{TARGET}").location == "Leeds, UK"


def test_contacts_in_the_cells_of_a_table_are_all_kept():
    rule = f"+{'-' * 26}+{'-' * 26}+\n"
    row = f"| {':Email: ann@a.example':24} | {':Phone: +1 555 010 0100':24} |\n"
    resume = resume_of(f"Ann\n===\n\n{rule}{row}{rule}\n{WORK}{JOB}{TARGET}")
    assert [*map(plain, resume.contacts)] == ["Email: ann@a.example", "Phone: +1 555 010 0100"]


def test_a_street_is_no_location():
    resume = resume_of(f"Ann\n===\n\n- Address: 4 High Street, Belarus\n\n{WORK}{JOB}{TARGET}")
    assert resume.location == ""


def test_sentences_in_a_list_are_no_contacts():
    head = "Ann\n===\n\n| ann@a.example\n| Leeds\n\n- I build things.\n- I mend things.\n\n"
    resume = resume_of(head + WORK + JOB + TARGET)
    assert [*map(plain, resume.contacts)] == ["ann@a.example", "Leeds"]
    assert [*map(plain, resume.remarks)] == ["I build things.", "I mend things."]


def test_contacts_may_be_a_section():
    section = "Contact\n-------\n\n:Email: ann@a.example\n:Phone: +1 555 010 0100\n:Key: https://k.example/?op=get\n\n"
    found = contacts_of(resume_of(f"Ann\n===\n\nHi.\n\n{section}{WORK}{JOB}{TARGET}"), "https://ann.example")
    assert (found.email, found.phone, found.home) == ("ann@a.example", "+1 555 010 0100", "")
