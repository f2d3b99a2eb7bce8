"""A résumé's dates are in its language in every form, in the author's words for the present."""

import json

import pytest
from lxml import html

from tests.resume import HEAD, TARGET, WORK
from vouch.resume.machine_view import machine_view

JOB = "**{title}** at Acme_\n{dates}\n\n- built it\n\n"
LANGUAGES = {
    "de": ("März 2012 – jetzt", "März 2012 — jetzt"),
    "ru": ("с марта 2012 по настоящее время", "март 2012 — настоящее время"),
    "en": ("Mar. 2012 - now", "March 2012 — Present"),
}


@pytest.mark.parametrize("language", LANGUAGES)
def test_dates_are_the_same_in_every_form(build_site, language):
    written, shown = LANGUAGES[language]
    head = HEAD.replace("\n\n", f"\n\n:lang: {language}\n\n", 1)
    job = JOB.format(title="Developer", dates=written)
    site = build_site({"pages/resume.rst": head + WORK + job + TARGET})
    page = html.fromstring((site / "resume.html").read_text("utf-8"))
    assert page.xpath("//main//*[@class='dates']")[0].text_content() == shown
    assert page.xpath("//main//*[local-name() = 'rect']")[0].text_content() == f"Developer, Acme, {shown}"
    assert shown.replace("—", "-") in (site / "resume.txt").read_text("utf-8").splitlines()
    assert [each.dates for each in machine_view(site / "resume.pdf").entries] == [shown.replace("—", "–")]
    (work,) = json.loads((site / "resume.json").read_text("utf-8"))["work"]
    assert (work["startDate"], work.get("endDate")) == ("2012-03", None)
