"""What the pane says of an applicant, of a newcomer's welcome, and of who was here before."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from typing import TYPE_CHECKING

from PySide6.QtWidgets import QWidget

from models import clock
from models.errors import UserError
from models.members.applicants import check, waiting_list
from models.members.barred import (
    Recognised,
    is_anybody_barred,
    recognise,
    recognised_so_far,
)
from models.members.leaving import earlier_stays
from models.members.profile import Profile
from models.members.welcome import Step as Planned
from models.members.welcome import steps_of, tick
from models.vocabulary import OUTSIDE, Kind, MemberStatus
from ui import asking, faults
from ui.formats import date_text, joined, sentences
from ui.members.admission import windows
from ui.members.admission.deciding import accept_people, ask_refusal, let_wait, take_up_again
from ui.members.admission.words import marked, standing_text, warning_text, why_text
from ui.members.pane import Pane
from ui.records.detail import Section, Step, Tick
from ui.session import Session
from ui.wording import _, n_

if TYPE_CHECKING:
    from models.progress import Progress

# Whom this run of the program has looked at; changes are looked at by watch.Watch.
_looked_at: set[bytes] = set()


def admission_section(member: Profile, pane: Pane) -> Section | None:
    """How an applicant stands, and what can be decided."""
    if member.status not in OUTSIDE:
        return None
    found = check(member.id)
    if found is None:
        return None
    said = [_state(member)]
    barred = recognised_so_far(member.id)
    _recognise_once(pane, member.id)
    if barred is not None:
        said.append(warning_text(barred))
    said.append(
        standing_text(found) + _(".") if found.judged else _("There are no admission criteria yet.")
    )
    lines = tuple((marked(each), why_text(each)) for each in found.judged)
    return Section(
        _("Admission"),
        text="\n".join(filter(None, said)),
        lines=lines,
        steps=_decisions(member, pane),
    )


def welcome_section(member: Profile, pane: Pane) -> Section | None:
    """The checklist of somebody who was accepted, until all of it is done."""
    steps = steps_of(member.id)
    is_member = member.status in (MemberStatus.ACTIVE, MemberStatus.PAUSED)
    if not is_member or not any(step.done is None for step in steps):
        return None
    ticks = tuple(
        Tick(step.title, _step_state(step), step.done is not None, partial(_tick, pane, step))
        for step in steps
    )
    return Section(_("Welcome"), ticks=ticks)


def earlier_section(member: Profile, _pane: Pane) -> Section | None:
    """The earlier times as a member of somebody who came back."""
    stays = earlier_stays(member.id)
    if not stays:
        return None
    lines = tuple(
        (
            _("{first} to {last}", first=date_text(each.joined) or "…",
              last=date_text(each.left) or "…"),
            joined([each.reason, each.note]),
        )
        for each in stays
    )  # fmt: skip
    return Section(_("A member before"), lines=lines)


def _recognise_once(pane: Pane, member: bytes) -> None:
    """Look, quietly and once, whether somebody was barred; the pane says so when it is known."""
    if member in _looked_at or not is_anybody_barred():
        return
    _looked_at.add(member)

    def show(found: Sequence[Recognised]) -> None:
        if found:
            pane.session.relist(Kind.MEMBER)

    pane.session.tasks.run(_recognise, member, done=show)


def _recognise(member: bytes, progress: Progress) -> tuple[Recognised, ...]:
    return recognise([member])


def _state(member: Profile) -> str:
    applied = _("Applied on {day}.", day=date_text(member.applied)) if member.applied else ""
    if member.status == MemberStatus.REFUSED:
        return _(
            "Refused on {day}: {reason}", day=date_text(member.decided), reason=member.decision
        )
    if member.status == MemberStatus.WAITING:
        places = waiting_list()
        place = places.index(member.id) + 1 if member.id in places else 1
        return sentences([applied, _("Number {place} on the waiting list.", place=place)])
    return applied


def _decisions(member: Profile, pane: Pane) -> tuple[Step, ...]:
    def doing(decide: Callable[[Session, QWidget, Sequence[bytes]], object]) -> Callable[[], None]:
        def do() -> None:
            decide(pane.session, pane.parent, [member.id])

        return do

    if member.status == MemberStatus.REFUSED:
        return (Step(_("Take up again"), doing(take_up_again), "rotate-ccw"),)
    waiting = Step(_("Waiting list"), doing(let_wait), "hourglass")
    if member.status == MemberStatus.WAITING:
        waiting = Step(_("Take off the list"), doing(take_up_again), "rotate-ccw")
    return (
        Step(_("Accept"), doing(accept_people), "user-check", primary=True),
        waiting,
        Step(
            _("Refuse…"),
            partial(ask_refusal, pane.session, pane.parent, [member.id], member.name),
            "user-x",
        ),
        Step(
            _("Look through applicants…"),
            partial(windows.review, pane.session, pane.parent, member.id),
            "list-checks",
        ),
    )


def _step_state(step: Planned) -> str:
    if step.done is not None:
        return _("Done on {day}", day=date_text(step.done))
    if step.due is None:
        return ""
    late = (clock.today() - step.due).days
    if late > 0:
        return n_("One day late", "{count} days late", late)
    return _("Today") if late == 0 else _("Due on {day}", day=date_text(step.due))


def _tick(pane: Pane, step: Planned, done: bool) -> None:
    try:
        tick(step.id, done)
    except UserError as error:
        asking.say(pane.parent, faults.worded(error))
    pane.session.announce(Kind.MEMBER)
