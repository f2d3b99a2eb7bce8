"""Which role a group of highlights belongs to."""

import pytest

from tests.resume import employer_of, text
from vouch.resume.assignment import groups_by_role, initials, spans

ROLES = (
    "**Site Reliability Engineer** at Acme_\n2014 — 2015\n"
    "**Senior Engineer**\n2013 — 2014\n"
    "**Engineer**\n2012 — 2013\n\n"
)


def given(*introductions: str) -> dict[str, list[str]]:
    groups = "\n\n".join(
        f"{each}\n\n- {number}" if each else f"- {number}" for number, each in enumerate(introductions)
    )
    found = groups_by_role(employer_of(f"{ROLES}{groups}\n"))
    return {
        role.title: [text(item.text) for group in groups for item in group.highlights]
        for role, groups in found.items()
    }


@pytest.mark.parametrize(
    ("introductions", "wanted"),
    [
        (("",), [["0"]] * 3),
        (("", "I joined as an SRE"), [["1"], ["0"], ["0"]]),
        (("As a site reliability engineer:", "Before"), [["0"], ["1"], ["1"]]),
        (("As a Senior Engineer", "As an engineer", "Then"), [["2"], ["0"], ["1"]]),
        (("The SRE years", "A Senior Engineer", "An Engineer", "And"), [["0", "3"], ["1", "3"], ["2", "3"]]),
        (("In the SRETeam", "as an sre"), [["0", "1"]] * 3),
    ],
)
def test_a_group_belongs_to_the_role_that_its_sentence_names_and_the_rest_to_all_that_are_left(
    introductions, wanted
):
    assert list(given(*introductions).values()) == wanted


def titles_of_spans(*groups: str) -> list[list[str]]:
    found = spans(employer_of(ROLES + "\n\n".join(f"{each}\n\n- it" for each in groups) + "\n"))
    return [[role.title for role in roles] for roles in found]


def test_roles_that_share_all_that_was_done_are_one_span():
    sre, senior, engineer = "Site Reliability Engineer", "Senior Engineer", "Engineer"
    assert titles_of_spans("Then") == [[sre, senior, engineer]]
    assert titles_of_spans("As an SRE", "Then") == [[sre], [senior, engineer]]
    assert titles_of_spans("As a Senior Engineer", "Then") == [[sre], [senior], [engineer]]


@pytest.mark.parametrize(
    ("title", "short"),
    [
        ("Site Reliability Engineer", "SRE"),
        ("VP of Engineering", "VPE"),
        ("CTO", ""),
        ("Developer", ""),
        ("Head of the Platform", "HP"),
    ],
)
def test_a_title_of_several_words_has_initials(title, short):
    assert initials(title) == short


def owners(roles: str, sentence: str) -> str:
    found = groups_by_role(employer_of(f"{roles}\n{sentence}\n\n- it\n"))
    return "; ".join(role.title for role, groups in found.items() if groups)


@pytest.mark.parametrize(
    ("titles", "sentence", "title"),
    [
        (
            ("Engineering Manager", "Developer"),
            "As a developer I reported to the Engineering Manager and",
            "Developer",
        ),
        (("CTO", "Software Engineer"), "Before becoming a CTO, as an SE, I", "Software Engineer"),
        (("Lead", "Engineer"), "Together with an engineer from Beta:", "Lead; Engineer"),
        (("Software Engineer", "Support Engineer"), "As an SE I", "Software Engineer; Support Engineer"),
    ],
)
def test_a_mention_of_others_is_not_a_role_of_the_author(titles, sentence, title):
    first, *others = titles
    roles = f"**{first}** at Acme_\n2014 — 2015\n" + "".join(f"**{each}**\n2012 — 2013\n" for each in others)
    assert owners(roles, sentence) == title
