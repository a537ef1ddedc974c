from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.members.consent import Agreement, save_consents
from models.members.member import save_member
from models.papers.order import NAME, Paper
from models.vocabulary import Audience, Purpose
from tests.ui.keyboard import press, tab_stops
from tests.ui.test_accessibility import cut, nameless
from ui import asking
from ui.members.paper_options import PaperOptions
from ui.members.papers import print_list, print_person
from ui.members.papers_window import PapersWindow
from ui.members.tab import members_tab
from ui.records.record_page import RecordPage
from ui.records.removing import selection_of
from ui.session import Session


@pytest.fixture
def people(session: Session) -> list[bytes]:
    made = [
        save_member(None, {"name": name, "phone": phone, "region": "North",
                           "joined": date(2020, 10, 5)})
        for name, phone in (("Anna Berg", "138001"), ("Bob Cole", "138002"), ("Cho", "138003"))
    ]  # fmt: skip
    save_consents(made[0], [Agreement(Purpose.NAME, date(2026, 1, 1))])
    return made


@pytest.fixture
def page(people: list[bytes], session: Session, qtbot: QtBot) -> RecordPage:
    made = members_tab(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    return made


def opened(page: RecordPage) -> PapersWindow:
    return [each for each in page.window().findChildren(PapersWindow) if each.isVisible()][-1]


def settle(window: PapersWindow, session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not window._settling.isActive() and not session.tasks.busy)


def text_of(window: PapersWindow) -> str:
    document = window.press.preview.document
    return "\n".join(document.getAllText(page).text() for page in range(document.pageCount()))


def choose(window: PapersWindow, paper: Paper) -> None:
    window.paper.setCurrentIndex(window.paper.findData(paper))


def test_the_list_is_printed_as_it_is_filtered(
    page: RecordPage, session: Session, qtbot: QtBot
) -> None:
    entries = [
        action for action in page.buttons._menu.actions() if action.text() == "Print this list…"
    ]
    assert [action.shortcut().toString() for action in entries] == ["Ctrl+P"]
    page.listing.search.setText("Bob")
    page.reload()
    entries[0].trigger()
    window = opened(page)
    settle(window, session, qtbot)
    assert "Bob Cole" in text_of(window) and "138002" in text_of(window)
    assert "Anna" not in text_of(window)
    assert window.counter.pages.text() == "1 page"
    assert window.counter.save_button.isEnabled()
    assert nameless(window) == [] and cut(window) == []
    window.close()


def test_by_keyboard_alone(page: RecordPage, session: Session, qtbot: QtBot) -> None:
    page.window().activateWindow()
    page.listing.table.setFocus()
    press(page.listing.table, Qt.Key.Key_P, Qt.KeyboardModifier.ControlModifier)
    window = opened(page)
    settle(window, session, qtbot)
    assert window.focusWidget() is window.paper
    press(window.paper, Qt.Key.Key_Down)
    settle(window, session, qtbot)
    assert window.order().paper == Paper.LABELS
    stops = tab_stops(window, window.paper)
    options = window.options
    assert [options.sheet, options.start, options.labelled] == [
        stop for stop in stops if stop in (options.sheet, options.start, options.labelled)
    ]
    assert window.counter.save_button in stops and window.counter.print_button in stops
    assert options.columns not in stops, "what another paper asks for is out of the way"
    press(window, Qt.Key.Key_Escape)
    assert not page.window().findChildren(PapersWindow) or not window.isVisible()


def test_a_long_list_says_how_far_it_is_and_stops_with_its_window(
    page: RecordPage, session: Session, qtbot: QtBot
) -> None:
    for number in range(600):
        save_member(None, {"name": f"Member {number}", "region": "North"})
    page.reload()
    page.listing.table.selectAll()
    print_list(session, page, selection_of(page.listing.table))
    window = opened(page)
    notes: list[str] = []
    window.press.turned.connect(lambda: notes.append(window.press.note))
    settle(window, session, qtbot)
    assert any(note.endswith("%") for note in notes) and notes[-1].endswith(" pages")
    window.reload()
    press(window, Qt.Key.Key_Escape)
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert not [each for each in page.window().findChildren(PapersWindow) if each.isVisible()]


def test_the_selected_are_printed_for_an_audience(
    page: RecordPage, session: Session, qtbot: QtBot
) -> None:
    page.listing.table.selectAll()
    print_list(session, page, selection_of(page.listing.table), "Friends")
    window = opened(page)
    settle(window, session, qtbot)
    assert "Friends" in text_of(window) and "Bob Cole" in text_of(window)
    window.audience.setCurrentIndex(window.audience.findData(Audience.PUBLIC))
    assert window.options.columns.count() == 0, "nothing but first names"
    settle(window, session, qtbot)
    assert "Anna" in text_of(window)
    assert not {"Berg", "Bob", "138"} & set(text_of(window).split())
    window.language.setCurrentIndex(window.language.findData("zh_CN"))
    settle(window, session, qtbot)
    assert window.order().language == "zh_CN"
    window.close()


def test_every_paper_is_made_from_the_same_people(
    page: RecordPage, session: Session, qtbot: QtBot
) -> None:
    page.listing.table.selectAll()
    print_list(session, page, selection_of(page.listing.table))
    window = opened(page)
    choose(window, Paper.LABELS)
    window.options.start.setValue(5)
    settle(window, session, qtbot)
    assert "Cho" in text_of(window) and window.order().start == 5
    choose(window, Paper.CALL_SHEET)
    assert not window.audience.isVisible()
    settle(window, session, qtbot)
    assert "Call sheet" in text_of(window) and "138003" in text_of(window)
    choose(window, Paper.BIRTHDAYS)
    assert window.audience.isVisible()
    settle(window, session, qtbot)
    assert "6 years" in text_of(window), "all three joined in this month"
    window.close()


def test_one_person_s_sheet_asks_for_no_more_than_a_language(
    page: RecordPage, people: list[bytes], session: Session, qtbot: QtBot
) -> None:
    print_person(session, page, people[1])
    window = opened(page)
    settle(window, session, qtbot)
    assert window.windowTitle() == "What we keep about a person"
    assert not window.paper.isVisible() and not window.audience.isVisible()
    assert "Bob Cole" in text_of(window) and "Your rights" in text_of(window)
    window.close()


def test_it_is_saved_as_it_is_shown(
    page: RecordPage, people: list[bytes], session: Session, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    monkeypatch.setattr(asking, "choose_target", lambda *_args: tmp_path / "anna.pdf")
    print_person(session, page, people[0])
    window = opened(page)
    settle(window, session, qtbot)
    with qtbot.waitSignal(session.told) as told:
        press(window, Qt.Key.Key_S, Qt.KeyboardModifier.ControlModifier)
    assert told.args[0] == "Saved as “anna.pdf”."
    assert (tmp_path / "anna.pdf").read_bytes().startswith(b"%PDF")
    window.close()


def test_chosen_columns_are_remembered(session: Session, qtbot: QtBot) -> None:
    options = PaperOptions(session.preferences, "")
    qtbot.addWidget(options)
    options.show_paper(Paper.ROSTER, Audience.FULL)
    items = {
        options.columns.item(row).text(): options.columns.item(row)
        for row in range(options.columns.count())
    }
    items["Phone"].setCheckState(Qt.CheckState.Unchecked)
    items["Gender"].setCheckState(Qt.CheckState.Checked)
    again = PaperOptions(session.preferences, "")
    qtbot.addWidget(again)
    again.show_paper(Paper.ROSTER, Audience.FULL)
    columns = again.order(Paper.ROSTER, "en", Audience.FULL).columns
    assert columns[0] == NAME and "gender" in columns and "phone" not in columns
    again.show_paper(Paper.ROSTER, Audience.COMMITTEE)
    again.columns.item(0).setCheckState(Qt.CheckState.Unchecked)
    again.show_paper(Paper.ROSTER, Audience.FULL)
    columns = again.order(Paper.ROSTER, "en", Audience.FULL).columns
    assert "gender" in columns, "what another audience hides is not forgotten"
    again.blank.setText("Signature， Paid,")
    assert again.order(Paper.ROSTER, "en", Audience.FULL).blank == ("Signature", "Paid")


def test_columns_are_printed_in_the_order_they_stand_in(
    page: RecordPage, session: Session, qtbot: QtBot
) -> None:
    page.listing.table.selectAll()
    print_list(session, page, selection_of(page.listing.table))
    window = opened(page)
    columns = window.options.columns
    columns.setCurrentRow(0)
    window.activateWindow()
    qtbot.waitUntil(window.isActiveWindow)
    columns.setFocus()
    before = window.order().columns
    press(columns, Qt.Key.Key_Down, Qt.KeyboardModifier.AltModifier)
    assert window.order().columns == (NAME, before[2], before[1], *before[3:])
    assert columns.currentRow() == 1
    again = PaperOptions(session.preferences, "")
    again.show_paper(Paper.ROSTER, Audience.FULL)
    assert again.order(Paper.ROSTER, "en", Audience.FULL).columns == window.order().columns
    window.close()
