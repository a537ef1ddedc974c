"""From a chain to a plan: who is meant, and what that changes on the event's list.

Writes nothing. What a chain says again changes nothing; what was entered by hand since stays.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from models.base import database
from models.exchange.cells import name_key
from models.exchange.people import Person, candidates
from models.exchange.plan import Candidate
from models.exchange.signup import plan
from models.exchange.signup.chain import Chain, Entry
from models.exchange.signup.comparing import compared, fresh, in_order, place_in_chain
from models.exchange.signup.matching import Found, Matcher
from models.exchange.signup.newcomers import Outside, visitor_id
from models.exchange.signup.plan import Answers, SignUp, SignUpPlan, State
from models.exchange.signup.standing import Listed, Standing, read_list
from models.progress import Progress, unheard
from models.vocabulary import Listing, Rsvp


def plan_sign_up(
    chain: Chain,
    event: bytes,
    answers: Answers | None = None,
    strangers: str = plan.VISITOR,
    progress: Progress = unheard,
    matcher: Matcher | None = None,
) -> SignUpPlan:
    """Compare a chain with an event's list.

    `answers` are the user's, by the key of a line; `strangers` is what becomes of those who are not
    in the book and about whom nothing else was said: VISITOR, APPLICANT or LEAVE_OUT. A `matcher`
    that is current spares reading all members again.
    """
    knows = matcher if matcher is not None and matcher.is_current else Matcher()
    planning = _Planning(event, answers or {}, strangers, knows)
    return SignUpPlan(event, chain, planning.lines(chain, progress))


@dataclass(frozen=True)
class _Asked:
    """An entry with its key, and who it is as far as that is known."""

    key: str
    entry: Entry
    found: Found


class _Planning:
    def __init__(self, event: bytes, answers: Answers, strangers: str, matcher: Matcher) -> None:
        self._event = event
        self._answers = answers
        self._strangers = strangers
        self._matcher = matcher
        self._listed: Listed = read_list(event)
        self._outside = Outside()

    def lines(self, chain: Chain, progress: Progress) -> tuple[SignUp, ...]:
        entries = self._expanded(chain.entries)
        asked = []
        for step, (key, entry) in enumerate(_keyed(entries)):
            progress(step, len(entries))
            asked.append(_Asked(key, entry, self._matcher.find(entry)))
        asked = self._likeliest_first(self._by_list(asked))
        lines = [self._line(each, place) for place, each in enumerate(asked)]
        lines = in_order(self._once(lines, [each.entry for each in asked]), self._listed)
        return (*lines, *self._missing(lines))

    def _expanded(self, entries: Sequence[Entry]) -> list[Entry]:
        """Give companions who are members lines of their own; the others are guests."""
        found: list[Entry] = []
        people = self._matcher.people
        for entry in entries:
            if not entry.companions or people.called(entry.longer[0]):
                found.append(entry)
                continue
            known = [name for name in entry.companions if people.called(name)]
            others = [name for name in entry.companions if name not in known]
            comes = entry.answer != Rsvp.NO
            note = "，".join(filter(None, [entry.note, *others]))
            guests = entry.guests + len(others) if comes else 0
            found.append(replace(entry, guests=guests, note=note, longer=entry.longer[1:]))
            found += [
                Entry(entry.line, name, entry.answer, crossed=entry.crossed) for name in known
            ]
        return found

    def _by_list(self, asked: list[_Asked]) -> list[_Asked]:
        """Where several have a name, those of them are meant whom a chain put on the list before,
        if they are as many as the entries."""
        groups: dict[str, list[int]] = defaultdict(list)
        for place, each in enumerate(asked):
            if each.found.called and each.found.member is None and not each.entry.phone:
                groups[name_key(each.entry.name)].append(place)
        sure = {each.found.member.id for each in asked if each.found.member is not None}
        for places in groups.values():
            ids = [each.id for each in asked[places[0]].found.candidates]
            rows = [
                self._listed.rows[id] for id in ids if id in self._listed.rows and id not in sure
            ]
            known = sorted((row for row in rows if row.from_chain), key=_signed)
            if len(known) == len(places):
                for place, row in zip(places, known, strict=True):
                    person = self._matcher.by_id[row.member]
                    asked[place] = replace(asked[place], found=Found(person, called=True))
        return asked

    def _likeliest_first(self, asked: list[_Asked]) -> list[_Asked]:
        """Offer those first who are not in this chain already, and sign up in chains more often."""
        sure = {each.found.member.id for each in asked if each.found.member is not None}
        often = _sign_ups() if any(each.found.candidates for each in asked) else {}

        def rank(candidate: Candidate) -> tuple[bool, int]:
            return candidate.id in sure, -often.get(candidate.id, 0)

        return [
            replace(
                each,
                found=replace(
                    each.found, candidates=tuple(sorted(each.found.candidates, key=rank))
                ),
            )
            for each in asked
        ]

    # One line

    def _line(self, asked: _Asked, place: int) -> SignUp:
        entry, found, answer = asked.entry, asked.found, self._answers.get(asked.key)
        line = SignUp(
            asked.key,
            entry.line,
            entry.name,
            State.DOUBTFUL,
            rsvp=entry.answer.value,
            guests=entry.guests,
            note=entry.note,
            phone=entry.phone,
            candidates=found.candidates or candidates([found.member] if found.member else []),
            settled=answer is not None,
        )
        if answer is None and self._outside.has(self._event, entry.name):
            answer = plan.LEAVE_OUT
        chosen = self._matcher.by_id.get(answer) if isinstance(answer, bytes) else None
        if chosen is not None:
            is_called = chosen in self._matcher.people.called(entry.name)
            return self._known(line, entry, chosen, "" if is_called else entry.name)
        if found.member is not None and answer not in (
            plan.VISITOR,
            plan.APPLICANT,
            plan.LEAVE_OUT,
        ):
            return self._known(line, entry, found.member)
        if answer != plan.LEAVE_OUT and (made := self._made_before(entry)) is not None:
            return self._known(line, entry, made, entry.name)
        if entry.crossed:
            return replace(line, state=State.LEFT_OUT, reason=plan.CROSSED)
        line = replace(line, stranger=not found.candidates and found.member is None)
        return self._unknown(line, found, answer, place)

    def _made_before(self, entry: Entry) -> Person | None:
        """Return whom an earlier chain of this event made of the name, whatever they are called
        and have become since."""
        newcomer, _erased = visitor_id(self._event, entry.name)
        return self._matcher.by_id.get(newcomer)

    def _unknown(self, line: SignUp, found: Found, answer: object, place: int) -> SignUp:
        """Decide about somebody who is not surely in the book."""
        newcomer, erased = visitor_id(self._event, line.name)
        if not isinstance(answer, str):
            answer = None
            if line.stranger and (erased or self._may_be_erased(place)):
                return replace(
                    line, state=State.LEFT_OUT, reason=plan.ERASED, fields={"name": line.name}
                )
            elif line.stranger:
                answer = self._strangers
        if answer in (plan.VISITOR, plan.APPLICANT):
            made = replace(line, state=State.NEW, newcomer=str(answer), title=line.name)
            return replace(made, member=newcomer, changes=fresh(line))
        if answer == plan.LEAVE_OUT:
            return replace(line, state=State.LEFT_OUT, reason=plan.NOT_WANTED)
        return replace(line, reason=found.reason, fields={"name": line.name})

    def _may_be_erased(self, place: int) -> bool:
        """Whether this entry was in an earlier chain, of which somebody was erased since."""
        return bool(self._listed.erased) and any(
            row.from_chain and (row.signed or datetime.max) >= place_in_chain(place + 1)
            for row in self._listed.rows.values()
        )

    def _known(self, line: SignUp, entry: Entry, person: Person, alias: str = "") -> SignUp:
        title, detail = person.values["name"], candidates([person])[0].detail
        line = replace(line, member=person.id, title=title, detail=detail, alias=alias)
        if entry.phone and person.values["phone"] != entry.phone:
            # It is not lost, and not taken for the member's own either.
            line = replace(line, note=" ".join(filter(None, [line.note, entry.phone])))
        row = self._listed.rows.get(person.id)
        if row is None or not (row.is_listed or row.taken_off):
            if entry.crossed:
                return replace(line, state=State.LEFT_OUT, reason=plan.CROSSED)
            return replace(line, state=State.NEW, changes=fresh(line))
        takes = self._answers.get(line.key) == plan.TAKE
        if not row.is_listed:
            if takes and not entry.crossed:
                return replace(line, state=State.NEW, changes=fresh(line))
            return replace(line, state=State.TAKEN_OFF, reason=plan.TAKEN_OFF)
        return compared(line, row, takes)

    # All of them together

    def _once(self, lines: list[SignUp], entries: Sequence[Entry]) -> list[SignUp]:
        """Make one line of those that mean the same person: what was said last stands."""
        places: dict[bytes, list[int]] = defaultdict(list)
        for place, line in enumerate(lines):
            if line.member is not None:
                places[line.member].append(place)
        for same in filter(lambda found: len(found) > 1, places.values()):
            whole = [place for place in same if not entries[place].crossed] or same
            first, last = whole[0], entries[whole[-1]]
            notes = dict.fromkeys(filter(None, (entries[place].note for place in whole)))
            guests = max(entries[place].guests for place in whole)
            entry = replace(
                entries[first],
                answer=last.answer,
                guests=guests if last.answer != Rsvp.NO else 0,
                note="；".join(notes),
                crossed=last.crossed,
            )
            lines[first] = self._again(lines[first], entry)
            for place in same:
                if place != first:
                    other = {"name": entries[first].name}
                    lines[place] = replace(
                        lines[place], state=State.REPEATED, changes={}, reason=plan.SAME_PERSON,
                        fields=other, alias=lines[place].alias,
                    )  # fmt: skip
        return lines

    def _again(self, line: SignUp, entry: Entry) -> SignUp:
        """Decide anew about a line that says more."""
        line = replace(
            line,
            rsvp=entry.answer.value,
            guests=entry.guests,
            note=entry.note,
            changes={},
            reason="",
        )
        if line.newcomer:
            return replace(line, changes=fresh(line))
        person = self._matcher.by_id.get(line.member) if line.member else None
        return self._known(line, entry, person, line.alias) if person is not None else line

    def _missing(self, lines: Iterable[SignUp]) -> list[SignUp]:
        """Return who came to the list by a chain, and is in this one no more."""
        named = {line.member for line in lines if line.member is not None}
        named |= {
            each.id for line in lines if line.state is State.DOUBTFUL for each in line.candidates
        }
        rows = [
            row
            for row in self._listed.rows.values()
            if row.from_chain and row.member not in named and row.member in self._matcher.by_id
            and row.cells["rsvp"] in (Rsvp.YES, Rsvp.MAYBE)
        ]  # fmt: skip
        return [self._gone(row) for row in sorted(rows, key=_signed)]

    def _gone(self, row: Standing) -> SignUp:
        person = self._matcher.by_id[row.member]
        key = f"gone:{row.member.hex()}"
        withdrew = self._answers.get(key) == plan.WITHDREW
        return SignUp(
            key,
            0,
            person.values["name"],
            State.WITHDRAWN if withdrew else State.MISSING,
            member=person.id,
            title=person.values["name"],
            detail=candidates([person])[0].detail,
            rsvp=Rsvp.NO.value if withdrew else row.cells["rsvp"],
            guests=row.cells["guests"],
            note=row.cells["note"],
            changes={"rsvp": Rsvp.NO.value, "signed": None} if withdrew else {},
            reason=plan.MISSING,
            settled=key in self._answers,
        )


def _keyed(entries: Iterable[Entry]) -> list[tuple[str, Entry]]:
    """Give each entry a key that stays the same while the text around it changes."""
    seen: Counter[str] = Counter()
    found = []
    for entry in entries:
        key = name_key(entry.name)
        seen[key] += 1
        found.append((key if seen[key] == 1 else f"{key}#{seen[key]}", entry))
    return found


def _sign_ups() -> dict[bytes, int]:
    """Count how often each member signed up in a chain."""
    rows = database.execute_sql(
        "SELECT member, count(*) FROM attendance WHERE deleted = 0 AND source = ? GROUP BY member",
        (Listing.CHAIN.value,),
    )
    return {bytes(member): count for member, count in rows}


def _signed(row: Standing) -> tuple[datetime, bytes]:
    return row.signed or datetime.max, row.id
