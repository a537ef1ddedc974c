"""What would become of a list, before anything is written; then the import, as one action."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial

from PySide6.QtCore import Qt, QTimer, Signal
from PySide6.QtWidgets import (
    QButtonGroup,
    QCheckBox,
    QDialog,
    QHBoxLayout,
    QStackedWidget,
    QVBoxLayout,
    QWidget,
)

from models.errors import UserError
from models.exchange.applying import apply_import, counts_of, write_rejected
from models.exchange.guessing import guess_columns
from models.exchange.headings import Headings, columns_for
from models.exchange.modes import CellChange, cells_of, count_cells
from models.exchange.plan import NEW, SKIP, Counts, ImportPlan, ImportResult, Mode
from models.exchange.planning import plan_import
from models.exchange.reading import CLIPBOARD
from models.exchange.table import Table
from models.progress import Progress
from models.vocabulary import Kind
from resources.i18n import N_
from ui import asking, faults
from ui.dialogs.frame import agree_by_key
from ui.dialogs.importing_changes import MOST_CELLS, ChangesTable, ModeChoice
from ui.dialogs.importing_columns import ColumnsTable
from ui.dialogs.importing_counts import CountChips
from ui.dialogs.importing_doubts import DoubtsTable
from ui.dialogs.importing_source import SourceBar
from ui.furniture import button, framed, label, paragraph, pill, row, set_tone
from ui.import_words import imported
from ui.main_window import fit
from ui.session import Session
from ui.wording import _, catalogue, n_

TITLES = {
    Kind.MEMBER: N_("Import members"),
    Kind.EVENT: N_("Import events"),
    Kind.ATTENDANCE: N_("Import attendance"),
    Kind.FEEDBACK: N_("Import feedback"),
}
TOUCHED = {
    Kind.MEMBER: (Kind.MEMBER,),
    Kind.EVENT: (Kind.EVENT,),
    Kind.ATTENDANCE: (Kind.ATTENDANCE, Kind.EVENT, Kind.MEMBER),
    Kind.FEEDBACK: (Kind.FEEDBACK, Kind.EVENT, Kind.MEMBER),
}
_NOTHING_DOUBTFUL = N_("Nothing is doubtful: every row can be read.")
_NOTHING_NEW = N_("All of this is in the book already: there is nothing to import.")
# Several changes in a row make one new plan.
_PAUSE = 120
# Pixels: a chosen pill is bold, which its size hint does not know.
_BOLD = 16


class ImportWindow(QDialog):
    """Signals:

    reread: another encoding or sheet was chosen; carries both, "" for what was found.
    """

    reread = Signal(str, str)

    def __init__(self, session: Session, parent: QWidget, kind: Kind, table: Table) -> None:
        super().__init__(parent)
        self._session = session
        self._kind = kind
        self._table = table
        self._headings: Headings | None = None
        self._choices: dict[int, bytes | str] = {}
        self._plan: ImportPlan | None = None
        self._asked = 0
        self.columns = ColumnsTable(kind)
        self.doubts = DoubtsTable()
        self.changes = ChangesTable(kind)
        self.mode = ModeChoice()
        self.source = SourceBar(_(TITLES[kind]), asks_event=kind is Kind.ATTENDANCE)
        self.first_row = QCheckBox(_("The first row holds headings"))
        self._problem = paragraph("", "")
        self._rooms, self._doubts_room = QStackedWidget(), QStackedWidget()
        self.counts = CountChips()
        self._planning = QTimer(self, singleShot=True, interval=_PAUSE)
        self._planning.timeout.connect(self._make_plan)
        self._build()
        self._connect()
        self.show_table(table)

    def show_table(self, table: Table) -> None:
        """Show a list as it was read, with the columns as they are recognised."""
        self._table = table
        self._choices = {}
        self._headings = columns_for(table, self._kind, None)
        if self._headings.line == 0 and table.format == CLIPBOARD:
            self._headings = columns_for(table, self._kind, guess_columns(table, self._kind))
        self.columns.show_columns(table, self._headings)
        self.columns.setFixedHeight(self.columns.sizeHint().height())
        self.source.show_table(table)
        # Where no heading was recognised the first row may be one all the same.
        self.first_row.setChecked(False)
        self.first_row.setVisible(self._headings.line == 0 and len(table.rows) > 1)
        self._make_plan()

    def be_about(self, event: bytes, title: str) -> None:
        """Take a list that names no event for one about this event."""
        self.source.event_line.set_value(event, title)
        self._planning.start()

    def apply(self) -> None:
        """Write what the plan says; the window closes when it is done."""
        if self._plan is not None and self.agree.isEnabled():
            self._session.tasks.run(
                apply_import, self._plan, title=_("Importing…"), done=self._applied
            )

    def save_left_out(self) -> None:
        """Save the rows that stay outside, each with its reason."""
        name = _("{name}, rows left out.csv", name=self._table.name.rsplit(".", 1)[0])
        target = asking.choose_target(
            self, _("Save the rows left out"), [(_("Text table (CSV)"), ("csv",))], name
        )
        if target is None or self._plan is None:
            return
        try:
            write_rejected(
                target, self._plan.left_out, self._table, catalogue(), self._plan.headings.line
            )
        except UserError as error:
            asking.say(self, faults.worded(error))

    # The plan

    def _make_plan(self) -> None:
        self._planning.stop()
        self._asked += 1
        self.agree.setEnabled(False)
        self._session.tasks.run(
            _plan,
            self._table,
            self._kind,
            self.columns.mapping(),
            self.source.chosen_event(),
            self._all_choices(),
            self.mode.mode(),
            title=_("Comparing with the book…"),
            done=partial(self._show_plan, self._asked),
            failed=partial(self._show_problem, self._asked),
        )

    def _show_plan(
        self, number: int, made: tuple[ImportPlan, tuple[CellChange, ...], Counts]
    ) -> None:
        if number != self._asked:
            return
        self._plan, cells, counts = made
        plan = self._plan
        self.changes.changes.show(cells)
        self._show_rooms(count_cells(plan))
        self._say(_(plan.hint) if plan.hint else "", "warning")
        self.doubts.show_plan(plan, self._choices)
        self._doubts_room.setCurrentIndex(0 if self.doubts.doubts.rowCount() else 1)
        waiting = self.doubts.doubts.waiting()
        self.skip_rest.setVisible(bool(waiting))
        self.take_rest.setVisible(any(not doubt.candidates for doubt in waiting))
        self._say_counts(counts)

    def _show_problem(self, number: int, error: UserError) -> None:
        if number != self._asked:
            return
        self._plan = None
        self._say(faults.worded(error), "bad")
        self._offer_nothing()
        self._say_counts(None)

    def _say(self, text: str, tone: str) -> None:
        self._problem.setText(text)
        set_tone(self._problem, tone)
        self._problem.setVisible(bool(text))

    def _say_counts(self, counts: Counts | None) -> None:
        self.counts.show_counts(counts)
        amount = counts.added + counts.updated if counts else 0
        is_known = counts is not None and counts.unchanged and not amount
        nothing = _(_NOTHING_NEW) if is_known else _(_NOTHING_DOUBTFUL)
        self._nothing.setText(nothing if counts else "")
        self.agree.setEnabled(amount > 0)
        self.agree.setText(
            n_("Import {count} row", "Import {count} rows", amount) if amount else _("Import")
        )
        self.save_button.setVisible(bool(self._plan and self._plan.left_out))

    def _decide(self, decisions: Mapping[int, bytes | str]) -> None:
        self._choices |= decisions
        self._make_plan()

    def _applied(self, result: ImportResult) -> None:
        self.accept()
        self._session.announce(*TOUCHED[self._kind])
        self._session.tell(imported(result), undo=True)

    def _all_choices(self) -> dict[int, bytes | str]:
        if not self.first_row.isChecked():
            return dict(self._choices)
        return {self._table.rows[0][0]: SKIP, **self._choices}

    # Putting it together

    def _build(self) -> None:
        self.setWindowTitle(_(TITLES[self._kind]))
        self.setWindowModality(Qt.WindowModality.WindowModal)
        self.setAttribute(Qt.WidgetAttribute.WA_DeleteOnClose)
        fit(self, 1040, 720)
        column = QVBoxLayout(self)
        column.setContentsMargins(22, 20, 22, 18)
        column.setSpacing(12)
        column.addWidget(self.source)
        column.addLayout(row(label(_("What each column becomes"), "heading"), None, self.first_row))
        self._problem.hide()
        column.addWidget(self._problem)
        column.addWidget(framed(self.columns))
        column.addLayout(self._rows_heading())
        column.addWidget(self._rooms, 1)
        column.addLayout(self._foot())

    def _rows_heading(self) -> QHBoxLayout:
        group = QButtonGroup(self)
        self.look_at = pill(_("Rows to look at"), group)
        self.look_at.setChecked(True)
        self.look_at.setMinimumWidth(self.look_at.sizeHint().width() + _BOLD)
        self.look_cells = pill("", group)
        for place, each in enumerate((self.look_at, self.look_cells)):
            each.clicked.connect(lambda _on=False, place=place: self._rooms.setCurrentIndex(place))
        self._nothing = nothing = paragraph("", "muted")
        self._doubts_room.addWidget(framed(self.doubts))
        self._doubts_room.addWidget(nothing)
        self._rooms.addWidget(self._doubts_room)
        self._rooms.addWidget(framed(self.changes))
        self.take_rest = button(_("Take in all without a match"), role="flat", icon="check-check")
        self.take_rest.clicked.connect(lambda: self.doubts.decide_rest(NEW))
        self.skip_rest = button(_("Leave out all undecided"), role="flat", icon="list-x")
        self.skip_rest.clicked.connect(lambda: self.doubts.decide_rest(SKIP))
        self._offer_nothing()
        return row(self.look_at, self.look_cells, None, self.take_rest, self.skip_rest, self.mode)

    def _offer_nothing(self) -> None:
        """Take away what is looked at and decided: there is no plan."""
        self._show_rooms(0)
        self._doubts_room.setCurrentIndex(1)
        for each in (self.take_rest, self.skip_rest):
            each.hide()

    def _show_rooms(self, cells: int) -> None:
        """Offer the cells where some are touched."""
        self.look_cells.setText(n_("{count} cell compared", "{count} cells compared", cells))
        self.look_cells.setMinimumWidth(self.look_cells.sizeHint().width() + _BOLD)
        self.look_cells.setVisible(cells > 0)
        if not cells:
            self.look_at.setChecked(True)
            self._rooms.setCurrentIndex(0)

    def _foot(self) -> QHBoxLayout:
        self.save_button = button(_("Save the rows left out…"), role="flat", icon="download")
        self.save_button.clicked.connect(self.save_left_out)
        cancel = button(_("Cancel"))
        cancel.clicked.connect(self.reject)
        self.agree = button(_("Import"), role="primary")
        self.agree.setDefault(True)
        self.agree.clicked.connect(self.apply)
        return row(self.counts, None, self.save_button, cancel, self.agree)

    def _connect(self) -> None:
        self.columns.mapped.connect(self._planning.start)
        self.first_row.toggled.connect(lambda _on: self._planning.start())
        self.doubts.decided.connect(self._decide)
        self.source.event_changed.connect(self._planning.start)
        self.mode.changed.connect(self._planning.start)
        agree_by_key(self, self.agree)
        self.source.reread.connect(self.reread)

    # Qt overrides

    def reject(self) -> None:
        decided = len(self._choices)
        question = n_(
            "What becomes of {count} row would have to be decided again.",
            "What becomes of {count} rows would have to be decided again.",
            decided,
        )
        if not decided or asking.choose(self, question, [_("Discard")], careful=True) == 0:
            super().reject()


def _plan(
    table: Table,
    kind: Kind,
    mapping: Mapping[int, str],
    event: bytes | None,
    choices: Mapping[int, bytes | str],
    mode: Mode,
    progress: Progress,
) -> tuple[ImportPlan, tuple[CellChange, ...], Counts]:
    plan = plan_import(table, kind, mapping, event, choices, progress, mode)
    return plan, cells_of(plan, MOST_CELLS), counts_of(plan)
