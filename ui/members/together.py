"""What is done with many members at once: those who are selected, or everybody in the list."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial

from PySide6.QtGui import QAction, QGuiApplication
from PySide6.QtWidgets import QMenu

from models.events.attendance import add_attendees
from models.members.mailing import Recipients, recipients
from models.members.tag_names import tag_members
from models.progress import Progress
from models.vocabulary import Kind, Rsvp
from ui import asking
from ui.icons import icon
from ui.members.papers import print_list
from ui.members.points import give_to_list
from ui.records.exporting import export_list, export_selection
from ui.records.record_list import RecordList
from ui.records.record_page import RecordPage
from ui.records.removing import Selection, selection_of
from ui.session import Session
from ui.wording import _, n_


def people_of(listing: RecordList) -> Selection:
    """Return whom a list's menu is about: two or more who are selected, or else everybody listed.
    One row is always current, so it says nothing."""
    selection = selection_of(listing.table)
    if selection.count > 1:
        return selection
    lines = listing.table.rows.listing
    return Selection(lines, (range(lines.total),) if lines is not None else ())


def is_everybody(listing: RecordList) -> bool:
    return selection_of(listing.table).count <= 1


class TogetherMenu:
    """The menu “With these…” in the heading of the members."""

    def __init__(self, session: Session, page: RecordPage, list_name: Callable[[], str]) -> None:
        """`list_name` is what the list in force is called, "" for none."""
        self._session, self._page, self._listing = session, page, page.listing
        self._list_name = list_name
        self.menu = QMenu(page)
        self._head = self.menu.addAction("")
        self._head.setEnabled(False)
        self.menu.addSeparator()
        self._acts = [
            self._add(_("Change fields…"), "pencil", self._edit),
            self._add(_("Add or take away tags…"), "tags", self._tag),
            self._add(_("Give points to all of these…"), "award", self._give_points),
            self._add(_("Note an interaction…"), "sparkles", self._note),
            self._add(_("Add to an event…"), "calendar-plus", self._add_to_event),
            self._add(_("Write a mail…"), "mail", self._mail),
            self._add(_("Copy the e-mail addresses"), "copy", self._copy_addresses),
            self._add(_("Print…"), "printer", self._print),
            self._add(_("Export…"), "download", self._export),
        ]
        self.menu.aboutToShow.connect(self.renew)
        page.buttons.add_menu_button(_("With these…"), "users", self.menu)
        page.many_menu = self.menu

    def renew(self) -> None:
        """Say whom the menu is about."""
        count = people_of(self._listing).count
        if is_everybody(self._listing):
            text = n_("{count} member in this list", "All {count} members in this list", count)
        else:
            text = n_("{count} selected member", "{count} selected members", count)
        self._head.setText(text)
        for each in self._acts:
            each.setEnabled(bool(count))

    def _add(self, title: str, name: str, do: Callable[[], None]) -> QAction:
        action = self.menu.addAction(icon(name), title)
        action.triggered.connect(lambda: do())
        return action

    def _edit(self) -> None:
        from ui.members.bulk_window import BulkWindow  # at its first use

        BulkWindow(self._session, self._page.window(), people_of(self._listing)).open()

    def _tag(self) -> None:
        from ui.members.together_windows import TagsOfMany  # at its first use

        people = people_of(self._listing)
        window = TagsOfMany(self._page.window(), people.count)
        window.agreed.connect(partial(self._tag_now, people))
        window.open()

    def _tag_now(self, people: Selection, added: Sequence[str], taken: Sequence[str]) -> None:
        self._session.tasks.run(
            _tagged, people, added, taken, title=_("Changing…"),
            done=lambda count: self._changed(
                n_("{count} member changed.", "{count} members changed.", count), Kind.MEMBER),
        )  # fmt: skip

    def _give_points(self) -> None:
        give_to_list(self._session, self._page, people_of(self._listing))

    def _note(self) -> None:
        from ui.members.person.several import note_for_list  # at its first use

        note_for_list(self._session, self._page, people_of(self._listing))

    def _add_to_event(self) -> None:
        from ui.members.together_windows import EventOfMany  # at its first use

        people = people_of(self._listing)
        window = EventOfMany(self._page.window(), people.count)
        window.agreed.connect(partial(self._add_now, people))
        window.open()

    def _add_now(self, people: Selection, event: bytes, said_yes: bool) -> None:
        self._session.tasks.run(
            _added, people, event, said_yes, title=_("Adding to the event…"),
            done=lambda count: self._changed(
                n_("{count} member added to the event.", "{count} members added to the event.",
                   count), Kind.ATTENDANCE, Kind.EVENT),
        )  # fmt: skip

    def _changed(self, told: str, *kinds: Kind) -> None:
        self._session.announce(*kinds)
        self._session.tell(told, undo=True)

    def _mail(self) -> None:
        self._gather_addresses(self._show_mail)

    def _show_mail(self, found: Recipients) -> None:
        from ui.members.together_windows import MailOfMany  # at its first use

        if found.addresses:
            MailOfMany(self._page.window(), found).open()
        else:
            self._say_nobody(found)

    def _copy_addresses(self) -> None:
        self._gather_addresses(self._copy)

    def _copy(self, found: Recipients) -> None:
        from ui.members.together_windows import left_out  # at its first use

        if not found.addresses:
            self._say_nobody(found)
            return
        QGuiApplication.clipboard().setText("; ".join(found.addresses))
        count = len(found.addresses)
        told = n_("{count} address copied.", "{count} addresses copied.", count)
        self._session.tell(" ".join(filter(None, (told, left_out(found, names=False)))))

    def _say_nobody(self, found: Recipients) -> None:
        from ui.members.together_windows import left_out  # at its first use

        asking.say(self._page.window(), _("None of them has an e-mail address."), left_out(found))

    def _gather_addresses(self, done: Callable[[Recipients], None]) -> None:
        self._session.tasks.run(
            _recipients, people_of(self._listing), title=_("Gathering addresses…"), done=done
        )

    def _print(self) -> None:
        people = people_of(self._listing)
        print_list(self._session, self._page, people, self._list_name())

    def _export(self) -> None:
        if is_everybody(self._listing):
            export_list(self._session, self._listing, Kind.MEMBER)
        else:
            export_selection(
                self._session, self._page, Kind.MEMBER, people_of(self._listing),
                self._listing.title,
            )  # fmt: skip


def _tagged(
    people: Selection, added: Sequence[str], taken: Sequence[str], progress: Progress
) -> int:
    return tag_members(people.ids(), added, taken, progress)


def _added(people: Selection, event: bytes, said_yes: bool, progress: Progress) -> int:
    progress(0, 1)
    members = people.ids()
    add_attendees(event, members, **({"rsvp": str(Rsvp.YES)} if said_yes else {}))
    return len(members)


def _recipients(people: Selection, progress: Progress) -> Recipients:
    return recipients(people.ids(), progress)
