"""A page that is not of content/ begins with the policy, and a drawing runs nothing."""

from tests.checks import POLICY, csp, each_check, missed, page, reported
from vouch.checks.built_site import BuiltSite
from vouch.checks.policy import drawings_run_nothing, pages_begin_with_a_policy

WITHOUT = (
    "it does not begin with a Content-Security-Policy from default-src 'none'; "
    "write it as an article, or correct the template"
)


def home(old: str = csp(), new: str = csp()) -> dict[str, str]:
    return {"index.html": page("").replace(old, new)}


BAD = {
    "pages_begin_with_a_policy": {
        what: (files, [f"index.html:1: {WITHOUT}"])
        for what, files in {
            "none": home(new=""),
            "another start": home(new=csp(POLICY.replace("'none'", "'self'"))),
            "scripts in the page": home(new=csp(f"{POLICY}; script-src 'unsafe-inline'")),
            "a script before it": home(new=f"<script>alert(1)</script>{csp()}"),
            "in the body": home(new=f"<body>{csp()}"),
        }.items()
    },
    "drawings_run_nothing": {
        "a script": (
            {"d.svg": "<svg>\n<script>alert(1)</script></svg>"},
            ["d.svg:2: a drawing that runs a script; remove the script"],
        ),
        "an event": (
            {"d.svg": '<svg onload="alert(1)"></svg>'},
            ["d.svg:1: the attribute onload runs a script; remove it"],
        ),
    },
}


@each_check(BAD)
def test_a_fault_is_reported(tmp_path, check, cases):
    assert missed(tmp_path, check, cases) == {}


FINE = {
    "scripts by their hashes": home(new=csp(f"{POLICY}; script-src 'self' 'sha256-x'")),
    "a drawing with styles": {"d.svg": '<svg><style>a { fill: red }</style><a style="x: y"/></svg>'},
}


def test_policies_with_hashes_and_drawings_with_styles_are_accepted(tmp_path):
    assert reported(tmp_path, FINE) == {}


def test_a_drawing_of_the_author_is_checked_and_a_page_may_run_scripts(build_site, tmp_path):
    article = "Title: A\nDate: 2024-01-02\n\n[Demo](/demo.html), [drawing](/d.svg)\n"
    drawing = '<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>'
    files = {"articles/a.md": article, "demo.html": "<script>alert(1)</script>", "d.svg": drawing}
    site = build_site(files, public=True)
    problems = [
        str(each)
        for check in (pages_begin_with_a_policy, drawings_run_nothing)
        for each in check(BuiltSite(site, tmp_path))
    ]
    assert problems == ["d.svg:1: a drawing that runs a script; remove the script"]
