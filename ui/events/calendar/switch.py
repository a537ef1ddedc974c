"""List, month, agenda: three ways to look at the same events, switched at the top of each."""

from __future__ import annotations

from PySide6.QtCore import Qt, Signal
from PySide6.QtGui import QKeyEvent
from PySide6.QtWidgets import QButtonGroup, QHBoxLayout, QWidget

from resources.i18n import N_
from ui.furniture import pill
from ui.wording import _

LIST, MONTH, AGENDA = "list", "month", "agenda"
VIEWS = {LIST: N_("List"), MONTH: N_("Calendar"), AGENDA: N_("Agenda")}
_STEPS = {Qt.Key.Key_Left: -1, Qt.Key.Key_Right: 1}


class ViewSwitch(QWidget):
    """Signals:

    chosen(str): another way to look at them was pressed.
    """

    chosen = Signal(str)

    def __init__(self, view: str) -> None:
        super().__init__()
        self.setAccessibleName(_("How events are shown"))
        self._group = QButtonGroup(self)
        self.pills = {name: pill(_(title), self._group) for name, title in VIEWS.items()}
        across = QHBoxLayout(self)
        across.setContentsMargins(0, 0, 0, 0)
        across.setSpacing(6)
        for name, made in self.pills.items():
            made.clicked.connect(lambda _on=False, name=name: self._choose(name))
            across.addWidget(made)
        self.show_view(view)

    def show_view(self, view: str) -> None:
        self._view = view
        self.pills[view].setChecked(True)

    def _choose(self, view: str) -> None:
        """Say what was pressed; whoever follows shows it, so that a refusal changes nothing."""
        if view != self._view:
            self.show_view(self._view)
            self.chosen.emit(view)

    # Qt overrides

    def keyPressEvent(self, event: QKeyEvent) -> None:
        step = _STEPS.get(Qt.Key(event.key()))
        names = list(self.pills)
        held = next((name for name in names if self.pills[name].hasFocus()), None)
        if step is None or held is None:
            super().keyPressEvent(event)
            return
        self.pills[names[(names.index(held) + step) % len(names)]].setFocus()
