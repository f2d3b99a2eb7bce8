"""Damaged encoding is found, shown and repaired; text in any language is left alone."""

import subprocess
import sys
from pathlib import Path

import pytest
from ftfy import bad_codecs
from hypothesis import given, strategies as st

from tests.conftest import OWNER, ROOT
from vouch.sources.encoding import Damage, damaged_lines, problems_of

bad_codecs.ok()  # names the sloppy encodings, which read each byte as something
RESUME = (OWNER / "content/pages/resume.rst").read_text("utf-8")
WINDOWS = "sloppy-windows-1252"
DASH, ROCKET, GIFT = "2021 — 2022", "launched 🚀", "a gift 🎁"
RIGHT = [
    "Où est passé l’été ? « Là-bas », à Noël… Ça ! L’Œuvre, le cœur, la sœur, ÉTÉ À L’HÔTEL",
    "«\xa0Ça va\xa0?\xa0» 25\xa0€, 20\xa0°C, n°\xa05, 1ʳᵉ",
    "„Grüße“, sagte er – ‚Straße‘ »Äpfel« ÜBER ÄÖÜß STRASSE 100 €",
    "„Zażółć gęślą jaźń” – ŁÓDŹ, „ŻÓŁĆ”, WIĘC",
    "„Příliš žluťoučký kůň“ úpěl ďábelské ódy – UŽ ŠŤASTNÝ",
    "İstanbul’da güneşli öğle, ŞİŞLİ, ÇOK GÜZEL, Iğdır’ın ışığı",
    "Tiếng Việt: Nguyễn Thị Ánh – “MÃ HÀNG”, ĐÃ ĐỌC, NGÃ BA, ÂN, «ĐÃ»",
    "Съешь ещё этих мягких «французских» булок — да выпей чаю… №\xa05, СССР",
    "Ξεσκεπάζω την ψυχοφθόρα «βδελυγμία» — ΆΡΑ· 5 €",
    "いろはにほへと「ちりぬるを」、カタカナ…ﾊﾝｶｸ ＡＢＣ１２３",
    "我能吞下玻璃而不伤身体。“引号”——《书名》…",
    "مرحبا بالعالم، «نص» ١٢٣",
    "שלום עולם – „ציטוט”",
    "NÃO, IRMÃ, “AMANHÃ” e «MANHÃ»; LÃ’s, MAÇÃ… É AÇÃO, à l'AVIÃO",
    "A letra Ã é uma letra; Ã",
    "The letter Â is in ÂGE; Â; “Â”, 'Ã', (Ã) [Â]",
    "É “É” CAFÉ” “CAFÉ”—OLÉ… À la carte à 5 €, SÍ²",
    "👍🏽 👩‍💻 ❤️ 🏳️‍🌈 👨‍👩‍👧‍👦 ☎︎ 🇨🇦 1️⃣ ✓ →",
    "“double” ‘single’ – — … • ™ ® © † ‡ § ¶ ‰ ‹a› «b» it’s the ’90s",
    "£5—£6, €5–€7, ¥500, 5¢, ₽, ±2 × 3 ÷ ½ ≤ ≥ ≠ ≈ ∞ √2 ∑ ∏ ∂ ∫ µm² x² m³ 1° λ=5",
    "Þórður, ÞÆR, „ORÐ“, Ærø, ÅRHUS, Åse, PÅ, Ðe; Õun, ŠOKK, Łukasz; ș, ț, „CASĂ”",
    "ﬁne ﬂow, “ﬁ”, Ａ, ｶﾞ, e\u0301, ¿Qué? ¡Sí! 1.ª, Nº 5, L·L, ⇒ ─ │ ┌──┐ ░",
]
ALPHABETS = {
    "French": "abcdehilmnorstuvàâæçéèêëîïôùûü",
    "German": "abcdefghiklmnorstuwzäöüß",
    "Polish": "aąbcćdeęklłnńoóprsśtwyzźż",
    "Czech": "aábcčdďeéěhiíjklmnňoóprřsštťuúůvyýzž",
    "Turkish": "abcçdefgğhıiklmnoöprsştuüvyz",
    "Portuguese": "abcdefghilmnopqrstuváâãàçéêíóôõú",
    "Vietnamese": "abcdđeghiklmnoprstuvxyàáãảạăằắâầấêềếôồốơờớưừứ",
    "Russian": "абвгдеёжзийклмнопрстуфхцчшщъыьэюя",
    "Greek": "αάβγδεέζηήθιίκλμνξοόπρσςτυύφχψωώ",
    "Japanese": "あいうえおかがきぎくぐアイウエオー日本語",
    "Chinese": "我能吞下玻璃而不伤身体的一是在人有",
    "Arabic": "ابتثجحخدذرزسشصضطظعغفقكلمنهوي",
    "Hebrew": "אבגדהוזחטיכלמנסעפצקרשתםןץףך",
}


def words_of(letters: str) -> st.SearchStrategy[str]:
    words = st.lists(st.text(letters, min_size=1, max_size=9), min_size=1, max_size=9).map(" ".join)
    return st.builds(lambda text, case: case(text), words, st.sampled_from([str.lower, str.upper]))


def damaged(text: str, *encodings: str) -> str:
    for encoding in encodings or (WINDOWS,):
        text = text.encode().decode(encoding)
    return text


def repaired(text: str) -> str:
    lines = text.split("\n")
    for damage in damaged_lines(text):
        lines[damage.line - 1] = damage.repaired
    return "\n".join(lines)


def test_the_damaged_lines_of_a_resume_and_no_others_are_found_and_repaired():
    text = damaged(RESUME)
    lines = [at for at, line in enumerate(RESUME.split("\n"), 1) if not line.isascii()]
    assert [damage.line for damage in damaged_lines(text)] == lines
    assert len(lines) == 9
    assert repaired(text) == RESUME


@pytest.mark.parametrize(
    "encodings",
    [
        ("latin-1",),
        (WINDOWS, WINDOWS),
        ("sloppy-windows-1250",),
        ("sloppy-windows-1254",),
        ("sloppy-windows-1257",),
        ("iso-8859-2",),
    ],
)
def test_the_resume_is_repaired_after(encodings: tuple[str, ...]):
    assert repaired(damaged(RESUME, *encodings)) == RESUME


@pytest.mark.parametrize(
    "right", [DASH, ROCKET, GIFT, "“quoted”", "déjà vu", "ÉCOLE, HÔTEL", "10\xa0km", *RIGHT[:1]]
)
def test_a_line_read_as_windows_1252_is_repaired_also_where_it_has_no_letter_for_a_byte(right: str):
    assert list(damaged_lines(damaged(right))) == [Damage(1, damaged(right), right)]


@pytest.mark.parametrize(
    ("right", "encoding"),
    [
        (DASH, "macroman"),
        ("café “à”", "macroman"),
        (DASH, "sloppy-windows-1251"),
        ("Привет, мир", "sloppy-windows-1251"),
    ],
)
def test_a_line_read_on_a_mac_or_in_cyrillic_is_repaired(right: str, encoding: str):
    assert repaired(damaged(right, encoding)) == right


def test_windows_1252_read_as_latin_1_is_repaired():
    assert repaired("it\x92s 5 \x80 \x96 caf\xe9") == "it’s 5 € – café"


def test_right_characters_beside_damaged_ones_stay():
    assert repaired(f"“Zoë” — {damaged('Noël — 🚀')} 🎓") == "“Zoë” — Noël — 🚀 🎓"


def test_damage_is_repaired_where_an_editor_made_a_space_of_a_byte():
    assert repaired(damaged("voilà le travail").replace("\xa0", "")) == "voilà le travail"


def test_lines_count_from_one_and_only_the_damaged_ones_are_given():
    text = f"{DASH}\n\n{damaged(DASH)}\r\nNÃO\u2028\x0b\n{damaged(ROCKET)}"
    assert list(damaged_lines(text)) == [Damage(3, damaged(DASH), DASH), Damage(5, damaged(ROCKET), ROCKET)]


@pytest.mark.parametrize(
    "lost", ["caf\ufffd", damaged("the “end”").replace("\x9d", ""), damaged(GIFT)[:-1], "a\x81"]
)
def test_a_lost_character_cannot_be_repaired(lost: str):
    assert list(damaged_lines(lost)) == [Damage(1, lost, "")]


@pytest.mark.parametrize("right", RIGHT)
def test_proper_text_is_not_damaged(right: str):
    assert list(damaged_lines(right)) == []


@pytest.mark.parametrize("language", ALPHABETS)
def test_no_line_of_letters_of_one_language_is_damaged(language: str):
    @given(words_of(ALPHABETS[language]))
    def check(line: str) -> None:
        assert list(damaged_lines(line)) == []

    check()


@given(
    st.lists(
        st.text("abcdeéèêàçîüöñåø", min_size=1) | st.sampled_from("— – • … “a” l’a 🚀 🎁 👍🏽 ❤️ € →".split())
    )
)
def test_a_damaged_line_is_repaired_to_what_it_was_or_not_recognised(words: list[str]):
    right = " ".join(words)
    assert repaired(damaged(right)) in (right, damaged(right))


@given(st.text(st.sampled_from(bytes(range(128, 256)).decode(WINDOWS) + "aA ?—é�🚀√вЂ")))
def test_what_is_repaired_is_utf_8_and_has_no_damage_left(text: str):
    once = repaired(text)
    assert repaired(once) == once
    assert once.encode().decode() == once


def test_text_without_damage_does_not_cost_the_import_of_ftfy():
    code = (
        "import sys; from vouch.sources.encoding import damaged_lines;"
        "list(damaged_lines(sys.argv[1])); print('ftfy' in sys.modules)"
    )
    command = [sys.executable, "-c", code, RESUME]
    assert subprocess.check_output(command, text=True, cwd=ROOT) == "False\n"


def test_a_problem_shows_the_damaged_words_and_what_to_write():
    line = f"{'A long line that is right. ' * 9}In {damaged('Montréal')} since then."
    run = "or run `.venv/bin/ftfy --preserve-entities content/cv.rst -o repaired`"
    assert [
        str(problem) for problem in problems_of(f"\n{line}\n{damaged(GIFT)}\ncaf\ufffd", "content/cv.rst")
    ] == [
        f"content/cv.rst:2: damaged encoding in '{damaged('Montréal')}'; write 'Montréal', {run}",
        f"content/cv.rst:3: damaged encoding in 'ðŸŽ\\u0081'; write '🎁', {run}",
        "content/cv.rst:4: a character was lost (U+FFFD); type it again",
    ]


def test_the_command_of_the_message_repairs_a_resume(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    Path(".venv").symlink_to(sys.prefix)
    Path("cv.rst").write_text(damaged(f"{RESUME}\n``&lt;``\n"), "utf-8")
    command = str(problems_of(damaged(DASH), "cv.rst")[0]).split("`")[1]
    subprocess.run(command, shell=True, check=True)
    assert Path("repaired").read_text("utf-8") == f"{RESUME}\n``&lt;``\n"


def test_a_long_damage_is_shown_in_part():
    assert len(str(problems_of(damaged("Привет" * 99), "cv.rst")[0])) < 200
