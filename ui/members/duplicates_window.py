"""Possible duplicates: pairs by how likely they are, joined, told apart or left for later."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from PySide6.QtWidgets import QCheckBox, QWidget

from models.members.duplicates import Duplicates, Pair, find_duplicates, settle_different
from models.members.joining import join_members
from models.members.likeness import Strength
from models.vocabulary import Kind
from ui import faults, furniture
from ui.formats import joined
from ui.members.duplicates_words import line_of
from ui.members.join_pane import JoinPane
from ui.past.line_list import Shown
from ui.past.line_window import Described, LineWindow
from ui.session import Session
from ui.wording import _, n_

_LISTED, _NOTHING, _LOOKING = range(3)
_JOINED = frozenset({Kind.MEMBER, Kind.EVENT, Kind.ATTENDANCE, Kind.FEEDBACK, Kind.COMMUNITY})


class _Listed:
    """What the list shows: those put off until later come last."""

    def __init__(self, pairs: Sequence[Pair]) -> None:
        self.pairs = pairs
        self.total = len(pairs)

    def lines(self, start: int, stop: int) -> Sequence[Pair]:
        return self.pairs[start:stop]


def show_duplicates(session: Session, parent: QWidget) -> DuplicatesWindow:
    window = DuplicatesWindow(session, parent.window())
    window.open()
    return window


class DuplicatesWindow(LineWindow):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        described = Described(
            _("Possible duplicates"), _("Pairs of entries"), least=(940, 520), size=(1180, 720)
        )
        super().__init__(session, described, self._line, parent)
        self.found: Duplicates | None = None
        self._later: list[bytes] = []
        self.pane = JoinPane()
        self.weak = QCheckBox()
        self.close_button = furniture.button(_("Close"))
        nothing = furniture.empty_state(
            "user-check",
            _("Nobody seems to be entered twice"),
            _("Entries are compared by phone, WeChat, e-mail, names and birthdays."),
        )
        self.lay_out(nothing, QWidget(), foot=(self.weak, None, self.close_button), pane=self.pane)
        self.show_room(_LOOKING)
        self.pane.hide()
        self.weak.hide()
        self._listen()
        self._session.tasks.run(find_duplicates, title=_("Comparing all members…"), done=self._show)

    def reload(self) -> None:
        """Look again, quietly; the place in the list stays."""
        self._session.tasks.run(find_duplicates, done=self._show)

    def shown(self) -> list[Pair]:
        """Return the pairs that are listed, in their order."""
        pairs = self.found.pairs if self.found else ()
        wanted = [each for each in pairs if self._is_wanted(each)]
        return sorted(wanted, key=lambda each: self._place_of(each.id))

    def _place_of(self, pair: bytes) -> int:
        return self._later.index(pair) + 1 if pair in self._later else 0

    def _is_wanted(self, pair: Pair) -> bool:
        return pair.strength is not Strength.WEAK or self.weak.isChecked()

    def _line(self, pair: Pair) -> Shown:
        return line_of(pair, faded=pair.id in self._later)

    def _show(self, found: Duplicates) -> None:
        first = self.found is None
        self.found = found
        weak = found.found.get(Strength.WEAK, 0)
        likely = sum(found.found.values()) - weak
        self.weak.setVisible(bool(weak))
        self.weak.setText(n_("{count} unlikely pair too", "{count} unlikely pairs too", weak))
        if first and weak and not likely:
            self.weak.setChecked(True)
        self._list_again()

    def _list_again(self) -> None:
        row = max(self.list.currentIndex().row(), 0)
        pairs = self.shown()
        self.list.rows.show(_Listed(pairs))
        self.heading.note.setText(self._counted())
        self.show_room(_LISTED if pairs else _NOTHING)
        self.pane.setVisible(bool(pairs))
        if pairs:
            self.list.choose(row)
            if self.focusWidget() is None or not self.pane.isAncestorOf(self.focusWidget()):
                self.list.setFocus()
        else:
            self.pane.show_pair(None)
            self.close_button.setFocus()

    def _counted(self) -> str:
        found = self.found.found if self.found else {}
        strong, possible = found.get(Strength.STRONG, 0), found.get(Strength.POSSIBLE, 0)
        return joined(
            [
                n_("{count} very likely", "{count} very likely", strong) if strong else "",
                n_("{count} possible", "{count} possible", possible) if possible else "",
            ]
        )

    def _listen(self) -> None:
        self.stale.connect(self.reload)
        self.weak.toggled.connect(lambda _on: self._list_again())
        self.list.current_changed.connect(self._show_current)
        self.list.opened.connect(self.pane.join.setFocus)
        self.list.typed.connect(self._key)
        self.pane.join_wanted.connect(self._join)
        self.pane.different.connect(self._tell_apart)
        self.pane.later.connect(self._put_off)
        self.pane.record_wanted.connect(self._go_to)
        self.close_button.clicked.connect(self.close)

    def _key(self, letter: str) -> None:
        do = {"j": self._join, "n": self._tell_apart, "l": self._put_off}.get(letter.casefold())
        if do is not None:
            do()

    def _show_current(self) -> None:
        pair = self.list.current()
        self.pane.show_pair(pair if isinstance(pair, Pair) else None)

    def _join(self) -> None:
        pair, joining = self.list.current(), self.pane.joining
        if not isinstance(pair, Pair) or joining is None:
            return
        chosen = self.pane.chosen()
        if faults.tried(self, lambda: join_members(joining.kept, joining.other, chosen)):
            self._drop(lambda each: joining.other in (each.first.id, each.second.id))
            self._session.announce(*_JOINED)
            self._session.tell(_("They are one person now. The other entry is in the trash."), True)

    def _tell_apart(self) -> None:
        pair = self.list.current()
        if isinstance(pair, Pair) and faults.tried(
            self, lambda: settle_different(pair.first.id, pair.second.id)
        ):
            self._drop(lambda each: each.id == pair.id)
            self._session.announce(Kind.COMMUNITY)
            self._session.tell(_("They stay two different people."), undo=True)

    def _put_off(self) -> None:
        pair = self.list.current()
        if isinstance(pair, Pair):
            self._later = [each for each in self._later if each != pair.id] + [pair.id]
            self._list_again()

    def _drop(self, settled: Callable[[Pair], bool]) -> None:
        """Take out at once what is settled; the worker looks again meanwhile."""
        if self.found is not None:
            kept = tuple(each for each in self.found.pairs if not settled(each))
            self.found = Duplicates(kept, self.found.found)
            self.list.setFocus()
            self._list_again()

    def _go_to(self, member: bytes) -> None:
        self.close()
        self._session.go_to(Kind.MEMBER, member)
