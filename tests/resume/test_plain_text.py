"""The résumé as plain text: 72 columns, ASCII punctuation, addresses whole at the end."""

from dataclasses import replace

import pytest

from tests.resume import EXAMPLE, HEAD, JOB, TARGET, WORK, resume_of
from vouch.resume.model import Group, Run
from vouch.resume.plain_text import COLUMNS, ascii_punctuation, filled, plain_text


def text_of(source: str, language: str = "en") -> str:
    return plain_text(resume_of(source), str, language)


def test_a_job_reads_as_its_author_wrote_it():
    job = "**B** contractor at Acme_ 🚀\nJan 2013 — Present\n**A**\n2012 — 2013\n\n"
    done = "First:\n\n- one\n\n  - in one\n- two\n\n"
    assert text_of(HEAD + WORK + job + done + TARGET) == (
        "Ann Lee\n\nI build things.\n\nWork\n----\n\n"
        "B contractor at Acme 🚀\nJanuary 2013 - Present\nA\n2012 - 2013\n\n"
        "First:\n\n- one\n  - in one\n- two\n\n"
        "Links\n-----\n\nAcme: https://acme.example\n"
    )


def test_lines_stay_within_the_columns_and_addresses_whole():
    address = f"https://a.example/{'x' * COLUMNS}"
    link = f"- built `it <{address}>`_, which took {'many words ' * 20}\n"
    lines = text_of(EXAMPLE.replace("- moved 14", f"{link}- moved 14")).splitlines()
    assert [line for line in lines if len(line) > COLUMNS] == [address]


def test_punctuation_is_ascii():
    assert {each for each in text_of(EXAMPLE) if not each.isascii()} == set("🚢🗺️📚🎓")


@pytest.mark.parametrize(
    ("typeset", "typed"),
    [
        ("“a” ‘b’ «c» „d“", '"a" \'b\' "c" "d"'),
        ("2012–2013 — x\u00a0y…", "2012-2013 - x y..."),
        ("• 東京、日本。", "* 東京, 日本. "),
        ("é Ж 🚀 €", "é Ж 🚀 €"),
    ],
)
def test_other_punctuation_is_typed(typeset, typed):
    assert ascii_punctuation(typeset) == typed


def test_wide_letters_count_twice_and_need_no_space_to_break_at():
    assert [len(line) for line in filled("日本語" * 20).splitlines()] == [36, 24]


def test_a_resume_without_links_has_no_list_of_them():
    assert "Links" not in text_of(HEAD + WORK + JOB.replace("Acme_", "Acme"))


def test_an_emoji_stays_on_the_line_of_the_word_before_it():
    assert filled(f"{'a ' * 30}Fontastic (Webalys) 🤌 👍🏽 ok").splitlines()[1] == "(Webalys) 🤌 👍🏽 ok"
    assert filled(f"{'a ' * 34}日本 🚀").splitlines()[1] == "本 🚀"


def test_a_telephone_number_is_no_link_to_list():
    text = HEAD + "- `+1 55 01 <tel:+15501>`_\n- `Mail <mailto:a@b.example>`_\n\n" + WORK + JOB + TARGET
    listed = text_of(text).rpartition("Links\n-----\n\n")[2]
    assert listed == "Mail: mailto:a@b.example\nAcme: https://acme.example\n"


def test_an_employer_s_heading_is_followed_by_its_text_and_each_role_with_its_own():
    resume = resume_of(HEAD + WORK + JOB + TARGET)
    (job,) = resume.employers
    words = ("We print maps.", "I led.", "I built.", "All of it.")
    groups = tuple(Group((Run(each),), (), 0) for each in words)
    lead, developer = (
        replace(job.roles[0], heading=(Run(title, part="title"),), groups=(group,))
        for title, group in zip(("Lead", "Developer"), groups[1:3], strict=True)
    )
    acme = replace(
        job,
        heading=(Run("Acme", part="name"),),
        about=(groups[0],),
        roles=(lead, developer),
        groups=(groups[3],),
    )
    section = replace(resume.sections[0], employers=(acme,), groups=(Group((Run("Ten years."),), (), 0),))
    text = plain_text(replace(resume, sections=(section,)), str)
    assert text == (
        "Ann Lee\n\nI build things.\n\nWork\n----\n\nTen years.\n\nAcme\n\nWe print maps.\n\n"
        "Lead\n2012 - 2013\n\nI led.\n\nDeveloper\n2012 - 2013\n\nI built.\n\nAll of it.\n"
    )
