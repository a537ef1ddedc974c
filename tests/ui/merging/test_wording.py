"""Every case a merge can come to has its sentences, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime
from pathlib import Path
from typing import cast

import pytest
from PySide6.QtWidgets import QLabel
from pytestqt.qtbot import QtBot

from models.merging.conflicts import Conflict, Side, Sort
from models.merging.incoming import Incoming
from models.merging.merge import Merged, Relation
from models.merging.summary import FieldCount, Tally
from models.merging.twins import Twins
from models.titles import Named
from models.vocabulary import Kind
from tests.ui.test_accessibility import cut, nameless
from ui import wording as window_wording
from ui.merging import wording
from ui.merging.jobs import Looked
from ui.merging.preview_window import PreviewWindow
from ui.wording import _

ID = bytes(16)
HAN = re.compile(r"[一-鿿]")
SIDES = (
    Side(1, "138", "Wei", "laptop-2", datetime(2026, 10, 31, 9)),
    Side(2, "139", "Lin", "laptop-1", datetime(2026, 10, 31, 8)),
)
CONFLICTS = tuple(
    Conflict(bytes([number]) * 16, sort, Kind.MEMBER, "member", ID, ID, "张三", column, *SIDES)
    for number, (sort, column) in enumerate(
        ((Sort.VALUE, "phone"), (Sort.REMOVED, None), (Sort.EDITED, None))
    )
)
TWINS = Twins(ID, Named(Kind.MEMBER, ID, "李四"), Named(Kind.MEMBER, ID, "李 四"), "phone")
FULL = Merged(
    Relation.BOTH,
    40,
    tuple(Tally(kind, 12, 30, 4, 60) for kind in Kind),
    tuple(FieldCount(Kind.MEMBER, column, 3) for column in ("phone", "note", "pinyin")),
    tuple(Named(Kind.MEMBER, ID, f"成员{number}") for number in range(50)),
    CONFLICTS * 4,
    (TWINS,),
    erased=2,
    ahead=True,
)


@pytest.fixture(params=["en", "zh_CN"])
def language(request: pytest.FixtureRequest) -> Iterator[str]:
    window_wording.use(request.param)
    yield request.param
    window_wording.use("en")


def looked(merged: Merged, identical: bool = False) -> Looked:
    """Return what the window is given; it never touches the copy itself."""
    path = Path("a file with quite a long name from somebody's laptop.guildbook")
    return Looked(path, cast(Incoming, None), merged, identical, {})


def spoken(language: str, text: str) -> bool:
    return bool(HAN.search(text)) or language == "en"


def test_every_relation_is_said(language: str) -> None:
    said = [
        wording.relation_words(Merged(relation), identical)
        for relation in Relation
        for identical in (True, False)
    ]
    assert len(set(said)) == len(Relation) + 1
    assert all(spoken(language, text) for pair in said for text in pair)


def test_a_preview_says_everything_it_holds(language: str) -> None:
    lines = wording.as_text(FULL, False, lambda _conflict, value: str(value))
    assert all(spoken(language, line) for line in lines)
    text = "\n".join(lines)
    for words in ("12", "30", "60", "成员11", "138", "139", "李四"):
        assert words in text
    assert "pinyin" not in text
    assert "成员12" not in text  # so many names are enough


def test_what_happened_fits_a_notice(language: str) -> None:
    said = wording.happened(FULL, "club.guildbook")
    assert "club.guildbook" in said
    assert said.endswith(
        f"{wording.conflicts_headline(12, 1)}{'。' if language == 'zh_CN' else '.'}"
    )
    empty = wording.happened(Merged(Relation.BOTH, 3), "club.guildbook")
    assert _("“{file}” is merged. Only the history has grown.", file="club.guildbook") == empty


def test_the_preview_window_has_a_name_and_room_for_everything(language: str, qtbot: QtBot) -> None:
    for merged, identical in ((FULL, False), (Merged(Relation.SAME), True)):
        window = PreviewWindow(looked(merged, identical), True)
        qtbot.addWidget(window)
        window.show()
        assert nameless(window) == []
        assert cut(window) == []
        assert window.focusWidget() is window.first
        window.close()


def test_the_preview_window_shows_warnings_and_what_waits(qtbot: QtBot) -> None:
    window = PreviewWindow(looked(FULL), False)
    qtbot.addWidget(window)
    texts = [label.text() for label in window.findChildren(QLabel)]
    assert any("2 people were erased for good there" in text for text in texts)
    assert any("clock is more than a day ahead" in text for text in texts)
    assert "and 7 more" in texts
    assert not window.trash_wanted
