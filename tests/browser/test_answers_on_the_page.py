"""What stands with an answer: its drawings and where it comes from."""

from __future__ import annotations

from chat_page import ChatPage
from playwright.sync_api import expect


def test_the_movements_of_an_answer_are_drawn_and_described(chat: ChatPage) -> None:
    chat.start().say("what exercises can i do")
    drawing = chat.replies.last.get_by_role("img").first
    drawing.scroll_into_view_if_needed()
    expect(drawing).to_have_attribute(
        "alt",
        "A person seen from above lies on their back with arms out. The bent knees roll together to one side, then to the other.",
    )
    assert drawing.evaluate("image => image.decode().then(() => image.naturalWidth)") > 0


def test_an_answer_names_its_sources_and_when_they_are_looked_at_again(chat: ChatPage) -> None:
    chat.start().say("what exercises can i do")
    chat.replies.last.get_by_text("Where this comes from").click()
    expect(chat.replies.last).to_contain_text("NHS inform: Exercises for back pain, 2020")
    expect(chat.replies.last).to_contain_text("2027")
