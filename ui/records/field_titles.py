"""What every stored field is called, for where no form is at hand. Message ids, by table."""

from __future__ import annotations

from collections.abc import Mapping

from resources.i18n import N_

_MEMBER = {
    "name": N_("Name"),
    "wechat_name": N_("WeChat nickname"),
    "wechat_id": N_("WeChat ID"),
    "group_name": N_("Group nickname"),
    "gender": N_("Gender"),
    "born": N_("Birth date"),
    "region": N_("Region"),
    "phone": N_("Phone"),
    "email": N_("E-mail"),
    "status": N_("Status"),
    "role": N_("Role"),
    "joined": N_("Joined"),
    "left": N_("Left on"),
    "left_reason": N_("Why they left"),
    "source": N_("How they found us"),
    "introduced_by": N_("Introduced by"),
    "note": N_("Note"),
}
_RULE = {
    "title": N_("Title"),
    "section": N_("Section"),
    "text": N_("Text"),
    "number": N_("Number"),
    "status": N_("Status"),
    "effective": N_("Effective from"),
}
_EVENT = {
    "title": N_("Title"),
    "format": N_("Format"),
    "mode": N_("Mode"),
    "begins": N_("Begins"),
    "ends": N_("Ends"),
    "place": N_("Place or link"),
    "host": N_("Host"),
    "guest": N_("Guest"),
    "description": N_("Description"),
    "capacity": N_("Capacity"),
    "budget": N_("Budget"),
    "cost": N_("Cost"),
    "income": N_("Income"),
    "status": N_("Status"),
}
_ATTENDANCE = {
    "rsvp": N_("RSVP"),
    "came": N_("Came"),
    "rating": N_("Rating"),
    "comment": N_("Comment"),
}
_FEEDBACK = {
    "date": N_("Date"),
    "member": N_("Member"),
    "kind": N_("Kind"),
    "channel": N_("Channel"),
    "text": N_("What was said"),
    "satisfaction": N_("Satisfaction"),
    "event": N_("Event"),
    "rule": N_("Rule"),
    "status": N_("Status"),
    "answer": N_("Answer"),
    "answered_on": N_("Answered on"),
    "told_on": N_("Told the member on"),
}
_COMMUNITY = {
    "name": N_("Name of the community"),
    "purpose": N_("Purpose"),
    "founded": N_("Founded"),
    "currency": N_("Currency"),
    "promise_days": N_("Answer within days"),
}
FIELD_TITLES: Mapping[str, Mapping[str, str]] = {
    "member": _MEMBER,
    "member_tag": {"tag": N_("Interests")},
    "rule": _RULE,
    "event": _EVENT,
    "attendance": _ATTENDANCE,
    "feedback": _FEEDBACK,
    "community": _COMMUNITY,
}


def field_title(table: str, column: str | None) -> str:
    """Return the message id of a field; "" for what only the program needs."""
    return FIELD_TITLES.get(table, {}).get(column or "", "")
