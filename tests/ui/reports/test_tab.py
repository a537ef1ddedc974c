from __future__ import annotations

import resource
import signal
import subprocess
from datetime import date
from pathlib import Path

import pytest
from PySide6.QtPrintSupport import QPrinter
from pytestqt.qtbot import QtBot

from models.errors import UserError
from models.members.member import save_member
from models.month import Month
from models.progress import unheard
from models.vocabulary import Audience, Kind
from ui import asking
from ui.paper.workshop import save
from ui.reports.making import Order
from ui.reports.tab import ReportsTab, reports_tab
from ui.session import Session


@pytest.fixture
def tab(session: Session, qtbot: QtBot) -> ReportsTab:
    save_member(None, {"name": "李𬎆", "joined": date(2026, 9, 12)})
    made = reports_tab(session)
    qtbot.addWidget(made)
    made.resize(900, 700)
    made.show()
    settle(session, qtbot)
    return made


def settle(session: Session, qtbot: QtBot) -> None:
    qtbot.waitUntil(lambda: not session.tasks.busy)


def text_of(tab: ReportsTab) -> str:
    pages = range(tab.press.preview.document.pageCount())
    return "\n".join(tab.press.preview.document.getAllText(page).text() for page in pages)


def test_last_months_summary_is_shown_at_once(tab: ReportsTab) -> None:
    assert tab.order() == Order(Month(2026, 9), "en", Audience.COMMITTEE)
    assert tab.press.preview.document.pageCount() >= 1
    assert "September 2026" in text_of(tab)
    assert tab.heading.note.text().endswith(("page", "pages"))
    assert not tab.press.missing.isVisible()


def test_every_choice_makes_another_document(
    tab: ReportsTab, session: Session, qtbot: QtBot
) -> None:
    tab.language.setCurrentIndex(tab.language.findData("zh_CN"))
    settle(session, qtbot)
    assert "2026年9月" in text_of(tab)
    tab.show_month(Month(2026, 10))
    settle(session, qtbot)
    assert "2026年10月" in text_of(tab)
    tab.show_month(Month(2019, 3))
    settle(session, qtbot)
    assert tab.order().month == Month(2019, 3)


def test_the_rule_book_knows_no_month(tab: ReportsTab, session: Session, qtbot: QtBot) -> None:
    tab.kind.setCurrentIndex(1)
    settle(session, qtbot)
    assert tab.order().month is None
    assert not tab.month.isVisible()
    assert not tab.audience.isVisible()


def test_names_are_shown_to_those_who_may_see_them(
    tab: ReportsTab, session: Session, qtbot: QtBot
) -> None:
    assert "李𬎆" in text_of(tab)
    tab.audience.setCurrentIndex(tab.audience.findData(Audience.PUBLIC))
    settle(session, qtbot)
    assert "李𬎆" not in text_of(tab)


def test_a_character_without_a_glyph_is_told(
    tab: ReportsTab, session: Session, qtbot: QtBot
) -> None:
    save_member(None, {"name": "Ann \U0001f3c3", "joined": date(2026, 9, 20)})
    session.announce(Kind.MEMBER)
    settle(session, qtbot)
    assert tab.press.missing.isVisible()
    assert "\U0001f3c3" in tab.press.missing.text()
    assert tab.press.missing.text().startswith("One character")


def test_the_document_is_saved_as_it_is_shown(
    tab: ReportsTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: Session,
    qtbot: QtBot,
) -> None:  # fmt: skip
    suggested: list[str] = []
    told: list[str] = []
    session.told.connect(lambda text, _undo: told.append(text))

    def choose(_parent: object, _title: str, _patterns: object, name: str) -> Path:
        suggested.append(name)
        return tmp_path / "out.pdf"

    monkeypatch.setattr(asking, "choose_target", choose)
    (tmp_path / "out.pdf").write_text("an older report")
    tab.save()
    settle(session, qtbot)
    assert (tmp_path / "out.pdf").read_bytes().startswith(b"%PDF")
    assert (tmp_path / "out.pdf").stat().st_mode & 0o777 == 0o600
    assert suggested == ["club 2026-09 Committee.pdf"]
    assert told == ["Saved as “out.pdf”."]


def test_a_place_that_cannot_be_written_is_refused_in_a_sentence(
    tab: ReportsTab, session: Session, qtbot: QtBot, tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
) -> None:  # fmt: skip
    said: list[str] = []
    monkeypatch.setattr(asking, "choose_target", lambda *_args: tmp_path / "no" / "out.pdf")
    monkeypatch.setattr(asking, "say", lambda _parent, text, detail="": said.append(text))
    tab.save()
    settle(session, qtbot)
    assert len(said) == 1


def test_a_full_disk_leaves_the_older_report(tmp_path: Path) -> None:
    older = tmp_path / "out.pdf"
    older.write_text("an older report")
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (4096, before[1]))
    try:
        with pytest.raises(UserError):
            save(b"%PDF" * 4096, older, unheard)
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
    assert older.read_text() == "an older report"
    assert [path.name for path in tmp_path.glob("*.p*")] == ["out.pdf"]


def test_what_is_only_found_otherwise_makes_no_new_document(
    tab: ReportsTab, session: Session
) -> None:
    session.relist(Kind.MEMBER)
    assert not session.tasks.busy


def test_every_page_is_printed(
    tab: ReportsTab, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, session: Session, qtbot: QtBot
) -> None:
    printer = QPrinter(QPrinter.PrinterMode.HighResolution)
    printer.setOutputFormat(QPrinter.OutputFormat.PdfFormat)
    printer.setOutputFileName(str(tmp_path / "printed.pdf"))
    monkeypatch.setattr(asking, "choose_printer", lambda _parent, _pages: printer)
    with qtbot.waitSignal(session.told, timeout=30_000) as told:
        tab.press.print()
    pages = tab.press.preview.document.pageCount()
    assert told.args[0] == (f"{pages} pages printed." if pages > 1 else "1 page printed.")
    found = subprocess.run(
        ["pdfinfo", str(tmp_path / "printed.pdf")], capture_output=True, text=True, check=True
    ).stdout
    assert f"Pages:           {pages}" in found


def test_older_documents_do_not_pile_up(tab: ReportsTab, session: Session, qtbot: QtBot) -> None:
    for _turn in range(3):
        session.announce(Kind.MEMBER)
        settle(session, qtbot)
    assert tab.press.shown is not None
    assert [path.name for path in tab.press.shown.parent.iterdir()] == [tab.press.shown.name]
    assert "江边" not in str(tab.press.shown) and "club" not in tab.press.shown.name


def test_the_document_of_another_audience_cannot_be_saved(tab: ReportsTab) -> None:
    assert tab.press.shown is not None
    tab.audience.setCurrentIndex((tab.audience.currentIndex() + 1) % tab.audience.count())
    assert tab.press.shown is None
    assert not tab._save.isEnabled()
