"""The fields of a Markdown source in each of their forms: as Pelican has them, as YAML and as TOML."""

import pytest

from vouch.sources.field_rules import problems_of
from vouch.sources.heads import head_of

TEXT = "\n\nText.\n"
YAML = """---
layout: post
title: "Why: C #3"  # a comment
date: 2012-07-04 10:00:00 +0200
categories: [dev, go]
tags:
  - 1.10
  - two words
description: >
  Folded
  text.
image:
  path: /a.png
  width: 640
toc: true
redirect_from: [/old/, /older.html]
draft: false
lastmod:
---"""
TOML = """+++
title = 'Why: C #3'
date = 2012-07-04T10:00:00+02:00
draft = true
[taxonomies]
tags = ['a', 'b']
[extra]
since = 2012-07-04
+++"""


def fields_of(head: str) -> dict[str, object]:
    found = head_of(head + TEXT)
    assert found.problems == ()
    return {each.name: each.content for each in found.fields}


def test_yaml_is_read_as_jekyll_hugo_and_astro_have_it():
    assert fields_of(YAML) == {
        "layout": "post",
        "title": "Why: C #3",
        "date": "2012-07-04 10:00:00 +0200",
        "category": "dev",
        "tags": ["1.10", "two words", "go"],
        "summary": "Folded text.",
        "image": {"path": "/a.png", "width": 640},
        "toc": True,
        "aliases": ["/old/", "/older.html"],
        "status": "published",
    }


def test_toml_is_read_as_hugo_and_zola_have_it():
    assert fields_of(TOML) == {
        "title": "Why: C #3",
        "date": "2012-07-04 10:00:00+02:00",
        "status": "draft",
        "extra": {"since": "2012-07-04"},
        "tags": ["a", "b"],
    }


def test_lines_that_are_not_yaml_may_be_between_lines_of_yaml():
    assert fields_of("---\nTitle: a: b\nTags: x, y: z\n---") == {"title": "a: b", "tags": ["x", "y: z"]}


@pytest.mark.parametrize("end", ["...", "---  "])
def test_the_text_begins_below_the_line_that_ends_yaml(end):
    assert head_of(f"---\ntitle: A\n\nmood: x\n{end}{TEXT}").body == 5


def test_a_list_may_have_several_lines():
    head = "Title: A\nTags: a, b,\n      c\nAuthors:\n    - Ann\n    - Bob\nMine: x\n    y"
    found = fields_of(head)
    assert found == {"title": "A", "tags": ["a", "b", "c"], "authors": ["Ann", "Bob"], "mine": ["x", "y"]}


@pytest.mark.parametrize("heading", ["# My `code` title", "# My code title #", "My *code* title\n=====\n"])
def test_a_heading_above_the_text_is_the_title(heading):
    text = f"Date: 2020-01-02\n\n{heading}{TEXT}"
    found = head_of(text)
    assert next(each.text for each in found.fields if each.name == "title") == "My code title"
    assert "\n".join(text.split("\n")[found.body :]).strip() == "Text."


@pytest.mark.parametrize(("heading", "body"), [("# A", 3), ("A\n=", 4), ("# B", 2), ("## A", 2)])
def test_a_heading_that_repeats_the_title_is_not_in_the_text(heading, body):
    assert head_of(f"Title: A\n\n{heading}{TEXT}").body == body


def test_a_rule_is_no_front_matter():
    assert head_of(f"---{TEXT}---{TEXT}").fields == []


@pytest.mark.parametrize("value", ["[{a: 1}]", "{a: 1}", "[[a], b]"])
@pytest.mark.parametrize("name", ["categories", "tags", "status", "draft", "date", "aliases", "title"])
def test_a_value_of_another_kind_is_reported(name, value):
    found = head_of(f"---\n{name}: {value}\ntag: [x]\ncategory: y\n---{TEXT}").fields
    assert 2 in [line for line, _, _ in problems_of(found)]
