"""What pairs of entries are called that may be one person, and why."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from decimal import Decimal
from typing import Any

from models.members.custom_field import list_fields
from models.members.duplicates import Maybe, Pair
from models.members.field_values import NAMED, read_value
from models.members.joining import PHOTO, Compared, Joining
from models.members.likeness import Reason, Strength
from models.vocabulary import Gender, MemberStatus
from resources.i18n import N_
from ui.formats import count_text, date_text, joined
from ui.past.line_list import Shown
from ui.records.choices import title_of
from ui.records.field_titles import PART_TITLES, field_title
from ui.wording import _

REASONS = {
    Reason.ACCOUNT: N_("Same chat account"),
    Reason.WECHAT_ID: N_("Same WeChat ID"),
    Reason.PHONE: N_("Same phone number"),
    Reason.EMAIL: N_("Same e-mail"),
    Reason.NAME: N_("Same name"),
    Reason.SOUND: N_("Names that sound the same"),
    Reason.SPELLING: N_("Names spelled alike"),
    Reason.ALIAS: N_("Called the same"),
    Reason.BIRTHDAY: N_("Same birthday"),
    Reason.YEAR: N_("Same year of birth"),
    Reason.REGION: N_("Same region"),
    Reason.HOUSEHOLD: N_("Same household"),
    Reason.OTHER_NAME: N_("Different names"),
    Reason.OTHER_WECHAT_ID: N_("Different WeChat IDs"),
    Reason.OTHER_PHONE: N_("Different phone numbers"),
    Reason.OTHER_EMAIL: N_("Different e-mail addresses"),
    Reason.OTHER_BORN: N_("Born at different times"),
    Reason.OTHER_GENDER: N_("Different gender"),
}
STRENGTHS = {
    Strength.STRONG: (N_("Very likely"), "bad", "users-round"),
    Strength.POSSIBLE: (N_("Possible"), "warning", "users-round"),
    Strength.WEAK: (N_("Unlikely"), "grey", "user-round"),
}
_LONGEST = 120


def line_of(pair: Pair, faded: bool = False) -> Shown:
    """Say a pair in one line of the list."""
    title, tone, icon = STRENGTHS[pair.strength]
    first, second = one_line(pair.first.title), one_line(pair.second.title)
    name = first if first == second else _("{first} and {second}", first=first, second=second)
    caption = joined([_(REASONS[reason]) for reason in pair.reasons])
    return Shown(icon, tone, name, caption, "", _(title), faded)


def maybe_words(maybe: Maybe) -> str:
    """Say whom somebody who is being typed in may be."""
    told = joined([maybe.joined[:4], maybe.detail])
    if told:
        return _("Maybe the same as {name} ({detail})", name=maybe.name, detail=told)
    return _("Maybe the same as {name}", name=maybe.name)


def reasons_words(maybe: Maybe) -> str:
    return joined([_(REASONS[reason]) for reason in maybe.reasons])


def title_of_field(name: str) -> str:
    """Return what a compared field is called."""
    if name.startswith(NAMED):
        return next((each.title for each in list_fields() if each.name == name), "")
    return _(PART_TITLES[PHOTO]) if name == PHOTO else _(field_title("member", name))


def value_of(field: Compared, value: Any, names: Mapping[bytes, str]) -> str:
    """Word what one entry says; "" where it says nothing, or shows a picture."""
    if value is None or value == "" or field.field == PHOTO:
        return ""
    if field.field.startswith(NAMED):
        return _own(field.field, str(value))
    if isinstance(value, bytes):
        return names.get(value, "")
    if isinstance(value, date):
        return date_text(value)
    if field.field == "gender":
        return "" if value == Gender.UNKNOWN else title_of(Gender, str(value))
    if field.field == "status":
        return title_of(MemberStatus, str(value))
    if field.field == "born" and len(value) > 4:
        return date_text(date.fromisoformat(value))
    return str(value)


def belongings_words(joining: Joining) -> str:
    """Say what both entries have that is put together."""
    parts = [
        _(
            "{what}: {kept} + {other}",
            what=_part_title(each.table),
            kept=count_text(each.kept),
            other=count_text(each.other),
        )
        for each in joining.belongings
    ]
    return joined(parts)


def shorten(text: str) -> str:
    line = one_line(text)
    return line if len(line) <= _LONGEST else f"{line[: _LONGEST - 1]}…"


def one_line(text: str) -> str:
    return " ".join(text.split())


def _part_title(table: str) -> str:
    return _(PART_TITLES[table]) if table in PART_TITLES else _("Attendance")


def _own(name: str, stored: str) -> str:
    sort = next((each.sort for each in list_fields() if each.name == name), None)
    value = stored if sort is None else read_value(sort, stored)
    if isinstance(value, bool):
        return _("Yes") if value else _("No")
    if isinstance(value, date):
        return date_text(value)
    return f"{value:f}" if isinstance(value, Decimal) else str(value)
