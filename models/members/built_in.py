"""What the program itself heads a column, a row of a form or a question of a filter with.

A field of the organizer's own of the same title could not be told from it, neither on the screen
nor in a list that comes back.
"""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from resources.i18n import LANGUAGES, N_, translation

TITLES = (
    N_("Name"), N_("WeChat nickname"), N_("WeChat ID"), N_("Group nickname"), N_("Other names"),
    N_("Gender"), N_("Birth date"), N_("Region"), N_("Phone"), N_("E-mail"), N_("Status"),
    N_("Class"), N_("Role"), N_("Joined"), N_("Left on"), N_("Why they left"), N_("Exit note"),
    N_("How they found us"), N_("Introduced by"), N_("Tags"), N_("Can give"), N_("Needs"),
    N_("Traits"), N_("Household"), N_("Contact person of the household"), N_("Guardians"),
    N_("Consents"), N_("Guardians of a minor"), N_("Photo"), N_("Has a photo"),
    N_("Has a guardian"), N_("Consent"), N_("Rests until"), N_("Resting now"),
    N_("Speak to every … days"), N_("Applied on"), N_("Decided on"), N_("Reason of the decision"),
    N_("Note"), N_("Came"), N_("Attendance"), N_("Attendance rate"), N_("Events they came to"),
    N_("Last seen"), N_("Last seen at an event"), N_("Last took part in anything"),
    N_("Last contact"), N_("Activity score"), N_("Active points"), N_("Points in all"),
    N_("Family name"), N_("Given name"), N_("In the household"),
    N_("Rests until (left alone by every list)"), N_("Speak to them every so many days (0: never)"),
)  # fmt: skip
_SIGNS = re.compile(r"[\W_]+")


def is_built_in(title: str) -> bool:
    """Say whether something built in is called so, in any language of the program."""
    return plain_title(title) in _built_in()


def plain_title(title: str) -> str:
    """Return what two writings of one title share, as headings are compared: "E-mail", "email"."""
    text = unicodedata.normalize("NFKC", title).casefold()
    return _SIGNS.sub("", text) or text.strip()


@cache
def _built_in() -> frozenset[str]:
    catalogues = [translation(language) for language in LANGUAGES]
    return frozenset(plain_title(words._(title)) for words in catalogues for title in TITLES)
