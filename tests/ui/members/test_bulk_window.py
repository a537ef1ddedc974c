from __future__ import annotations

from models.members.bulk_edit import Change
from ui.members.bulk_window import change_text


def test_of_several_words_those_are_shown_that_come_and_go() -> None:
    change = Change("tags", ("跑步", "读书"), ("读书", "摄影"))
    assert change_text(change, {}) == "+ 摄影 · − 跑步"
