"""The foot of the window: what it comes to, what becomes of strangers, and the button that ends."""

from __future__ import annotations

from PySide6.QtGui import QKeySequence
from PySide6.QtWidgets import QComboBox, QLabel, QWidget

from models.exchange.signup.plan import APPLICANT, LEAVE_OUT, VISITOR, SignUpPlan, State
from resources.i18n import N_
from ui.furniture import button, chip, label, row
from ui.records.flow import FlowLayout
from ui.wording import _, n_

_KEYS = "Ctrl+Return"
_NEWCOMERS = (
    (VISITOR, N_("become visitors")),
    (APPLICANT, N_("become applicants")),
    (LEAVE_OUT, N_("are left out")),
)
_TONES = {
    State.NEW: "good",
    State.CHANGED: "accent",
    State.UNCHANGED: "grey",
    State.DOUBTFUL: "warning",
    State.MISSING: "warning",
}


class Foot(QWidget):
    """Counts the lines of a plan. Its buttons are connected by the window."""

    def __init__(self) -> None:
        super().__init__()
        self.chips: dict[State, QLabel] = {state: chip("", tone) for state, tone in _TONES.items()}
        self.strangers = QComboBox()
        self.strangers.setAccessibleName(_("People who are not in the book"))
        for value, text in _NEWCOMERS:
            self.strangers.addItem(_(text), value)
        self._strangers = QWidget()
        self._strangers.setLayout(row(label(_("Not in the book:"), "caption"), self.strangers))
        self.withdrawn = button(_("The missing withdrew"), role="flat", icon="user-minus")
        self.cancel = button(_("Cancel"))
        self.agree = button(_("Sign up"), role="primary", shortcut=_KEYS)
        counted = QWidget()
        flow = FlowLayout(counted, 6)
        for made in self.chips.values():
            flow.addWidget(made)
        across = row(counted, self.withdrawn, self._strangers, self.cancel, self.agree)
        across.setStretch(0, 1)
        self.setLayout(across)
        self.show_plan(None, is_meant=False)

    def show_plan(self, plan: SignUpPlan | None, is_meant: bool) -> None:
        """Count the lines; `is_meant` says that it is clear which event they are for."""
        counts = plan.counts if plan else dict.fromkeys(State, 0)
        texts = {
            State.NEW: n_("{count} newly signed up", "{count} newly signed up", counts[State.NEW]),
            State.CHANGED: n_(
                "{count} answer changed", "{count} answers changed", counts[State.CHANGED]
            ),
            State.UNCHANGED: n_("{count} as before", "{count} as before", counts[State.UNCHANGED]),
            State.DOUBTFUL: n_("{count} undecided", "{count} undecided", counts[State.DOUBTFUL]),
            State.MISSING: n_("{count} missing", "{count} missing", counts[State.MISSING]),
        }
        for state, text in texts.items():
            self.chips[state].setText(text)
            self.chips[state].setVisible(bool(counts[state]))
        written = plan.written if plan else ()
        new = sum(line.state is State.NEW for line in written)
        self.agree.setEnabled(is_meant and bool(written))
        self.agree.setText(
            n_("Sign up {count} person", "Sign up {count} people", new)
            if new and new == len(written)
            else n_("Take over {count} line", "Take over {count} lines", len(written))
            if written
            else _("Sign up")
        )
        # Qt drops a button's keys with its text.
        self.agree.setShortcut(QKeySequence(_KEYS))
        self.withdrawn.setVisible(bool(counts[State.MISSING]))
        self._strangers.setVisible(bool(plan and plan.strangers))
