"""Words verdicts: the mark, why, and how somebody stands in one line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from models.members.applicants import Check, Judged
from models.members.barred import By, Recognised
from models.members.criterion import RANGED, TO, Asked
from models.members.custom_field import FieldDefinition
from models.members.field_values import NO, YES
from models.members.verdicts import Why
from models.vocabulary import CriterionSort, FieldSort, Gender, Verdict
from resources.i18n import N_
from ui.formats import date_text, joined
from ui.records.choices import title_of
from ui.wording import _, n_

MARKS = {Verdict.PASS: "✓", Verdict.FAIL: "✗", Verdict.UNKNOWN: "?"}
TONES = {Verdict.PASS: "good", Verdict.FAIL: "bad", Verdict.UNKNOWN: "warning"}
_OUTCOMES = {
    Verdict.PASS: N_("Meets the criteria"),
    Verdict.FAIL: N_("Does not meet them"),
    Verdict.UNKNOWN: N_("Still open"),
}
_NOTHING = {
    CriterionSort.AGE: N_("No birth date on record"),
    CriterionSort.GENDER: N_("Gender not on record"),
    CriterionSort.REGION: N_("Region not on record"),
    CriterionSort.INTEREST: N_("No tags on record"),
    CriterionSort.REFERRAL: N_("No introducer on record"),
}
_BY = {
    By.PHONE: N_("phone number"),
    By.WECHAT: N_("WeChat ID"),
    By.EMAIL: N_("e-mail address"),
    By.BIRTH_DATE: N_("name and birth date"),
    By.BIRTH_YEAR: N_("name and year of birth"),
    By.ONLY_YEAR: N_("name and year of birth"),
}
_YES_NO = {YES: N_("Yes"), NO: N_("No")}


def outcome_text(verdict: Verdict) -> str:
    return _(_OUTCOMES[verdict])


def marked(judged: Judged) -> str:
    """Return a criterion with its mark, as a line."""
    return f"{MARKS[judged.verdict]}  {judged.criterion.title}"


def why_text(judged: Judged) -> str:
    """Say what a verdict rests on."""
    said, asked = judged.found.said, judged.criterion
    why = judged.found.why
    if why is Why.BY_HAND:
        return (
            _("Decided by hand: {note}", note=judged.note) if judged.note else _("Decided by hand")
        )
    if why is Why.AGE:
        return n_("{count} year old", "{count} years old", int(said[0]))
    if why is Why.AGE_UNSURE:
        return _(
            "{low} or {high} years old: only the year of birth is known",
            low=said[0],
            high=said[-1],
        )
    if why is Why.HAS:
        return " · ".join(_said(asked, text) for text in said)
    if why is Why.NOTHING:
        return _(_NOTHING.get(asked.sort, N_("Nothing in this field")))
    return _OTHERWISE[why](said)


def standing_text(check: Check) -> str:
    """Say in one line how somebody stands."""
    said = [_required(check)]
    if check.possible:
        said.append(_("Bonus: {score} of {possible}", score=check.score, possible=check.possible))
    return joined(said)


def wanted_text(asked: Asked, fields: dict[bytes, FieldDefinition]) -> str:
    """Say in a few words what a criterion asks for."""
    if asked.sort is CriterionSort.AGE:
        low, _dash, high = asked.wanted.partition("-")
        return _span(low, high)
    if asked.sort is CriterionSort.GENDER:
        return _(" or ").join(title_of(Gender, word) for word in asked.words)
    if asked.sort is not CriterionSort.FIELD:
        return _(" or ").join(asked.words)
    definition = fields.get(asked.field or b"")
    if definition is None:
        return _("This field is not there any more")
    if definition.sort in RANGED:
        low, _to, high = "".join(asked.words).partition(TO)
        if definition.sort is FieldSort.DATE:
            low, high = (date_text(date.fromisoformat(end)) if end else "" for end in (low, high))
        return f"{definition.title}: {_span(low, high)}"
    words = (_(_YES_NO.get(word, word)) for word in asked.words)
    return f"{definition.title}: {_(' or ').join(words)}"


def weight_text(asked: Asked) -> str:
    return _("required") if asked.required else _("bonus: {weight}", weight=asked.weight)


def warning_text(found: Recognised) -> str:
    """Warn of somebody who looks like a person that was barred."""
    by = _(", ").join(dict.fromkeys(_(_BY[each]) for each in found.by))
    return _(
        "Looks like somebody who was barred (same {by}). Reason: {reason}",
        by=by,
        reason=found.reason,
    )


def _required(check: Check) -> str:
    if check.failed:
        return n_(
            "{count} required criterion is not met",
            "{count} required criteria are not met",
            len(check.failed),
        )
    if check.open:
        return n_("{count} question is open", "{count} questions are open", len(check.open))
    return _("Meets every required criterion")


def _said(asked: Asked, text: str) -> str:
    if asked.sort is CriterionSort.GENDER:
        return title_of(Gender, text)
    if asked.sort is CriterionSort.FIELD and text in _YES_NO:
        return _(_YES_NO[text])
    return text


def _span(low: str, high: str) -> str:
    if low and high:
        return _("{low} to {high}", low=low, high=high)
    return _("{low} and more", low=low) if low else _("up to {high}", high=high)


_OTHERWISE: dict[Why, Callable[[tuple[str, ...]], str]] = {
    Why.UNREADABLE: lambda said: _("“{text}” cannot be read", text=said[0]),
    Why.INTRODUCED: lambda said: _("Introduced by {name}", name=said[0]),
    Why.INTRODUCER_GONE: lambda said: _(
        "{name}, who introduced them, is no member now", name=said[0]
    ),
    Why.FIELD_GONE: lambda _said: _("This field is not there any more"),
    Why.NOT_ASKED: lambda _said: _("Not asked yet"),
}
