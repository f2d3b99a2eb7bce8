"""Nothing private is published: keys, tokens, passwords, local paths, tracebacks, local addresses.

Code is searched as it reads, with the tokens of the highlighter joined. Three things in code count as
examples, because articles need them: a path, a local address, as in a command, and a traceback. So do their
copies in descriptions, feeds and lists, which have lost the markup. Elsewhere, and in links, an address and a
traceback are errors, and so is a path that is this machine's: the builder's own home, or a temporary folder.
The folder of the project is an error everywhere.
"""

import re
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path

from vouch.checks.built_site import BuiltSite, problem
from vouch.checks.references import references
from vouch.checks.texts import Text, lost_markup, texts
from vouch.sources.problems import SourceError

SAMPLE = "SflKxwRJSMeKKF2QT4fwpMeJf36POk6yJV_adQssw5c"  # the signature of the token that jwt.io shows
# By name: a hint, and the pattern, for which only texts with the hint are searched.
SECRETS = {
    "a private key": ("KEY", r"-----BEGIN (?:[A-Z0-9]+ )*PRIVATE KEY(?: BLOCK)?-----"),
    "a private key of PuTTY": ("PuTTY-", r"PuTTY-User-Key-File-\d"),
    "a token of GitHub": ("_", r"\bgh[pousr]_[A-Za-z0-9]{20,}|\bgithub_pat_\w{20,}"),
    "a token of GitLab": ("glpat-", r"\bglpat-[\w-]{20,}"),
    "a key of AWS": ("A", r"\b(?:AKIA|ASIA)(?![A-Z0-9]*EXAMPLE)[A-Z0-9]{16}\b"),
    "a token of Slack": ("xox", r"\bxox[abeoprs]-[A-Za-z0-9-]{10,}"),
    "an app token of Slack": ("xapp-1-", r"\bxapp-1-[A-Za-z0-9-]{10,}"),
    "a hook of Slack": ("hooks.slack", r"hooks\.slack\.com/services/T\w+/B\w+/\w{20,}"),
    "a key of Google": ("AIza", r"\bAIza[\w-]{35}"),
    "a key of Stripe": ("k_live_", r"\b[rs]k_live_[A-Za-z0-9]{16,}"),
    "a token of npm": ("npm_", r"\bnpm_[A-Za-z0-9]{36}"),
    "a token of PyPI": ("pypi-", r"\bpypi-AgE[\w-]{50,}"),
    "a key of SendGrid": ("SG.", r"\bSG\.[\w-]{20,}\.[\w-]{40,}"),
    "a token of DigitalOcean": ("_v1_", r"\bdo[opr]_v1_[0-9a-f]{64}"),
    "a token of a Telegram bot": (":AA", r"\b\d{8,10}:AA[\w-]{33}\b"),
    "a key of OpenAI or Anthropic": ("sk-", r"\bsk-(?:(?:proj-|ant-)[\w-]{20,}|\w{10,}T3BlbkFJ\w{10,})"),
    "a token of Hugging Face": ("hf_", r"\bhf_[A-Za-z]{34}\b"),
    "a key of Azure": ("AccountKey=", r"\bAccountKey=(?!Eby8vdM02x)[A-Za-z0-9+/]{40,}=="),  # its emulator's
    "a key of age": ("AGE-", r"\bAGE-SECRET-KEY-1[A-Z0-9]{40,}"),
    "a JSON Web Token": ("eyJ", rf"\beyJ[\w-]{{8,}}\.eyJ[\w-]{{8,}}\.(?!{SAMPLE})[\w-]{{16,}}"),
}
PASSWORD = re.compile(
    r"(?i)(?:pass(?:word|wd|phrase)?|pwd|secret(?:[_-]?(?:access[_-]?)?key)?|api[_-]?key|(?:access|auth|api)[_-]?token"
    r"|private[_-]?key)[\"']?\s*(?::=|=>|[:=])\s*"
    r"(?:[\"'](?P<quoted>[^\"'\s]{6,})[\"']|(?P<bare>[^\s\"'()\[\]{}<>$.,;&|\\]{6,})(?=[\s,;&]|$))"
)
IN_ADDRESS = re.compile(r"://(?P<user>[^\s/:@\"'<>]*):(?P<password>[^\s/@\"'<>]+)@", re.IGNORECASE)
BEARER = re.compile(r"(?i)\bAuthorization[\"']?\s*[:=]\s*[\"']?Bearer\s+(?!eyJ)(?P<value>[\w.~+/=-]{24,})")
OF_CURL = re.compile(r"\bcurl\b[^\n]*?\s(?:-u|--user)[ =]?[\"']?(?P<user>[^\s:\"']+):(?P<value>[^\s\"']+)")
PLACEHOLDER = re.compile(
    r"(?i)example|change|password|passwd|secret|placeholder|your|dummy|sample|redacted|test|token|x{3}|\*{3}|…|\.\.\.|[$<{%]"
    rf"|{SAMPLE}"
)
# Passwords of images and tutorials, also as p4ssw0rd or admin123.
WELL_KNOWN = frozenset(
    "pass password passwd pwd pw secret mypass mypassword mysecret mypwd guest postgres mysql redis mongo "
    "root toor rabbitmq minio minioadmin admin user foo bar foobar foobared hunter "
    "letmein welcome qwerty abc".split()
)
UNLEET = str.maketrans("4@03157$", "aaoeists")
NAME = re.compile(r"[A-Z]+\d{0,2}|[A-Z][A-Z0-9]*(?:_[A-Z0-9]+)+")  # of a constant or variable
PATH = re.compile(
    r"(?:file:(?://)?|~|\.{1,2})?(?:/[\w.@-]{1,20})+/?|[a-z]+\d?(?:/[a-z]+\d?)+|[A-Za-z]:[\\/]\S*"
)
FORMAT = re.compile(
    r"argon2(?:id|i|d)?|sha\d*|hmac|md[245]|base\d\d(?:url)?|bcrypt|scrypt|pbkdf2|blake(?:2[bs]?|3)|[hrep]s(?:256|384|512)"
    r"|aes\d*|rsa\d*|ed25519|x25519|utf8|v\d+(?:(?:alpha|beta|rc)\d*)?"
)
PART = re.compile(rf"{FORMAT.pattern}|[a-z]+|\d{{1,4}}")

PEOPLE = (
    "(?i:user|username|me|you|name|app|alice|bob|ann|john|jane|git|ubuntu|debian|fedora|centos|core|pi|node|ec2-user"
    "|jovyan|linuxbrew|vscode|vagrant|circleci|deploy|deployer|runner|administrator|shared|public|default)"
)
HOME = r"(?<![\w./~-])/(?:home|Users)/{0}/|\b[A-Z]:[\\/]+Users[\\/]+{0}[\\/]"
TEMPORARY = r"/tmp/(?:tmp\w{8}\b|pytest-of-)|/var/folders/\w\w/"  # noqa: S108
TRACEBACK = re.compile(r"Traceback \(most recent call last\)")
ADDRESS = re.compile(
    r"(?P<scheme>https?://)?(?<![\w.-])(?:localhost|127(?:\.\d{1,3}){3}|0\.0\.0\.0|\[::1?\])(?P<port>:\d+)?(?![.-]?\w)"
)

Found = Iterator[tuple[int, str, str]]  # offset in a text, what was found, and what is wrong with it
Places = Iterator[tuple[int, str, str, str | None]]  # also what it is an example of, if code may show it


def no_secrets(site: BuiltSite) -> Iterator[SourceError]:
    addresses = {each.address: Text(name, each.address, line=each.line) for name, each in references(site)}
    for text, at, _, what in _once((*texts(site), *addresses.values()), _secrets):
        yield problem(text.name, text.line_at(at), what, "revoke it, and write an example")


def _once(every: Iterable[Text], find: Callable[[Text], Found]) -> Iterator[tuple[Text, int, str, str]]:
    """Reports a copy only if no page has the same."""
    reported = set()
    for text in every:
        for at, found, what in find(text):
            if not text.copy or found not in reported:
                yield text, at, found, what
            reported.add(found)


def _secrets(text: Text) -> Found:
    for what, (hint, pattern) in SECRETS.items():
        if hint in text.text:
            for each in re.finditer(pattern, text.text):
                yield each.start(), each[0], f"{what}, {each[0].lstrip('-')[:6]}…"
    for each in IN_ADDRESS.finditer(text.text) if "://" in text.text else ():
        if each["password"] != each["user"] and not _is_sample(each["password"]):
            yield each.start(), each[0], f"a password in an address, {each['password'][:4]}…"
    for each in _given(text.text):
        value = next(filter(None, map(each.groupdict().get, ("value", "quoted", "bare"))))
        if re.search(r"\d", value) and re.search(r"[A-Za-z]", value) and not _is_sample(value):
            yield each.start(), each[0], f"a password or key, {value[:4]}…"


def _given(text: str) -> Iterator[re.Match[str]]:
    yield from PASSWORD.finditer(text)
    yield from BEARER.finditer(text)
    yield from (each for each in OF_CURL.finditer(text) if each["user"] != each["value"])


def _is_sample(value: str) -> bool:
    """Whether a value is harmless: a placeholder, a path, the name of a constant or of a format."""
    word = re.sub(r"(?<=\D)(?:\d{1,4}|123456)!?$", "", value.lower())
    parts = re.split(r"[-_:/]", value.lower())
    is_format = any(map(FORMAT.fullmatch, parts)) and all(map(PART.fullmatch, parts))
    is_usual = "1234567890".startswith(value) or not WELL_KNOWN.isdisjoint((word, word.translate(UNLEET)))
    is_name = NAME.fullmatch(value) or PATH.fullmatch(value)
    return bool(is_usual or is_format or is_name or PLACEHOLDER.search(value))


def no_local_paths(site: BuiltSite) -> Iterator[SourceError]:
    folders = {Path(each).resolve() for each in (site.root, site.folder)}
    own = [f"{each}/" for each in folders if len(each.parts) > 2]  # /app may be anyone's
    of_machine = re.compile("|".join(filter(None, (_home(), TEMPORARY))))

    def paths(text: Text) -> Places:
        yield from ((text.text.index(each), each, "", None) for each in own if each in text.text)
        if any(each in text.text for each in ("home/", "Users", "/tmp/", "/var/folders/")):  # noqa: S108
            yield from ((each.start(), each[0], "", each[0]) for each in of_machine.finditer(text.text))

    places = {}
    for text, at, path, _ in _once(texts(site), _without_copies(site, paths)):
        places.setdefault((text.name, text.line_at(at)), path)
    for (name, line), path in places.items():
        yield problem(name, line, f"{path} is a path on your machine", "write only the name, or ~/")


def _home() -> str:
    """The home folder of who builds, on any system; empty for a name that may be anyone's."""
    name = Path.home().name
    return "" if re.fullmatch(PEOPLE, name) else HOME.format(re.escape(name))


def no_tracebacks(site: BuiltSite) -> Iterator[SourceError]:
    for text, at, _, what in _once(texts(site), _without_copies(site, _tracebacks)):
        instead = "fix what failed; an example belongs in code"
        yield problem(text.name, text.line_at(at), what, instead)


def _tracebacks(text: Text) -> Places:
    for each in TRACEBACK.finditer(text.text):
        yield each.start(), each[0], "a traceback", "a traceback"


def no_local_addresses(site: BuiltSite) -> Iterator[SourceError]:
    for text, at, address, what in _once(texts(site), _without_copies(site, _addresses)):
        instead = "use a public address, or write an example in code"
        yield problem(text.name, text.line_at(at), f"{address} {what}", instead)


def _addresses(text: Text) -> Places:
    is_there = any(each in text.text for each in ("localhost", "127.", "0.0.0.0", "::"))  # noqa: S104
    for each in ADDRESS.finditer(text.text) if is_there else ():
        if each["scheme"] or each["port"]:
            host = each[0].removeprefix(each["scheme"] or "")
            yield each.start(), each[0], "works only on your machine", host


def _without_copies(site: BuiltSite, find: Callable[[Text], Places]) -> Callable[[Text], Found]:
    """Leave out examples: those in code, and their copies that have lost the markup."""
    pages = [each for each in texts(site) if each.document]
    examples = {example for page in pages for at, *_, example in find(page) if example and page.in_code(at)}

    def found(text: Text) -> Found:
        for at, shown, what, example in find(text):
            is_example = example and text.in_code(at)
            if not is_example and not (example in examples and lost_markup(site, text, at)):
                yield at, shown, what

    return found
