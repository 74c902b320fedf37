"""A mistake in a knowledge file is refused, and the message says which entry and which field."""

from __future__ import annotations

import copy
import shutil
from pathlib import Path
from typing import Any

import pytest
import yaml

from triage.detector import RedFlagDetector
from triage.files import KnowledgeError, read_yaml
from triage.knowledge import FOLDER, load

SOUND: dict[str, Any] = {
    "red_flags": {
        "red_flags": [
            {
                "id": "cold_feet",
                "name": "cold feet",
                "question": "Are your feet cold?",
                "why": "Cold feet matter here.",
                "tier": "urgent",
                "source": ["A1"],
                "review_due": "2099-01-01",
                "reviewed_by": "nobody yet",
                "rules": [{"id": "said", "patterns": ["cold {foot}"], "fires": ["cold feet"], "silent": ["warm feet"]}],
            }
        ],
        "risk_factors": [
            {
                "id": "winter",
                "name": "winter",
                "source": ["A1"],
                "review_due": "2099-01-01",
                "reviewed_by": "nobody yet",
                "rules": [{"id": "said", "patterns": ["winter|snow"]}],
            }
        ],
        "pairs": [{"id": "cold_in_winter", "all_of": ["cold_feet", "winter"], "tier": "emergency", "source": ["A1"]}],
    },
    "words": {"sets": {"foot": ["foot", "feet"]}, "slang": {"brr": "cold"}, "phrases": {"at_sea": ["at sea"]}},
    "screening": {
        "questions": [{"slot": "screen_cold_feet", "flags": ["cold_feet"], "tier": "urgent"}],
        "limits": [{"slot": "onset", "at_least": 14, "tier": "see_doctor", "reason": "it is long", "source": ["A1"]}],
    },
    "sources": {"A1": {"title": "A title", "opened": "page"}},
}


@pytest.fixture
def write(tmp_path: Path):
    """Write a copy of the sound files, changed by the test, and return its folder."""
    shutil.copy(FOLDER / "context.yml", tmp_path)

    def write_files(change=lambda files: None) -> Path:
        files = copy.deepcopy(SOUND)
        change(files)
        for name, content in files.items():
            (tmp_path / f"{name}.yml").write_text(yaml.safe_dump(content), encoding="utf-8")
        return tmp_path

    return write_files


def flag(files: dict[str, Any]) -> dict[str, Any]:
    return files["red_flags"]["red_flags"][0]


def rule(files: dict[str, Any]) -> dict[str, Any]:
    return flag(files)["rules"][0]


def pair(files: dict[str, Any]) -> dict[str, Any]:
    return files["red_flags"]["pairs"][0]


def question(files: dict[str, Any]) -> dict[str, Any]:
    return files["screening"]["questions"][0]


def limit(files: dict[str, Any]) -> dict[str, Any]:
    return files["screening"]["limits"][0]


def test_sound_files_load(write):
    loaded = load(write())
    assert list(loaded.red_flags) == ["cold_feet", "winter"]
    assert [each.flag for each in RedFlagDetector(loaded).detect("brr feet in the snow")] == ["cold_feet", "winter"]


def test_a_copy_of_the_real_files_is_the_real_knowledge(tmp_path):
    for file in FOLDER.glob("*.yml"):
        shutil.copy(file, tmp_path)
    assert load(tmp_path) == load()


def test_no_on_and_off_are_words_of_the_lexicon(tmp_path):
    file = tmp_path / "words.yml"
    file.write_text("words: [no, on, off, yes, y, n]\ntruth: [true, false]\n", encoding="utf-8")
    assert read_yaml(file) == {"words": ["no", "on", "off", "yes", "y", "n"], "truth": [True, False]}


@pytest.mark.parametrize("field", ["id", "name", "source", "review_due", "reviewed_by", "rules", "tier"])
@pytest.mark.parametrize("leave", ["out", "empty"])
def test_a_red_flag_without_a_needed_field_is_refused(write, field, leave):
    def change(files):
        if leave == "out":
            del flag(files)[field]
        else:
            flag(files)[field] = type(flag(files)[field])()

    with pytest.raises(KnowledgeError) as refusal:
        load(write(change))
    assert field in str(refusal.value)
    assert "cold feet" in str(refusal.value) or "cold_feet" in str(refusal.value)


@pytest.mark.parametrize("field", ["id", "name", "source", "review_due", "reviewed_by", "rules"])
def test_a_risk_factor_without_a_needed_field_is_refused(write, field):
    with pytest.raises(KnowledgeError, match=rf"winter.*{field}"):
        load(write(lambda files: files["red_flags"]["risk_factors"][0].pop(field)))


@pytest.mark.parametrize("field", ["id", "patterns"])
def test_a_rule_without_a_needed_field_is_refused(write, field):
    with pytest.raises(KnowledgeError, match=rf"cold_feet.*{field}"):
        load(write(lambda files: rule(files).pop(field)))


@pytest.mark.parametrize("field", ["id", "all_of", "tier", "source"])
def test_a_pair_without_a_needed_field_is_refused(write, field):
    with pytest.raises(KnowledgeError, match=field):
        load(write(lambda files: pair(files).pop(field)))


@pytest.mark.parametrize("field", ["slot", "flags", "tier"])
def test_a_question_without_a_needed_field_is_refused(write, field):
    with pytest.raises(KnowledgeError, match=field):
        load(write(lambda files: question(files).pop(field)))


@pytest.mark.parametrize("field", ["slot", "tier", "reason", "source"])
def test_a_limit_without_a_needed_field_is_refused(write, field):
    with pytest.raises(KnowledgeError, match=field):
        load(write(lambda files: limit(files).pop(field)))


def test_a_limit_that_limits_nothing_is_refused(write):
    with pytest.raises(KnowledgeError, match=r"onset.*(at_least|values)"):
        load(write(lambda files: limit(files).pop("at_least")))


@pytest.mark.parametrize("of", [flag, rule, pair, question, limit])
def test_a_disposition_that_does_not_exist_is_refused(write, of):
    with pytest.raises(KnowledgeError, match="urgentish") as refusal:
        load(write(lambda files: of(files).update(tier="urgentish")))
    entry = of(copy.deepcopy(SOUND))
    assert (entry.get("id") or entry["slot"]) in str(refusal.value)


@pytest.mark.parametrize("of", [flag, pair, limit])
def test_a_source_that_is_not_listed_is_refused(write, of):
    with pytest.raises(KnowledgeError, match="Z9") as refusal:
        load(write(lambda files: of(files).update(source=["A1", "Z9"])))
    entry = of(copy.deepcopy(SOUND))
    assert (entry.get("id") or entry["slot"]) in str(refusal.value)


@pytest.mark.parametrize("field", ["all_of", "any_of"])
def test_a_pair_of_an_unknown_flag_is_refused(write, field):
    with pytest.raises(KnowledgeError, match=r"cold_in_winter.*warm_feet"):
        load(write(lambda files: pair(files).update({field: ["warm_feet"]})))


def test_a_question_for_an_unknown_flag_is_refused(write):
    with pytest.raises(KnowledgeError, match=r"screen_cold_feet.*warm_feet"):
        load(write(lambda files: question(files).update(flags=["warm_feet"])))


def test_one_id_for_two_flags_is_refused(write):
    with pytest.raises(KnowledgeError, match="cold_feet"):
        load(write(lambda files: files["red_flags"]["red_flags"].append(flag(files))))


def test_one_id_for_two_rules_of_a_flag_is_refused(write):
    with pytest.raises(KnowledgeError, match=r"cold_feet.*said"):
        load(write(lambda files: flag(files)["rules"].append({"id": "said", "patterns": ["frozen {foot}"]})))


def test_one_slot_for_two_questions_is_refused(write):
    with pytest.raises(KnowledgeError, match="screen_cold_feet"):
        load(write(lambda files: files["screening"]["questions"].append(question(files))))


@pytest.mark.parametrize("field", ["patterns", "unless", "fires", "silent"])
def test_a_text_where_a_list_belongs_is_refused(write, field):
    with pytest.raises(KnowledgeError, match=rf"said.*{field}"):
        load(write(lambda files: rule(files).update({field: "cold feet"})))


@pytest.mark.parametrize(
    "of,field", [(flag, "histroy_counts"), (rule, "unles"), (pair, "anyof"), (question, "flag"), (limit, "at_most")]
)
def test_a_field_that_does_not_exist_is_refused(write, of, field):
    with pytest.raises(KnowledgeError, match=field):
        load(write(lambda files: of(files).update({field: ["winter"]})))


@pytest.mark.parametrize(
    "file,key", [("red_flags", "pairs"), ("red_flags", "risk_factors"), ("words", "slang"), ("screening", "limits")]
)
def test_a_misspelt_key_of_a_file_does_not_drop_what_stands_under_it(write, file, key):
    def misspell(files):
        files[file][f"{key}_"] = files[file].pop(key)

    with pytest.raises(KnowledgeError, match=rf"{file}\.yml.*{key}"):
        load(write(misspell))


@pytest.mark.parametrize("switch", ["counts_when_over", "harmless_when_unchanged", "counts_when_imagined", "waits_for_screening"])
def test_a_switch_of_a_flag_is_true_or_false_and_not_the_word_no(write, switch):
    with pytest.raises(KnowledgeError, match=rf"cold_feet.*{switch}"):
        load(write(lambda files: flag(files).update({switch: "no"})))


def test_a_switch_of_a_rule_is_true_or_false_and_not_the_word_no(write):
    with pytest.raises(KnowledgeError, match=r"said.*history_counts"):
        load(write(lambda files: rule(files).update(history_counts="no")))


@pytest.mark.parametrize("due", ["soon", "2027-13-01", "01.11.2027"])
def test_a_review_date_that_is_no_date_is_refused(write, due):
    with pytest.raises(KnowledgeError, match=r"cold_feet.*review_due"):
        load(write(lambda files: flag(files).update(review_due=due)))


def test_a_pattern_with_an_unknown_word_set_is_refused(write):
    with pytest.raises(ValueError, match=r"warm \{hand\}"):
        RedFlagDetector(load(write(lambda files: rule(files).update(patterns=["warm {hand}"]))))


@pytest.mark.parametrize("content", ["", "red_flags: [", "- just\n- a list\n", "red_flags:\n  - a text\n"])
def test_a_file_that_is_no_knowledge_is_refused_by_name(write, content):
    folder = write()
    (folder / "red_flags.yml").write_text(content, encoding="utf-8")
    with pytest.raises(KnowledgeError, match=r"red_flags\.yml"):
        load(folder)


def test_a_missing_file_is_refused_by_name(write):
    folder = write()
    (folder / "screening.yml").unlink()
    with pytest.raises((KnowledgeError, FileNotFoundError), match=r"screening\.yml"):
        load(folder)


class _NoDoubleKeys(yaml.SafeLoader):
    """Refuses a mapping in which a key stands twice: YAML keeps the last and forgets the first."""

    def construct_mapping(self, node, deep=False):
        keys = [self.construct_object(key, deep=True) for key, _ in node.value]
        doubles = {key for key in keys if keys.count(key) > 1}
        assert not doubles, f"{doubles} twice, at line {node.start_mark.line + 1}"
        return super().construct_mapping(node, deep)


@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.yml")), ids=lambda file: file.name)
def test_no_key_stands_twice_in_a_knowledge_file(file):
    assert yaml.load(file.read_text(encoding="utf-8"), Loader=_NoDoubleKeys)


def test_every_file_of_the_knowledge_is_utf_8_with_unix_line_ends():
    for file in FOLDER.glob("*.yml"):
        assert b"\r" not in file.read_bytes(), file.name
