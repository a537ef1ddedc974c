"""Says what happened with a person: a picture, a sentence, what is known of it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from models import clock
from models.members.contact import CHANNELS, THANKS
from models.members.timeline import Happening
from models.vocabulary import EventFormat, InteractionSort, Measure, Purpose
from ui.formats import change_text, date_text, day_text, joined
from ui.past.line_list import Shown
from ui.records.choices import title_of
from ui.wording import _, n_

Words = tuple[str, str]


def worded(line: Happening) -> Shown:
    """Say one line of a timeline in the window's language."""
    what = f"{line.what}_to_come" if _is_to_come(line) else line.what
    icon, tone, say = _WORDS.get(what) or _WORDS.get(line.what, ("circle-dot", "grey", _unknown))
    title, caption = say(line)
    if line.what == "follow_up" and line.day and line.day < clock.today():
        tone = "bad"
    return Shown(icon, tone, title, caption, _day(line.day))


def channel_text(channel: str) -> str:
    """Say a usual channel in the window's language, another as it was written."""
    return _(channel) if channel in CHANNELS else channel


def note_text(text: str) -> str:
    """Return a note on one line."""
    return " ".join(text.split())


def _is_to_come(line: Happening) -> bool:
    if line.at is not None:
        return line.at > clock.now()
    return line.day is not None and line.day > clock.today()


def _day(day: date | None) -> str:
    if day is None:
        return ""
    return day_text(day) if day.year == clock.today().year else date_text(day)


def _plain(message: Callable[[], str]) -> Callable[[Happening], Words]:
    """Word what needs no more than its own sentence, and the note as it stands."""
    return lambda line: (message(), note_text(line.note))


def _titled(message: Callable[[str], str]) -> Callable[[Happening], Words]:
    def say(line: Happening) -> Words:
        return message(note_text(line.title)), joined([line.detail, note_text(line.note)])

    return say


def _event(message: Callable[[str], str]) -> Callable[[Happening], Words]:
    def say(line: Happening) -> Words:
        rating = _("{mark} of 5", mark=line.number) if line.number else ""
        told = joined([title_of(EventFormat, line.detail), rating, note_text(line.note)])
        return message(line.title), told

    return say


def _purpose(message: Callable[[str], str]) -> Callable[[Happening], Words]:
    def say(line: Happening) -> Words:
        told = joined([line.detail, note_text(line.note)])
        return message(title_of(Purpose, line.title)), told

    return say


def _joined(line: Happening) -> Words:
    by = _("Introduced by {name}", name=line.title) if line.title else ""
    return _("Became a member"), joined([by, line.detail])


def _left(line: Happening) -> Words:
    return _("Left"), joined([note_text(line.title), note_text(line.note)])


def _contacted(line: Happening) -> Words:
    if line.detail == THANKS:
        title = _("{name} thanked them", name=line.title) if line.title else _("Was thanked")
        return title, note_text(line.note)
    title = _("{name} spoke to them", name=line.title) if line.title else _("Spoken to")
    mood = _("Mood {mark} of 5", mark=line.number) if line.number else ""
    return title, joined([channel_text(line.detail), mood, note_text(line.note)])


def _not_reached(line: Happening) -> Words:
    title = _("{name} did not reach them", name=line.title) if line.title else _("Not reached")
    return title, joined([channel_text(line.detail), note_text(line.note)])


def _interaction(line: Happening) -> Words:
    title = title_of(InteractionSort, line.what)
    times = n_("{count} time", "{count} times", line.number or 1)
    return title, joined([times if (line.number or 1) > 1 else "", note_text(line.note)])


def _wrote(line: Happening) -> Words:
    count = line.number or 0
    title = n_("Wrote {count} message in the chat", "Wrote {count} messages in the chat", count)
    return title, ""


def _feedback(message: Callable[[], str]) -> Callable[[Happening], Words]:
    def say(line: Happening) -> Words:
        satisfied = _("Satisfaction {mark} of 5", mark=line.number) if line.number else ""
        return message(), joined([satisfied, note_text(line.note)])

    return say


def _points(line: Happening) -> Words:
    number = line.number or 0
    title = n_("{points} point", "{points} points", abs(number), points=change_text(number))
    return title, note_text(line.title)


def _broke(line: Happening) -> Words:
    rule = _("Broke the rule “{rule}”", rule=line.title) if line.title else _("Broke a rule")
    return rule, joined([title_of(Measure, line.detail), note_text(line.note)])


def _unknown(line: Happening) -> Words:
    return note_text(line.title) or line.what, note_text(line.note)


_WORDS: dict[str, tuple[str, str, Callable[[Happening], Words]]] = {
    "applied": ("door-open", "warning", _plain(lambda: _("Applied"))),
    "accepted": ("user-check", "good", _plain(lambda: _("Was accepted"))),
    "refused": ("user-x", "grey", _plain(lambda: _("Was refused"))),
    "put_off": ("hourglass", "warning", _plain(lambda: _("Was put on the waiting list"))),
    "joined": ("user-plus", "good", _joined),
    "returned": ("undo-2", "good", _plain(lambda: _("Came back"))),
    "left": ("log-out", "grey", _left),
    "introduced": ("users", "good", _titled(lambda name: _("Introduced {name}", name=name))),
    "welcomed": (
        "list-checks", "good", _titled(lambda step: _("Welcome step done: {step}", step=step)),
    ),
    "came": ("calendar-check", "good", _event(lambda title: _("Came to “{title}”", title=title))),
    "missed": (
        "calendar-x", "warning", _event(lambda title: _("Did not come to “{title}”", title=title)),
    ),
    "said_yes": (
        "calendar-days", "accent", _event(lambda title: _("Said yes to “{title}”", title=title)),
    ),
    "said_no": (
        "calendar-days", "grey", _event(lambda title: _("Said no to “{title}”", title=title)),
    ),
    "said_maybe": (
        "calendar-days", "grey", _event(lambda title: _("Said maybe to “{title}”", title=title)),
    ),
    "hosted_event": ("mic", "good", _event(lambda title: _("Hosted “{title}”", title=title))),
    "hosted_event_to_come": (
        "mic", "accent", _event(lambda title: _("Is to host “{title}”", title=title)),
    ),
    "contacted": ("phone", "accent", _contacted),
    "thanked": ("heart", "good", _plain(lambda: _("Was thanked"))),
    "not_reached": ("phone-missed", "grey", _not_reached),
    "follow_up": ("bell", "warning", _plain(lambda: _("Follow-up planned"))),
    "followed_up": ("bell", "grey", _plain(lambda: _("Followed up"))),
    **{str(sort): ("sparkles", "good", _interaction) for sort in InteractionSort},
    "wrote": ("messages-square", "accent", _wrote),
    "gave_question": (
        "circle-question-mark", "accent", _feedback(lambda: _("Asked a question")),
    ),
    "gave_suggestion": ("lightbulb", "accent", _feedback(lambda: _("Made a suggestion"))),
    "gave_complaint": ("frown", "bad", _feedback(lambda: _("Complained"))),
    "gave_praise": ("smile", "good", _feedback(lambda: _("Gave praise"))),
    "answered": ("reply", "accent", _plain(lambda: _("Their feedback was answered"))),
    "told": ("reply", "accent", _plain(lambda: _("Was told the answer"))),
    "points_given": ("award", "good", _points),
    "points_taken": ("award", "grey", _points),
    "broke_rule": ("octagon-alert", "bad", _broke),
    "consent_given": (
        "shield-check", "good",
        _purpose(lambda purpose: _("Agreed to: {purpose}", purpose=purpose)),
    ),
    "consent_withdrawn": (
        "shield-x", "warning",
        _purpose(lambda purpose: _("No longer agrees to: {purpose}", purpose=purpose)),
    ),
}  # fmt: skip
