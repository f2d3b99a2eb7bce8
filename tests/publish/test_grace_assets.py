"""Assets that live pages load are kept in the new site."""

from vouch.publish.grace_assets import _lost
from vouch.publish.site_tree import BUILD, File, Tree

A, B, C = (f"theme/{name}.0123abcd.js" for name in "abc")


def tree(*names: str, kept: str = '{"kept": []}', **kinds: bool) -> Tree:
    files = {name: File("0", 1, **kinds) for name in names}
    return Tree(files | {BUILD: File("1", 1)}, lambda _: kept.encode())


def test_assets_that_only_live_pages_load_are_kept(tmp_path):
    (tmp_path / "theme").mkdir()
    (tmp_path / B).write_text("")
    live = tree(A, B, C, "a.html", "files/notes.20240315.txt", kept=f'{{"kept": ["{C}"]}}')
    assert list(_lost(live, tmp_path)) == [A]


def test_only_plain_files_below_the_site_are_kept(tmp_path):
    names = ("../a{}", "a/../../b{}", "/a{}", "a\nb{}", ".git/hooks/a{}", "a\\b{}")
    assert list(_lost(tree(*(each.format(".0123abcd.js") for each in names)), tmp_path)) == []
    assert list(_lost(tree(A, is_plain=False), tmp_path)) == []


def test_a_damaged_list_of_kept_assets_is_ignored(tmp_path):
    for kept in ("", "{", "5", "null", "{}", '{"kept": 1}', '{"kept": [["a"], null]}', "[" * 100_000):
        assert list(_lost(tree(A, kept=kept), tmp_path)) == [A]
