from __future__ import annotations

from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.errors import UserError
from models.month import Month
from ui import faults


def failure() -> BaseException:
    try:
        try:
            Month(2026, 13).first.replace(day=int("Zhang San"))
        except ValueError as error:
            raise KeyError("phone 13800138000") from error
    except KeyError as error:
        return error


def test_details_name_places_and_no_values() -> None:
    details = faults.details(failure())
    assert "builtins.KeyError" in details
    assert "builtins.ValueError" in details
    assert "models/month.py" in details
    assert "tests/ui/test_faults.py" in details
    for value in ("Zhang", "13800138000", "13)", "2026, "):
        assert value not in details


def test_details_can_be_copied(qtbot: QtBot) -> None:
    window = faults.FaultWindow("places")
    qtbot.addWidget(window)
    window.copy.click()
    assert QGuiApplication.clipboard().text() == "places"


def test_a_refusal_is_worded_with_its_fields() -> None:
    error = UserError("“{text}” is no month. Write it like 2026-10.", text="soon")
    assert faults.worded(error) == "“soon” is no month. Write it like 2026-10."
