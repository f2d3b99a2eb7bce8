"""The policy of a page is first, closed and just as wide as the page."""

import pytest

from tests.publishing.checks import POLICY, csp, digest, each_case, found, page, problems

MEND = "correct plugins/page_head.py or the template"
SCRIPT, STYLE = "let a = 1", "a { color: red }"
RULES = '{"prefetch": []}'


def home(body: str = "<p>Text.</p>", head: str = "", policy: str = POLICY) -> dict[str, str]:
    return {"index.html": page("", body, head, policy)}


def says(what: str) -> list[str]:
    return [f"index.html:2: the policy {what}; {MEND}"]


BAD = {
    "policy_is_first": {
        "none": (
            {"index.html": page("").replace(csp(), "")},
            [f"index.html:1: it has no Content-Security-Policy; {MEND}"],
        ),
        "a script before it": (
            {"index.html": page("").replace(csp(), f"<title>x</title>{csp()}")},
            ["index.html:2: <title> stands before the policy; put it first in the head, after the charset"],
        ),
        "in the body": (
            {"index.html": page("").replace(csp(), "").replace("</head>", f"</head><body>{csp()}")},
            ["index.html:4: <link> stands before the policy; put it first in the head, after the charset"],
        ),
        "two": (home(head=csp()), ["index.html:3: a second Content-Security-Policy; leave one"]),
    },
    "policy_is_closed": {
        "it starts from another": (
            home(policy=POLICY.replace("default-src 'none'", "default-src 'self'")),
            says("does not start from default-src 'none'"),
        ),
        "it starts from nothing": (
            home(policy=POLICY.replace("default-src 'none'; ", "")),
            says("does not start from default-src 'none'"),
        ),
        "a directive twice": (home(policy=f"{POLICY}; img-src 'none'"), says("has img-src twice")),
        "any base": (home(policy=POLICY.replace("base-uri 'none'; ", "")), says("lacks base-uri 'none'")),
        "any form": (
            home(policy=POLICY.replace("; form-action 'none'", "")),
            says("lacks form-action 'none'"),
        ),
        **{
            source: (
                home(policy=f"{POLICY}; script-src 'self' {source}"),
                says(f"allows script-src {source}"),
            )
            for source in (
                "'unsafe-inline'",
                "'unsafe-eval'",
                "'wasm-unsafe-eval'",
                "'unsafe-hashes'",
                "'strict-dynamic'",
                "'nonce-abc'",
                "*",
                "https:",
                "http:",
                "data:",
                "blob:",
                "https://cdn.example.com",
            )
        },
    },
    "policy_fits_the_page": {
        "a script without a hash": (
            home(head=f"<script>{SCRIPT}</script>"),
            [
                "index.html:3: the policy has no hash of this "
                f"inline script; add {digest(SCRIPT)} to script-src"
            ],
        ),
        "rules without a hash": (
            home(head=f'<script type="speculationrules">{RULES}</script>'),
            [
                "index.html:3: the policy has no hash of this "
                f"inline script; add {digest(RULES)} to script-src"
            ],
        ),
        "a style without a hash": (
            home(f"<p>Text.</p>\n<svg><style>{STYLE}</style></svg>"),
            [f"index.html:6: the policy has no hash of this inline style; add {digest(STYLE)} to style-src"],
        ),
        "a hash of another script": (
            home(head="<script>let b</script>", policy=f"{POLICY}; script-src {digest(SCRIPT)}"),
            [
                "index.html:3: the policy has no hash of this "
                f"inline script; add {digest('let b')} to script-src",
                f"index.html:2: the policy has the hash {digest(SCRIPT)} "
                "of nothing on the page; take it out of script-src",
            ],
        ),
        "a video that may not load": (
            {**home('<video src="/a.webm"></video>'), "a.webm": ""},
            ["index.html:5: the policy does not let /a.webm load; add media-src 'self', or leave it out"],
        ),
    },
    "nothing_runs_inline": {
        "an event": (
            home('<p onclick="alert(1)">a</p>'),
            ["index.html:5: the attribute onclick runs a script; listen for the event in theme/js"],
        ),
        "a style": (
            home('<p style="color: red">a</p>'),
            ["index.html:5: a style attribute; write a class, and its style in theme/css"],
        ),
        "a base": (home("<base><p>a</p>"), ["index.html:5: <base> leads every link astray; remove it"]),
        "a drawing with a script": (
            {"d.svg": "<svg>\n<script>alert(1)</script></svg>"},
            ["d.svg:2: a drawing that runs a script; remove the script"],
        ),
        "a drawing with an event": (
            {"d.svg": '<svg onload="alert(1)"></svg>'},
            ["d.svg:1: the attribute onload runs a script; listen for the event in theme/js"],
        ),
    },
}
FINE = {
    "hashes": home(
        head=f"<script>{SCRIPT}</script><style>{STYLE}</style>",
        policy=f"{POLICY}; script-src {digest(SCRIPT)}; style-src {digest(STYLE)}",
    ),
    "a block of data": home(
        head='<script type="application/ld+json">{"@context": "https://schema.org"}</script>'
    ),
    "its own files": {
        **home(head='<script src="/a.js"></script>', policy=f"{POLICY}; script-src 'self'"),
        "a.js": "",
    },
    "a search in WebAssembly": {
        "search.html": page("search.html", policy=f"{POLICY}; script-src 'self' 'wasm-unsafe-eval'")
    },
    "a drawing with a style": {"d.svg": '<svg><style>a { fill: red }</style><a style="x: y"/></svg>'},
}


@each_case(BAD)
def test_a_fault_is_named(tmp_path, name, case):
    assert found(tmp_path, name, case) == (case[-1], case[-1])


@pytest.mark.parametrize("files", FINE.values(), ids=FINE)
def test_what_is_in_order_is_fine(tmp_path, files):
    assert problems(tmp_path, files) == []
