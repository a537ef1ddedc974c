"""The text that invites to an event, to be copied into a group: what it is made of, and how.

A wording is a text with fields in braces: "When: {when}". The community keeps one for each format
of event and each language.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from models.book import about
from models.events.places import places_of
from models.papers.gathering import Gathering, gathering_of
from models.setting import read_settings, save_setting
from models.texts import storable
from resources.i18n import N_

# What may stand in a wording, with the name that the user reads. The order is that of the menu.
FIELDS: Mapping[str, str] = {
    "community": N_("community"),
    "title": N_("title"),
    "when": N_("when"),
    "where": N_("where"),
    "guest": N_("guest"),
    "host": N_("host"),
    "about": N_("about"),
    "places": N_("places"),
    "signup": N_("sign-up"),
}
_SETTING = "invitation."
_FIELD = re.compile(r"[{｛]\s*([^{}｛｝\n]{1,40}?)\s*[}｝]")
_EMPTY_LINES = re.compile(r"\n{3,}")


@dataclass(frozen=True)
class Invitation:
    """What an invitation tells; `free` places are left, None where there is no limit, and `waiting`
    people have none yet."""

    event: Gathering
    community: str
    free: int | None
    waiting: int


def invitation_of(event_id: bytes) -> Invitation:
    """Raises UserError where the event is gone."""
    places = places_of(event_id)
    free = None if places.free is None else max(places.free, 0)
    return Invitation(gathering_of(event_id), about().name, free, places.waiting_heads)


def kept_wording(format: str, language: str) -> str:
    """Return the community's own wording for such events; "" where it has none."""
    return read_settings(_SETTING).get(f"{language}.{format}", "")


def keep_wording(format: str, language: str, wording: str) -> None:
    """Keep a wording for such events; an empty one brings the usual one back."""
    save_setting(f"{_SETTING}{language}.{format}", storable(wording.strip()))


def worded(wording: str, values: Mapping[str, str], field_called: Callable[[str], str]) -> str:
    """Fill a wording in. A line whose fields all have nothing to say is left out with them; what
    `field_called` knows no field for stays as it is written."""
    lines = []
    for line in wording.splitlines():
        fields = [field_called(name) for name in _FIELD.findall(line)]
        told = [values.get(field, "") for field in fields if field]
        if told and not any(told):
            continue
        lines.append(_FIELD.sub(lambda found: _said(found, values, field_called), line).rstrip())
    return _EMPTY_LINES.sub("\n\n", "\n".join(lines)).strip()


def _said(
    found: re.Match[str], values: Mapping[str, str], field_called: Callable[[str], str]
) -> str:
    field = field_called(found[1])
    return values.get(field, "") if field else found[0]
