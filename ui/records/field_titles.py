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
    "can_give": N_("Can give"),
    "needs": N_("Needs"),
    "traits": N_("Traits"),
    "household": N_("Household"),
    "rest_until": N_("Rests until"),
    "cadence": N_("Speak to them every so many days"),
    "applied": N_("Applied on"),
    "decided": N_("Decided on"),
    "decision": N_("Reason of the decision"),
    "exit_note": N_("Exit note"),
    "same_as": N_("The same person as"),
}
_OF_MEMBERS = {
    "member_tag": {"tag": N_("Tags")},
    "alias": {"source": N_("Source")},
    "guardian": {"relation": N_("Relation")},
    "consent": {
        "given": N_("Given on"),
        "withdrawn": N_("Withdrawn on"),
        "how": N_("How it was given"),
    },
    "photo": {"image": N_("Photo")},
    "custom_value": {"value": N_("Field of your own")},
    "contact": {
        "day": N_("Date"),
        "channel": N_("Channel"),
        "who": N_("Who spoke to them"),
        "needs": N_("What they need"),
        "mood": N_("Mood"),
        "note": N_("Note"),
        "follow_up": N_("Follow up on"),
        "done": N_("Followed up on"),
        "reached": N_("Reached"),
    },
    "interaction": {
        "day": N_("Date"),
        "sort": N_("Kind"),
        "amount": N_("How many times"),
        "note": N_("Note"),
        "event": N_("Event"),
        "minutes": N_("Minutes"),
    },
    "chat_day": {"amount": N_("Messages")},
    "finding": {
        "verdict": N_("Verdict"),
        "note": N_("Note"),
        "by_hand": N_("Decided by a person"),
    },
    "welcome_step": {"title": N_("What is to be done"), "due": N_("Due on"), "done": N_("Done on")},
    "stay": {
        "joined": N_("Joined"),
        "left": N_("Left on"),
        "reason": N_("Why they left"),
        "note": N_("Note"),
    },
    "points": {"amount": N_("Points"), "reason": N_("Reason"), "day": N_("Date")},
    "violation": {
        "rule": N_("Rule"),
        "day": N_("Date"),
        "measure": N_("What followed"),
        "note": N_("What happened"),
    },
}
_OF_EVENTS = {
    "task": {
        "title": N_("What is to be done"),
        "member": N_("Who takes care of it"),
        "due": N_("Due on"),
        "done": N_("Done on"),
        "number": N_("Number"),
    },
    "budget_line": {
        "sort": N_("Kind"),
        "title": N_("What for"),
        "planned": N_("Planned"),
        "actual": N_("Actual"),
        "number": N_("Number"),
    },
    "evaluation": {"rating": N_("Rating"), "comment": N_("Comment")},
}
_OF_COMMUNITY = {
    "household": {"name": N_("Name"), "contact": N_("Contact person")},
    "custom_field": {
        "title": N_("Title"),
        "sort": N_("Kind"),
        "choices": N_("Choices"),
        "number": N_("Number"),
    },
    "cadence": {"days": N_("Speak to them every so many days")},
    "criterion": {
        "title": N_("Title"),
        "sort": N_("Kind"),
        "wanted": N_("What it asks for"),
        "required": N_("Required"),
        "weight": N_("Weight"),
        "number": N_("Number"),
    },
    "barred": {
        "reason": N_("Reason"),
        "day": N_("Date"),
        "until": N_("Until"),
        "bar": N_("Person behind it"),
    },
    "saved_list": {"name": N_("Name"), "filter": N_("Filter"), "number": N_("Number")},
    "setting": {"value": N_("Value")},
    "series": {
        "title": N_("Title"),
        "rule": N_("How it repeats"),
        "begins": N_("Begins"),
        "uid": N_("Name in another calendar"),
    },
    "template": {
        "name": N_("Name"),
        "format": N_("Format"),
        "mode": N_("Mode"),
        "minutes": N_("Minutes"),
        "place": N_("Place or link"),
        "host": N_("Host"),
        "capacity": N_("Capacity"),
        "description": N_("Description"),
        "checklist": N_("Checklist"),
        "budget": N_("Budget"),
    },
    "guest": {
        "name": N_("Name"),
        "topics": N_("Topics"),
        "phone": N_("Phone"),
        "wechat_id": N_("WeChat ID"),
        "email": N_("E-mail"),
        "note": N_("Note"),
    },
    "venue": {
        "name": N_("Name"),
        "address": N_("Address"),
        "capacity": N_("Capacity"),
        "contact": N_("Contact person"),
        "note": N_("Note"),
    },
    "quiet_week": {"reason": N_("Reason")},
}
# What one row of a table is, where it belongs to a member or an event.
PART_TITLES: Mapping[str, str] = {
    "member_tag": N_("Tag"),
    "alias": N_("Alias"),
    "guardian": N_("Guardian"),
    "consent": N_("Consent"),
    "photo": N_("Photo"),
    "custom_value": N_("Field of your own"),
    "contact": N_("Contact note"),
    "interaction": N_("Interaction"),
    "chat_day": N_("Messages in a chat"),
    "finding": N_("Admission criterion"),
    "welcome_step": N_("Welcome step"),
    "stay": N_("Earlier membership"),
    "points": N_("Points"),
    "violation": N_("Violation"),
    "task": N_("Task"),
    "budget_line": N_("Budget line"),
    "evaluation": N_("Evaluation slip"),
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
    "series": N_("Series"),
    "occurs": N_("Time in the series"),
    "uid": N_("Name in another calendar"),
    "link": N_("Link"),
    "went_well": N_("What went well"),
    "to_change": N_("What to change"),
}
_ATTENDANCE = {
    "rsvp": N_("RSVP"),
    "came": N_("Came"),
    "rating": N_("Rating"),
    "comment": N_("Comment"),
    "guests": N_("Guests they bring"),
    "note": N_("Note"),
    "signed": "",  # it orders who waits, and tells no time: a chain knows none
    "arrived": N_("Checked in"),
    "source": N_("How they came onto the list"),
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
    "rule": _RULE,
    "event": _EVENT,
    "attendance": _ATTENDANCE,
    "feedback": _FEEDBACK,
    "community": _COMMUNITY,
    **_OF_MEMBERS,
    **_OF_EVENTS,
    **_OF_COMMUNITY,
}


def field_title(table: str, column: str | None) -> str:
    """Return the message id of a field; "" for what only the program needs."""
    return FIELD_TITLES.get(table, {}).get(column or "", "")
