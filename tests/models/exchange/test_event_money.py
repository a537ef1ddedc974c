"""Lists of events carry what the lines of a budget say, and bring nothing back that contradicts."""

from __future__ import annotations

from datetime import datetime
from decimal import Decimal
from pathlib import Path

from models.events.budget_line import save_line
from models.events.event import load_event, save_event
from models.events.money import money_of
from models.exchange.exporting import export
from models.exchange.planning import plan_import
from models.exchange.reading import read_table
from models.vocabulary import Kind
from resources.i18n import translation


def test_what_is_exported_is_what_the_lines_say(book: Path, tmp_path: Path) -> None:
    event = save_event(None, {"title": "秋游", "begins": datetime(2026, 10, 3, 9),
                              "cost": Decimal(999), "income": Decimal(20)})  # fmt: skip
    save_line(None, event, {"sort": "venue", "planned": Decimal(500), "actual": Decimal("450.5")})
    save_line(None, event, {"sort": "food", "actual": Decimal(50)})
    target = tmp_path / "events.csv"
    export(target, Kind.EVENT, [event], translation("en"))
    heading, line = target.read_text("utf-8-sig").splitlines()
    told = dict(zip(heading.split(","), line.split(","), strict=True))
    assert (told["Budget"], told["Cost"], told["Income"]) == ("500", "500.5", "20")
    plan = plan_import(read_table(target), Kind.EVENT)
    assert plan.counts.unchanged == 1, "taken in again it changes nothing"
    values = load_event(event)
    assert values is not None and values.cost == 999 and money_of(event).cost == Decimal("500.5")
