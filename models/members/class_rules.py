"""By what members are put into classes: what each deed is worth, and where a class begins.

The community's own values stand among its settings under "class."; what is not there has the
default. A point loses a tenth each month, so somebody who comes once a month gathers 2.7 points in
three months, 4.7 in six and never more than 10. Chat messages are capped each month: at 0.4, who
only chats never gets beyond 4 points, however much they write, and so is never core.
"""

from __future__ import annotations

import zlib
from collections.abc import Mapping
from dataclasses import astuple, dataclass, fields

from models.errors import Invalid
from models.journal.transactions import action
from models.setting import read_settings, save_setting
from models.vocabulary import Deed
from resources.i18n import N_

_PREFIX = "class."
_BETWEEN = "\n"


@dataclass(frozen=True)
class ClassRules:
    """`decay` is what is left of a point after a month, `lapsing_drop` the share of their best
    score by which somebody has fallen who is drifting away. Days count from when a member was last
    seen. Members in one of the roles of `left_out` are in no class."""

    attended: float = 1.0
    spoke: float = 3.0
    hosted: float = 3.0
    shared: float = 2.0
    helped: float = 2.0
    volunteered: float = 2.0
    brought: float = 2.0
    feedback: float = 1.0
    messages: float = 0.02
    messages_most: float = 0.4
    decay: float = 0.9
    core_score: float = 5.0
    core_days: int = 60
    active_score: float = 2.0
    active_days: int = 90
    occasional_score: float = 0.5
    occasional_days: int = 180
    new_days: int = 30
    lapsing_days: int = 60
    lapsing_drop: float = 0.4
    left_out: tuple[str, ...] = ()

    @property
    def weights(self) -> dict[str, float]:
        """What each deed is worth; a contact note nothing, messages before their cap."""
        worth = {str(deed): float(getattr(self, deed)) for deed in Deed if deed != Deed.CONTACT}
        return {**worth, str(Deed.CONTACT): 0.0}

    @property
    def chat_limit(self) -> float | None:
        """What somebody who only chats can gather; None where points never fade."""
        monthly = self.messages_most if self.messages else 0.0
        return None if self.decay >= 1 else monthly / (1 - self.decay)

    @property
    def fingerprint(self) -> int:
        """The same number for the same rules, on every computer."""
        return zlib.crc32(repr(astuple(self)).encode())


# The least and the most a number may be.
LIMITS: Mapping[str, tuple[float, float]] = {
    **dict.fromkeys((str(deed) for deed in Deed if deed != Deed.CONTACT), (0, 100)),
    "messages_most": (0, 100),
    "decay": (0.1, 1),
    **dict.fromkeys(("core_score", "active_score", "occasional_score"), (0.01, 1000)),
    **dict.fromkeys(("core_days", "active_days", "occasional_days", "lapsing_days"), (1, 3650)),
    "new_days": (0, 3650),
    "lapsing_drop": (0.01, 1),
}
WHOLE = frozenset(each for each in LIMITS if each.endswith("_days"))


def read_rules() -> ClassRules:
    """Return the rules of the open file. What another program wrote there is taken if it fits."""
    stored = read_settings(_PREFIX)
    found: dict[str, float] = {}
    for name, (least, most) in LIMITS.items():
        number = _number(stored.get(name, ""))
        if number is not None and least <= number <= most:
            found[name] = int(number) if name in WHOLE else number
    roles = tuple(filter(None, stored.get("left_out", "").split(_BETWEEN)))
    return ClassRules(**found, left_out=roles)  # type: ignore[arg-type]  # whole where it must be


def save_rules(rules: ClassRules) -> None:
    """Make these the community's rules, in one step of undo. Raises Invalid."""
    check(rules)
    known = read_rules()
    with action("class.edit"):
        for field in fields(rules):
            if getattr(known, field.name) != getattr(rules, field.name):
                save_setting(f"{_PREFIX}{field.name}", _written(getattr(rules, field.name)))


def check(rules: ClassRules) -> None:
    """Raise Invalid where the rules contradict each other, or a number makes no sense."""
    errors = {
        name: N_("This number is too small or too large.")
        for name, (least, most) in LIMITS.items()
        if not least <= getattr(rules, name) <= most
    }
    if rules.active_score >= rules.core_score:
        errors.setdefault("active_score", N_("Regulars need less activity than core members."))
    if rules.occasional_score >= rules.active_score:
        errors.setdefault(
            "occasional_score", N_("Occasional members need less activity than regulars.")
        )
    if rules.active_days < rules.core_days:
        errors.setdefault(
            "active_days", N_("Regulars may be unseen for as long as core members, or longer.")
        )
    if rules.occasional_days < rules.active_days:
        errors.setdefault(
            "occasional_days",
            N_("Occasional members may be unseen for as long as regulars, or longer."),
        )
    if rules.lapsing_days > rules.occasional_days:
        errors.setdefault(
            "lapsing_days", N_("Somebody drifts away before they are silent: fewer days, please.")
        )
    if errors:
        raise Invalid(errors)


def _number(text: str) -> float | None:
    try:
        return float(text)
    except ValueError:
        return None


def _written(value: float | tuple[str, ...]) -> str:
    return _BETWEEN.join(value) if isinstance(value, tuple) else repr(value)
