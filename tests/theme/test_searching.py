"""A reader who searches, in a real browser."""

import pytest
from playwright.sync_api import expect

from tests.browser import serving, violations
from tests.conftest import wait_until

pytestmark = pytest.mark.slow

ARTICLE = {"articles/a.md": "Title: A\nDate: 2024-01-02\n\nAbout zebras.\n"}


def test_a_line_of_the_resume_is_found_with_its_role_and_leads_there(visit):
    page = visit("/search.html").page
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("kafka")
    expect(page.get_by_role("status")).to_have_text("1 result for “kafka”")
    line = page.locator(".results li li")
    expect(line.locator("mark")).to_have_text("Kafka")
    line.get_by_role("link", name="Harbour.io, 2015 — 2020").click()
    page.wait_for_url("**/resume.html#harbour-io-replaced-nightly-batches")
    assert "replaced nightly batches" in page.locator(":target").inner_text()


@pytest.mark.parametrize(
    ("query", "word", "section"),
    [
        ("fsync", "fsync", "what-is-left"),
        ("go vet", "vet", "the-guess"),  # code
        ("ErrFull", "errfull", "a-bound"),  # reStructuredText
    ],
)
def test_a_word_of_an_article_is_shown_in_its_sentence_and_section(visit, query, word, section):
    page = visit(f"/search.html?q={query}").page
    part = page.locator(f".results li li:has(a[href$='#{section}'])")
    assert word in part.locator("mark").first.inner_text().lower() or word in part.inner_text()
    part.get_by_role("link").click()
    expect(page.locator(":target")).to_be_visible()


def test_the_keyboard_reaches_the_search_from_any_page(visit):
    page = visit("/queues-that-wait.html").page
    page.keyboard.press("/")
    page.wait_for_url("**/search.html")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("parcels found")
    page.keyboard.press("ArrowDown")  # before the results are there
    expect(page.get_by_role("link", name="Queues that wait")).to_be_focused()
    page.keyboard.press("ArrowUp")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    page.wait_for_url("**/queues-that-wait.html")


def test_enter_goes_to_the_first_result_and_escape_back_to_an_empty_field(visit):
    page = visit("/search.html").page
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("shipwright")
    page.keyboard.press("Enter")
    expect(page.get_by_role("link", name="Résumé").last).to_be_focused()
    page.keyboard.press("Escape")
    expect(page.get_by_role("searchbox")).to_be_focused()
    expect(page.get_by_role("searchbox")).to_have_value("")
    expect(page.locator(".results li")).to_have_count(0)
    expect(page.get_by_role("status")).to_be_empty()


def test_a_slash_is_a_letter_in_a_field_and_does_nothing_where_it_is_turned_off(visit):
    page = visit("/search.html").page
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("a/b")
    expect(page.get_by_role("searchbox")).to_have_value("a/b")
    page.get_by_role("checkbox").click()
    page.goto(page.url.replace("search", "archives"))
    page.keyboard.press("/")
    page.wait_for_timeout(200)
    assert page.url.startswith(page.url.partition("archives.html")[0] + "archives.html")
    page.goto(page.url.partition("archives")[0] + "search.html")
    page.get_by_role("checkbox").click()
    page.keyboard.press("/")
    expect(page.get_by_role("searchbox")).to_be_focused()


def test_what_is_nowhere_is_not_found(visit):
    page = visit("/search.html").page
    for query in ("rust", "rust service", "zxqy", "-fuzz", "&lt;"):
        page.get_by_role("searchbox").fill(query)
        expect(page.get_by_role("status")).to_contain_text(f"No results for “{query}”")
        expect(page.locator(".results li")).to_have_count(0)


def test_a_query_typed_before_the_script_loads_is_kept(visit):
    page, held = visit("/").page, []
    page.context.route("**/found.*.js", lambda each: held.append(each))
    page.goto(f"{page.url}search.html", wait_until="commit")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("shipwright")
    wait_until(lambda: held, lambda: page.wait_for_timeout(20))
    for each in held:
        each.continue_()
    expect(page.get_by_role("status")).to_have_text("1 result for “shipwright”")
    expect(page.get_by_role("searchbox")).to_have_value("shipwright")


def test_a_query_is_shown_as_text(visit):
    visited = visit("/search.html")
    query = '<img src=x onerror="window.typed = 1"> queues'
    visited.page.get_by_role("searchbox").fill(query)
    expect(visited.page.get_by_role("status")).to_contain_text(query)
    visited.page.reload()
    expect(visited.page.get_by_role("status")).to_contain_text(query)
    assert visited.page.locator("search img").count() == 0
    assert visited.page.evaluate("window.typed") is None
    assert visited.messages == []


def test_code_is_shown_as_it_is_written(visit):
    page = visit("/search.html?q=ErrFull").page
    expect(page.locator(".results")).to_contain_text("case queue <- job: return nil")


def test_ten_results_are_shown_and_more_on_demand(build_site, visit):
    texts = {f"articles/{n}.md": f"Title: Zebra {n}\nDate: 2024-01-02\n\nText.\n" for n in range(13)}
    with serving(build_site(texts, public=True, whole=True)) as address:
        page = visit(f"{address}/search.html?q=zebra").page
        expect(page.get_by_role("status")).to_have_text("13 results for “zebra”, showing the first 10")
        page.get_by_role("button", name="More results").click()
        expect(page.locator(".results > li")).to_have_count(13)
        expect(page.locator(".results > li").nth(10).get_by_role("link")).to_be_focused()
        expect(page.get_by_role("button", name="More results")).to_be_hidden()


def test_results_link_below_the_base_path(build_site, visit, tmp_path):
    address = "https://me.github.io/name"
    site = build_site(ARTICLE, public=True, SITE_ADDRESS=address, SITEURL=address, whole=True)
    site.rename(tmp_path / "name")
    with serving(tmp_path) as served:
        page = visit(f"{served}/name/search.html?q=zebra").page
        page.locator(".results a").click()
        page.wait_for_url("**/name/a.html")


NOT_LOADED = "The search index could not be loaded"
CHUNKS = "**/pagefind/index/**"


def failing(page, glob, times, **answer):
    """What was asked for, of which the first `times` do not come: they are aborted, or get `answer`."""
    requests = []

    def route(each):
        requests.append(each.request.url)
        if len(requests) > times:
            each.continue_()
        elif answer:
            each.fulfill(**answer)
        else:
            each.abort()

    page.context.route(glob, route)
    return requests


@pytest.mark.parametrize("answer", [{}, {"status": 404, "body": "not here"}])
@pytest.mark.parametrize("part", [CHUNKS, "**/*.pf_fragment"])
def test_a_part_of_the_index_that_failed_is_requested_again_at_once(visit, part, answer):
    page = visit("/search.html").page
    requests = failing(page, part, 1, **answer)
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("shipwright")
    expect(page.get_by_role("status")).to_have_text("1 result for “shipwright”")
    assert len(requests) > 1


@pytest.mark.parametrize(
    "part", [CHUNKS, "**/*.pf_fragment", "**/*.pf_meta", "**/*.pagefind", "**/pagefind.js*"]
)
def test_after_a_failure_the_next_search_loads_the_index_again(visit, part):
    page = visit("/").page
    requests = failing(page, part, 10_000)
    page.goto(page.url + "search.html")
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("shipwright")
    expect(page.get_by_role("status")).to_contain_text(NOT_LOADED)
    page.context.unroute(part)
    page.keyboard.press("Enter")
    expect(page.get_by_role("status")).to_have_text("1 result for “shipwright”")
    page.get_by_role("searchbox").fill("queues")
    expect(page.get_by_role("status")).to_contain_text("for “queues”")
    expect(page.locator(".results > li")).not_to_have_count(0)
    assert requests


def test_a_search_made_offline_runs_when_the_network_is_back(visit):
    page = visit("/search.html").page
    page.context.set_offline(True)
    expect(page.get_by_role("searchbox")).to_be_focused()
    page.keyboard.type("shipwright")
    expect(page.get_by_role("status")).to_contain_text(NOT_LOADED)
    page.context.set_offline(False)
    expect(page.get_by_role("status")).to_have_text("1 result for “shipwright”")
    page.get_by_role("searchbox").fill("dispatch")
    expect(page.get_by_role("status")).to_contain_text("for “dispatch”")


def test_an_open_page_finds_what_was_published_since(build_site, visit, tmp_path):
    site = build_site(ARTICLE, public=True, whole=True)
    live = site.rename(tmp_path / "live")
    new = {"articles/b.md": "Title: B\nDate: 2024-01-02\n\nZebras.\n"}
    with serving(live) as address:
        page = visit(f"{address}/search.html").page
        published = build_site(ARTICLE | new, public=True, whole=True)
        live.rename(tmp_path / "old")
        published.rename(live)
        expect(page.get_by_role("searchbox")).to_be_focused()
        page.keyboard.type("zebra")
        expect(page.get_by_role("status")).to_have_text("2 results for “zebra”")


def test_more_results_that_failed_to_load_can_be_requested_again(build_site, visit):
    texts = {f"articles/{n}.md": f"Title: Zebra {n}\nDate: 2024-01-02\n\nText.\n" for n in range(13)}
    with serving(build_site(texts, public=True, whole=True)) as address:
        page = visit(f"{address}/search.html?q=zebra").page
        expect(page.locator(".results > li")).to_have_count(10)
        page.context.set_offline(True)
        page.get_by_role("button", name="More results").click()
        expect(page.get_by_role("status")).to_contain_text(NOT_LOADED)
        expect(page.locator(".results > li")).to_have_count(10)
        page.context.set_offline(False)
        page.get_by_role("button", name="More results").dblclick()
        expect(page.locator(".results > li")).to_have_count(13)
        expect(page.get_by_role("status")).to_have_text("13 results for “zebra”")


PHRASES = {
    "articles/a.md": "Title: A\nDate: 2024-01-02\n\nCommon sense. The filler, common and cheap:"
    " `fmt.Println(1)`.\n\n"
    "## Two\n\nErrors handled.\n\n## Three\n\nError handling in C++ and .NET; don't ask.\n",
    "articles/b.md": "Title: B\nDate: 2024-01-02\n\nCommonly, fillers handle the errors of nets in C."
    " Cats code C#.\n",
    "articles/c.md": "Title: C\nDate: 2024-01-02\n\nAn error is handling us. I asked it. Networks.\n",
}


def test_quotes_find_the_exact_phrase(build_site, visit):
    with serving(build_site(PHRASES, public=True, whole=True)) as address:
        page = visit(f"{address}/search.html").page

        def found(query):
            page.get_by_role("searchbox").fill(query)
            expect(page.get_by_role("status")).to_contain_text(f"for “{query}”")
            return page.locator(".results h2").all_inner_texts()

        assert found('"common filler"') == found("“handling error”") == found('"errors handling"') == []
        assert found('"error handling"') == found("“Error  handling”") == ["A"]
        assert page.locator(".results mark").all_inner_texts() == ["Error", "handling"]
        assert page.locator(".results a").last.get_attribute("href") == "/a.html#three"
        assert found('"filler common"') == found('"don\'t ask"') == found('"fmt.Println"') == ["A"]
        assert found('"fillers"') == ["B"]
        assert found('"error handling" sense') == ["A"]
        assert found('"error handling" cats') == []
        assert sorted(found("error handling")) == ["A", "B", "C"]
        assert found('"error') != []  # while one types


def test_a_sign_is_part_of_the_name_of_a_language(build_site, visit):
    with serving(build_site(PHRASES, public=True, whole=True)) as address:
        page = visit(f"{address}/search.html").page
        for query, title in (("C++", "A"), ("C#", "B"), (".NET", "A"), ("c# cats", "B")):
            page.get_by_role("searchbox").fill(query)
            expect(page.get_by_role("status")).to_have_text(f"1 result for “{query}”")
            assert page.locator(".results h2").all_inner_texts() == [title]
        page.get_by_role("searchbox").fill("F#")
        expect(page.get_by_role("status")).to_contain_text("No results")


def test_a_letter_finds_words_that_begin_with_it(visit):
    page = visit("/search.html?q=g").page
    expect(page.get_by_role("status")).to_contain_text("results for words that begin with “g”")


def test_a_word_that_an_article_repeats_thousands_of_times_is_found_at_once(build_site, visit):
    article = f"Title: A\nDate: 2024-01-02\n\n{'zebra ' * 100_000}\n"
    with serving(build_site({"articles/a.md": article}, public=True, whole=True)) as address:
        page = visit(f"{address}/search.html?q=zebra").page
        expect(page.get_by_role("status")).to_have_text("1 result for “zebra”")


def test_the_search_page_offers_other_ways_without_javascript(visit):
    page = visit("/search.html", java_script_enabled=False).page
    expect(page.locator("search")).to_be_hidden()
    links = page.locator("main p:visible a")
    assert [each.get_attribute("href") for each in links.all()] == [
        "/archives.html",
        "/tags.html",
        "/resume.html",
    ]


def test_pagefind_is_loaded_only_on_the_search_page_and_logs_nothing(visit, address):
    visited = visit("/", idle=True)
    for path in ("/tail-latency.html", "/resume.html"):
        visited.go(path, idle=True)
    assert not any("pagefind" in each or "search" in each for each in visited.requests)
    visited.go("/search.html?q=queues", idle=True)
    assert any("pagefind" in each for each in visited.requests)
    assert [each for each in visited.requests if not each.startswith(address + "/")] == []
    assert visited.messages == []


@pytest.mark.parametrize(("width", "scheme"), [(1440, "light"), (360, "dark")])
def test_results_are_accessible_and_fit(visit, width, scheme):
    page = visit("/search.html?q=service", width, scheme).page
    expect(page.locator(".results > li")).to_have_count(3)
    assert violations(page) == []
    assert page.evaluate("document.documentElement.scrollWidth") <= width


@pytest.mark.parametrize("width", [320, 360])
def test_the_masthead_has_room_for_the_menu(visit, width):
    page = visit("/", width).page
    tops = {each.bounding_box()["y"] for each in page.locator(".masthead li").all()}
    assert len(tops) == 1


TEXTS = {
    "ja": ("検索エンジンの作り方", "東京都に住んでいる私は、形態素解析を使ってGoのサーバーを作りました。"),
    "zh": ("消息队列", "这是一段简单的测试文本，我们在分布式系统中使用消息队列。"),
    "th": ("การค้นหา", "ฉันเขียนโปรแกรมค้นหาข้อความภาษาไทยด้วยภาษาโก"),
    "ko": ("검색", "서울에서 검색엔진을 만들었습니다."),
}


@pytest.mark.parametrize(
    ("site", "language", "query", "marked"),
    [
        ("zh", "zh", "分布式", "分布式"),
        ("zh", "zh", "段简", "段简"),  # of two words
        ("zh-Hant", "zh", "消息 系统", "系统消息"),
        ("ja", "ja", "形態素", "形態素"),
        ("en", "ja", "Goのサーバー", "Goのサーバー"),
        ("en", "ja", "検索エンジン", None),  # in the title
        ("en", "th", "ข้อความ", "ข้อความ"),
        ("ko", "ko", "검색엔진", "검색엔진을"),
    ],
)
def test_a_word_within_a_sentence_without_spaces_is_found(build_site, visit, site, language, query, marked):
    title, text = TEXTS[language]
    files = ARTICLE | {
        "articles/b.md": f"Title: {title}\nDate: 2024-01-02\nSlug: b\nLang: {language}\n\n{text}\n"
    }
    with serving(build_site(files, public=True, whole=True, CARDS=False, DEFAULT_LANG=site)) as address:
        page = visit(f"{address}/search.html?q={query}").page
        expect(page.locator(".results h2")).to_have_text(title)
        if marked:
            excerpt = page.locator(".results p:not(.meta)").inner_text().strip("… .")
            assert text.endswith(excerpt) or text.startswith(excerpt)
            assert "".join(page.locator(".results mark").all_inner_texts()) == marked
        page.get_by_role("searchbox").fill("系東")
        expect(page.get_by_role("status")).to_contain_text("No results")


def test_a_word_with_a_stem_is_found_beside_letters_without_spaces(build_site, visit):
    title, text = TEXTS["ja"]
    files = ARTICLE | {"articles/b.md": f"Title: {title}\nDate: 2024-01-02\nSlug: b\nLang: ja\n\n{text}\n"}
    with serving(build_site(files, public=True, whole=True, CARDS=False, DEFAULT_LANG="ja")) as address:
        page = visit(f"{address}/search.html?q=zebra").page
        expect(page.locator(".results h2")).to_have_text("A")
        expect(page.locator(".results .meta")).to_have_text("2024年1月2日")
