from __future__ import annotations

from PySide6.QtCore import Qt

from models.exchange.modes import CellChange
from models.vocabulary import Kind
from ui.dialogs.importing_changes import NEW, OLD, ChangesModel
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
