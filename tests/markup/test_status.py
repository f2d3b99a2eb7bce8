"""What is not quite `Status: draft` is never published."""

import pytest

from plugins.strict import BrokenSite

NEAR_MISSES = {
    "Draft: true": "the field 'draft' is not heard",
    "Published: false": "the field 'published' is not heard",
    "Stauts: draft": "the field 'stauts' is not heard",
    "Staus: draft": "the field 'staus' is not heard",
    "State: draft": "the field 'state' is not heard",
    "Status: drafts": "unknown status 'drafts'",
    "\nStatus: draft": "the field 'Status' stands in the text",
    "\nDraft: true": "the field 'Draft' stands in the text",
}


@pytest.mark.parametrize("field", NEAR_MISSES)
def test_a_near_miss_stops_the_build(build_site, field):
    article = f"Title: Secret\nDate: 2024-01-02\n{field}\n\nText.\n"
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": article}, public=True)
    assert f":{article[: article.index(field.strip())].count(chr(10)) + 1}: " in broken.value.problems[0]
    assert NEAR_MISSES[field] in broken.value.problems[0]


@pytest.mark.parametrize("field", ["status: DRAFT", "Status:  draft ", "STATUS: Draft"])
def test_a_draft_may_be_spelt_in_any_case(build_site, field):
    site = build_site({"articles/a.md": f"Title: Secret\nDate: 2024-01-02\n{field}\n\nText.\n"}, public=True)
    assert not (site / "secret.html").exists()
