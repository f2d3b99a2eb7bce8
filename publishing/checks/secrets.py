"""What belongs to one machine or one person: keys, tokens, passwords, paths, tracebacks, local addresses.

Code is searched as it reads, with the tokens of the highlighter joined. Two things are an example where they
stand in code, because articles cannot do without: a local address with its port, as of a command that was
run, and a traceback whose files have names and no path. Anywhere else, and in links, they are errors.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from plugins.problems import SourceError
from publishing.checks.references import references
from publishing.checks.site import Site, problem
from publishing.checks.texts import Text, texts

# A text is searched for what follows only where it has the letters before it.
SECRETS = {
    "a private key": ("KEY", r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    "a private key of PuTTY": ("PuTTY-", r"PuTTY-User-Key-File-\d"),
    "a token of GitHub": ("_", r"\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}"),
    "a token of GitLab": ("glpat-", r"\bglpat-[\w-]{20,}"),
    "a key of AWS": ("A", r"\b(?:AKIA|ASIA)(?![A-Z0-9]*EXAMPLE)[A-Z0-9]{16}\b"),
    "a token of Slack": ("xox", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
    "a hook of Slack": ("hooks.slack", r"hooks\.slack\.com/services/T\w+/B\w+/\w{20,}"),
    "a key of Google": ("AIza", r"\bAIza[\w-]{35}"),
    "a key of Stripe": ("k_live_", r"\b[rs]k_live_[A-Za-z0-9]{16,}"),
    "a token of npm": ("npm_", r"\bnpm_[A-Za-z0-9]{36}"),
    "a token of PyPI": ("pypi-", r"\bpypi-AgE[\w-]{50,}"),
    "a key of SendGrid": ("SG.", r"\bSG\.[\w-]{20,}\.[\w-]{40,}"),
    "a token of DigitalOcean": ("_v1_", r"\bdo[opr]_v1_[0-9a-f]{64}"),
    "a token of a Telegram bot": (":AA", r"\b\d{8,10}:AA[\w-]{33}\b"),
    "a key of OpenAI or Anthropic": ("sk-", r"\bsk-(?:proj-|ant-)[\w-]{20,}"),
    "a JSON Web Token": ("eyJ", r"\beyJ[\w-]{8,}\.eyJ[\w-]{8,}\.[\w-]{16,}"),
}
PASSWORD = re.compile(
    r"(?i)(?:pass(?:word|wd|phrase)?|pwd|secret(?:[_-]?(?:access[_-]?)?key)?|api[_-]?key|(?:access|auth|api)[_-]?token"
    r"|private[_-]?key)[\"']?\s*(?::=|=>|[:=])\s*"
    r"(?:[\"'](?P<quoted>[^\"'\s]{6,})[\"']|(?P<bare>[^\s\"'()\[\]{}<>$.,;&|\\]{6,})(?=[\s,;&]|$))"
)
IN_ADDRESS = re.compile(r"://(?P<user>[^\s/:@\"'<>]*):(?P<password>[^\s/@\"'<>]+)@", re.IGNORECASE)
PLACEHOLDER = re.compile(
    r"(?i)example|change|password|passwd|secret|placeholder|your|dummy|sample|redacted|test|token|x{3}|\*{3}|…|\.\.\.|[$<{%]"
)
USUAL = ("pass", "guest", "postgres", "root", "admin", "user", "pw", "foo", "bar")  # of images and tutorials

PEOPLE = "user|username|me|you|name|app|alice|bob|ann|git|ubuntu|vagrant|deploy|runner|shared|public|default"
PATHS = re.compile(
    rf"(?<![\w./~-])/home/(?!(?:{PEOPLE})[/\\])[\w.-]+/|(?<![\w./~-])/Users/(?!(?:{PEOPLE})[/\\])[\w.-]+/"
    rf"|\b[A-Z]:[\\/]+Users[\\/]+(?!(?:{PEOPLE})[/\\])[\w.-]+[\\/]|/tmp/(?:tmp\w{{8}}\b|pytest-of-)|/var/folders/\w\w/",
)
TRACEBACK = re.compile(r"Traceback \(most recent call last\)(?P<frames>(?:.*\n){0,60})")
FRAME = re.compile(r"File [\"'](?:/|[A-Za-z]:[\\/])")
ADDRESS = re.compile(
    r"(?P<scheme>https?://)?(?<![\w.-])(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])(?P<port>:\d+)?(?![\w.-])"
)


Found = Iterator[tuple[int, str, str]]  # the place in a text, what stands there, and what of it is wrong


def no_secrets(site: Site) -> Iterator[SourceError]:
    addresses = {each.address: Text(name, each.address, line=each.line) for name, each in references(site)}
    for text, at, _, what in _once((*texts(site), *addresses.values()), _secrets):
        yield problem(text.name, text.line_at(at), what, "change it where it is valid, and write an example")


def _once(every: Iterable[Text], find: Callable[[Text], Found]) -> Iterator[tuple[Text, int, str, str]]:
    """A copy is told of only where no page has the same."""
    told = set()
    for text in every:
        for at, said, what in find(text):
            if not text.copy or said not in told:
                yield text, at, said, what
            told.add(said)


def _secrets(text: Text) -> Found:
    for what, (hint, pattern) in SECRETS.items():
        if hint in text.text:
            yield from ((each.start(), each[0], what) for each in re.finditer(pattern, text.text))
    for each in IN_ADDRESS.finditer(text.text) if "://" in text.text else ():
        if each["password"] not in (each["user"], *USUAL) and not PLACEHOLDER.search(each["password"]):
            yield each.start(), each[0], "a password in an address"
    for each in PASSWORD.finditer(text.text):
        value = each["quoted"] or each["bare"]
        if re.search(r"\d", value) and re.search(r"[A-Za-z]", value) and not PLACEHOLDER.search(value):
            yield each.start(), each[0], "a password or key"


def no_local_paths(site: Site) -> Iterator[SourceError]:
    folders = {Path(each).resolve() for each in (site.root, site.folder)}
    own = [f"{each}/" for each in folders if len(each.parts) > 2]  # /app may be anyone's

    def paths(text: Text) -> Found:
        yield from ((text.text.index(each), each, "") for each in own if each in text.text)
        if any(each in text.text for each in ("home/", "Users", "/tmp/", "/var/folders/")):  # noqa: S108
            yield from ((each.start(), each[0], "") for each in PATHS.finditer(text.text))

    told = {}
    for text, at, path, _ in _once(texts(site), paths):
        told.setdefault((text.name, text.line_at(at)), path)
    for (name, line), path in told.items():
        yield problem(name, line, f"{path} is a path of one machine", "write a name alone, or ~/")


def no_tracebacks(site: Site) -> Iterator[SourceError]:
    for text, at, _, what in _once(texts(site), _tracebacks):
        instead = "mend what failed; an example stands in code, its files without their folders"
        yield problem(text.name, text.line_at(at), what, instead)


def _tracebacks(text: Text) -> Found:
    for each in TRACEBACK.finditer(text.text):
        if not text.in_code(each.start()) or FRAME.search(each["frames"]):
            yield each.start(), each[0], "a traceback"


def no_local_addresses(site: Site) -> Iterator[SourceError]:
    for text, at, address, what in _once(texts(site), _addresses):
        instead = "write a public address, or an example in code with its port"
        yield problem(text.name, text.line_at(at), f"{address} {what}", instead)


def _addresses(text: Text) -> Found:
    is_there = any(each in text.text for each in ("localhost", "127.", "0.0.0.0", "::"))  # noqa: S104
    for each in ADDRESS.finditer(text.text) if is_there else ():
        is_address, is_example = each["scheme"] or each["port"], each["port"] and text.in_code(each.start())
        if is_address and not is_example:
            yield each.start(), each[0], "works on one machine only"
