"""List left, record right: the one shape all tabs share. Configured, never subclassed."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from PySide6.QtCore import QPoint, Qt
from PySide6.QtGui import QGuiApplication, QKeySequence, QShortcut, QShowEvent
from PySide6.QtWidgets import QHBoxLayout, QMenu, QWidget

from models.errors import Cancelled, Invalid, UserError
from models.vocabulary import Kind
from resources.i18n import N_
from ui import asking, faults
from ui.icons import icon
from ui.records.described import PageWords, RecordAction, Records
from ui.records.form import Form
from ui.records.heading_buttons import HeadingButtons
from ui.records.record_list import RecordList
from ui.records.removing import AT_ONCE, Selection, remove_selection, selection_of
from ui.records.side_pane import SidePane
from ui.session import Session
from ui.tab_order import order_tabs
from ui.wording import _


class RecordPage(QWidget):
    """What a tab is made of. Its record is the one the pane shows, listed or not."""

    def __init__(
        self,
        session: Session,
        records: Records,
        listing: RecordList,
        form: Form,
        words: PageWords,
        actions: Sequence[RecordAction] = (),
    ) -> None:
        super().__init__()
        self.listing = listing
        self.form = form
        self._session = session
        self._records = records
        self._words = words
        self._record: Any | None = None
        self._stale = True
        self.many_menu: QMenu | None = None  # what is done with several at once
        self.pane = SidePane(form)
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(0)
        across.addWidget(listing, 1)
        across.addWidget(self.pane)
        self.buttons = HeadingButtons(listing, listing.heading, _(words.new), self.start_new)
        self._fill_record_menu(actions)
        self._connect()
        self._set_shortcuts()

    @property
    def record(self) -> Any | None:
        """The id of the record the pane shows."""
        return self._record

    # What the window asks of every tab

    def focus_list(self) -> None:
        if self.pane.is_editing:
            return
        if not self.listing.table.isVisibleTo(self):  # nothing is listed
            self.focus_search()
            return
        self.listing.enter_rows()
        self._choose(self.listing.table.current_id())

    def focus_search(self) -> None:
        self.listing.search.setFocus()
        self.listing.search.selectAll()

    def start_new(self) -> None:
        if self.can_leave():
            self._record = None
            self.form.fill(None)
            self.pane.show_form(_(self._words.new))
            self.form.focus_first()

    @property
    def is_new(self) -> bool:
        """Whether what is edited is not stored yet."""
        return self.pane.is_editing and self._record is None

    def reload(self) -> None:
        """Show the present state, keeping selection and a half-finished edit."""
        self._stale = False
        self.listing.reload()
        if self._record is None:
            return
        values = self._records.load(self._record)
        if self.pane.is_editing:
            if values is not None:
                self.form.refresh(values)
        else:
            self._show_record(self._record)

    def show_record(self, record: Any) -> None:
        if self.can_leave():
            self._refresh_if_stale()
            self.listing.select(record)
            self._show_record(record)
            self.listing.table.setFocus()

    def show_pill(self, pill: str) -> None:
        self._refresh_if_stale()
        self.listing.show_pill(pill)

    def can_leave(self) -> bool:
        """Whether the pane may show something else; asks where an edit would be lost."""
        if not self.pane.is_editing or not self.form.is_edited():
            return True
        return asking.leave_edit(self, lambda: self._store() is not None)

    def edit_selected(self) -> None:
        self.edit()

    def remove_selected(self) -> None:
        self.remove()

    # One record

    def edit(self, field: str = "") -> None:
        if self._record is None or self.pane.is_editing:
            return
        values = self._records.load(self._record)
        if values is None:
            return
        self.form.fill(values)
        self.pane.show_form(_(self._words.edit))
        if field:
            self.form.focus_field(field)
        else:
            self.form.focus_first()

    def save(self) -> bool:
        """Save what the form holds and show it; False where it is refused."""
        saved = self._store()
        if saved is None:
            return False
        self.listing.select(saved)
        self._show_record(saved)
        self.listing.table.setFocus()
        return True

    def cancel(self) -> None:
        """Leave the form: back to the record it was about, or to nothing."""
        if not self.can_leave():
            return
        if self.pane.is_editing:
            self._show_record(self._record)
            self.listing.table.setFocus()

    def remove(self) -> None:
        """Delete what is selected, without asking: Undo is offered instead."""
        if self.pane.is_editing:
            return
        selection = selection_of(self.listing.table)
        if selection.count > AT_ONCE:
            self._remove_many(selection)
        elif selection.count or self._record is not None:
            self.remove_records(self.listing.table.selected_ids() or [self._record])

    def remove_records(self, records: list[Any]) -> None:
        try:
            gone = self._records.remove(records)
        except Cancelled:
            return
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._forget(gone or len(records))

    def _remove_many(self, selection: Selection) -> None:
        self._session.tasks.run(
            remove_selection,
            self._records.kind,
            self._records.remove_many or self._records.remove,
            selection,
            title=_("Deleting…"),
            done=self._forget,
        )

    def _forget(self, count: int) -> None:
        """Show the list without what was deleted, and offer it back."""
        row = self.listing.table.currentIndex().row()
        self._record = None
        self.pane.show_nothing()
        self._session.announce(self._records.kind)
        if row >= 0:
            self.listing.table.select_near(row)
        self._session.tell(self._words.removed(count), undo=True)

    def copy_details(self, record: Any) -> None:
        """Put the record's facts on the clipboard as plain lines."""
        values = self._records.load(record)
        if values is None:
            return
        details = self._records.describe(values)
        facts = (
            _("{field}: {value}", field=fact.label, value=fact.value) for fact in details.facts
        )
        lines = [details.name, *facts]
        lines += [section.text for section in details.sections if section.text]
        QGuiApplication.clipboard().setText("\n".join(lines))
        self._session.tell(_("Copied."))

    # Inside

    def _store(self) -> bytes | None:
        """Save what the form holds and close it; mark the fields where it is refused."""
        try:
            saved: bytes = self._records.save(self._record, self.form.values())
        except Invalid as error:
            self.form.mark(error.errors)
            return None
        except Cancelled:
            return None
        except UserError as error:
            asking.say(self, faults.worded(error))
            return None
        self._record = saved
        self.pane.show_nothing()
        self._session.announce(self._records.kind)
        return saved

    def _show_record(self, record: Any | None) -> None:
        values = None if record is None else self._records.load(record)
        self._record = None if values is None else record
        if values is None:
            self.pane.show_nothing()
        else:
            self.pane.show_details(self._records.describe(values))

    def _choose(self, record: Any) -> None:
        if record == self._record:
            return
        if self.can_leave():
            # Saving the edit that was left may have listed everything anew.
            self._record = record
            self.listing.table.select(record)
            self._show_record(record)
        elif self._record is not None:
            self.listing.table.select(self._record)

    def _changed(self, kinds: frozenset[Kind]) -> None:
        if not kinds & self._records.watched:
            return
        if self.isVisible():
            self.reload()
        else:
            self._stale = True

    def _refresh_if_stale(self) -> None:
        if self._stale:
            self.reload()

    def _fill_record_menu(self, actions: Sequence[RecordAction]) -> None:
        entries = [
            *(each for each in actions if not each.last),
            RecordAction(N_("Copy"), "copy", self.copy_details),
            RecordAction(N_("Delete"), "trash-2", lambda record: self.remove_records([record])),
            *(each for each in actions if each.last),
        ]
        for entry in entries:
            action = self.pane.menu.addAction(icon(entry.icon), _(entry.title))
            action.triggered.connect(lambda _checked=False, do=entry.do: do(self._record))

    def _connect(self) -> None:
        table = self.listing.table
        self.listing.chosen.connect(self._choose)
        self.listing.new_wanted.connect(self.start_new)
        table.opened.connect(self.pane.focus_details)
        table.edit_wanted.connect(self.edit)
        table.remove_wanted.connect(self.remove)
        table.menu_wanted.connect(self._offer_menu)
        self.pane.edit_wanted.connect(self.edit)
        self.pane.save_wanted.connect(self.save)
        self.pane.cancel_wanted.connect(self.cancel)
        self._session.changed.connect(self._changed)
        self._session.relisted.connect(self._changed)

    def _set_shortcuts(self) -> None:
        inside = Qt.ShortcutContext.WidgetWithChildrenShortcut
        for keys, do in (("Ctrl+S", self._save_if_editing), ("Ctrl+Return", self._save_if_editing)):
            QShortcut(QKeySequence(keys), self.pane, context=inside).activated.connect(do)
        QShortcut(QKeySequence("Ctrl+Enter"), self.pane, context=inside).activated.connect(
            self._save_if_editing
        )
        QShortcut(QKeySequence("Esc"), self.pane, context=inside).activated.connect(self._escape)

    def _offer_menu(self, place: QPoint) -> None:
        several = self.listing.table.selected_count() > 1
        menu = self.many_menu if several else self.pane.menu
        if menu is not None and self._record is not None and not self.pane.is_editing:
            menu.popup(place)

    def _save_if_editing(self) -> None:
        if self.pane.is_editing:
            self.save()

    def _escape(self) -> None:
        if self.pane.is_editing:
            self.cancel()
        else:
            self.listing.table.setFocus()

    # Qt overrides

    def showEvent(self, event: QShowEvent) -> None:
        super().showEvent(event)
        self._refresh_if_stale()
        order_tabs(self)
