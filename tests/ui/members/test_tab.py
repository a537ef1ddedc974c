from __future__ import annotations

from datetime import date
from typing import Any

import pytest
from PySide6.QtCore import Qt
from PySide6.QtWidgets import QApplication, QLabel, QLineEdit, QPushButton
from pytestqt.qtbot import QtBot

from models.journal.undo import undo, undo_step
from models.members.member import load_member, save_member
from models.vocabulary import Kind
from tests.ui.keyboard import commit, enter, press
from ui import asking
from ui.members.tab import members_tab
from ui.records.record_page import RecordPage
from ui.session import Session


@pytest.fixture
def people(session: Session) -> dict[str, bytes]:
    names = {"张三": "active", "单雄信": "active", "李四": "left", "王五": "applicant"}
    return {
        name: save_member(None, {"name": name, "status": status, "joined": date(2026, 1, 5)})
        for name, status in names.items()
    }


@pytest.fixture
def page(people: dict[str, bytes], session: Session, qtbot: QtBot) -> RecordPage:
    made = members_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


def names(page: RecordPage) -> list[str]:
    rows = page.listing.table.rows
    return [rows.line(row).name for row in range(rows.rowCount())]  # type: ignore[union-attr]


def field(page: RecordPage, name: str) -> QLineEdit:
    made = page.form.editor(name).field
    assert isinstance(made, QLineEdit)
    return made


def shown(page: RecordPage) -> str:
    return "\n".join(text.text() for text in page.pane.findChildren(QLabel) if text.isVisible())


def test_an_empty_book_offers_the_first_member(session: Session, qtbot: QtBot) -> None:
    page = members_tab(session)
    qtbot.addWidget(page)
    page.resize(1084, 760)
    page.show()
    offered = [each for each in page.findChildren(QPushButton) if each.isVisible()]
    new = [each for each in offered if each.text() == "New member"]
    assert len(new) == 2
    bring = [each for each in offered if each.text() == "Import"]
    assert [bool(each.menu()) for each in bring] == [True, True]
    assert bring[0].menu() is bring[1].menu()
    assert {each.property("role") for each in bring} == {"plain", "flat"}
    new[0].click()
    assert page.pane.is_editing


def test_a_filter_without_records_is_muted(page: RecordPage) -> None:
    pills = {
        each.text(): each.property("empty")
        for each in page.findChildren(QPushButton)
        if each.property("role") == "pill" and each.text()[-1:].isdigit() and each.isVisible()
    }
    counted = {
        "All 4": False, "Active 2": False, "Applicant 1": False, "Paused 0": True, "Left 1": False,
    }  # fmt: skip
    assert counted.items() <= pills.items()


def test_listed_by_pinyin_with_the_surname_read_right(page: RecordPage) -> None:
    assert names(page) == ["李四", "单雄信", "王五", "张三"]


def test_a_new_member_is_saved_listed_and_shown(page: RecordPage, session: Session) -> None:
    told: list[frozenset[Kind]] = []
    session.changed.connect(told.append)
    page.start_new()
    commit(field(page, "name"), "欧阳㛃琪")
    commit(field(page, "phone"), "13800138000")
    press(field(page, "phone"), Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert "欧阳㛃琪" in names(page) and told == [frozenset({Kind.MEMBER})]
    assert not page.pane.is_editing and "13800138000" in shown(page)
    current = page.listing.table.current_id()
    assert current is not None and load_member(current).name == "欧阳㛃琪"  # type: ignore[union-attr]


def test_ctrl_enter_saves_from_a_long_text_too(page: RecordPage) -> None:
    page.start_new()
    commit(field(page, "name"), "赵六")
    note = page.form.editor("note").field
    commit(note, "怕冷")
    press(note, Qt.Key.Key_Return, Qt.KeyboardModifier.ControlModifier)
    assert "赵六" in names(page)


def test_a_refused_save_marks_the_field_and_keeps_the_rest(page: RecordPage) -> None:
    page.start_new()
    commit(field(page, "email"), "nonsense")
    assert not page.save()
    assert field(page, "name").property("invalid") and field(page, "email").property("invalid")
    assert "A name is needed." in shown(page) and field(page, "email").text() == "nonsense"
    assert len(names(page)) == 4


def test_a_row_is_shown_edited_with_f2_and_saved(
    page: RecordPage, people: dict[str, bytes]
) -> None:
    page.listing.table.select(people["张三"])
    assert "张三" in shown(page) and not page.pane.is_editing
    press(page.listing.table, Qt.Key.Key_F2)
    assert page.pane.is_editing
    commit(field(page, "region"), "") if isinstance(
        page.form.editor("region").field, QLineEdit
    ) else None
    commit(field(page, "wechat_id"), "wx_3")
    assert page.save()
    saved = load_member(people["张三"])
    assert saved is not None and saved.wechat_id == "wx_3" and saved.joined == date(2026, 1, 5)


def test_whoever_is_gone_to_has_the_keyboard(page: RecordPage, people: dict[str, bytes]) -> None:
    page.focus_search()
    page.show_record(next(iter(people.values())))
    assert page.listing.table.hasFocus()


def test_escape_leaves_an_untouched_form(page: RecordPage, people: dict[str, bytes]) -> None:
    page.listing.table.select(people["张三"])
    page.edit()
    press(field(page, "name"), Qt.Key.Key_Escape)
    assert not page.pane.is_editing and "张三" in shown(page)


def test_delete_asks_nothing_and_undo_brings_back(
    page: RecordPage, people: dict[str, bytes], session: Session
) -> None:
    told: list[tuple[str, bool]] = []
    session.told.connect(lambda text, can_undo: told.append((text, can_undo)))
    page.listing.table.select(people["单雄信"])
    press(page.listing.table, Qt.Key.Key_Delete)
    assert names(page) == ["李四", "王五", "张三"] and told == [("1 member deleted.", True)]
    assert page.listing.table.current_id() == people["王五"]
    step = undo_step()
    assert step is not None
    session.announce(*undo(step).kinds)
    assert names(page) == ["李四", "单雄信", "王五", "张三"]


def test_several_are_deleted_as_one_action(page: RecordPage, session: Session) -> None:
    page.listing.table.selectAll()
    press(page.listing.table, Qt.Key.Key_Delete)
    assert names(page) == []
    step = undo_step()
    assert step is not None and (step.kind, step.amount) == ("member.remove", 4)


def test_search_by_name_pinyin_and_initials(page: RecordPage) -> None:
    for text, found in (
        ("zs", ["张三"]),
        ("shan", ["单雄信"]),
        ("张", ["张三"]),
        ("lisi", ["李四"]),
    ):
        page.listing.search.clear()
        commit(page.listing.search, text)
        assert names(page) == found, text
    assert page.listing.count.text().endswith("/ 4")


def test_no_match_offers_to_clear_the_filter(page: RecordPage) -> None:
    commit(page.listing.search, "nobody")
    clear = [each for each in page.findChildren(QPushButton) if each.text() == "Clear the filter"]
    assert clear[0].isVisible()
    clear[0].click()
    assert len(names(page)) == 4 and page.listing.search.text() == ""


def test_pills_filter_and_count(page: RecordPage) -> None:
    pills = {
        each.text(): each
        for each in page.listing.filter.findChildren(QPushButton)
        if each.text()[-1:].isdigit() and each.isVisible()
    }
    assert pills.keys() >= {"All 4", "Active 2", "Applicant 1", "Paused 0", "Left 1"}
    pills["Left 1"].click()
    assert names(page) == ["李四"] and page.listing.count.text() == "1 / 4"


def test_sorting_keeps_the_selection(page: RecordPage, people: dict[str, bytes]) -> None:
    page.listing.table.select(people["张三"])
    header = page.listing.table.horizontalHeader()
    header.setSortIndicator(0, Qt.SortOrder.DescendingOrder)
    assert names(page) == ["张三", "王五", "单雄信", "李四"]
    assert page.listing.table.current_id() == people["张三"]
    assert page.listing.table.currentIndex().row() == 0


def test_selection_survives_news_from_elsewhere(
    page: RecordPage, people: dict[str, bytes], session: Session
) -> None:
    page.listing.table.select(people["张三"])
    save_member(None, {"name": "阿明"})
    session.announce(Kind.MEMBER)
    assert names(page)[0] == "阿明" and page.listing.table.current_id() == people["张三"]


def test_news_keep_a_half_finished_edit(
    page: RecordPage, people: dict[str, bytes], session: Session
) -> None:
    page.listing.table.select(people["张三"])
    page.edit()
    commit(field(page, "wechat_id"), "half")
    save_member(people["张三"], {"phone": "555"})
    session.announce(Kind.MEMBER)
    assert page.pane.is_editing and field(page, "wechat_id").text() == "half"
    assert field(page, "phone").text() == "555"


@pytest.mark.parametrize(("answer", "kept"), [(None, True), (0, False), (1, False)])
def test_an_edit_is_asked_about_before_it_is_left(
    page: RecordPage,
    people: dict[str, bytes],
    monkeypatch: pytest.MonkeyPatch,
    answer: int | None,
    kept: bool,
) -> None:
    monkeypatch.setattr(asking, "choose", lambda *_question: answer)
    page.listing.table.select(people["张三"])
    page.edit()
    commit(field(page, "wechat_id"), "half")
    page.listing.table.select(people["李四"])
    assert page.pane.is_editing is kept
    assert page.listing.table.current_id() == people["张三" if kept else "李四"]
    saved = load_member(people["张三"])
    assert saved is not None and saved.wechat_id == ("half" if answer == 0 else "")


def test_keyboard_from_search_to_rows_and_details(page: RecordPage) -> None:
    page.focus_search()
    press(page.listing.search, Qt.Key.Key_Down)
    table = page.listing.table
    assert table.currentIndex().row() == 0
    press(table, Qt.Key.Key_End)
    assert table.currentIndex().row() == 3
    press(table, Qt.Key.Key_Home)
    press(table, Qt.Key.Key_Down)
    assert table.currentIndex().row() == 1
    enter(table)
    focused = QApplication.focusWidget()
    assert focused is not None and page.pane.isAncestorOf(focused)


def test_a_letter_in_the_table_begins_a_search(page: RecordPage) -> None:
    press(page.listing.table, Qt.Key.Key_Z)
    assert page.listing.search.text() == "z" and names(page) == ["张三"]


def test_leaving_fields_appear_with_their_status(
    page: RecordPage, people: dict[str, bytes]
) -> None:
    page.listing.table.select(people["李四"])
    page.edit()
    assert page.form.editor("left").isVisible()
    page.cancel()
    page.listing.table.select(people["张三"])
    page.edit()
    assert not page.form.editor("left").isVisible()


def test_introduced_by_is_chosen_by_typing(page: RecordPage, people: dict[str, bytes]) -> None:
    page.listing.table.select(people["张三"])
    page.edit()
    chooser = field(page, "introduced_by")
    commit(chooser, "lisi")
    enter(chooser)
    assert chooser.text() == "李四" and page.save()
    saved = load_member(people["张三"])
    assert saved is not None and saved.introduced_by == people["李四"]
    assert "李四" in shown(page)


def test_a_name_nobody_has_is_no_introducer(page: RecordPage, people: dict[str, bytes]) -> None:
    page.listing.table.select(people["张三"])
    page.edit()
    commit(field(page, "introduced_by"), "nobody")
    assert not page.save()
    assert "Choose one from the list, or leave it empty." in shown(page)


def test_copy_puts_the_facts_on_the_clipboard(page: RecordPage, people: dict[str, bytes]) -> None:
    save_member(people["张三"], {"phone": "13800138000"})
    page.copy_details(people["张三"])
    copied = QApplication.clipboard().text()
    assert copied.startswith("张三\n") and "Phone: 13800138000" in copied


def test_show_record_drops_a_filter_that_hides_it(
    page: RecordPage, people: dict[str, bytes]
) -> None:
    page.show_pill("left")
    assert names(page) == ["李四"]
    page.show_record(people["张三"])
    assert page.listing.table.current_id() == people["张三"] and "张三" in shown(page)


def test_columns_give_way_in_a_narrow_window(page: RecordPage, qtbot: QtBot) -> None:
    table = page.listing.table

    def visible() -> int:
        return sum(not table.isColumnHidden(place) for place in range(9))

    wide = visible()
    page.resize(700, 600)
    qtbot.waitUntil(lambda: visible() < wide)
    assert not table.isColumnHidden(0)
    whole = sum(table.columnWidth(place) for place in range(9) if not table.isColumnHidden(place))
    assert whole <= table.viewport().width() + 1


def test_no_word_of_a_button_is_cut_off_beside_the_pane(
    page: RecordPage, people: dict[str, bytes], qtbot: QtBot
) -> None:
    def is_whole() -> bool:
        buttons = page.listing.findChildren(QPushButton)
        heading = [each for each in buttons if each.isVisibleTo(page) and each.y() < 60]
        return all(each.width() >= each.sizeHint().width() for each in heading)

    page.buttons.add_button("Who to speak to", "phone-call", list)
    page.show_record(people["张三"])
    page.resize(920, 760)
    qtbot.wait(50)
    assert is_whole()
    page.resize(1500, 760)
    qtbot.waitUntil(lambda: is_whole() and any(
        each.text() == "Import" for each in page.listing.findChildren(QPushButton)
    ))  # fmt: skip


def test_a_hidden_column_stays_hidden(page: RecordPage, session: Session, qtbot: QtBot) -> None:
    page.listing.shown_columns.toggle("last_seen", False)
    again: Any = members_tab(session)
    qtbot.addWidget(again)
    assert "last_seen" in again.listing.table.hidden_columns()


def test_the_current_row_stays_in_sight_where_the_notice_bar_takes_room(
    page: RecordPage, session: Session
) -> None:
    for number in range(30):
        save_member(None, {"name": f"成员 {number:02}"})
    last = save_member(None, {"name": "最后一位"})
    session.announce(Kind.MEMBER)
    page.show_record(last)
    table = page.listing.table
    page.resize(1084, 715)
    QApplication.processEvents()
    assert table.visualRect(table.currentIndex()).bottom() < table.viewport().height()
