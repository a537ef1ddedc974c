"""Who must not come back: recognised when they apply again, without keeping who they were.

What is kept of a person is a mark for each thing they were known by: a hash that is keyed for this
community and slow on purpose, so that nobody with the file can try all telephone numbers. A mark
warns and never refuses: numbers change hands, and names are shared.
"""

from __future__ import annotations

import hashlib
import os
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from peewee import SQL, ModelSelect

from models import clock, following
from models.base import DayField, IdField, Record, WordsField, link_id, live, mark, new_id
from models.errors import Invalid
from models.journal.transactions import action
from models.members.tables import Member
from models.members.verdicts import plain
from models.setting import read_settings, save_setting
from models.texts import storable, tidy
from models.vocabulary import Kind
from resources.i18n import N_

FOLLOWED = "barred"  # how far newly_known has come
_KEYS = "barred.key."
# Some 40 ms and 16 MB for each mark: an applicant has at most five.
_COST, _BLOCK, _LANES = 2**14, 8, 1
_LENGTH = 16
_FEWEST_DIGITS = 7
_REMEMBERED = 4_000
_hashes: dict[tuple[str, str], str] = {}


class By(StrEnum):
    """By what somebody was recognised."""

    PHONE = "phone"
    WECHAT = "wechat"
    EMAIL = "email"
    BIRTH_DATE = "birth_date"  # with the name
    BIRTH_YEAR = "birth_year"  # with the name; the whole date was known
    ONLY_YEAR = "only_year"  # with the name; no more than the year was known


class Barred(Record):
    """`mark` is a keyed hash of one thing they were known by; `until` ends it, where it ends.
    The marks of one person share their `bar`; `day` is when it was put there."""

    subject = Kind.COMMUNITY
    keys = ("mark",)
    shared_id = True
    called = "reason"

    mark = WordsField()
    reason = WordsField()
    until = DayField(null=True)
    day = DayField(null=True)
    bar = IdField(null=True)


@dataclass(frozen=True)
class Bar:
    """Why somebody must not come back, and until when; None: for good."""

    reason: str
    until: date | None = None


@dataclass(frozen=True)
class Standing:
    """A bar that is kept: `marks` things a person can be recognised by."""

    id: bytes
    reason: str
    until: date | None
    day: date | None
    marks: int


@dataclass(frozen=True)
class Recognised:
    """Somebody who looks like a person that was barred."""

    member: bytes
    name: str
    reason: str
    until: date | None
    by: tuple[By, ...]


def bar_people(member_ids: Sequence[bytes], bar: Bar) -> int:
    """Let people be recognised from now on; return by how many marks. Takes a moment for each.

    Raises Invalid where the bar cannot stand, or where nothing is known to recognise one by.
    """
    people = check_bar(member_ids, bar)
    if not is_anybody_barred():
        # Only whoever comes or changes from now on is looked at.
        following.keep_followed(FOLLOWED, following.last_change())
    with action("community.bar", len(people)):
        name, key = _key()
        for each in people:
            bar_id = new_id()
            for by, text in _known_by(each):
                _write(_mark_of(name, by, _hash(key, text)), bar, bar_id)
    return sum(len(list(_known_by(each))) for each in people)


def check_bar(member_ids: Sequence[bytes], bar: Bar) -> list[Member]:
    """Raise Invalid where people cannot be barred so; return them. Quick."""
    people = list(Member.select().where(Member.id.in_(list(member_ids))))
    _check(bar, people)
    return people


def list_bars() -> tuple[Standing, ...]:
    """Return the bars that are kept, the latest first; those that are over too."""
    found: dict[bytes, list[Barred]] = {}
    for row in live(Barred):
        found.setdefault(row.bar or row.id, []).append(row)
    bars = [
        Standing(bar, rows[0].reason, rows[0].until, rows[0].day, len(rows))
        for bar, rows in found.items()
    ]
    return tuple(sorted(bars, key=lambda bar: (bar.day or date.min, bar.id), reverse=True))


def lift_bars(bar_ids: Sequence[bytes]) -> None:
    """Recognise nobody by these bars any more."""
    with action("community.unbar", len(bar_ids)):
        rows = [row.id for row in live(Barred) if (row.bar or row.id) in bar_ids]
        mark(Barred, rows, deleted=True)


def is_anybody_barred() -> bool:
    return _in_force().exists()


def recognise(member_ids: Sequence[bytes]) -> tuple[Recognised, ...]:
    """Return who of these looks like somebody barred. Costs a question where nobody is."""
    marks = _marks()
    if not marks:
        return ()
    found = (_recognise(each, marks) for each in _people(member_ids))
    return tuple(each for each in found if each is not None)


def recognised_so_far(member_id: bytes) -> Recognised | None:
    """Return the same of one as far as it is known already, at once."""
    marks = _marks()
    people = _people([member_id]) if marks else []
    return _recognise(people[0], marks, only_known=True) if people else None


def _recognise(
    member: Member, marks: dict[str, Barred], only_known: bool = False
) -> Recognised | None:
    keys = read_settings(_KEYS)
    in_use = {each.rpartition(":")[0] for each in marks}
    met: dict[By, Barred] = {}
    for by, text in _looked_for(member):
        for name, key in keys.items():
            # Nothing is hashed that no mark could be equal to.
            if _mark_of(name, by) in in_use and not (only_known and (key, text) not in _hashes):
                row = marks.get(_mark_of(name, by, _hash(key, text)))
                met |= {by: row} if row is not None else {}
    if not met:
        return None
    row = next(iter(met.values()))
    return Recognised(member.id, member.name, row.reason, row.until, tuple(met))


def _known_by(member: Member) -> Iterator[tuple[By, str]]:
    """Yield what a person will be recognised by."""
    yield from _reached_by(member)
    name, born = plain(member.name), member.born
    if name and len(born) == 10:
        yield By.BIRTH_DATE, f"{name}\n{born}"
        yield By.BIRTH_YEAR, f"{name}\n{born[:4]}"
    elif name and len(born) == 4:
        yield By.ONLY_YEAR, f"{name}\n{born}"


def _looked_for(member: Member) -> Iterator[tuple[By, str]]:
    """Yield by what somebody may be recognised: two whole dates of birth must be the same."""
    yield from _reached_by(member)
    name, born = plain(member.name), member.born
    if name and len(born) == 10:
        yield By.BIRTH_DATE, f"{name}\n{born}"
    if name and len(born) == 4:
        yield By.BIRTH_YEAR, f"{name}\n{born}"
    if name and len(born) >= 4:
        yield By.ONLY_YEAR, f"{name}\n{born[:4]}"


def _reached_by(member: Member) -> Iterator[tuple[By, str]]:
    digits = "".join(letter for letter in plain(member.phone) if letter.isdecimal())
    digits = digits.removeprefix("00").removeprefix("86") if len(digits) > 11 else digits
    if len(digits) >= _FEWEST_DIGITS:
        yield By.PHONE, digits
    if wechat := plain(member.wechat_id):
        yield By.WECHAT, wechat
    if email := plain(member.email):
        yield By.EMAIL, email


def _check(bar: Bar, people: Sequence[Member]) -> None:
    reason = plain(bar.reason)
    if not reason:
        raise Invalid({"reason": N_("Write why: whoever reads the warning needs to know.")})
    if any(plain(text) in reason for each in people for text in _names(each)):
        raise Invalid(
            {"reason": N_("Write the reason without the name: it stays when the person is erased.")}
        )
    if bar.until is not None and bar.until < clock.today():
        raise Invalid({"until": N_("This day is over already.")})
    if not all(any(_known_by(each)) for each in people):
        raise Invalid(
            {"reason": N_(
                "Nothing is known to recognise this person by: add a phone number, a WeChat ID, an"
                " e-mail address or a birth date first."
            )}
        )  # fmt: skip


def _names(member: Member) -> Iterator[str]:
    names = (member.name, member.wechat_name, member.wechat_id, member.phone, member.email)
    return (text for text in names if len(plain(text)) > 1)


def _write(text: str, bar: Bar, bar_id: bytes) -> None:
    mark_id = link_id("barred", text)
    values = {"reason": tidy(bar.reason), "until": bar.until, "day": clock.today(), "bar": bar_id}
    if Barred.get_or_none(Barred.id == mark_id) is None:
        Barred.create(id=mark_id, mark=text, **values)
    else:
        Barred.update(deleted=0, **values).where(Barred.id == mark_id).execute()


def _key() -> tuple[str, str]:
    """Return the community's key and its name, made once, inside an action. Two copies may each
    have made one before they were merged: both stay, because marks were made with both."""
    known = read_settings(_KEYS)
    if known:
        return min(known.items())
    name, key = os.urandom(4).hex(), os.urandom(32).hex()
    save_setting(f"{_KEYS}{name}", key)
    return name, key


def _mark_of(key_name: str, by: By, hashed: str = "") -> str:
    return f"{key_name}:{by}:{hashed}" if hashed else f"{key_name}:{by}"


def _hash(key: str, text: str) -> str:
    if (key, text) not in _hashes:
        if len(_hashes) >= _REMEMBERED:
            _hashes.clear()
        made = hashlib.scrypt(
            storable(text).encode(),
            salt=bytes.fromhex(key),
            n=_COST,
            r=_BLOCK,
            p=_LANES,
            dklen=_LENGTH,
        )
        _hashes[key, text] = made.hex()
    return _hashes[key, text]


def _marks() -> dict[str, Barred]:
    return {row.mark: row for row in _in_force()}


def _in_force() -> ModelSelect[Barred]:
    return live(Barred).where(SQL("coalesce(until, '9999')") >= clock.today().isoformat())


def _people(member_ids: Sequence[bytes]) -> list[Member]:
    found: list[Member] = []
    for start in range(0, len(member_ids), 500):
        found.extend(live(Member).where(Member.id.in_(list(member_ids[start : start + 500]))))
    return found
