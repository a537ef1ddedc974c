from __future__ import annotations

from collections.abc import Callable

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QLabel, QPushButton
from pytestqt.qtbot import QtBot

from models.members.member import MemberTag, load_member, remove_members, save_member
from models.rules.rule import save_rule
from tests.conftest import FixedClock
from tests.ui.keyboard import tab_stops
from ui import asking, wording
from ui.records.history import HistoryWindow
from ui.session import Session

Open = Callable[[bytes], HistoryWindow]


@pytest.fixture
def open_history(session: Session, qtbot: QtBot) -> Open:
    def build(record: bytes) -> HistoryWindow:
        window = HistoryWindow(session, record, (MemberTag,))
        window.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose, False)
        qtbot.addWidget(window)
        window.show()
        return window

    return build


def words(window: HistoryWindow) -> list[str]:
    page = window._read.widget()
    return [each.text() for each in page.findChildren(QLabel)]


def ways_back(window: HistoryWindow) -> dict[str, QPushButton]:
    page = window._read.widget()
    return {each.toolTip(): each for each in page.findChildren(QPushButton)}


def test_changes_are_worded_newest_first(open_history: Open, clock: FixedClock) -> None:
    member = save_member(None, {"name": "张三", "status": "applicant", "tags": ("晨跑",)})
    clock.set(clock.time.replace(hour=10))
    save_member(member, {"status": "active", "phone": "138", "tags": ("夜跑",)})
    texts = words(open_history(member))
    newest, first = texts.index("Change of a member"), texts.index("New member")
    assert newest < first
    assert "Status: Applicant → Active" in texts[newest:first]
    assert "Phone: 138" in texts[newest:first]
    assert "Tag added: 夜跑" in texts[newest:first]
    assert "Tag removed: 晨跑" in texts[newest:first]
    assert "Tag added: 晨跑" in texts[first:]
    assert any("Lin" in text for text in texts)


def test_who_is_named_by_name_and_dates_in_the_reader_s_form(open_history: Open) -> None:
    wei = save_member(None, {"name": "Wei"})
    ann = save_member(None, {"name": "Ann"})
    save_member(ann, {"introduced_by": wei, "born": "1985"})
    assert "Introduced by: Wei" in words(open_history(ann))


def test_an_old_value_is_taken_back_as_an_edit_that_can_be_undone(
    open_history: Open, session: Session
) -> None:
    ann = save_member(None, {"name": "Ann", "phone": "138"})
    save_member(ann, {"phone": "139"})
    save_member(ann, {"phone": "140"})
    window = open_history(ann)
    assert set(ways_back(window)) == {"Make it “138” again", "Make it “139” again"}
    ways_back(window)["Make it “138” again"].click()
    assert load_member(ann).phone == "138"  # type: ignore[union-attr]
    assert window.notice.words.text() == "Taken back: Phone is “138” again."
    assert words(window).count("Phone: 140 → 138") == 1
    # What stands is not offered; what stood before it is.
    assert set(ways_back(window)) == {"Make it “139” again", "Make it “140” again"}
    window.notice.undo.click()
    assert load_member(ann).phone == "140"  # type: ignore[union-attr]


def test_what_was_empty_becomes_empty_again(open_history: Open) -> None:
    ann = save_member(None, {"name": "Ann"})
    save_member(ann, {"phone": "139"})
    window = open_history(ann)
    ways_back(window)["Make it empty again"].click()
    assert load_member(ann).phone == ""  # type: ignore[union-attr]
    assert window.notice.words.text() == "Taken back: Phone is empty again."


def test_an_interest_goes_and_comes_again(open_history: Open) -> None:
    ann = save_member(None, {"name": "Ann", "tags": ("tea",)})
    save_member(ann, {"tags": ()})
    window = open_history(ann)
    ways_back(window)["Bring this back"].click()
    assert load_member(ann).tags == ("tea",)  # type: ignore[union-attr]
    assert window.notice.words.text() == "Taken back: the tag “tea” is there again."


def test_a_value_that_no_longer_fits_is_refused_in_a_sentence(
    open_history: Open, monkeypatch: pytest.MonkeyPatch
) -> None:
    wei, ann = (save_member(None, {"name": name}) for name in ("Wei", "Ann"))
    save_member(ann, {"introduced_by": wei})
    save_member(ann, {"introduced_by": None})
    remove_members([wei])
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _parent, text, detail="": said.append(text))
    ways_back(open_history(ann))["Make it “Wei” again"].click()
    assert said == ["Who or what stood here is in the trash. Restore it first, then try again."]
    assert load_member(ann).introduced_by is None  # type: ignore[union-attr]


def test_a_long_history_is_shown_in_parts(open_history: Open) -> None:
    rule = save_rule(None, {"title": "R0"})
    for number in range(1, 80):
        save_rule(rule, {"title": f"R{number}"})
    window = open_history(rule)
    assert "Title: R0 → R1" not in words(window)
    more = next(each for each in window.findChildren(QPushButton) if "earlier" in each.text())
    assert more.text() == "Show 20 earlier entries"
    more.click()
    assert "Title: R0 → R1" in words(window)


def test_the_history_speaks_chinese(open_history: Open) -> None:
    wording.use("zh_CN")
    ann = save_member(None, {"name": "张三", "phone": "138"})
    save_member(ann, {"phone": "139"})
    window = open_history(ann)
    ways_back(window)["恢复为“138”"].click()
    assert window.notice.words.text() == "已改回：电话恢复为“138”。"


def test_the_window_names_whose_history_it_is(open_history: Open) -> None:
    ann = save_member(None, {"name": "Ann"})
    window = open_history(ann)
    assert window.windowTitle() == "History of “Ann”"
    assert window.heading.accessibleName() == "History of “Ann”"
    save_member(ann, {"name": "Ann Porter"})
    window.reload()
    assert window.windowTitle() == "History of “Ann Porter”"


def test_tab_comes_to_what_can_be_taken_back_before_the_foot(open_history: Open) -> None:
    ann = save_member(None, {"name": "Ann", "phone": "1"})
    save_member(ann, {"phone": "2"})
    window = open_history(ann)
    (way_back,) = ways_back(window).values()
    first = window.focusWidget()
    assert isinstance(first, QPushButton)
    assert first.text() == "Close"
    stops = tab_stops(window, way_back)
    assert [stop.text() for stop in stops if isinstance(stop, QPushButton)][:2] == [
        "Take back", "Close",
    ]  # fmt: skip
