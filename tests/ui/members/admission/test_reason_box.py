from __future__ import annotations

from pytestqt.qtbot import QtBot

from ui.members.admission.reason_box import ReasonBox


def test_a_reason_typed_in_small_letters_is_the_one_that_is_offered(qtbot: QtBot) -> None:
    box = ReasonBox(["Too far"], ["Moved away"])
    qtbot.addWidget(box)
    box.setEditText(" moved away")
    assert box.text == "Moved away"
    box.setEditText("moved on")
    assert box.text == "moved on"
