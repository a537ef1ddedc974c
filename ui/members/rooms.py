"""The members tab: the list, and in its place one person, or those who should be spoken to."""

from __future__ import annotations

from PySide6.QtWidgets import QStackedWidget, QWidget

from ui.members.calls.page import CallsPage
from ui.members.person.page import PersonPage
from ui.members.tab import MemberWays, members_tab, open_duplicates
from ui.session import Session

# What the window asks for as if it were a filter of the list.
CALLS, DUPLICATES, PERSON = "calls", "duplicates", "person"


class MembersRooms(QStackedWidget):
    """Three views of one subject; what the window asks goes to the list."""

    def __init__(self, session: Session) -> None:
        super().__init__()
        self._session = session
        self._person: PersonPage | None = None
        self._calls: CallsPage | None = None
        self._before: QWidget | None = None  # from where a person was opened
        self.page = members_tab(session, MemberWays(self.show_person, self.show_calls))
        self.addWidget(self.page)

    @property
    def person(self) -> PersonPage:
        """The page of one person, built when the first is opened."""
        if self._person is None:
            self._person = PersonPage(self._session)
            self._person.left.connect(self._leave_person)
            self._person.edit_wanted.connect(self._edit)
            self.addWidget(self._person)
        return self._person

    @property
    def calls(self) -> CallsPage:
        if self._calls is None:
            self._calls = CallsPage(self._session)
            self._calls.left.connect(self.show_members)
            self._calls.person_wanted.connect(self.show_person)
            self.addWidget(self._calls)
        return self._calls

    def show_person(self, member: bytes) -> None:
        if self.currentWidget() is not self._person:
            self._before = self.currentWidget()
        if self._can_leave_view():
            self.person.show_person(member)
            if self.person.member == member:  # else they are gone
                self.setCurrentWidget(self.person)

    def show_calls(self) -> None:
        if self._can_leave_view():
            self.setCurrentWidget(self.calls)
            self.calls.open()

    def show_members(self) -> None:
        self.setCurrentWidget(self.page)
        self.page.listing.table.setFocus()

    # What the window asks of every tab

    def focus_list(self) -> None:
        if self.currentWidget() is self._person:
            self.person.list.setFocus()
        elif self.currentWidget() is self._calls:
            self.calls.table.setFocus()
        else:
            self.page.focus_list()

    def focus_search(self) -> None:
        if self.currentWidget() is self.page:
            self.page.focus_search()
        else:
            self.focus_list()

    def start_new(self) -> None:
        if self.currentWidget() is self._person:
            self.person.start_contact()
        elif self.currentWidget() is self._calls:
            self.calls.note()
        else:
            self.page.start_new()

    def reload(self) -> None:
        self.page.reload()
        if self.currentWidget() is self._person:
            self.person.reload()

    def show_record(self, record: bytes) -> None:
        if self._can_leave_view():
            self.show_members()
            self.page.show_record(record)

    def show_pill(self, pill: str) -> None:
        if pill == CALLS:
            self.show_calls()
        elif pill == PERSON and self.page.record is not None:
            self.show_person(self.page.record)
        elif pill == DUPLICATES:
            open_duplicates(self._session, self.page)
        elif self._can_leave_view():
            self.show_members()
            self.page.show_pill(pill)

    def edit_selected(self) -> None:
        if self.currentWidget() is self._person:
            self._edit(self.person.member)
        elif self.currentWidget() is self.page:
            self.page.edit_selected()

    def remove_selected(self) -> None:
        if self.currentWidget() is self._person:
            self.person.drop_chosen()
        elif self.currentWidget() is self.page:
            self.page.remove_selected()

    def can_leave(self) -> bool:
        return self._can_leave_view() and self.page.can_leave()

    def _can_leave_view(self) -> bool:
        """Whether the person or the queue may go: what is half written there is asked about."""
        view = self.currentWidget()
        if view is self._person:
            return self.person.can_leave()
        return view is not self._calls or self.calls.can_leave()

    def _leave_person(self) -> None:
        before, self._before = self._before, None
        if before is not None and before is self._calls:
            self.show_calls()
        else:
            self.show_members()

    def _edit(self, member: bytes) -> None:
        if self._can_leave_view():
            self.show_members()
            self.page.show_record(member)
            self.page.edit()
