"""Old problems that endanger nobody wait in content/accepted.txt; new ones, and all others, stop a build."""

import re

import pytest

from tests.markup import ARTICLE, HEAD
from vouch.sources.accepted import HEAD as FIRST_LINE
from vouch.sources.problem_log import BrokenSite

OLD = HEAD[".md"].format("Old")
PICTURE = {"images/a.svg": '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 9 9"/>'}
FRAME = "articles/a.md: <iframe> is forbidden by the page's Content-Security-Policy"


def listed(*lines: str) -> dict[str, str]:
    return {"accepted.txt": "\n".join((FIRST_LINE, *lines, ""))}


def article(site, name="old") -> str:
    return ARTICLE.search((site / f"{name}.html").read_text("utf-8"))[1]


def test_what_is_listed_does_not_stop_a_build(build_site):
    site = build_site({"articles/a.md": f'{OLD}<iframe src="//a.org/b">c</iframe>\n', **listed(FRAME)})
    assert '<a href="https://a.org/b">https://a.org/b</a>' in article(site)


def test_a_second_one_in_the_same_file_does(build_site):
    text = f"{OLD}![](/images/a.svg)\n\nWords.\n\n![](/images/a.svg)\n"
    line = "articles/a.md: /images/a.svg has no alternative text"
    with pytest.raises(BrokenSite) as broken:
        build_site({"articles/a.md": text, **PICTURE, **listed(line)})
    assert [re.sub(".*content/", "", each) for each in broken.value.problems] == [
        "articles/a.md:8: /images/a.svg has no alternative text; describe what it shows"
    ]
    site = build_site({"articles/a.md": text, **PICTURE, **listed(line, line)})
    assert article(site).count('alt=""') == 2
