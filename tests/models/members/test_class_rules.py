from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest

from models.base import database
from models.errors import Invalid
from models.journal.undo import undo, undo_step
from models.members.class_rules import LIMITS, ClassRules, check, read_rules, save_rules
from models.setting import read_settings, save_setting
from models.vocabulary import Deed


def test_an_untouched_community_has_the_defaults(book: Path) -> None:
    assert read_rules() == ClassRules()
    check(ClassRules())


def test_what_is_saved_is_read_and_one_undo_takes_it_back(book: Path) -> None:
    rules = replace(
        ClassRules(), attended=1.25, core_days=45, decay=0.85, left_out=("组织者", "Co-organizer")
    )
    save_rules(rules)
    assert read_rules() == rules and rules.fingerprint != ClassRules().fingerprint
    assert set(read_settings("class.")) == {"attended", "core_days", "decay", "left_out"}
    step = undo_step()
    assert step and step.kind == "class.edit"
    undo(step)
    assert read_rules() == ClassRules()


def test_the_same_rules_saved_again_are_no_action(book: Path) -> None:
    counting = "SELECT count(*) FROM _transaction"
    before = database.execute_sql(counting).fetchone()
    save_rules(ClassRules())
    assert database.execute_sql(counting).fetchone() == before


def test_back_to_the_defaults_is_written_down(book: Path) -> None:
    save_rules(replace(ClassRules(), spoke=5))
    save_rules(ClassRules())
    assert read_rules() == ClassRules()


@pytest.mark.parametrize("text", ["many", "nan", "inf", "-1", "", "1e9"])
def test_what_makes_no_sense_in_the_file_is_the_default(book: Path, text: str) -> None:
    save_setting("class.core_score", text)
    save_setting("class.core_days", text)
    assert read_rules() == ClassRules()


def test_a_day_is_whole_however_it_was_written(book: Path) -> None:
    save_setting("class.core_days", "45.0")
    assert repr(read_rules().core_days) == "45"


@pytest.mark.parametrize(
    ("changed", "field"),
    [
        ({"active_score": 5.0}, "active_score"),
        ({"occasional_score": 2.0}, "occasional_score"),
        ({"active_days": 59}, "active_days"),
        ({"occasional_days": 89}, "occasional_days"),
        ({"lapsing_days": 181}, "lapsing_days"),
        ({"attended": -1.0}, "attended"),
        ({"decay": 0.0}, "decay"),
    ],
)
def test_rules_that_contradict_each_other_are_refused(
    book: Path, changed: dict[str, float], field: str
) -> None:
    rules = replace(ClassRules(), **changed)  # type: ignore[arg-type]
    with pytest.raises(Invalid) as refused:
        save_rules(rules)
    assert set(refused.value.errors) == {field}
    assert read_rules() == ClassRules()


def test_every_number_has_its_limits_and_every_deed_its_worth() -> None:
    names = set(ClassRules.__dataclass_fields__) - {"left_out"}
    assert set(LIMITS) == names
    assert set(ClassRules().weights) == {str(deed) for deed in Deed}


def test_chat_alone_never_makes_core() -> None:
    limit = ClassRules().chat_limit
    assert limit is not None and limit == pytest.approx(4.0)
    assert limit < ClassRules().core_score
    assert replace(ClassRules(), decay=1.0).chat_limit is None
    assert replace(ClassRules(), messages=0.0).chat_limit == 0
