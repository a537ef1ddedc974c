"""What an event is meant to cost and bring in, and what it did: lines, sums, cost per head."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import Any

from PySide6.QtCore import Qt
from PySide6.QtWidgets import QGridLayout, QHBoxLayout, QWidget

from models.book import about
from models.errors import Invalid, UserError
from models.events.budget_line import Amounts, lines_of, remove_lines, save_line
from models.events.event import EventValues
from models.events.money import EventMoney, UsualCost, money_of, usual_cost
from models.progress import Progress
from models.vocabulary import BudgetSort, Kind
from resources.i18n import N_
from ui import asking, faults
from ui.events.plan.words import per_head_text
from ui.formats import enumeration, locale, money_text
from ui.furniture import Card, label, paragraph, rule_line, set_tone
from ui.records.grid import Grid
from ui.records.grid_model import GridColumn
from ui.records.notation import read_money
from ui.session import Session
from ui.tasks import Task
from ui.wording import _

_NO_AMOUNT = N_("Write an amount like 86.50, or leave it empty.")
_MOST = 10**10
_KEYS_HINT = N_("Keys: type, Enter goes on; Space changes the kind, Delete removes the line.")


def read_amount(text: str) -> Decimal | None:
    """Read an amount of a line. Raises ValueError where it is none that can stand."""
    amount = read_money(text)
    if amount is not None and not 0 <= amount < _MOST:
        raise ValueError(text)
    return amount


def write_amount(amount: Decimal) -> str:
    return f"{amount:f}".removesuffix(".00")


def show_amount(amount: Decimal) -> str:
    """Return an amount without its sign: the whole column has the same."""
    return locale().toString(float(amount), "f", 2)


def kind_column(title: str = N_("Kind")) -> GridColumn:
    return GridColumn(
        "sort", title, 124, choices=tuple(BudgetSort), usual=str(BudgetSort.OTHER),
        hint=N_("New line"),
    )  # fmt: skip


def title_column() -> GridColumn:
    return GridColumn("title", N_("What for"), usual="")


def amount_column(name: str, title: str) -> GridColumn:
    return GridColumn(name, title, 96, read_amount, write_amount, show_amount, _NO_AMOUNT,
                      right=True)  # fmt: skip


class MoneyCard(Card):
    def __init__(self, session: Session) -> None:
        super().__init__(_("Budget and actual"), " ")
        self._session = session
        self._event = b""
        self._money: EventMoney | None = None
        self._usual: UsualCost | None = None
        self._asking: Task | None = None
        self.grid = Grid(
            (
                kind_column(), title_column(),
                amount_column("planned", N_("Budget")), amount_column("actual", N_("Actual")),
            ),
            _("Budget and actual"),
        )  # fmt: skip
        self.wrong = paragraph("", "caption")
        set_tone(self.wrong, "bad")
        self.sums = _Sums()
        self.totals = paragraph("", "caption")
        self.per_head = paragraph("", "")
        self.body.setContentsMargins(8, 14, 8, 14)
        for heading in self.body.children():
            if isinstance(heading, QHBoxLayout):
                heading.setContentsMargins(10, 0, 10, 0)
        for widget in (
            self.grid, self.wrong, self.sums, self.totals, self.per_head,
            paragraph(_(_KEYS_HINT), "caption"),
        ):  # fmt: skip
            if widget is not self.grid and widget is not self.sums:
                widget.setContentsMargins(10, 0, 10, 0)
            self.body.addWidget(widget)
        self.grid.rows.edited.connect(self._save)
        self.grid.rows.refused.connect(self._show_wrong)
        self.grid.remove_wanted.connect(self.remove)
        self._show_wrong()

    def show_event(self, event: EventValues) -> None:
        if event.id != self._event:
            self.grid.rows.forget_typed()
            self._usual = None
        self._event = event.id
        lines = lines_of(event.id)
        self.grid.show_rows([
            (line.id, {"sort": line.sort, "title": line.title, "planned": line.planned,
                       "actual": line.actual})
            for line in lines
        ])  # fmt: skip
        self._money = money = money_of(event.id)
        self.sums.show_lines(lines, money)
        currency = about().currency
        self.note.setText(currency)
        said = _totals_text(event, money, lines, currency)
        self.totals.setText(said)
        self.totals.setVisible(bool(said))
        self._say_per_head()
        if self._asking is not None:
            self._asking.cancel()
        self._asking = self._session.tasks.run(_usual, event.id, done=self._compare)

    def is_begun(self) -> bool:
        """Whether something was typed that could not be read, and so is not stored."""
        return self.grid.rows.first_wrong() is not None

    def forget_typed(self) -> None:
        self.grid.rows.forget_typed()

    def go_to_wrong(self) -> None:
        """Put the keyboard where something was typed that cannot be read."""
        wrong = self.grid.rows.first_wrong()
        if wrong is not None:
            self.grid.setCurrentIndex(wrong[0])
            self.grid.setFocus()

    def remove(self, line: bytes) -> None:
        """Delete a line; Undo is offered."""
        remove_lines([line])
        self._announce()
        self._session.tell(_("The budget line is deleted."), undo=True)

    def _save(self, line: bytes | None, values: dict[str, Any]) -> None:
        try:
            save_line(line, self._event, values)
        except Invalid as error:
            asking.say(self, _(next(iter(error.errors.values()))))
        except UserError as error:
            asking.say(self, faults.worded(error))
        self._announce()

    def _compare(self, usual: UsualCost | None) -> None:
        self._usual = usual
        self._say_per_head()

    def _say_per_head(self) -> None:
        """Say what it was for each, beside what it is elsewhere once the worker has told that."""
        if self._money is not None:
            self.per_head.setText(per_head_text(self._money, self._usual, about().currency))
            self.per_head.setVisible(bool(self.per_head.text()))

    def _announce(self) -> None:
        self._session.announce(Kind.EVENT)

    def _show_wrong(self) -> None:
        wrong = self.grid.rows.first_wrong()
        self.wrong.setText(_(wrong[1]) if wrong else "")
        self.wrong.setVisible(wrong is not None)


class _Sums(QWidget):
    """The sum of each kind, spending and income against each other, planned beside actual."""

    def __init__(self) -> None:
        super().__init__()
        self._grid = QGridLayout(self)
        self._grid.setContentsMargins(10, 6, 10, 4)
        self._grid.setVerticalSpacing(6)
        self._grid.setHorizontalSpacing(0)
        self._grid.setColumnStretch(0, 1)
        self._places = 0
        self.rows: list[tuple[str, str, str]] = []

    def show_lines(self, lines: Sequence[Amounts], money: EventMoney) -> None:
        while (item := self._grid.takeAt(0)) is not None:
            if (widget := item.widget()) is not None:
                widget.deleteLater()
        self.rows, self._places = [], 0
        self.setVisible(bool(lines))
        for sort in BudgetSort:
            of_sort = [line for line in lines if line.sort == sort]
            if of_sort:
                self._add(_(sort.title), _sum(of_sort, "planned"), _sum(of_sort, "actual"))
        spent = [line for line in lines if line.sort != BudgetSort.INCOME]
        earned = [line for line in lines if line.sort == BudgetSort.INCOME]
        if lines:
            self._grid.addWidget(rule_line(), self._next(), 0, 1, 3)
            self._add(_("Spent in all"), _sum(spent, "planned"), money.cost, "heading")
        if lines and (earned or money.income is not None):
            planned = _difference(_sum(earned, "planned"), _sum(spent, "planned"))
            self._add(_("Left over"), planned, money.balance, "heading")

    def _add(
        self, title: str, planned: Decimal | None, actual: Decimal | None, role: str = "muted"
    ) -> None:
        texts = ["–" if amount is None else show_amount(amount) for amount in (planned, actual)]
        place = self._next()
        self._grid.addWidget(label(title, role), place, 0)
        for column, text in enumerate(texts, 1):
            made = label(text, role if role == "heading" else "")
            made.setAlignment(Qt.AlignmentFlag.AlignRight | Qt.AlignmentFlag.AlignVCenter)
            made.setFixedWidth(96)
            self._grid.addWidget(made, place, column)
        self.rows.append((title, texts[0], texts[1]))

    def _next(self) -> int:
        self._places += 1
        return self._places


def _usual(event: bytes, progress: Progress) -> UsualCost | None:
    progress(0, 1)
    return usual_cost(event)


def _sum(lines: Sequence[Amounts], field: str) -> Decimal | None:
    known = [getattr(line, field) for line in lines if getattr(line, field) is not None]
    return sum(known, Decimal(0)) if known else None


def _difference(income: Decimal | None, cost: Decimal | None) -> Decimal | None:
    if income is None and cost is None:
        return None
    return (income or Decimal(0)) - (cost or Decimal(0))


def _totals_text(
    event: EventValues, money: EventMoney, lines: Sequence[Amounts], currency: str
) -> str:
    """Say what was written down as a total without lines."""
    if lines:
        return ""
    budget, cost, income = (
        money_text(amount, currency) for amount in (money.budget, money.cost, money.income)
    )
    said = [
        _("budget {amount}", amount=budget) if budget else "",
        _("cost {amount}", amount=cost) if cost else "",
        _("income {amount}", amount=income) if income else "",
    ]
    said = [text for text in said if text]
    if not said:
        return ""
    return _("Written down as totals: {totals}. Lines take their place.", totals=enumeration(said))
