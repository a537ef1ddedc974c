"""Letting the widgets of one test go before the next: the style sheet dresses all that live."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from PySide6.QtCore import QCoreApplication, QEvent
from PySide6.QtWidgets import QApplication


@pytest.fixture(autouse=True)
def swept(qapp: QApplication) -> Iterator[None]:
    QCoreApplication.sendPostedEvents(None, QEvent.Type.DeferredDelete.value)
    yield
