"""What cards say of somebody's place in the community: role, status, and the days of joining and
leaving.

The role is the standard's ROLE. Days stand as telephones write any day with a name of its own
(X-ABDATE with an X-ABLabel), so they are shown there. For the status there is nothing: its property
is ours, and says too that a ROLE is one in the community and no job.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import cache

from models.exchange.vcard_lines import Property, escape
from resources.i18n import LANGUAGES, N_, Catalogue, translation

# What heads the columns of a table of cards, which headings.py knows.
COLUMNS = ("STATUS", "ROLE", "JOINED", "LEFT")
_STATUS = "X-GUILDBOOK-STATUS"
_DAYS = {"joined": N_("Joined"), "left": N_("Left on")}


def membership_lines(said: Mapping[str, str], words: Catalogue) -> list[str]:
    """Return the lines of a card; what a member has not is left out."""
    lines = [f"{_STATUS}:{escape(said['status'])}"] if said["status"] else []
    lines += [f"ROLE:{escape(said['role'])}"] if said["role"] else []
    for number, (field, title) in enumerate(_DAYS.items(), 1):
        if said[field]:
            lines.append(f"item{number}.X-ABDATE:{escape(said[field])}")
            lines.append(f"item{number}.X-ABLabel:{escape(words._(title))}")
    return lines


def membership_of(card: Sequence[Property]) -> dict[str, str]:
    """Return what a card says, by column; a role only where the card is one of ours."""
    status = next((each.text for each in card if each.name == _STATUS), "")
    role = next((each.text for each in card if each.name == "ROLE"), "") if status else ""
    labels = {each.group: each.text for each in card if each.name == "X-ABLABEL" and each.group}
    days = {
        _labels().get(labels.get(each.group, "").casefold(), ""): each.text
        for each in card
        if each.name == "X-ABDATE"
    }
    return {
        "STATUS": status,
        "ROLE": role,
        "JOINED": days.get("joined", ""),
        "LEFT": days.get("left", ""),
    }


@cache
def _labels() -> dict[str, str]:
    """Return what the days are called, in any language of the program."""
    catalogues = [translation(language) for language in LANGUAGES]
    return {
        words._(title).casefold(): name for words in catalogues for name, title in _DAYS.items()
    }
