from __future__ import annotations

from datetime import date

from PySide6.QtCore import Qt

from models.exchange.modes import CellChange
from models.members.consent import Agreement
from models.vocabulary import Kind
from ui.dialogs.importing_changes import BECOMES, NEW, OLD, ChangesModel
from ui.session import Session


def test_what_is_not_taken_stands_back_and_tags_that_stay_do_not(session: Session) -> None:
    model = ChangesModel(Kind.MEMBER)
    model.show(
        (
            CellChange(1, b"", "张三", "region", "上海", "苏州", False),
            CellChange(2, b"", "张三", "region", "上海", "苏州", True),
            CellChange(3, b"", "张三", "tags", ("读书",), ("跑步",), False),
        )
    )

    def back(row: int) -> list[int]:
        role = Qt.ItemDataRole.ForegroundRole
        return [column for column in (OLD, NEW) if model.index(row, column).data(role) is not None]

    assert [back(row) for row in range(3)] == [[OLD], [NEW], []]


def test_several_of_a_cell_are_said_as_the_list_has_them(session: Session) -> None:
    model = ChangesModel(Kind.MEMBER)
    agreement = Agreement("data", date(2026, 1, 3), None, "WeChat")
    model.show(
        (
            CellChange(1, b"", "小明", "aliases", ("明明",), ("A, B", "阿明"), False),
            CellChange(1, b"", "小明", "guardians", None, (("王芳", "母亲"), ("李强", "")), False),
            CellChange(1, b"", "小明", "consents", (), (agreement,), False),
        )
    )
    said = [model.index(row, NEW).data() for row in range(3)]
    assert said == [
        "“A, B”、阿明", "王芳（母亲）、李强", "Their details being kept here（2026-01-03，WeChat）",
    ]  # fmt: skip
    assert [model.index(row, BECOMES).data() for row in range(3)] == ["Is added"] * 3
