from __future__ import annotations

import pytest
from pytestqt.qtbot import QtBot

from models.base import database
from models.erasing import erase_member
from models.journal.transactions import action
from models.journal.undo import Kept
from models.members.member import load_member, save_member
from models.vocabulary import Kind
from ui import asking, undoing, wording
from ui.kept_wording import kept_sentence
from ui.session import Session


def edit_many(count: int) -> list[bytes]:
    people = [save_member(None, {"name": f"Guest {number}"}) for number in range(count)]
    with action("member.edit", count):
        for person in people:
            save_member(person, {"region": "North"})
    return people


def write_past_the_journal_s_back(people: list[bytes]) -> None:
    """Edit as another program does: its edits are no step of undo."""
    for person in people:
        database.execute_sql("UPDATE member SET region = 'South' WHERE id = ?", (person,))


@pytest.mark.parametrize(
    ("count", "end"),
    [
        (0, "members."),
        (1, " Changed since and left as it is: “Guest 0” (Region)."),
        (7, " (Region) and 2 more values."),
    ],
)
def test_values_edited_since_are_named(
    count: int, end: str, session: Session, qtbot: QtBot
) -> None:
    people = edit_many(7)
    write_past_the_journal_s_back(people[:count])
    with qtbot.waitSignal(session.told) as told:
        undoing.undo(session)
    assert told.args[0].startswith("Undone: change of 7 members.")
    assert told.args[0].endswith(end)
    assert told.args[0].count("“Guest") == min(count, 5)
    regions = [load_member(person).region for person in people]  # type: ignore[union-attr]
    assert regions == ["South"] * count + [""] * (7 - count)


def test_values_edited_since_are_named_in_chinese(session: Session) -> None:
    wording.use("zh_CN")
    people = edit_many(2)
    kept = [Kept(Kind.MEMBER, person, "region") for person in people]
    assert kept_sentence(kept) == (
        "以下内容后来又改过，保持不变：“Guest 0”（所在地）、“Guest 1”（所在地）。"
    )


def test_what_was_erased_is_not_named(session: Session) -> None:
    kept = [Kept(Kind.MEMBER, b"x" * 16, "deleted")]
    said = kept_sentence(kept)
    assert said == "Changed since and left as it is: “an erased record”."


def test_after_erasing_nothing_else_is_taken_back_unasked(
    session: Session, qtbot: QtBot, monkeypatch: pytest.MonkeyPatch
) -> None:
    kept, gone = (save_member(None, {"name": name}) for name in ("Ann", "Bob"))
    save_member(kept, {"region": "North"})
    erase_member(gone)
    asked: list[str] = []
    answers = iter((None, 0))

    def answer(_parent: object, question: str, _answers: object) -> int | None:
        asked.append(question)
        return next(answers)

    monkeypatch.setattr(asking, "choose", answer)
    undoing.undo(session)
    assert load_member(kept).region == "North"  # type: ignore[union-attr]
    assert asked == [
        "Erasing a person cannot be undone. Undo what was done before it instead:"
        " change of a member?"
    ]
    undoing.undo(session)
    assert load_member(kept).region == ""  # type: ignore[union-attr]
