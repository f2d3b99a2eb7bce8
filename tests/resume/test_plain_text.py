"""The résumé as plain text: 72 columns, ASCII punctuation, addresses whole at the end."""

import pytest

from tests.resume import EXAMPLE, HEAD, JOB, TARGET, WORK, resume_of
from vouch.resume.plain_text import COLUMNS, ascii_punctuation, filled, plain_text


def text_of(source: str, language: str = "en") -> str:
    return plain_text(resume_of(source), language, str)


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
