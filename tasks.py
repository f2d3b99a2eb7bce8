"""The commands of the project: `./invoke serve`, `./invoke test`, `./invoke publish` and others."""

import os
import signal
import subprocess
import sys
from pathlib import Path

from invoke import Context, Exit, task

if sys.platform == "win32":
    sys.exit("this does not run on Windows itself; run it in WSL, which `wsl --install` sets up")

from vouch.build.run import BuildFailed, rebuild

ROOT = Path(__file__).resolve().parent
OUTPUT = ROOT / "output"


def interrupt(number: int, _frame: object) -> None:
    """Leave by an exception on Ctrl-C or a request to end, so that temporary folders are removed."""
    print("interrupted; output/ is intact", file=sys.stderr)
    sys.exit(128 + number)


signal.signal(signal.SIGINT, interrupt)
signal.signal(signal.SIGTERM, interrupt)
signal.signal(signal.SIGPIPE, signal.SIG_DFL)  # `./invoke resume | head -1` ends quietly


@task(help={"port": "where to listen on this machine"})
def serve(_: Context, port: str = "8000") -> None:
    """Show the site at http://127.0.0.1:8000 and reload the browser after every save."""
    from vouch.serve.server import PortTaken, serve as serve_site

    if not port.isdecimal():
        raise Exit(f"--port {port} is not a number; write --port 8000", 1)
    signal.signal(signal.SIGINT, signal.default_int_handler)  # the usual way to end it
    signal.signal(signal.SIGPIPE, signal.SIG_IGN)  # a browser that goes away does not end it
    try:
        serve_site(ROOT, int(port))
    except PortTaken as taken:
        raise Exit(str(taken), 1) from taken
    except BrokenPipeError:
        os._exit(128 + signal.SIGPIPE)  # Python would report the standard output once more


@task(
    help={
        "production": "the public site: publishconf.py, without drafts",
        "full": "rebuild everything and ignore the cache",
    }
)
def build(_: Context, production: bool = False, full: bool = False) -> None:
    """Build what has changed of the site into output/, or leave output/ as it was."""
    settings = "publishconf.py" if production else "pelicanconf.py"
    try:
        print(rebuild(ROOT, settings, OUTPUT, full))
    except BuildFailed as failure:
        raise Exit(str(failure), 1) from failure


@task(
    help={
        "title": "the title of the article",
        "slug": "the slug, if not the one that the title gives",
        "rst": "write reStructuredText instead of Markdown",
    }
)
def new(_: Context, title: str, slug: str = "", rst: bool = False) -> None:
    """Write the file of a new article, a draft, and print its name."""
    from vouch.editing.edits import NotEdited
    from vouch.editing.new_article import new_article

    try:
        print(new_article(ROOT, title, slug, rst))
    except NotEdited as failure:
        raise Exit(str(failure), 1) from failure


@task(help={"old": "the slug of an article or page", "new_slug": "its new slug"})
def rename(_: Context, old: str, new_slug: str) -> None:
    """Change the slug of an article or page: correct the links to it and redirect from the old address."""
    from vouch.editing.edits import NotEdited
    from vouch.editing.rename import rename as rename_article

    try:
        print(rename_article(ROOT, old, new_slug))
    except NotEdited as failure:
        raise Exit(str(failure), 1) from failure


@task
def resume(_: Context) -> None:
    """Build the résumé alone, in all its forms; report them and what a machine reads in the PDF."""
    from vouch.build.resume_command import build_resume

    try:
        print(build_resume(ROOT, OUTPUT))
    except BuildFailed as failure:
        raise Exit(str(failure), 1) from failure


@task
def accept(_: Context) -> None:
    """List old problems that endanger nobody in content/accepted.txt, so that they stop no build."""
    from vouch.build.accept_command import accept as accept_problems

    try:
        print(accept_problems(ROOT, OUTPUT))
    except BuildFailed as failure:
        raise Exit(str(failure), 1) from failure


@task
def check(_: Context) -> None:
    """Build the public site in a temporary folder and check it as publish does."""
    from vouch.publish.check import check as check_site
    from vouch.publish.outcomes import Refused

    try:
        print(check_site(ROOT))
    except (BuildFailed, Refused) as failure:
        raise Exit(str(failure), 1) from failure


@task(
    help={
        "quick": "only what is fast enough to run on every save",
        "site": "only the tests of the site in content/, not of the engine",
    }
)
def test(_: Context, quick: bool = False, site: bool = False) -> None:
    """Run the test suite, after installing what it needs."""
    from tests.install import NotInstalled, install

    try:
        install(browser_tools=not quick)
    except NotInstalled as failure:
        raise Exit(str(failure), 1) from failure
    chosen = [*(["tests/site"] if site else []), *(["-m", "not slow"] if quick else [])]
    raise Exit(code=subprocess.call([sys.executable, "-m", "pytest", *chosen], cwd=ROOT))


@task(
    iterable=["allow_removed"],
    help={
        "dry_run": "do all but commit and push; list what would change, and addresses that would be lost",
        "remote": "the git remote, or its path or URL, whose gh-pages branch GitHub Pages serves",
        "allow_removed": "an address that may be removed, `*` for any letters; may be given several times",
        "old_addresses": "a sitemap or a list, a file, of addresses of an earlier site that have to stay",
        "allow_cname_change": "let the site move to the domain that SITE_ADDRESS names",
        "wait": "wait until the public site shows what was published",
    },
)
def publish(
    _: Context,
    dry_run=False,
    remote="origin",
    allow_removed=None,
    old_addresses="",
    allow_cname_change=False,
    wait=False,
) -> None:
    """Publish the current commit: build, check, compare, commit to gh-pages, push, confirm what is live."""
    from vouch.publish.command import publish as publish_site

    publish_site(
        ROOT,
        remote,
        dry_run=dry_run,
        allow_removed=allow_removed or [],
        allow_cname_change=allow_cname_change,
        wait=wait,
        old_addresses=old_addresses,
    )


@task(
    help={"to": "a commit of gh-pages or of the sources; else the publish before", "remote": "as for publish"}
)
def rollback(_: Context, to: str = "", remote: str = "origin") -> None:
    """Put an earlier published site on top of gh-pages again, as a new commit."""
    from vouch.publish.command import rollback as roll_back

    roll_back(ROOT, remote, to)


@task(help={"upgrade": "newest versions that requirements.in allows"})
def lock(c: Context, upgrade: bool = False) -> None:
    """Write the hash-locked requirements from requirements.in; versions stay where they are allowed."""
    options = "--generate-hashes --universal --python-version 3.11 --no-emit-index-url --no-emit-find-links"
    if upgrade:
        options += " --upgrade"
    for folder in (".", "tests", "bench"):
        c.run(
            f"{sys.executable} -m uv pip compile {options} --quiet --custom-compile-command './invoke lock'"
            f" {folder}/requirements.in --output-file {folder}/requirements.txt"
        )
