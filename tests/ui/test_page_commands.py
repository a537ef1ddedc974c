from __future__ import annotations

from datetime import date

import pytest
from PySide6.QtCore import Qt
from pytestqt.qtbot import QtBot

from models.members.leaving import leave
from models.members.member import save_member
from models.rules.rule import save_rule
from ui import asking
from ui.page_commands import offered
from ui.pages import MEMBERS, Pages
from ui.rooms import ROOMS
from ui.session import Session

RULES = [room.name for room in ROOMS].index("rules")
REPORTS = [room.name for room in ROOMS].index("reports")


@pytest.fixture
def pages(session: Session, qtbot: QtBot) -> Pages:
    made = Pages(session)
    qtbot.addWidget(made)
    made.resize(1084, 760)
    made.show()
    qtbot.waitExposed(made)
    return made


def told(pages: Pages) -> dict[str, str]:
    return {offer.title: offer.keys for offer in offered(pages)}


def test_a_page_offers_its_buttons_and_menus_with_their_keys(pages: Pages) -> None:
    member = save_member(None, {"name": "Ann"})
    page = pages.records(MEMBERS)
    assert page is not None
    offers = told(pages)
    assert list(offers)[:4] == [
        "Import members · From a file…",
        "Import members · From the clipboard",
        "Count a chat export…",
        "Who to speak to",
    ]
    expected = {"New member", "Export this list…", "Filter members…", "Possible duplicates…"}
    assert expected < offers.keys()
    assert offers["Import members · From a file…"] == "Ctrl+I"
    assert offers["Export this list…"] == "Ctrl+E"
    assert "With these…" in offers and "Import" not in offers
    assert "History" not in offers
    page.show_record(member)
    assert {"Edit", "History", "Copy", "Delete"} <= told(pages).keys()
    assert not any(title.startswith(("All", "Active")) for title in told(pages))


def test_a_menu_offers_what_it_would_show_when_opened(pages: Pages) -> None:
    here = save_member(None, {"name": "Ann", "joined": date(2026, 1, 1)})
    gone = save_member(None, {"name": "Bea", "joined": date(2026, 1, 1)})
    leave([gone], date(2026, 5, 1), "moved")
    page = pages.records(MEMBERS)
    assert page is not None
    page.show_record(here)
    assert "Leave…" in told(pages) and "Come back…" not in told(pages)
    page.show_record(gone)
    assert "Come back…" in told(pages) and "Leave…" not in told(pages)


def test_only_the_page_on_show_is_asked(pages: Pages, session: Session, qtbot: QtBot) -> None:
    pages.visit(MEMBERS)
    pages.visit(RULES)
    assert {"Print…", "Copy for a group announcement", "New rule"} <= told(pages).keys()
    assert "New member" not in told(pages)
    pages.visit(REPORTS)
    assert "Print…" not in told(pages)
    qtbot.waitUntil(lambda: not session.tasks.busy)
    assert told(pages)["Print…"] == "Ctrl+P"


def test_an_offer_does_what_the_button_does(pages: Pages, monkeypatch: pytest.MonkeyPatch) -> None:
    said: list[str] = []
    monkeypatch.setattr(asking, "say", lambda _page, text: said.append(text))
    save_rule(None, {"title": "Be kind", "status": "draft"})
    pages.visit(RULES)
    next(offer for offer in offered(pages) if offer.title == "Print…").run()
    assert said == ["No rule is in force yet. Set a rule's status to “in force” first."]


@pytest.mark.parametrize("room", ["members", "events", "rules", "feedback"])
def test_import_and_export_have_keys_on_every_page_that_can(
    room: str, pages: Pages, monkeypatch: pytest.MonkeyPatch, qtbot: QtBot
) -> None:
    asked: list[str] = []
    monkeypatch.setattr(asking, "choose_file", lambda _page, title, _ways: asked.append(title))
    monkeypatch.setattr(asking, "choose_target", lambda _page, title, *_ways: asked.append(title))
    # Another page that was visited has the same keys, and does not hear them.
    pages.visit(MEMBERS)
    pages.visit([room.name for room in ROOMS].index(room))
    pages.activateWindow()
    for key in (Qt.Key.Key_I, Qt.Key.Key_E):
        qtbot.keyClick(pages, key, Qt.KeyboardModifier.ControlModifier)
    assert asked == (["Export"] if room == "rules" else ["Import", "Export"])
