"""The feedback form: what was said, about what, and how it was answered."""

from __future__ import annotations

from models import clock
from models.feedback.feedback import FeedbackValues, channels_in_use
from models.vocabulary import FeedbackKind, FeedbackStatus, Kind
from resources.i18n import N_
from ui.records.date_editors import DateEditor
from ui.records.editors import ChoiceEditor, LongTextEditor, OpenChoiceEditor
from ui.records.form import Field, Form, Group
from ui.records.rating_editor import RatingEditor
from ui.records.record_chooser import RecordChooser
from ui.wording import _

CHANNELS = (N_("WeChat group"), N_("Private message"), N_("In person"), N_("Survey"))


def feedback_form() -> Form:
    return Form((_said(), _about(), _answered()), blank_feedback)


def _said() -> Group:
    return Group("", (
        (Field("date", N_("Date"), DateEditor),
         Field("kind", N_("Kind"), lambda: ChoiceEditor(FeedbackKind))),
        (Field("member", N_("Member (empty: anonymous)"), lambda: RecordChooser(Kind.MEMBER),
               title_from="member_name"),),
        (Field("channel", N_("Channel"), lambda: OpenChoiceEditor(_channels)),),
        (Field("text", N_("What was said"), LongTextEditor),),
        (Field("satisfaction", N_("Satisfaction, 1 to 5"), RatingEditor),),
    ))  # fmt: skip


def _about() -> Group:
    return Group(N_("About"), (
        (Field("event", N_("Event"),
               lambda: RecordChooser(Kind.EVENT, N_("Type the title of an event")),
               title_from="event_title"),),
        (Field("rule", N_("Rule"),
               lambda: RecordChooser(Kind.RULE, N_("Type the title of a rule")),
               title_from="rule_title"),),
    ))  # fmt: skip


def _answered() -> Group:
    return Group(N_("Answer"), (
        (Field("status", N_("Status"), lambda: ChoiceEditor(FeedbackStatus)),),
        (Field("answer", N_("Answer"), LongTextEditor),),
        (Field("answered_on", N_("Answered on"), DateEditor),),
        (Field("told_on", N_("Told the member on"), DateEditor),),
    ))  # fmt: skip


def blank_feedback() -> FeedbackValues:
    return FeedbackValues(
        id=b"", date=clock.today(), member=None, member_name="", kind=FeedbackKind.QUESTION,
        channel="", text="", satisfaction=None, event=None, event_title="", rule=None,
        rule_title="", status=FeedbackStatus.NEW, answer="", answered_on=None, told_on=None,
    )  # fmt: skip


def _channels() -> list[tuple[str, str]]:
    usual = tuple(_(channel) for channel in CHANNELS)
    return [(word, word) for word in dict.fromkeys((*usual, *channels_in_use()))]
