"""“How classes are made”: the numbers at the left, what they make of everybody at the right."""

from __future__ import annotations

from functools import partial
from typing import Any

from PySide6.QtCore import Qt, QTimer
from PySide6.QtGui import QCloseEvent
from PySide6.QtWidgets import (
    QDialog,
    QGridLayout,
    QHBoxLayout,
    QLabel,
    QScrollArea,
    QVBoxLayout,
    QWidget,
)

from models.errors import Invalid, UserError
from models.members.class_preview import Gathered, Preview, gather_people, preview
from models.members.class_rules import ClassRules, check, save_rules
from models.members.judging import RANKS
from models.vocabulary import Kind, Standing
from reports.class_colours import CLASS_COLOURS
from reports.histogram import Mark, Pile, histogram
from ui import faults
from ui.dialogs.frame import buttons_of, column_of
from ui.drawing import ChartView
from ui.formats import count_text, number_text
from ui.furniture import button, card, chip, label, paragraph, row, set_tone
from ui.main_window import fit
from ui.members.class_words import CLASS_TONES
from ui.members.classes_form import RulesForm
from ui.session import Session
from ui.tasks import Task
from ui.wording import _, n_

# Milliseconds after the last change until its effect is asked for.
PAUSE = 120
_WIDTH, _HEIGHT = 940, 640
_BANDS = {
    Standing.CORE: "core_score",
    Standing.ACTIVE: "active_score",
    Standing.OCCASIONAL: "occasional_score",
}


def show_classes(session: Session, parent: QWidget) -> None:
    """Gather what classes are told from, then show how they are made."""
    session.tasks.run(
        gather_people,
        title=_("Reading what members did…"),
        done=lambda gathered: ClassesWindow(session, gathered, parent.window()).open(),
        stoppable=False,
    )


class ClassesWindow(QDialog):
    """Changes nothing until Save, which is one step of undo."""

    def __init__(self, session: Session, gathered: Gathered, parent: QWidget | None = None) -> None:
        super().__init__(parent)
        self._session = session
        self._gathered = gathered
        self._before: Preview | None = None
        self._task: Task | None = None
        self.form = RulesForm(gathered.roles)
        self.chart = ChartView()
        self.note = paragraph("", "caption")
        self.complaint = paragraph("", "")
        set_tone(self.complaint, "bad")
        self.counts: dict[Standing, tuple[QLabel, QLabel]] = {}
        self._pause = QTimer(self, singleShot=True, interval=PAUSE)
        self._pause.timeout.connect(self._ask)
        self._build()
        self.form.show_rules(gathered.rules)
        self.form.changed.connect(self._changed)
        self._run(gathered.rules)

    def back_to_defaults(self) -> None:
        self.form.show_rules(ClassRules())
        self._ask()

    def store(self) -> None:
        """Save the rules and close; mark the fields where they contradict each other."""
        try:
            save_rules(self.form.rules())
        except Invalid as error:
            self._mark(error)
            self.form.editors[next(iter(error.errors))].setFocus()
            return
        except UserError as error:
            faults.show(error, self)
            return
        if self.form.rules() != self._gathered.rules:
            self._session.announce(Kind.COMMUNITY, Kind.MEMBER)
            self._session.tell(_("The classes are made by the new numbers now."), undo=True)
        self.accept()

    def _changed(self) -> None:
        self._pause.start()

    def _ask(self) -> None:
        self._pause.stop()
        rules = self.form.rules()
        try:
            check(rules)
        except Invalid as error:
            self._mark(error)
            return
        self.form.mark({})
        self.complaint.clear()
        self._run(rules)

    def _mark(self, error: Invalid) -> None:
        errors = {field: _(reason) for field, reason in error.errors.items()}
        self.form.mark(errors)
        self.complaint.setText("\n".join(dict.fromkeys(errors.values())))
        self._scroll.ensureWidgetVisible(self.form.editors[next(iter(errors))])

    def _run(self, rules: ClassRules) -> None:
        """Ask for the effect of rules; what was asked before is not waited for."""
        if self._task is not None and not self._task.ended:
            self._task.cancel()
        self._task = self._session.tasks.run(
            preview, self._gathered, rules, done=partial(self._show, rules), connected=False
        )

    def _show(self, rules: ClassRules, found: Preview) -> None:
        before = self._before = self._before or found
        for standing, (was, becomes) in self.counts.items():
            was.setText(count_text(before.counts[standing]))
            becomes.setText(count_text(found.counts[standing]))
            differs = found.counts[standing] != before.counts[standing]
            set_tone(becomes, CLASS_TONES[standing] if differs else "")
        self.note.setText(_without(found))
        described = ", ".join(
            f"{_(standing.title)} {count_text(count)}" for standing, count in found.counts.items()
        )
        self.chart.show_chart(partial(_draw, rules, found), described)

    def _build(self) -> None:
        column = column_of(self, _("How classes are made"), _WIDTH)
        column.addWidget(
            paragraph(
                _(
                    "Whatever members do adds to their activity, which fades month by month."
                    " It and the last time they were seen decide about their class."
                )
            )
        )
        across = QHBoxLayout()
        across.setSpacing(18)
        self._scroll = scroll = QScrollArea(widgetResizable=True)
        scroll.setHorizontalScrollBarPolicy(Qt.ScrollBarPolicy.ScrollBarAlwaysOff)
        scroll.setWidget(self.form)
        scroll.setMinimumWidth(self.form.sizeHint().width() + 18)
        across.addWidget(scroll, 1)
        across.addLayout(self._effect(), 1)
        column.addLayout(across, 1)
        column.addWidget(self.complaint)
        self.defaults = button(_("Back to the defaults"), icon="rotate-ccw", role="flat")
        self.defaults.clicked.connect(lambda: self.back_to_defaults())
        agreeing, self.save = buttons_of(self, _("Save"))
        self.save.clicked.connect(lambda: self.store())
        column.addLayout(row(self.defaults, None, agreeing))
        fit(self, _WIDTH, _HEIGHT)
        next(iter(self.form.editors.values())).setFocus()  # not on the scroll area around it

    def _effect(self) -> QVBoxLayout:
        scores = card(_("Activity of the members"))
        scores.body.addWidget(self.chart, 1)
        scores.body.addWidget(self.note)
        counts = card(_("Members in each class"))
        grid = QGridLayout()
        grid.setHorizontalSpacing(16)
        grid.setVerticalSpacing(5)
        grid.setColumnStretch(0, 1)
        for place, title in ((1, _("now")), (2, _("then"))):
            grid.addWidget(label(title, "caption"), 0, place, Qt.AlignmentFlag.AlignRight)
        for line, standing in enumerate(RANKS, 1):
            was, becomes = label("", "muted"), label("")
            self.counts[standing] = (was, becomes)
            grid.addWidget(chip(_(standing.title), CLASS_TONES[standing]), line, 0)
            grid.addWidget(was, line, 1, Qt.AlignmentFlag.AlignRight)
            grid.addWidget(becomes, line, 2, Qt.AlignmentFlag.AlignRight)
        counts.body.addLayout(grid)
        column = QVBoxLayout()
        column.setSpacing(12)
        column.addWidget(scores, 1)
        column.addWidget(counts)
        return column

    # Qt overrides

    def closeEvent(self, event: QCloseEvent) -> None:
        self.done(QDialog.DialogCode.Rejected)

    def done(self, code: int) -> None:
        """Nobody waits for an effect any more."""
        self._pause.stop()
        if self._task is not None and not self._task.ended:
            self._task.cancel()
        super().done(code)


def _without(found: Preview) -> str:
    return n_(
        "Not drawn: {count} member without any activity.",
        "Not drawn: {count} members without any activity.",
        found.without,
    )


def _draw(rules: ClassRules, found: Preview, width: float, height: float) -> Any:
    shown = [standing for standing in RANKS if standing is not Standing.RESTING]
    piles = [
        Pile(CLASS_COLOURS[standing], [each.get(standing, 0) for each in found.bins])
        for standing in shown
    ]
    marks = [Mark(getattr(rules, field), _(standing.title)) for standing, field in _BANDS.items()]
    return histogram(width, height, found.step, piles, marks, _number)


def _number(value: float) -> str:
    return number_text(value) if value % 1 else count_text(round(value))
