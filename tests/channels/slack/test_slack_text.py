"""Text on its way to and from Slack keeps what it says."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.channels.slack_text import cut, mrkdwn, pieces, typed, unmarked


@pytest.mark.parametrize(
    ("ours", "slacks"),
    [
        ("**Call now**", "*Call now*"),
        ("a **b** c **d**", "a *b* c *d*"),
        ("[the NHS](https://www.nhs.uk/x?a=1&b=2)", "<https://www.nhs.uk/x?a=1&amp;b=2|the NHS>"),
        ("[call](tel:999)", "<tel:999|call>"),
        ("[press](javascript:alert(1))", "[press](javascript:alert(1))"),
        ("see https://www.nhs.uk/x.", "see <https://www.nhs.uk/x>."),
        ("Do:\n- rest\n- ice", "Do:\n• rest\n• ice"),
        ("1. rest\n2. ice", "1. rest\n2. ice"),
        ("# Help\nnow", "*Help*\nnow"),
        ("fever > 38 & < 40", "fever &gt; 38 &amp; &lt; 40"),
        ("<!channel> <@U1>", "&lt;!channel&gt; &lt;@U1&gt;"),
        ("5_10 minutes, 2*3", "5_10 minutes, 2*3"),
        ("** not bold **", "** not bold **"),
    ],
)
def test_our_markdown_becomes_slacks(ours: str, slacks: str) -> None:
    assert mrkdwn(ours) == slacks


@pytest.mark.parametrize(
    ("slacks", "said"),
    [
        ("a &lt; b &amp;&amp; c &gt; d", "a < b && c > d"),
        ("&amp;lt;", "&lt;"),
        ("see <https://x.org|x.org> and <https://y.org>", "see x.org and https://y.org"),
        ("<mailto:a@b.org|a@b.org>", "a@b.org"),
        ("<tel:999|999>", "999"),
        ("<@U0BOT> my back", "my back"),
        ("<#C1|general> <!here>", "general here"),
        ("I *can't* _pee_ ~now~ `ok`", "I can't pee now ok"),
        ("*_both_*", "both"),
        ("snake_case_word 2*3*4", "snake_case_word 2*3*4"),
        (":+1:", "👍"),
        (":-1::skin-tone-2:", "👎"),
        (":unknown-emoji:", ":unknown-emoji:"),
        ("/affirm", "affirm"),
        (" / /affirm", "affirm"),
        ("", ""),
    ],
)
def test_what_slack_wrapped_is_unwrapped(slacks: str, said: str) -> None:
    assert typed(slacks) == said


def test_plain_words_have_no_marks() -> None:
    assert unmarked("**Ice** or [heat](https://x.org)") == "Ice or heat"


def test_a_cut_is_shown() -> None:
    assert cut("0123456789", 10) == "0123456789"
    assert cut("01234567890", 10) == "012345678…"


TEXT = st.text(alphabet=st.sampled_from("ab &<>*_`~-[]()|\n.:/hts#0"), max_size=400) | st.text(max_size=200)


@given(TEXT, st.integers(min_value=1, max_value=60))
def test_no_piece_is_longer_than_slack_takes_and_none_is_empty(text: str, times: int) -> None:
    assert all(0 < len(piece) <= 3000 for piece in pieces(text * times, 3000))


@given(st.lists(st.text(alphabet="abcdefgh<>&", min_size=1, max_size=30), max_size=300))
def test_every_word_of_a_long_text_is_in_one_of_its_pieces(words: list[str]) -> None:
    whole = " ".join(pieces(" ".join(words), 300))
    assert whole.split() == mrkdwn(" ".join(words)).split()


def test_a_word_without_end_is_broken() -> None:
    found = pieces("&" * 5000, 3000)
    assert all(len(piece) <= 3000 for piece in found)
    assert "".join(found) == "&amp;" * 5000


def test_paragraphs_stay_together_where_they_fit() -> None:
    assert pieces("one\n\ntwo\n\n\nthree", 3000) == ["one\n\ntwo\n\nthree"]


@given(TEXT)
def test_reading_what_slack_sends_never_fails(text: str) -> None:
    typed(text)
