"""The way in for chat exports: choose the file, read it, show who wrote."""

from __future__ import annotations

from functools import partial

from PySide6.QtWidgets import QWidget

from models.exchange.chats.export import ChatExport
from models.exchange.chats.reading import read_chat
from ui import asking
from ui.dialogs.chats_window import ChatWindow
from ui.session import Session
from ui.wording import _

ENDINGS = ("txt", "json", "csv", "zip", "xlsx", "xls", "ods")


def import_chat(session: Session, parent: QWidget) -> None:
    """Ask for an export and count it on the worker; then show what it holds."""
    patterns = [(_("Chat exports of QQ, WhatsApp, Telegram, and tables"), ENDINGS)]
    path = asking.choose_file(parent, _("Count a chat export"), patterns)
    if path is not None:
        session.tasks.run(
            read_chat,
            path,
            title=_("Reading {name}…", name=path.name),
            done=partial(_open, session, parent),
        )


def _open(session: Session, parent: QWidget, export: ChatExport) -> None:
    ChatWindow(session, parent, export).open()
