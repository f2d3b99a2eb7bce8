"""The standards that the site is held to: the Nu HTML checker, RFC 4287 as RELAX NG, JSON Resume's schema."""

import json
import re
import shutil
import subprocess
from pathlib import Path

from jsonschema import Draft7Validator
from lxml import etree

from tests.conftest import ROOT, not_tested
from vouch.resume.json_schema import SCHEMA

CHECKER = ROOT / "tests/node_modules/vnu-jar/build/dist/vnu.jar"
# Of CSS Anchor Positioning and MathML Core: all browsers have them, and the checker's list has not.
NEWER_THAN_THE_CHECKER = re.compile(
    r"CSS: “(?:position-(?:anchor|try-fallbacks)|math-style)”: Property .* doesn't exist"
)
ATOM_SCHEMA = ROOT / "tests/atom.rng"


def html_errors(site: Path) -> list[str]:
    """What the Nu HTML checker calls an error in the pages below a folder, `page.html:3: message`."""
    if not (shutil.which("java") and CHECKER.is_file()):
        not_tested("no Java or npm: the HTML was NOT checked (Debian: apt install default-jre-headless npm)")
    command = ["java", "-jar", CHECKER, "--format", "json", "--skip-non-html", "--errors-only", site]
    done = subprocess.run(command, capture_output=True, text=True, check=False)
    messages = json.loads(done.stderr)["messages"]
    return [
        f"{Path(each['url']).name}:{each.get('lastLine', 1)}: {each['message']}"
        for each in messages
        if not NEWER_THAN_THE_CHECKER.match(each["message"])
    ]


def atom_schema() -> etree.RelaxNG:
    return etree.RelaxNG(etree.parse(ATOM_SCHEMA))


def json_resume_errors(document: object) -> list[str]:
    """Where a document breaks the schema of JSON Resume 1.x, formats included, `work/0/url: message`."""
    schema = json.loads(SCHEMA.read_text("utf-8"))
    validator = Draft7Validator(schema, format_checker=Draft7Validator.FORMAT_CHECKER)
    errors = validator.iter_errors(document)
    return ["/".join(map(str, each.absolute_path)) + f": {each.message}" for each in errors]
