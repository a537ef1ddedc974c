"""The lines of a chain as a table: what was said, who that is, what becomes of it."""

from __future__ import annotations

from typing import Any

from PySide6.QtCore import QAbstractTableModel, QModelIndex, QPersistentModelIndex, Qt

from models.exchange.signup.chain import EARLIER, HEADING, TITLE
from models.exchange.signup.plan import SignUp, SignUpPlan, State
from resources.i18n import N_
from ui.formats import joined
from ui.signup_words import answer_text, reason_text, state_text
from ui.wording import _

Index = QModelIndex | QPersistentModelIndex
ROOT = QModelIndex()
NAME, ANSWER, NOTE, PERSON, STATE = range(5)
TITLES = (
    N_("In the chain"), N_("Answer"), N_("Note"), N_("Who this is"), N_("What happens")
)  # fmt: skip
TONES = {
    State.DOUBTFUL: "warning",
    State.NEW: "good",
    State.CHANGED: "accent",
    State.WITHDRAWN: "accent",
    State.MISSING: "warning",
}
# What stands above the names is no line anybody looks for.
_UNSHOWN = (TITLE, HEADING, EARLIER)
_OUTSIDE = (State.LEFT_OUT, State.REPEATED)
_Role = Qt.ItemDataRole
_SAID = (_Role.DisplayRole, _Role.ToolTipRole, _Role.AccessibleTextRole)


class SignUpModel(QAbstractTableModel):
    """Holds the lines of one plan in the order of the text, who is missing at the end."""

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[SignUp] = []

    def show(self, plan: SignUpPlan | None) -> None:
        self.beginResetModel()
        self._lines = _all_lines(plan) if plan else []
        self.endResetModel()

    def line(self, row: int) -> SignUp | None:
        return self._lines[row] if 0 <= row < len(self._lines) else None

    def waiting(self) -> list[int]:
        """Return the rows somebody must be asked about."""
        return [row for row, line in enumerate(self._lines) if line.state is State.DOUBTFUL]

    def row_of(self, key: str) -> int:
        """Return the row of a line by its key, -1 where it is gone."""
        rows = (row for row, line in enumerate(self._lines) if line.key == key)
        return next(rows, -1) if key else -1

    # Qt overrides

    def rowCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(self._lines)

    def columnCount(self, parent: Index = ROOT) -> int:
        return 0 if parent.isValid() else len(TITLES)

    def data(self, index: Index, role: int = _Role.DisplayRole) -> Any:
        if not index.isValid() or role not in _SAID:
            return None
        line, column = self._lines[index.row()], index.column()
        if role == _Role.ToolTipRole and column in (PERSON, STATE):
            return joined([reason_text(line), line.title, line.detail])
        return _shown(line, column)

    def headerData(
        self, section: int, orientation: Qt.Orientation, role: int = _Role.DisplayRole
    ) -> Any:
        if orientation == Qt.Orientation.Horizontal and role == _Role.DisplayRole:
            return _(TITLES[section])
        if orientation == Qt.Orientation.Horizontal and role == _Role.TextAlignmentRole:
            return Qt.AlignmentFlag.AlignLeft | Qt.AlignmentFlag.AlignVCenter
        return None


def _all_lines(plan: SignUpPlan) -> list[SignUp]:
    outside = [
        SignUp("", each.line, each.text, State.LEFT_OUT, reason=each.reason)
        for each in plan.chain.left_out
        if each.reason not in _UNSHOWN
    ]
    # Who is missing has no line of the text.
    return sorted([*plan.lines, *outside], key=lambda line: (line.line == 0, line.line))


def _shown(line: SignUp, column: int) -> str:
    if column == NAME:
        return line.name
    if column == ANSWER:
        return answer_text(line) if line.rsvp else ""
    if column == NOTE:
        return line.note
    if column == STATE:
        return state_text(line)
    if line.state in _OUTSIDE:
        return reason_text(line)
    if line.state is State.DOUBTFUL:
        names = [f"{each.title} {each.detail.partition(' · ')[0]}" for each in line.candidates]
        return _("{names}?", names=" / ".join(names)) if names else ""
    return line.title
