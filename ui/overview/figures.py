"""The headline figures: what is counted, how many, and how it was last month."""

from __future__ import annotations

from PySide6.QtCore import Qt

from models.metrics.overview import OverviewFacts
from models.metrics.satisfaction import FEWEST
from ui import furniture
from ui.formats import change_text, count_text, joined, percent_text
from ui.wording import _, n_


class KeyFigure(furniture.Card):
    """A card of one number, large, with its unit and one line of comparison."""

    def __init__(self, title: str, icon: str) -> None:
        super().__init__()
        self._title = title
        self.figure = furniture.label("", "figure")
        self.unit = furniture.label("", "muted")
        self.unit.setContentsMargins(0, 0, 0, 6)
        self.comparison = furniture.ShortLabel("", "caption")
        self.body.setSpacing(4)
        self.body.addLayout(
            furniture.row(furniture.label(title, "muted"), None, furniture.Picture(icon))
        )
        line = furniture.row(self.figure, spacing=6)
        line.addWidget(self.unit, 0, Qt.AlignmentFlag.AlignBottom)
        line.addStretch()
        self.body.addLayout(line)
        self.body.addWidget(self.comparison)
        self.setMinimumWidth(150)

    def show_figure(self, figure: str, unit: str, comparison: str, tone: str = "") -> None:
        self.figure.setText(figure)
        self.unit.setText(unit)
        self.comparison.show_text(comparison)
        furniture.set_tone(self.comparison, tone)
        self.setAccessibleName(f"{self._title}: {figure} {unit}. {comparison}")


class Figures:
    """The four cards, in the order they stand."""

    def __init__(self) -> None:
        self.members = KeyFigure(_("Members"), "users")
        self.interactions = KeyFigure(_("Interactions"), "activity")
        self.satisfaction = KeyFigure(_("Satisfaction"), "laugh")
        self.open_feedback = KeyFigure(_("Open feedback"), "message-square")

    def cards(self) -> tuple[KeyFigure, ...]:
        return (self.members, self.interactions, self.satisfaction, self.open_feedback)

    def show_facts(self, facts: OverviewFacts) -> None:
        for card, figure, unit in (
            (self.members, facts.members, n_("person", "people", facts.members.now)),
            (self.interactions, facts.interactions, _("this month")),
        ):
            tone = "good" if figure.change > 0 else ""
            card.show_figure(count_text(figure.now), unit, _against(figure.change), tone)
        self._show_satisfaction(facts)
        self._show_open(facts)

    def _show_satisfaction(self, facts: OverviewFacts) -> None:
        now, before = facts.satisfaction, facts.satisfaction_before
        answers = n_("{count} answer", "{count} answers", now.answers)
        if now.share is None:
            note = n_("shown from {count} answer on", "shown from {count} answers on", FEWEST)
            self.satisfaction.show_figure("–", answers, note)
            return
        if before.share is None:
            self.satisfaction.show_figure(percent_text(now.share), "", answers)
            return
        change = round(now.share * 100) - round(before.share * 100)
        points = n_("{change} point", "{change} points", abs(change), change=change_text(change))
        tone = "good" if change > 0 else ""
        self.satisfaction.show_figure(percent_text(now.share), "", joined([points, answers]), tone)

    def _show_open(self, facts: OverviewFacts) -> None:
        figure = facts.open_feedback
        unit = n_("item", "items", figure.now)
        if facts.overdue:
            note, tone = n_("{count} overdue", "{count} overdue", facts.overdue), "bad"
        else:
            note, tone = _against(figure.change), "good" if figure.change < 0 else ""
        self.open_feedback.show_figure(count_text(figure.now), unit, note, tone)


def _against(change: int) -> str:
    if change == 0:
        return _("as last month")
    return _("{change} against last month", change=change_text(change))
