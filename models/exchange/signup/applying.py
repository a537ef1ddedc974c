"""Carrying out what a chain says: everything in one action, which one undo takes back."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from models import clock
from models.base import LIVE
from models.errors import UserError
from models.events.attendance import Attendance, attendance_id
from models.events.event import load_event
from models.exchange.signup import plan
from models.exchange.signup.chain import Chain
from models.exchange.signup.newcomers import Outside, left_out_key
from models.exchange.signup.plan import Answers, SignUp, SignUpPlan, State
from models.exchange.signup.planning import plan_sign_up
from models.exchange.signup.standing import ACTION
from models.journal.transactions import action
from models.members.alias import add_aliases
from models.members.tables import Member
from models.pinyin import sort_key
from models.progress import Progress, unheard
from models.setting import save_setting
from models.vocabulary import Came, Listing, MemberStatus
from resources.i18n import N_


@dataclass(frozen=True)
class SignUpResult:
    """What was done: people put on the list and changed there, those it was right for already,
    those of them who are new in the book, who withdrew, and the lines that stay outside."""

    added: int
    changed: int
    unchanged: int
    visitors: int
    applicants: int
    withdrawn: int
    outside: tuple[SignUp, ...]


def apply_sign_up(
    chain: Chain,
    event: bytes,
    answers: Answers | None = None,
    strangers: str = plan.VISITOR,
    progress: Progress = unheard,
) -> SignUpResult:
    """Write what plan_sign_up says of the same chain now; who waits for an answer is left out.

    Cancelled from `progress`, or any error, leaves the file as it was. Raises UserError where the
    event is not there any more or the file cannot be written.
    """
    if load_event(event) is None:
        raise UserError(N_("This event is not there any more. Choose another one."))
    with action(ACTION) as written:
        made = plan_sign_up(chain, event, answers, strangers, progress)
        for line in made.written:
            _write(event, line)
        _remember(made)
        written.amount = max(len(made.written), 1)
    return foreseen(made)


def foreseen(made: SignUpPlan) -> SignUpResult:
    """Say what carrying out a plan does, without doing it."""
    counts = made.counts
    new = [line for line in made.lines if line.state is State.NEW and line.newcomer]
    applicants = sum(line.newcomer == plan.APPLICANT for line in new)
    outside = (State.DOUBTFUL, State.LEFT_OUT, State.REPEATED, State.TAKEN_OFF)
    return SignUpResult(
        counts[State.NEW],
        counts[State.CHANGED],
        counts[State.UNCHANGED] + counts[State.BY_HAND],
        len(new) - applicants,
        applicants,
        counts[State.WITHDRAWN],
        tuple(line for line in made.lines if line.state in outside),
    )


def _write(event: bytes, line: SignUp) -> None:
    if line.member is None:
        return
    if line.newcomer:
        _make(line.member, line)
    row_id = attendance_id(event, line.member)
    row = Attendance.get_or_none(Attendance.id == row_id)
    values = dict(line.changes)
    if row is None:
        values |= {"source": Listing.CHAIN.value}
        Attendance.create(id=row_id, event=event, member=line.member, **values)
        return
    if row.deleted != LIVE:
        # Who was taken off the list and comes back starts afresh.
        blank = {"came": Came.NO_RECORD.value, "rating": None, "comment": "", "arrived": None}
        values = {**blank, "signed": None, **values, "source": Listing.CHAIN.value, "deleted": LIVE}
    Attendance.update(**values).where(Attendance.id == row_id).execute()


def _make(member: bytes, line: SignUp) -> None:
    """Make a record of somebody new.

    Two copies make the same row, so it begins with nothing but the name, which its id is made of:
    all else is written as a change, which the journal knows of and a merge can bring together. Who
    is in the trash comes back as they were.
    """
    known = Member.get_or_none(Member.id == member)
    if known is None:
        Member.create(id=member, name=line.name, pinyin=sort_key(line.name))
    said: dict[str, Any] = {"deleted": LIVE}
    if known is None or known.status == MemberStatus.VISITOR:
        said["status"] = MemberStatus(line.newcomer).value
        if line.newcomer == plan.APPLICANT:
            said["applied"] = clock.today()
    if line.phone and (known is None or not known.phone):
        said["phone"] = line.phone
    Member.update(**said).where(Member.id == member).execute()


def _remember(made: SignUpPlan) -> None:
    """Remember what was answered: what a member is called here, and who is to stay outside."""
    outside = Outside()
    for line in made.lines:
        if line.alias and line.member is not None:
            add_aliases(line.member, {line.alias: Listing.CHAIN.value})
        if line.settled and line.state is State.LEFT_OUT and line.reason == plan.NOT_WANTED:
            save_setting(left_out_key(made.event, line.name), "1")
        elif line.is_written and outside.has(made.event, line.name):
            save_setting(left_out_key(made.event, line.name), "")
