"""The sample's rules: most in force from the start, one reworded, one retired, two drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import timedelta
from functools import partial
from typing import Any

from models.rules.rule import save_rule
from models.sample.diary import Diary
from models.sample.story import Story
from models.vocabulary import RuleStatus

_REWORDED_WEEK, _RETIRED_WEEK = -20, -37
_SOON_DAYS = 9


@dataclass
class Written:
    """`id` is known once the rule is written."""

    id: bytes = b""


def plan(story: Story, diary: Diary) -> dict[str, Written]:
    """Note the rules' changes; return the rules by their keys."""
    rules: dict[str, Written] = {}
    for place, part in enumerate(story.plot["rules"]):
        rule = rules[part["key"]] = Written()
        at = story.moment(part["week"], "mon", f"20:{20 + place}")
        title, text = story.texts["rules"][part["key"]]
        values = {"title": title, "text": text, "section": part["section"], **_status(story, part)}
        if part["fate"] == "reworded":
            values["text"] = story.texts["rules"][f"{part['key']}_before"]
            _change(diary, story, _REWORDED_WEEK, rule, text=text)
        if part["fate"] == "retired":
            _change(diary, story, _RETIRED_WEEK, rule, status=RuleStatus.RETIRED)
        diary.note(at, partial(_add, rule, values))
    return rules


def _status(story: Story, part: dict[str, Any]) -> dict[str, Any]:
    if part["fate"] == "draft":
        return {"status": RuleStatus.DRAFT}
    if part["fate"] == "draft_soon":
        soon = story.now.date() + timedelta(days=_SOON_DAYS)
        return {"status": RuleStatus.DRAFT, "effective": soon}
    return {"status": RuleStatus.IN_FORCE, "effective": story.moment(part["week"]).date()}


def _add(rule: Written, values: dict[str, Any]) -> None:
    rule.id = save_rule(None, values)


def _change(diary: Diary, story: Story, week: int, rule: Written, **values: Any) -> None:
    diary.note(story.moment(week, "thu"), lambda: save_rule(rule.id, values))
