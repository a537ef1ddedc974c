from __future__ import annotations

from models.vocabulary import Kind
from ui.session import Session


def test_news_reaches_whoever_listens(session: Session) -> None:
    heard: list[object] = []
    session.changed.connect(heard.append)
    session.told.connect(lambda text, undo: heard.append((text, undo)))
    session.wanted.connect(lambda *news: heard.append(news))
    session.announce(Kind.MEMBER, Kind.EVENT)
    session.tell("Saved.")
    session.tell("Deleted.", undo=True)
    session.go_to(Kind.MEMBER, b"x" * 16)
    session.go_to(Kind.FEEDBACK, pill="overdue")
    assert heard == [
        frozenset({Kind.MEMBER, Kind.EVENT}),
        ("Saved.", False),
        ("Deleted.", True),
        (Kind.MEMBER, b"x" * 16, None),
        (Kind.FEEDBACK, None, "overdue"),
    ]
