"""What is said of a chat export, in the window and on the command line. Imports no Qt."""

from __future__ import annotations

from models.exchange.chats.planning import ChatPlan, DoubtfulSender
from ui.wording import _


def doubt_text(each: DoubtfulSender) -> str:
    """Say why somebody must be asked about a sender."""
    if each.called:
        return _("It is not certain which member of this name is meant.")
    return _("Nobody in the book has this name.")


def warning_text(plan: ChatPlan) -> str:
    """Say what speaks against the name of the chat; "" where nothing does."""
    if plan.same_as:
        return _same_as(plan.same_as)
    if plan.differs:
        return _(
            "The book has other numbers for “{chat}” on these days. If this is another chat, give"
            " it another name, or only the larger number of each day counts.",
            chat=plan.chat,
        )
    return ""


def _same_as(chat: str) -> str:
    return _(
        "These days are already counted as “{chat}”. Give this chat the same name, or they count"
        " twice.",
        chat=chat,
    )
