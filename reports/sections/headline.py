"""The month in a few whole sentences."""

from __future__ import annotations

from models.metrics.monthly import MonthFacts
from models.vocabulary import Standing
from reports.sheet import Sheet
from reports.text import strong


def headline_of(facts: MonthFacts, sheet: Sheet) -> str:
    """Return the month in a few whole sentences."""
    sentences = [
        _members_sentence(facts, sheet),
        _events_sentence(facts, sheet),
        _feedback_sentence(facts, sheet),
        *_worries(facts, sheet),
    ]
    return sheet.formats.sentences(sentences)


def _members_sentence(facts: MonthFacts, sheet: Sheet) -> str:
    words, count, growth = sheet.words, sheet.formats.count, facts.growth
    people = strong(words.n_("{count} member", "{count} members", count(growth.members)))
    change = abs(growth.members - growth.members_before)
    values = {
        "community": facts.heading.community,
        "day": sheet.formats.day_of_month(facts.day),
        "members": people,
    }
    if growth.members > growth.members_before:
        return words.n_(
            "On {day} {community} had {members}, {count} more than at the end of last month.",
            "On {day} {community} had {members}, {count} more than at the end of last month.",
            count(change),
            **values,
        )
    if growth.members < growth.members_before:
        return words.n_(
            "On {day} {community} had {members}, {count} fewer than at the end of last month.",
            "On {day} {community} had {members}, {count} fewer than at the end of last month.",
            count(change),
            **values,
        )
    return words._(
        "On {day} {community} had {members}, as many as at the end of last month.", **values
    )


def _events_sentence(facts: MonthFacts, sheet: Sheet) -> str:
    words, count, attendance = sheet.words, sheet.formats.count, facts.attendance
    if not attendance.held:
        return words._("No event took place.")
    events = strong(words.n_("{count} event", "{count} events", count(len(attendance.held))))
    came = strong(words.n_("{count} attendance", "{count} attendances", count(attendance.came)))
    if attendance.rate is None:
        return words.n_(
            "There was {events}; nobody wrote down who came.",
            "There were {events}; nobody wrote down who came.",
            len(attendance.held),
            events=events,
        )
    return words.n_(
        "There was {events} with {came}; of those on record {rate} came.",
        "There were {events} with {came}; of those on record {rate} came.",
        len(attendance.held),
        events=events,
        came=came,
        rate=sheet.formats.percent(attendance.rate),
    )


def _feedback_sentence(facts: MonthFacts, sheet: Sheet) -> str:
    words, count, feedback = sheet.words, sheet.formats.count, facts.feedback
    if not feedback.received:
        return words._("No feedback came in.")
    entries = strong(words.n_("{count} entry", "{count} entries", count(feedback.received)))
    latest = feedback.satisfaction[-1]
    if latest.share is None:
        return words._("The feedback log received {entries}.", entries=entries)
    return words._(
        "The feedback log received {entries}; of {answers} answers {share} were content.",
        entries=entries,
        answers=latest.answers,
        share=strong(sheet.formats.percent(latest.share)),
    )


def _worries(facts: MonthFacts, sheet: Sheet) -> list[str]:
    """Return what somebody should look after."""
    words, sentences = sheet.words, []
    if facts.feedback.overdue:
        sentences.append(
            words.n_(
                "{count} entry has waited longer than the promised {days} days for an answer.",
                "{count} entries have waited longer than the promised {days} days for an answer.",
                facts.feedback.overdue,
                days=facts.feedback.promise_days,
            )
        )
    lapsing = facts.activity.count(Standing.LAPSING)
    if lapsing:
        sentences.append(
            words.n_(
                "{count} member who used to take part is drifting away.",
                "{count} members who used to take part are drifting away.",
                lapsing,
            )
        )
    return sentences
