"""The trash: what was deleted, newest first, and the ways out of it: back, or gone for good."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial

from PySide6.QtWidgets import QWidget

from models.errors import UserError
from models.trash import Trashed, counts, restore, trash
from models.vocabulary import Kind
from resources.i18n import N_
from ui import asking, faults, furniture
from ui.formats import count_text, joined, moment_text
from ui.past.erasing import ERASE, erase_person
from ui.past.line_list import Shown
from ui.past.line_window import Described, LineWindow
from ui.preferences import Preferences
from ui.records.changes import by_whom
from ui.records.described import ALL
from ui.session import Session
from ui.wording import _, n_

PILLS = (
    (ALL, N_("All")),
    (str(Kind.MEMBER), N_("Members")),
    (str(Kind.EVENT), N_("Events")),
    (str(Kind.RULE), N_("Rules")),
    (str(Kind.FEEDBACK), N_("Feedback")),
)
_ICONS = {
    Kind.MEMBER: "user",
    Kind.EVENT: "calendar-days",
    Kind.RULE: "scroll-text",
    Kind.FEEDBACK: "message-square",
}


class _Found:
    """What the list shows of the trash under one filter."""

    def __init__(self, items: Sequence[Trashed]) -> None:
        self._items = items
        self.total = len(items)

    def lines(self, start: int, stop: int) -> Sequence[Trashed]:
        return self._items[start:stop]


class TrashWindow(LineWindow):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        described = Described(
            _("Trash"),
            _("What was deleted, newest first"),
            least=(640, 440),
            size=(820, 640),
            search=_("Name or title…"),
            pills=PILLS,
            several=True,
        )
        super().__init__(session, described, partial(_worded, session.preferences), parent)
        self._items: tuple[Trashed, ...] = ()
        self.restore_button = furniture.button(_("Restore"), icon="archive-restore", role="primary")
        self.erase_button = furniture.button(_(ERASE), icon="eraser")
        self.close_button = furniture.button(_("Close"))
        self.lay_out(
            furniture.empty_state(
                "trash-2",
                _("The trash is empty"),
                _("What you delete is kept here, and can be brought back at any time."),
            ),
            furniture.empty_state(
                "search-x",
                _("Nothing here is called like that"),
                _("Try another word, or choose “All”."),
            ),
            foot=(self.erase_button, None, self.close_button, self.restore_button),
        )
        self._listen()
        self.reload()
        self.list.setFocus()

    def reload(self) -> None:
        """Show what lies in the trash now."""
        known = counts()
        total = sum(known.values())
        self._items = trash(limit=total)
        self.filters.show_counts(
            {ALL: total, **{str(kind): number for kind, number in known.items()}}
        )
        self.heading.note.setText(
            n_("{number} record", "{number} records", total, number=count_text(total))
        )
        row = self.list.currentIndex().row()
        self._filter()
        if self.list.rows.rowCount():
            self.list.choose(max(row, 0))

    def _filter(self) -> None:
        text, pill = self.filters.text.casefold(), self.filters.pill
        found = [
            item
            for item in self._items
            if pill in (ALL, item.kind) and text in f"{item.title} {item.who}".casefold()
        ]
        self.list.rows.show(_Found(found))
        self.show_room(0 if found else 2 if self._items else 1)
        if found:
            self.list.choose(0)
        self._show_buttons()

    def _listen(self) -> None:
        self.stale.connect(self.reload)
        self.filters.searched.connect(self._filter)
        self.filters.pill_chosen.connect(lambda _pill: self._filter())
        self.list.current_changed.connect(self._show_buttons)
        self.list.opened.connect(self._restore)
        self.restore_button.clicked.connect(self._restore)
        self.erase_button.clicked.connect(self._erase)
        self.close_button.clicked.connect(self.close)

    def _show_buttons(self) -> None:
        chosen = self.list.chosen()
        self.restore_button.setEnabled(bool(chosen))
        count = len(chosen)
        self.restore_button.setText(
            n_("Restore {count} record", "Restore {count} records", count)
            if count > 1
            else _("Restore")
        )
        self.erase_button.setVisible(count == 1 and chosen[0].kind is Kind.MEMBER)

    def _restore(self) -> None:
        chosen = self.list.chosen()
        if not chosen:
            return
        try:
            kinds = restore(chosen)
        except UserError as error:
            asking.say(self, faults.worded(error))
            return
        self._session.announce(*kinds)
        self._session.tell(_restored(chosen), undo=True)

    def _erase(self) -> None:
        chosen = self.list.chosen()
        if len(chosen) == 1 and chosen[0].kind is Kind.MEMBER:
            erase_person(self._session, self, chosen[0].id)


def _worded(preferences: Preferences, item: Trashed) -> Shown:
    title = " ".join(item.title.split())
    who = by_whom(item.who, item.device, preferences.device, preferences.laptop)
    return Shown(
        icon=_ICONS[item.kind],
        tone="grey",
        title=title or _("Without a name"),
        caption=joined([_(item.kind.title), _("deleted by {name}", name=who) if who else ""]),
        end=moment_text(item.at),
    )


def _restored(chosen: Sequence[Trashed]) -> str:
    if len(chosen) == 1:
        return _("“{name}” is back from the trash.", name=" ".join(chosen[0].title.split()))
    return n_("{count} record is back.", "{count} records are back.", len(chosen))
