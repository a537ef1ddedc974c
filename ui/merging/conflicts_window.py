"""Conflicts: what two laptops wrote without knowing of each other, settled one by one."""

from __future__ import annotations

from collections.abc import Sequence

from PySide6.QtWidgets import QWidget

from models.aftermath import settle_conflict
from models.members.joining import join_members
from models.merging.conflicts import Conflict, settle_all
from models.merging.twins import Twins, settle_twins
from models.vocabulary import Kind
from ui import faults, furniture
from ui.merging.dispute_pane import DisputePane
from ui.merging.dispute_words import line_of, title_of
from ui.merging.jobs import Disputes, find_disputes
from ui.merging.wording import conflicts_headline
from ui.past.line_window import Described, LineWindow
from ui.session import Session
from ui.wording import _, n_

_NOTHING = Disputes((), (), {}, {}, {})
_LISTED, _SETTLED, _UNKNOWN = range(3)


class _Listed:
    """What the list shows: conflicts first, then people who may be entered twice."""

    def __init__(self, items: Sequence[Conflict | Twins]) -> None:
        self.items = items
        self.total = len(items)

    def lines(self, start: int, stop: int) -> Sequence[Conflict | Twins]:
        return self.items[start:stop]


class ConflictsWindow(LineWindow):
    def __init__(self, session: Session, parent: QWidget | None = None) -> None:
        described = Described(
            _("Conflicts"), _("What waits to be settled"), least=(940, 480), size=(1060, 660)
        )
        super().__init__(session, described, line_of, parent)
        self.disputes = _NOTHING
        self.pane = DisputePane(session.preferences)
        self.keep_all = furniture.button(_("Keep all as they are"), icon="check-check")
        self.close_button = furniture.button(_("Close"))
        nothing = furniture.empty_state(
            "check-check",
            _("Nothing waits here"),
            _(
                "Where two copies wrote the same thing differently, it is listed here after"
                " merging."
            ),
        )
        foot = (self.keep_all, None, self.close_button)
        self.lay_out(nothing, QWidget(), foot=foot, pane=self.pane)
        self.show_room(_UNKNOWN)
        self._listen()
        self.reload()

    def reload(self) -> None:
        """Gather what waits now; the place in the list stays."""
        self._session.tasks.run(find_disputes, done=self._show)

    def _show(self, disputes: Disputes) -> None:
        row = max(self.list.currentIndex().row(), 0)
        self.disputes = disputes
        items: list[Conflict | Twins] = [*disputes.conflicts, *disputes.twins]
        self.list.rows.show(_Listed(items))
        twins = len(disputes.twins) + disputes.more_twins
        self.heading.note.setText(conflicts_headline(len(disputes.conflicts), twins))
        self.show_room(_LISTED if items else _SETTLED)
        self.pane.setVisible(bool(items))
        self.keep_all.setVisible(len(disputes.conflicts) > 1)
        if items:
            self.list.choose(row)
            self.list.setFocus()
        else:
            self.close_button.setFocus()

    def _listen(self) -> None:
        self.stale.connect(self.reload)
        self.list.current_changed.connect(self._show_current)
        self.list.opened.connect(self._enter_pane)
        self.pane.chosen.connect(self._settle)
        self.pane.different.connect(self._settle_twins)
        self.pane.joined_as.connect(self._join)
        self.pane.record_wanted.connect(self._go_to)
        self.keep_all.clicked.connect(self._keep_all)
        self.close_button.clicked.connect(self.close)

    def _show_current(self) -> None:
        self.pane.show_item(self.list.current(), self.disputes)

    def _enter_pane(self) -> None:
        if self.pane.buttons:
            self.pane.buttons[0].setFocus()

    def _settle(self, use_loser: bool) -> None:
        conflict = self.list.current()
        if not isinstance(conflict, Conflict):
            return
        if faults.tried(self, lambda: settle_conflict(conflict, use_loser)):
            self._session.announce(conflict.kind)
            self._session.tell(_settled(conflict, use_loser), undo=True)

    def _settle_twins(self) -> None:
        twins = self.list.current()
        if isinstance(twins, Twins) and faults.tried(self, lambda: settle_twins(twins)):
            self._session.announce(Kind.COMMUNITY)
            self._session.tell(_("They stay two different people."), undo=True)

    def _join(self, kept: bytes) -> None:
        twins = self.list.current()
        if not isinstance(twins, Twins):
            return
        other = twins.second.id if kept == twins.first.id else twins.first.id
        if faults.tried(self, lambda: join_members(kept, other)):
            self._session.announce(Kind.MEMBER, Kind.EVENT, Kind.FEEDBACK, Kind.COMMUNITY)
            self._session.tell(_("They are one person now. The other entry is in the trash."), True)

    def _keep_all(self) -> None:
        conflicts = self.disputes.conflicts
        if conflicts and faults.tried(self, lambda: settle_all(conflicts)):
            self._session.announce(Kind.COMMUNITY)
            self._session.tell(
                n_(
                    "{count} conflict is settled: what stands stays.",
                    "{count} conflicts are settled: what stands stays.",
                    len(conflicts),
                ),
                undo=True,
            )

    def _go_to(self, kind: Kind, record: bytes) -> None:
        self.close()
        self._session.go_to(kind, record)


def _settled(conflict: Conflict, use_loser: bool) -> str:
    name = title_of(conflict)
    if conflict.column is not None:
        return _("Settled: {name}.", name=name)
    if use_loser:
        return _("“{name}” is back from the trash.", name=name)
    return _("“{name}” stays in the trash.", name=name)
