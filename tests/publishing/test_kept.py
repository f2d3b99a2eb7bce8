"""Of the files that live pages load, those that may be kept."""

from publishing.kept import _lost
from publishing.tree import MANIFEST, File, Tree


def tree(listed: str, *names: str, **kinds: bool) -> Tree:
    files = {name: File("0", 1, **kinds) for name in names}
    return Tree(files | {MANIFEST: File("1", 1)}, lambda _: listed.encode())


def test_what_live_pages_load_and_the_new_site_has_not(tmp_path):
    (tmp_path / "b.js").write_text("")
    assert list(_lost(tree('["a.js", "b.js", "c.js"]', "a.js", "b.js"), tmp_path)) == ["a.js"]


def test_no_name_that_leads_out_of_the_site_and_nothing_but_files(tmp_path):
    names = ("../a.js", "a/../../b.js", "/a.js", "a\nb.js", ".git/hooks/a", "a\\b")
    listed = '["../a.js", "a/../../b.js", "/a.js", "a\\nb.js", ".git/hooks/a", "a\\\\b"]'
    assert list(_lost(tree(listed, *names), tmp_path)) == []
    assert list(_lost(tree('["a.js"]', "a.js", is_plain=False), tmp_path)) == []


def test_a_list_that_is_none_is_empty(tmp_path):
    for listed in ("", "{", "5", "null", '{"a.js": 1}', '[["a.js"]]', "[" * 100_000):
        assert list(_lost(tree(listed, "b.js"), tmp_path)) == []
