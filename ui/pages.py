"""The pages of an open community, each built when it is first visited."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol, cast

from PySide6.QtCore import Signal
from PySide6.QtWidgets import QStackedWidget, QWidget

from models.month import Month
from models.vocabulary import Kind
from ui.rooms import ROOMS
from ui.session import Session


class ReportsTab(Protocol):
    """What the reports tab can be asked for."""

    def show_month(self, month: Month) -> None: ...


class RecordsTab(Protocol):
    """What a tab of records can be asked for."""

    def focus_list(self) -> None: ...
    def focus_search(self) -> None: ...
    def start_new(self) -> None: ...
    def show_record(self, id: bytes) -> None: ...
    def show_pill(self, pill: str) -> None: ...
    def edit_selected(self) -> None: ...
    def remove_selected(self) -> None: ...
    def can_leave(self) -> bool: ...


# Each tab is imported at its first visit: the first window must not wait for six of them.
def _overview(session: Session) -> QWidget:
    from ui.overview.tab import overview_tab

    return overview_tab(session)


def _members(session: Session) -> QWidget:
    from ui.members.rooms import MembersRooms

    return MembersRooms(session)


def _events(session: Session) -> QWidget:
    from ui.events.rooms import EventsRooms

    return EventsRooms(session)


def _rules(session: Session) -> QWidget:
    from ui.rules.tab import rules_tab

    return rules_tab(session)


def _feedback(session: Session) -> QWidget:
    from ui.feedback.tab import feedback_tab

    return feedback_tab(session)


def _reports(session: Session) -> QWidget:
    from ui.reports.tab import reports_tab

    return reports_tab(session)


_BUILDERS: dict[str, Callable[[Session], QWidget]] = {
    "overview": _overview,
    "members": _members,
    "events": _events,
    "rules": _rules,
    "feedback": _feedback,
    "reports": _reports,
}
_KINDS = {
    "members": Kind.MEMBER,
    "events": Kind.EVENT,
    "rules": Kind.RULE,
    "feedback": Kind.FEEDBACK,
}
OVERVIEW, MEMBERS, REPORTS = 0, 1, len(ROOMS) - 1


def holds_records(place: int) -> bool:
    return ROOMS[place].name in _KINDS


def place_of(kind: Kind) -> int:
    """Return the place of the tab that holds a kind of record."""
    if kind is Kind.ATTENDANCE:
        kind = Kind.EVENT
    return next(
        (place for place, room in enumerate(ROOMS) if _KINDS.get(room.name) is kind), OVERVIEW
    )


class Pages(QStackedWidget):
    """Shows one page at a time; knows the tabs only by what RecordsTab says.

    Signals:

    turned: another page is shown; carries its place among the rooms.
    """

    turned = Signal(int)

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._built: dict[int, QWidget] = {}
        self.currentChanged.connect(self._tell)

    def visit(self, place: int) -> QWidget:
        """Show a page, building it the first time."""
        if place not in self._built:
            self._built[place] = _BUILDERS[ROOMS[place].name](self._session)
            self.addWidget(self._built[place])
        page = self._built[place]
        self.setCurrentWidget(page)
        return page

    def records(self, place: int) -> RecordsTab | None:
        """Show a page of records and return it; None for a page that holds none."""
        page = self.visit(place)
        return cast(RecordsTab, page) if holds_records(place) else None

    def show_wanted(self, kind: Kind, id: bytes | None, pill: str | None) -> None:
        """Show the page of a kind of record, and there a record, or those of a pill."""
        tab = self.records(place_of(kind))
        if tab is not None and id is not None:
            tab.show_record(id)
        elif tab is not None and pill is not None:
            tab.show_pill(pill)

    def show_report(self, month: Month | None) -> None:
        """Show the reports, of a month where one is given."""
        page = self.visit(REPORTS)
        if month is not None:
            cast(ReportsTab, page).show_month(month)

    def can_leave(self) -> bool:
        """Ask every page with an edit under way; the first that wants to stay is shown."""
        for place, page in self._built.items():
            if holds_records(place) and not cast(RecordsTab, page).can_leave():
                return False
        return True

    def _tell(self) -> None:
        shown = self.currentWidget()
        self.turned.emit(next(place for place, page in self._built.items() if page is shown))
