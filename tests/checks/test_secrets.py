"""Keys, passwords, paths, tracebacks and local addresses, also in highlighted code."""

import base64
import json

import pytest

from tests.checks import POLICY, each_check, entry, feed, json_feed, missed, page, problems, reported

CHANGE = "revoke it, and write an example"
PATH = "is a path on your machine; write only the name, or ~/"
FIX = "fix what failed; an example belongs in code"
LOCAL = "works only on your machine; use a public address, or write an example in code"


def token(*parts: str) -> str:
    """Not in one piece here, where a scanner of the repository would find it."""
    return "".join(parts)


def jwt() -> str:
    head, body = (
        base64.urlsafe_b64encode(json.dumps(each).encode()).decode().rstrip("=")
        for each in ({"alg": "HS256"}, {"sub": "ann"})
    )
    return f"{head}.{body}.{'x1' * 20}"


def clipped(secret: str) -> str:
    return f"{secret.removeprefix('https://').lstrip('-')[:6]}…"


def home(body: str, head: str = "") -> dict[str, str]:
    return {"index.html": page("", body, head)}


def code(text: str) -> str:
    return f'<p>Text.</p>\n<pre><code><span class="k">{text}</span></code></pre>'


SECRETS = {
    "a private key": "-----BEGIN RSA PRIVATE KEY-----",
    "a private key of PuTTY": "PuTTY-User-Key-File-2: ssh-rsa",
    "a token of GitHub": token("ghp_", "0123456789abcdefABCDEF0123456789abcd"),
    "a token of GitLab": token("glpat-", "0123456789abcdefABCD"),
    "a key of AWS": token("AKIA", "IOSFODNN7ABCDEFG"),
    "a token of Slack": token("xoxb-", "123456789012-abcdefghij"),
    "a hook of Slack": token("https://hooks.slack.com/services/", "T0123/B0123/", "abcdefghijabcdefghij1234"),
    "a key of Google": token("AIza", "SyA0123456789abcdefghijklmnopqrstuv"),
    "a key of Stripe": token("sk_live_", "0123456789abcdefABCD"),
    "a token of npm": token("npm_", "0123456789abcdefABCDEF0123456789abcd"),
    "a token of PyPI": token("pypi-AgE", "IcHlwaS5vcmc" * 5),
    "a key of SendGrid": token("SG.", "0123456789abcdefABCDEF", ".", "0123456789" * 4 + "abc"),
    "a token of DigitalOcean": token("dop_v1_", "0123456789abcdef" * 4),
    "a token of a Telegram bot": token("123456789:", "AA", "0123456789abcdefABCDEF01234567890"),
    "a key of OpenAI or Anthropic": token("sk-ant-", "0123456789abcdefABCDEF"),
    "a JSON Web Token": jwt(),
}
MORE_SECRETS = {
    "an app token of Slack": token("xapp-1-", "A012345-0123456789-abcdef"),
    "a key of OpenAI or Anthropic": token("sk-", "0123456789abcdefABCD", "T3Blbk", "FJ0123456789abcdefABCD"),
    "a token of Hugging Face": token("hf_", "abcdefghijklmnopqrstuvwxyzABCDEFGH"),
    "a key of Azure": token("AccountKey=", "abcdefghij0123456789" * 4, "=="),
    "a key of age": token("AGE-SECRET-", "KEY-1", "QPZRY9X8GF2TVDW0S3JN54KHCE6MUA7L" * 2),
}
PASSWORDS = {  # and how each is reported
    'password = "s3cr3t-is-th1s"': "s3cr…",
    "DB_PASSWORD=hunter2hunter2": "hunt…",
    "api_key: 9f8e7d6c5b4a": "9f8e…",
    "&quot;apiKey&quot;: &quot;9f8e7d6c5b4a&quot;": "9f8e…",
    "SECRET_KEY = 'a1b2c3d4e5f6'": "a1b2…",
    "PGPASSWORD=abc123def psql": "abc1…",
    "secret: sha256-9f8e7d6c5b4a": "sha2…",
    "api_key = JBSWY3DPEHPK3PXP": "JBSW…",
    "secret_key = '/9f8e7d6c5b4a9f8e7d6c5b4a/9f8e7d6c5b4a'": "/9f8…",
    "-H 'Authorization: Bearer 9f8e7d6c5b4a9f8e7d6c5b4a'": "9f8e…",
    "curl -s -u ann:tr0ub4dor https://example.com/": "tr0u…",
}
UTHOR = token("/home", "/uthor/")
TRACEBACK = (
    "Traceback (most recent call last):\n  File &quot;{}&quot;, line 1, in &lt;module&gt;\nValueError\n"
)
BAD = {
    "no_secrets": {
        **{
            f"{what} {each[:8]}": (home(code(each)), [f"index.html:6: {what}, {clipped(each)}; {CHANGE}"])
            for what, each in (*SECRETS.items(), *MORE_SECRETS.items())
        },
        **{
            each: (home(code(each)), [f"index.html:6: a password or key, {shown}; {CHANGE}"])
            for each, shown in PASSWORDS.items()
        },
        "a token in tokens of the highlighter": (
            home(code(SECRETS["a token of GitHub"].replace("_0", '</span><span class="o">_</span><span>0'))),
            [f"index.html:6: a token of GitHub, ghp_01…; {CHANGE}"],
        ),
        "in an attribute": (
            home(f'<p>\n<b title="{jwt()}">x</b>'),
            [f"index.html:6: a JSON Web Token, eyJhbG…; {CHANGE}"],
        ),
        "in a comment": (
            home(f"<p>x</p>\n<!-- {jwt()} -->"),
            [f"index.html:6: a JSON Web Token, eyJhbG…; {CHANGE}"],
        ),
        "in an address": (
            home(f'<a href="https://example.com/?token={jwt()}">x</a>'),
            [f"index.html:5: a JSON Web Token, eyJhbG…; {CHANGE}"],
        ),
        "a password in an address": (
            home(code("postgres://ann:s3cr3t-or@db.example.com/x")),
            [f"index.html:6: a password in an address, s3cr…; {CHANGE}"],
        ),
        "in a feed": (
            {"feeds/all.atom.xml": feed(entry(content=f"a\nb {jwt()}"))},
            [f"feeds/all.atom.xml:5: a JSON Web Token, eyJhbG…; {CHANGE}"],
        ),
        "in a feed as JSON": (
            {"feeds/all.json": json_feed(content_html=f"a\nb {jwt()}")},
            [f"feeds/all.json:9: a JSON Web Token, eyJhbG…; {CHANGE}"],
        ),
        "in files": (
            {each: f"a\n{jwt()}" for each in ("a.yaml", "resume.txt")},
            [f"{each}:2: a JSON Web Token, eyJhbG…; {CHANGE}" for each in ("a.yaml", "resume.txt")],
        ),
    },
    "no_local_paths": {
        **{
            each: (home(f"<p>x\n{each}x</p>"), [f"index.html:6: {each} {PATH}"])
            for each in (UTHOR, token("/Users", "/uthor/"), r"C:\Users\uthor" + "\\", "/var/folders/x1/")
        },
        "a temporary folder": (home("<p>/tmp/tmpab12cd34/</p>"), [f"index.html:5: /tmp/tmpab12cd34 {PATH}"]),
        **{
            f"in {name}": ({name: f"a\n{UTHOR}x"}, [f"{name}:{line}: {UTHOR} {PATH}"])
            for name, line in {"resume.txt": 2, "cv.pdf": 1}.items()
        },
        "in a script": (
            {"index.html": page("", head=f'<script type="application/json">["{UTHOR}x"]</script>')},
            [f"index.html:3: {UTHOR} {PATH}"],
        ),
    },
    "no_tracebacks": {
        "in prose": (home(TRACEBACK.format("a.py")), [f"index.html:5: a traceback; {FIX}"]),
        "in a description whose page shows no such": (
            home("<p>x</p>", '<meta content="Traceback (most recent call last)">'),
            [f"index.html:3: a traceback; {FIX}"],
        ),
        "in a text": ({"a.txt": "Traceback (most recent call last):\n"}, [f"a.txt:1: a traceback; {FIX}"]),
    },
    "no_local_addresses": {
        **{
            f"{each} in prose": (home(f"<p>Open {each} now.</p>"), [f"index.html:5: {each} {LOCAL}"])
            for each in (
                "http://localhost:8000",
                "localhost:8000",
                "https://127.0.0.1",
                "http://[::1]:80",
                "0.0.0.0:80",
            )
        },
        "in prose of the page that has it in code": (
            home("<p>On <code>localhost:80</code>.</p>\n<p>Open localhost:80 now.</p>"),
            [f"index.html:6: localhost:80 {LOCAL}"],
        ),
        "in prose of another page": (
            {
                **home("<p>On <code>localhost:80</code>.</p>"),
                "about.html": page("about.html", "<h1>About me</h1> localhost:80"),
            },
            [f"about.html:5: localhost:80 {LOCAL}"],
        ),
        "of another port than in code": (
            home("<p>On <code>localhost:80</code>.</p>", '<meta content="On localhost:81.">'),
            [f"index.html:3: localhost:81 {LOCAL}"],
        ),
        "in an attribute": (
            home("<p>x</p>", '<meta name="description" content="http://localhost:8000/">'),
            [f"index.html:3: http://localhost:8000 {LOCAL}"],
        ),
        "in a script": (
            {"a.js": "x\nfetch('http://localhost:8000')"},
            [f"a.js:2: http://localhost:8000 {LOCAL}"],
        ),
        "in the résumé": (
            {"resume.txt": "http://localhost:8000/"},
            [f"resume.txt:1: http://localhost:8000 {LOCAL}"],
        ),
    },
}
NO_PASSWORDS = (
    "/etc/ssl/v2/key file:/run/s1 secrets/v2/key API_KEY_2 "
    "argon2id sha256 sha512 base64 base64-encoded v1beta1 pbkdf2_sha256 "
    "hmac-sha256 aes-256-gcm hunter2 s3cr3t letmein1 abc123 postgres123 p4ssw0rd mypass1 12345678"
).split()
SAMPLE = token("SflKxwRJSMeKKF2QT4fw", "pMeJf36POk6yJV_adQssw5c")
FINE = {
    "documentation": code(
        f"AKIAIOSFODNN7EXAMPLE {token('/home', '/user/x')} {token('/home', '/me/x')} C:\\Users\\you\\x https://example.com/home/news/x"
        "\npassword = os.Getenv(&quot;PASSWORD1&quot;) password: changeme123 password=postgres api_key=$KEY1"
        "\npostgres://postgres:postgres@db amqp://guest:guest@mq https://user:password@example.com"
        "\n-----BEGIN CERTIFICATE----- ghp_… secret := 12345678 PASSWORD=your-password-1"
    ),
    "commands": code(
        "curl http://localhost:6060/debug 127.0.0.1:80 [::1]:80 127.0.0.1 server_name localhost;"
    ),
    "an address in code within a line": (
        "<p>It listens on <code>localhost:8080</code>, which localhost is.</p>"
    ),
    "addresses in code without a port": code(
        "http://localhost/health proxy_pass http://localhost; http://127.0.0.1/status http://[::1]/"
    ),
    **{
        f"an example of a traceback in {each}": code(TRACEBACK.format(each))
        for each in (
            "app.py",
            "/app/a.py",
            "/usr/lib/python3.11/json/a.py",
            "/usr/local/lib/python3.11/site-packages/a.py",
            token("/home", "/ann/a.py"),
            "/tmp/site/a.py",
        )
    },
    "values that open nothing": code("\n".join(f"password: {each}" for each in NO_PASSWORDS)),
    "values in quotes that open nothing": code("\n".join(f"api_key = '{each}'" for each in NO_PASSWORDS)),
    "addresses and commands with passwords of tutorials": code(
        "postgres://myuser:mypass@db redis://x:foobared@mq postgres://app:postgres123@db amqp://x:1234@mq "
        "https://ann:DB_PASS@example.com curl -u elastic:$PASSWORD1 x"
        "\ncurl -u ann:p4ssw0rd x\ncurl -u ann1:ann1 x"
        "\nAuthorization: Bearer YOUR_TOKEN_0123456789abcdef"
    ),
    "the token of jwt.io": code(f"eyJhbGciOiJIUzI1NiJ9.eyJzdWIiOiIxMjM0In0.{SAMPLE} api_token = '{SAMPLE}'"),
    "folders of other people": (
        f"<p>{token('/home', '/ann/x')} {token('/Users', '/nadia/')} C:\\Users\\nadia\\x</p>"
    ),
    "the builder's own in code": code(f"{UTHOR}x C:\\Users\\uthor\\x /tmp/tmpab12cd34/x"),
}


@pytest.fixture(autouse=True)
def of_uthor(monkeypatch):
    monkeypatch.setenv("HOME", UTHOR)


@each_check(BAD)
def test_a_fault_is_reported(tmp_path, check, cases):
    assert missed(tmp_path, check, cases) == {}


def test_examples_that_articles_need_are_accepted(tmp_path):
    assert reported(tmp_path, {what: home(body) for what, body in FINE.items()}) == {}


def test_a_text_that_a_page_shows_in_code_is_an_example_everywhere(tmp_path):
    text = f"{UTHOR}x ran on localhost:8080: Traceback (most recent call last)"
    shown = (
        f"<p><code>{UTHOR}x</code> ran on <code>localhost:8080</code>: "
        "<code>Traceback (most recent call last)</code></p>"
    )
    data = json.dumps({"@context": "https://schema.org", "description": text})
    head = f'<meta name="description" content="{text}">\n<script type="application/ld+json">{data}</script>'
    files = {
        "a.html": page("a.html", shown, head),
        "tag/go.html": page("tag/go.html", f"<h1>#go</h1>\n<p>{text}</p>\n"),
        "feeds/all.atom.xml": feed(entry(more=f"<summary>{text}</summary>")),
        "feeds/all.json": json_feed(summary=text),
        "resume.txt": text,
    }
    assert problems(tmp_path / "shown", files) == []
    assert len(problems(tmp_path / "not shown", {**files, "a.html": page("a.html", head=head)})) >= 12


def test_a_folder_of_this_build_is_reported(tmp_path):
    for each in (tmp_path / "root", tmp_path / "site"):
        found = problems(tmp_path, home(f"<p>made in\n<code>{each}/a</code></p>"))
        assert found == [f"index.html:6: {each}/ {PATH}"]


def test_a_fault_of_a_page_is_not_reported_again_of_its_feeds(tmp_path):
    files = {
        "feeds/all.atom.xml": feed(entry(content=jwt())),
        "feeds/all.json": json_feed(content_html=jwt()),
    }
    assert problems(tmp_path, {**home(code(jwt())), **files}) == [
        f"index.html:6: a JSON Web Token, eyJhbG…; {CHANGE}"
    ]


def test_a_published_file_of_code_is_code(tmp_path):
    assert problems(tmp_path, {"nginx.conf": "proxy_pass http://localhost:8000;\n"}) == []


def test_the_hash_in_a_policy_is_not_a_secret(tmp_path):
    policy = f"{POLICY}; script-src 'sha256-qznLcsROx4GACP2dm0UCKCzCG+HiZ1guq6ZZDob/Tng='"
    assert problems(tmp_path, {"index.html": page("").replace(POLICY, policy)}) == []
