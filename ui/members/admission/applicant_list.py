"""Who waits for an answer, as a list of which several can be chosen."""

from __future__ import annotations

from collections.abc import Collection, Sequence

from PySide6.QtCore import QItemSelectionModel
from PySide6.QtWidgets import QAbstractItemView, QListWidget, QListWidgetItem

from models.members.applicants import Check
from models.vocabulary import MemberStatus
from ui.formats import date_text, joined
from ui.members.admission.two_lines import HELD, fill, two_lines
from ui.members.admission.words import MARKS, outcome_text
from ui.records.choices import title_of
from ui.wording import _


class ApplicantList(QListWidget):
    def __init__(self) -> None:
        super().__init__()
        self.setAccessibleName(_("Applicants"))
        self.setProperty("role", "boxed")
        self.setSelectionMode(QAbstractItemView.SelectionMode.ExtendedSelection)

    @property
    def current(self) -> Check | None:
        """Whoever is shown."""
        return check_of(self.currentItem())

    @property
    def chosen(self) -> list[Check]:
        """Everybody who is chosen, in the order of the list."""
        places = sorted(index.row() for index in self.selectedIndexes())
        return [self.item(place).data(HELD) for place in places]

    def show_checks(self, checks: Sequence[Check], current: bytes | None) -> None:
        """List these people, with one of them chosen, else whoever stands in the same place;
        without a signal, as nobody chose."""
        place = max(self.currentRow(), 0)
        self.blockSignals(True)
        self.clear()
        for number, each in enumerate(checks):
            self.addItem(two_lines(each.facts.name, _line(each), each))
            if each.facts.id == current:
                place = number
        self.choose(place)
        self.blockSignals(False)

    def show_again(self, found: Check) -> None:
        """Show whoever is current as they stand now."""
        if (item := self.currentItem()) is not None:
            fill(item, found.facts.name, _line(found), found)

    def take_out(self, people: Collection[bytes]) -> None:
        """Leave people out who are decided about; whoever stands in their place is chosen."""
        rows = [row for row in range(self.count()) if self.item(row).data(HELD).facts.id in people]
        self.blockSignals(True)
        for row in reversed(rows):
            self.takeItem(row)
        self.choose(min(rows, default=0))
        self.blockSignals(False)

    def choose(self, place: int) -> None:
        """Choose one alone, the last where there are not so many."""
        one = QItemSelectionModel.SelectionFlag.ClearAndSelect
        self.setCurrentRow(max(0, min(place, self.count() - 1)), one)


def check_of(item: QListWidgetItem | None) -> Check | None:
    found: Check | None = item.data(HELD) if item is not None else None
    return found


def all_wait(chosen: Sequence[Check]) -> bool:
    """Say whether all of these are on the waiting list."""
    return bool(chosen) and all(each.facts.status == MemberStatus.WAITING for each in chosen)


def _line(each: Check) -> str:
    facts = each.facts
    applied = date_text(facts.applied) if facts.applied else ""
    waits = facts.status == MemberStatus.WAITING
    mark = MARKS[each.outcome] if each.judged else ""
    outcome = outcome_text(each.outcome) if each.judged else ""
    # There is room for one of the two; the mark still says how they stand.
    state = title_of(MemberStatus, facts.status) if waits else outcome
    return joined([f"{mark} {state}".strip(), applied])
