"""What the assistant says about the chat page is what stands on the page."""

from __future__ import annotations

import re

from wording import DOMAIN, ROOT


def test_the_button_that_deletes_is_called_by_its_name():
    [words] = [each["text"] for each in DOMAIN["responses"]["utter_privacy_delete"] if each.get("channel") == "web"]
    name = re.search(r'"delete": "([^"]+)"', (ROOT / "web" / "strings.js").read_text(encoding="utf-8"))[1]
    assert f'"{name}"' in words
