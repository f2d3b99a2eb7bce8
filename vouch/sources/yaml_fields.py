"""Fields in YAML between lines of `---`.

YAML is only composed, never constructed: a value is text, a list or a map, so a tag of Python does nothing.
"""

import re
from collections.abc import Iterator

import yaml

from vouch.sources.fields import SITE_NAMES, Field, Problem, site_name

TAGS = [f"tag:yaml.org,2002:{each}" for each in "str int float bool null timestamp map seq".split()]
NULL, BOOL, INT = TAGS[4], TAGS[3], TAGS[1]
PLAIN_INT = re.compile(r"0|[1-9]\d{0,14}")  # not YAML's 0123, which is 83, or 12:30, which is 750


def read(lines: list[str]) -> tuple[list[Field] | None, list[Problem]]:
    """The fields and what is wrong with them; None in place of fields if the text is no map.

    The first of the lines is a fence. If they are not YAML, there are no fields, and one problem.
    """
    try:
        root = yaml.compose("\n".join(["", *lines[1:]]), Loader=yaml.SafeLoader)
        if not isinstance(root, yaml.MappingNode):
            return [] if root is None else None, []
        return list(_fields(root)), list(_comments(root, lines))
    except yaml.YAMLError as error:
        return [], [_not_yaml(error)]


def _not_yaml(error: yaml.YAMLError) -> Problem:
    """At the beginning of the value that has no end, if there is one."""
    what, mark = getattr(error, "problem", None) or str(error), getattr(error, "problem_mark", None)
    context = getattr(error, "context", None) or "while parsing a block"
    mark = mark if context.startswith("while parsing a block") else error.context_mark
    line = mark.line + 1 if mark else 1
    return line, f"this is not YAML ({what})", "write plain text, or put it in quotes"


def _fields(root: yaml.MappingNode) -> Iterator[Field]:
    seen: set[int] = set()
    for key, node in root.value:
        name, value = _name(key), _value(node, seen)
        if site_name(name) in SITE_NAMES:
            value = _text(node)
        if node.tag != NULL or node.value or site_name(name) in ("title", "status"):
            yield Field(name, value, key.start_mark.line + 1, is_typed=True)


def _name(key: yaml.Node) -> str:
    if not isinstance(key, yaml.ScalarNode) or not key.value:
        raise _error("a name is text", key)
    return key.value


def _value(node: yaml.Node, seen: set[int]) -> object:
    """The plain value of a node; each may be in one place, since an alias of aliases grows without end."""
    if node.tag not in TAGS or id(node) in seen:
        raise _error("tags, anchors and merged maps are not read here", node)
    seen.add(id(node))
    if isinstance(node, yaml.MappingNode):
        return {_name(key): _value(each, seen) for key, each in node.value}
    if isinstance(node, yaml.SequenceNode):
        return [_value(each, seen) for each in node.value]
    if node.tag == BOOL:
        return node.value.lower() in ("true", "yes", "on")
    if node.tag == INT and PLAIN_INT.fullmatch(node.value):
        return int(node.value)
    return None if node.tag == NULL else node.value


def _text(node: yaml.Node) -> object:
    """The value of a known field: as written, since the tag `1.10` is not the number 1.1."""
    if isinstance(node, yaml.SequenceNode):
        return [_text(each) for each in node.value]
    return {} if isinstance(node, yaml.MappingNode) else node.value


def _error(problem: str, node: yaml.Node) -> yaml.MarkedYAMLError:
    return yaml.MarkedYAMLError(problem=problem, problem_mark=node.start_mark)


def _comments(root: yaml.MappingNode, lines: list[str]) -> Iterator[Problem]:
    """`Title: Why C #3` without quotes loses its end in YAML."""
    for key, node in root.value:
        is_plain = isinstance(node, yaml.ScalarNode) and not node.style and node.tag != NULL
        if is_plain and site_name(key.value) in ("title", "summary"):
            comment = lines[node.end_mark.line][node.end_mark.column :].strip()
            if comment.startswith("#"):
                what = f"`{comment}` is a comment in YAML, so `{key.value}` would end before it"
                yield key.start_mark.line + 1, what, "write the value in quotes, or remove the comment"
