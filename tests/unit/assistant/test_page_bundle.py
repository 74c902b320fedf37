"""The page's small files become one script and one stylesheet, and stay small, strict and by themselves."""

from __future__ import annotations

import gzip
import re
from pathlib import Path

import pytest

from assistant.channels.page_bundle import script, styles

WEB = Path(__file__).parents[3] / "web"
MOST_BYTES = 20_000
MOST_BYTES_OF_THE_LAUNCHER = 1536


def _packed(*texts: str) -> int:
    return sum(len(gzip.compress(text.encode())) for text in texts)


def test_the_whole_page_is_at_most_20_kilobytes() -> None:
    assert _packed((WEB / "index.html").read_text(encoding="utf-8"), script(WEB), styles(WEB)) <= MOST_BYTES


def test_the_launcher_is_at_most_a_kilobyte_and_a_half() -> None:
    text = (WEB / "embed.js").read_text(encoding="utf-8")
    assert len(re.sub(r"^(\s+|//.*\n)", "", text, flags=re.MULTILINE)) <= MOST_BYTES_OF_THE_LAUNCHER


@pytest.mark.parametrize("file", sorted(WEB.glob("*.js")), ids=lambda file: file.name)
def test_every_script_but_the_launcher_is_part_of_the_page(file: Path) -> None:
    assert (f"const ${file.stem} = " in script(WEB)) == (file.name != "embed.js")


@pytest.mark.parametrize("file", sorted(WEB.glob("*.css")), ids=lambda file: file.name)
def test_every_stylesheet_is_part_of_the_page(file: Path) -> None:
    rule = next(
        line.strip() for line in file.read_text(encoding="utf-8").splitlines() if "{" in line and not line.startswith(("@", "/*"))
    )
    assert rule in styles(WEB)


@pytest.mark.parametrize("file", sorted(WEB.glob("*.html")), ids=lambda file: file.name)
def test_html_holds_no_script_style_or_handler_of_its_own(file: Path) -> None:
    text = file.read_text(encoding="utf-8")
    assert not re.search(r"<script(?![^>]*\bsrc=)|<style|\sstyle=|\son\w+=", text)
    assert re.findall(r"<[a-z][^>]*\b(?:src|href)=.https?:[^>]*>", text) == []


def test_no_script_makes_code_or_markup_out_of_text() -> None:
    assert not re.search(r"\beval\(|new Function|innerHTML|outerHTML|insertAdjacentHTML|document\.write", script(WEB))


def _folder(path: Path, **files: str) -> Path:
    for name, text in files.items():
        (path / f"{name}.js").write_text(text, encoding="utf-8")
    return path


def test_names_of_two_files_do_not_meet(tmp_path: Path) -> None:
    folder = _folder(
        tmp_path,
        main='import { first } from "./one.js";\nimport "./two.js";\nconst own = first;\n',
        one="const own = 1;\nexport const first = own;\n",
        two="const own = 2;\n",
    )
    assert script(folder).splitlines() == [
        "const $one = (() => {",
        "const own = 1;",
        "const first = own;",
        "return { first };",
        "})();",
        "const $two = (() => {",
        "const own = 2;",
        "return {  };",
        "})();",
        "const $main = (() => {",
        "const { first } = $one;",
        "const own = first;",
        "return {  };",
        "})();",
    ]


def test_comments_go_and_what_looks_like_one_in_a_text_stays(tmp_path: Path) -> None:
    folder = _folder(tmp_path, main='// gone\n/**\n * gone\n */\nconst a = "https://x/*"; // stays\n  const b = "*/";\n')
    assert script(folder) == 'const $main = (() => {\nconst a = "https://x/*"; // stays\nconst b = "*/";\nreturn {  };\n})();\n'


def test_files_that_import_each_other_are_refused(tmp_path: Path) -> None:
    folder = _folder(tmp_path, main='import "./one.js";\n', one='import "./main.js";\n')
    with pytest.raises(ValueError, match="main > one > main"):
        script(folder)


@pytest.mark.parametrize(
    "line", ['import all from "./x.js";', "export default 1;", "export { a };", 'const x = await import("./x.js");']
)
def test_forms_that_are_not_read_are_refused(tmp_path: Path, line: str) -> None:
    with pytest.raises(ValueError, match="not in a form that is read here"):
        script(_folder(tmp_path, main=f"{line}\n"))


def test_what_is_for_paper_stays_on_paper(tmp_path: Path) -> None:
    for name in ("page", "chat", "print"):
        (tmp_path / f"{name}.css").write_text(f"/* {name} */\n.{name} {{ color: red; }}\n", encoding="utf-8")
    assert styles(tmp_path) == ".page { color: red; }\n.chat { color: red; }\n@media print {\n.print { color: red; }\n}\n"
