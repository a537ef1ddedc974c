"""Finding in the members tab: the filter button, the saved lists, what is done with a list."""

from __future__ import annotations

from functools import partial

from PySide6.QtCore import QObject, Qt
from PySide6.QtWidgets import QBoxLayout, QDialog

from models.members.filters import NOTHING, Group
from models.members.saved_list import (
    Saved,
    remove_lists,
    rename_list,
    reorder_lists,
    save_list,
    saved_lists,
)
from models.vocabulary import Kind
from ui.dialogs.name_dialog import NameDialog
from ui.furniture import button
from ui.members.filter_builder import FilterBuilder
from ui.members.lists import ListStrip
from ui.members.lists_window import ListsWindow
from ui.members.tags_window import show_tags
from ui.members.together import TogetherMenu
from ui.records.narrowing import Gatherer, Narrowing
from ui.records.record_page import RecordPage
from ui.session import Session
from ui.wording import _

KEYS = "Ctrl+Shift+F"


class Finding(QObject):
    """Lives as long as the page."""

    def __init__(self, session: Session, page: RecordPage) -> None:
        super().__init__(page)
        self._session, self._page = session, page
        self.strip = ListStrip(session, page.listing)
        listing = page.listing
        narrowing = Narrowing(self.strip.question, self.strip.clear)
        listing.narrow_by(self.strip, narrowing, Gatherer(session))
        self.strip.changed.connect(listing.reload)
        self.strip.edit_wanted.connect(self.build)
        self.strip.save_wanted.connect(lambda: self._name(self.strip.asked))
        self.strip.managed.connect(self.manage)
        self.button = button(_("Filter"), icon="list-filter", role="flat",
                             tip=_("Filter members ({keys})", keys=KEYS))  # fmt: skip
        self.button.clicked.connect(self.build)
        bar = listing.filter.layout()
        if isinstance(bar, QBoxLayout):
            bar.insertWidget(1, self.button, 0, Qt.AlignmentFlag.AlignTop)
        self.together = TogetherMenu(session, page, self._list_name)
        add = page.buttons.add_action
        add(_("Filter members…"), "list-filter", self.build, KEYS)
        add(_("Lists of members…"), "list", lambda: self.manage("all", None))
        add(_("Tags…"), "tags", partial(show_tags, session, page))

    def build(self) -> None:
        """Open the builder on what narrows the list now."""
        self._build(self.strip.list_chosen(), self.strip.asked)

    def manage(self, what: str, each: Saved | None) -> None:
        """Do with a list what its menu says."""
        if each is None:
            ListsWindow(self._session, self._page.window(), self.manage).open()
        elif what == "show":
            self.strip.choose(each.id)
        elif what == "edit":
            self.strip.choose(each.id)
            self._build(each, self.strip.asked)
        elif what == "rename":
            self._rename(each)
        elif what == "remove":
            remove_lists([each.id])
            self._changed(_("“{name}” deleted.", name=each.name))
        else:
            self._move(each, what)

    def _build(self, each: Saved | None, shown: Group) -> None:
        builder = FilterBuilder(self._session, self._page.window(), shown or NOTHING)
        if each is None:
            builder.chosen.connect(self.strip.narrow)
        else:
            builder.chosen.connect(partial(self._save_again, each))
            builder.call_it(each.name)
        builder.save_wanted.connect(partial(self._name_built, each))
        builder.open()

    def _save_again(self, each: Saved, asked: Group) -> None:
        save_list(each.id, each.name, asked)
        self.strip.chosen = each.id
        self._changed(_("“{name}” changed.", name=each.name))

    def _name_built(self, each: Saved | None, asked: Group) -> None:
        """Ask for a name; who thinks better of it finds what was built."""

        def build_again(how: int) -> None:
            if how == QDialog.DialogCode.Rejected:
                self._build(each, asked)

        # Only now has the window behind the question been given the keyboard.
        self._name(asked).finished.connect(build_again)

    def _name(self, asked: Group) -> NameDialog:
        naming = NameDialog(
            self._page.window(), _("Save as a list"), _("Save"), partial(self._save_new, asked),
            note=_("The list keeps itself up to date: whoever matches later will be on it."),
        )  # fmt: skip
        naming.open()
        return naming

    def _save_new(self, asked: Group, name: str) -> None:
        self.strip.chosen = save_list(None, name, asked)
        self._changed(_("“{name}” saved as a list.", name=name.strip()))
        self.strip.changed.emit()

    def _rename(self, each: Saved) -> None:
        def save(name: str) -> None:
            rename_list(each.id, name)
            self._changed(_("Now called “{name}”.", name=name.strip()))

        NameDialog(self._page.window(), _("Rename a list"), _("Rename"), save, each.name).open()

    def _move(self, each: Saved, what: str) -> None:
        before = [known.id for known in saved_lists()]
        order = list(before)
        place = order.index(each.id)
        order.remove(each.id)
        order.insert({"first": 0, "up": max(place - 1, 0), "down": place + 1}[what], each.id)
        if order == before:
            return
        reorder_lists(order)
        self._session.announce(Kind.COMMUNITY)

    def _list_name(self) -> str:
        each = self.strip.list_chosen()
        return each.name if each is not None else ""

    def _changed(self, told: str) -> None:
        self._session.announce(Kind.COMMUNITY)
        self._session.tell(told, undo=True)
