"""What a person or the assistant writes is shown as written, and never becomes part of the page."""

from __future__ import annotations

from typing import Any

import pytest
from browsing import Watched
from chat_page import ChatPage
from playwright.sync_api import Page, expect

ATTACKS = [
    "<script>window.attacked = 1</script>",
    "<img src=x onerror='window.attacked = 1'>",
    "<svg onload=window.attacked=1>",
    "[press](javascript:window.attacked=1)",
    "[press](data:text/html,<script>1</script>)",
    '"><iframe srcdoc="<script>parent.attacked=1</script>">',
]


def test_the_policy_refuses_scripts_and_styles_that_are_slipped_in(chat: ChatPage, page: Page, watched: Watched) -> None:
    watched.expect("Content Security Policy")
    page.evaluate(
        """() => { window.refused = [];
        addEventListener("securitypolicyviolation", (event) => window.refused.push(event.effectiveDirective));
        const slip = (tag, text) => document.body.append(Object.assign(document.createElement(tag), { textContent: text }));
        slip("script", "window.attacked = 1");
        slip("style", "body { display: none }"); }"""
    )
    expect(chat.begin).to_be_visible()
    assert page.evaluate("window.attacked") is None
    assert sorted(set(page.evaluate("window.refused"))) == ["script-src-elem", "style-src-elem"]
    assert watched.complaints  # so the other tests would hear of a refusal


@pytest.mark.parametrize("attack", ATTACKS)
def test_typed_markup_stays_text(chat: ChatPage, page: Page, attack: str) -> None:
    chat.start().say(attack)
    expect(chat.page.locator(".person").last).to_contain_text(attack)
    page.reload()
    expect(chat.page.locator(".person").last).to_contain_text(attack)
    assert page.evaluate("window.attacked") is None
    expect(chat.log.locator("script, iframe, svg, img, a")).to_have_count(0)


def _answer(page: Page, text: str) -> None:
    def answer(route: Any) -> None:
        reply = route.fetch()
        route.fulfill(response=reply, json={**reply.json(), "messages": [{"text": text, "kind": "answer"}]})

    page.route("**/messages", answer)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("A fever is > 38 C or < 35 C.", "A fever is > 38 C or < 35 C."),
        ("Wait 5_10 minutes, 2*3 times, a_b_c.", "Wait 5_10 minutes, 2*3 times, a_b_c."),
        ("This is **important** now.", "This is important now."),
        ("[press](javascript:alert(1))", "[press](javascript:alert(1))"),
        ("[press](//evil.example/x)", "[press](//evil.example/x)"),
        ("<b>bold</b> &amp; &lt;", "<b>bold</b> &amp; &lt;"),
    ],
)
def test_no_character_of_an_answer_is_lost(chat: ChatPage, page: Page, text: str, shown: str) -> None:
    _answer(page, text)
    chat.start()
    expect(chat.replies.last.locator(".bubble")).to_have_text(shown)
    expect(chat.log.locator("a, b, script")).to_have_count(0)


def test_lists_bold_and_safe_links_are_shown_as_such(chat: ChatPage, page: Page) -> None:
    _answer(
        page, "Do this:\n- **rest**\n- ice\n1. one\n2. two\n\nMore on [the web](https://example.org/a?b=1) or [call](tel:111)."
    )
    chat.start()
    reply = chat.replies.last
    expect(reply.locator("ul > li")).to_have_text(["rest", "ice"])
    expect(reply.locator("ol > li")).to_have_text(["one", "two"])
    expect(reply.locator("strong")).to_have_text("rest")
    expect(reply.get_by_role("link", name="the web")).to_have_attribute("rel", "noreferrer")
    expect(reply.get_by_role("link", name="call")).to_have_attribute("href", "tel:111")


def test_a_picture_is_shown_only_from_here_and_with_its_words(chat: ChatPage, page: Page) -> None:
    def answer(route: Any) -> None:
        reply = route.fetch()
        pictures = [
            {"text": "one", "kind": "answer", "image": {"src": "/assets/none.svg", "alt": "A person lies on the floor"}},
            {"text": "two", "kind": "answer", "image": {"src": "https://evil.example/x.png", "alt": "x"}},
        ]
        route.fulfill(response=reply, json={**reply.json(), "messages": pictures})

    page.route(
        "**/assets/none.svg",
        lambda route: route.fulfill(body="<svg xmlns='http://www.w3.org/2000/svg'/>", content_type="image/svg+xml"),
    )
    page.route("**/messages", answer)
    chat.start()
    expect(chat.log.get_by_role("img")).to_have_count(1)
    expect(chat.log.get_by_role("img", name="A person lies on the floor")).to_have_count(1)
