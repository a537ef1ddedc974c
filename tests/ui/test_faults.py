from __future__ import annotations

import pytest
from PySide6.QtGui import QGuiApplication
from pytestqt.qtbot import QtBot

from models.errors import Invalid, UserError
from models.month import Month
from ui import fault_words, faults


def failure() -> BaseException:
    try:
        try:
            Month(2026, 13).first.replace(day=int("Zhang San"))
        except ValueError as error:
            raise KeyError("phone 13800138000") from error
    except KeyError as error:
        return error


@pytest.fixture(autouse=True)
def no_faults() -> None:
    """The window itself is looked at here."""


def test_details_name_places_and_no_values() -> None:
    details = faults.details(failure())
    assert "builtins.KeyError" in details
    assert "builtins.ValueError" in details
    assert "models/month.py" in details
    assert "tests/ui/test_faults.py" in details
    for value in ("Zhang", "13800138000", "13)", "2026, "):
        assert value not in details


def test_a_window_and_a_command_describe_a_bug_alike() -> None:
    error = failure()
    first, *others = faults.details(error).splitlines()
    assert "Qt 6" in first
    assert fault_words.details(error, "noon").splitlines()[1:] == others
    assert " · noon · Python 3" in fault_words.details(error, "noon")


def test_a_refused_record_says_why() -> None:
    error = Invalid({"name": "A name is needed.", "rating": "A rating is a number from 1 to 5."})
    assert faults.worded(error) == "A name is needed. A rating is a number from 1 to 5."


def test_details_can_be_copied(qtbot: QtBot) -> None:
    window = faults.FaultWindow("places")
    qtbot.addWidget(window)
    window.copy.click()
    assert QGuiApplication.clipboard().text() == "places"


def test_a_refusal_is_worded_with_its_fields() -> None:
    error = UserError("“{text}” is no month. Write it like 2026-10.", text="soon")
    assert faults.worded(error) == "“soon” is no month. Write it like 2026-10."
