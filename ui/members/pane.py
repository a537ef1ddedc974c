"""What the steps in a member's pane need: the session, and the window they open over."""

from __future__ import annotations

from dataclasses import dataclass

from PySide6.QtWidgets import QWidget

from ui.session import Session


@dataclass(frozen=True)
class Pane:
    session: Session
    parent: QWidget
