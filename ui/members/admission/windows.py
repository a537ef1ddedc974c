"""Opens the windows of this room; each is imported when it is first wanted."""

from __future__ import annotations

from PySide6.QtWidgets import QDialog, QWidget

from ui.session import Session


def review(session: Session, parent: QWidget, member: bytes | None = None) -> None:
    """Look through the applicants, beginning with one of them."""
    from ui.members.admission.review_window import ReviewWindow  # it opens the others

    _open(ReviewWindow(session, parent.window(), member), parent)


def criteria(session: Session, parent: QWidget) -> None:
    from ui.members.admission.criteria_window import CriteriaWindow  # a form not often wanted

    _open(CriteriaWindow(session, parent.window()), parent)


def welcome(session: Session, parent: QWidget) -> None:
    from ui.members.admission.welcome_window import WelcomeWindow  # a form not often wanted

    _open(WelcomeWindow(session, parent.window()), parent)


def bars(session: Session, parent: QWidget) -> None:
    from ui.members.admission.bars_window import BarsWindow  # a list not often wanted

    _open(BarsWindow(session, parent.window()), parent)


def leave(session: Session, parent: QWidget, member: bytes) -> None:
    from ui.members.admission.leaving_window import LeavingWindow  # a form not often wanted

    _open(LeavingWindow(session, parent.window(), member), parent)


def come_back(session: Session, parent: QWidget, member: bytes) -> None:
    from ui.members.admission.return_window import ReturnWindow  # a form not often wanted

    _open(ReturnWindow(session, parent.window(), member), parent)


def _open(window: QDialog, parent: QWidget) -> None:
    parent.destroyed.connect(window.close)  # its page goes when the file is closed or locked
    window.open()
