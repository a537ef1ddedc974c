"""The member form: who somebody is, how to reach them, how they belong."""

from __future__ import annotations

from collections.abc import Mapping
from functools import partial
from typing import Any

from models import clock
from models.members.guardian import is_minor
from models.members.member import all_tags, words_in_use
from models.members.profile import Profile
from models.vocabulary import MEMBER_ROLES, OUTSIDE, Gender, Kind, MemberStatus
from resources.i18n import N_
from ui.members.family_editors import CheckEditor, GuardiansEditor, HouseholdEditor
from ui.members.own_fields import own_group
from ui.members.photo_editor import PhotoEditor
from ui.members.words_editor import WordsEditor
from ui.records.date_editors import BornEditor, DateEditor
from ui.records.editors import (
    ChoiceEditor,
    LongTextEditor,
    NumberEditor,
    OpenChoiceEditor,
    TextEditor,
)
from ui.records.form import Field, Form, Group
from ui.records.record_chooser import RecordChooser
from ui.records.tags_editor import TagsEditor
from ui.session import Session
from ui.wording import _

# What members save in a free-text field; the usual roles are stored as the words they are.
SOURCES = (N_("A friend"), N_("WeChat group"), N_("An event"), N_("The internet"))


def member_form(session: Session) -> Form:
    groups = (_person(session), _contact(), _belonging(), _family(), _tags())
    return Form(groups, blank_member, own_group)


def _person(session: Session) -> Group:
    return Group("", (
        (Field("name", N_("Name"), TextEditor),),
        (Field("group_name", N_("Group nickname"), TextEditor),
         Field("wechat_name", N_("WeChat nickname"), TextEditor)),
        (Field("aliases", N_("Other names"), lambda: TagsEditor(tuple)),),
        (Field("wechat_id", N_("WeChat ID"), TextEditor),
         Field("gender", N_("Gender"), lambda: ChoiceEditor(Gender))),
        (Field("born", N_("Birth date"), BornEditor),
         Field("region", N_("Region"), lambda: OpenChoiceEditor(lambda: _used("region")))),
        (Field("photo", N_("Photo"), lambda: PhotoEditor(session)),),
    ))  # fmt: skip


def _contact() -> Group:
    return Group(N_("Contact"), (
        (Field("phone", N_("Phone"), TextEditor),),
        (Field("email", N_("E-mail"), TextEditor),),
    ))  # fmt: skip


def _belonging() -> Group:
    return Group(N_("Membership"), (
        (Field("status", N_("Status"), lambda: ChoiceEditor(MemberStatus)),
         Field("role", N_("Role"), lambda: OpenChoiceEditor(
             lambda: _used("role", tuple(_(role) for role in MEMBER_ROLES))))),
        (Field("applied", N_("Applied on"), DateEditor, when=_has_applied),),
        (Field("joined", N_("Joined"), DateEditor),),
        (Field("left", N_("Left on"), DateEditor, when=_has_left),),
        (Field("left_reason", N_("Why they left"), lambda: LongTextEditor(2), when=_has_left),),
        (Field("exit_note", N_("Exit note"), lambda: LongTextEditor(2), when=_has_left),),
        (Field("rest_until", N_("Rests until (left alone by every list)"),
               partial(DateEditor, hint="")),),
        (Field("cadence", N_("Speak to them every so many days (0: never)"),
               lambda: NumberEditor(0, 3_650, N_("as their tags say"))),),
        (Field("source", N_("How they found us"), lambda: OpenChoiceEditor(
            lambda: _used("source", tuple(_(source) for source in SOURCES)))),),
        (Field("introduced_by", N_("Introduced by"), lambda: RecordChooser(Kind.MEMBER),
               title_from="introduced_by_name"),),
    ))  # fmt: skip


def _family() -> Group:
    return Group(N_("Family"), (
        (Field("household", N_("Household"), HouseholdEditor, title_from="household_name"),),
        (Field("is_contact", N_("In the household"),
               lambda: CheckEditor(N_("Contact person")), when=_lives_with_others),),
        (Field("guardians", N_("Guardians of a minor"), GuardiansEditor, when=_may_be_minor),),
    ))  # fmt: skip


def _tags() -> Group:
    return Group(N_("Tags and note"), (
        (Field("tags", N_("Tags"), lambda: TagsEditor(all_tags)),),
        (Field("can_give", N_("Can give"), lambda: WordsEditor("can_give")),),
        (Field("needs", N_("Needs"), lambda: WordsEditor("needs")),),
        (Field("traits", N_("Traits"), lambda: WordsEditor("traits")),),
        (Field("note", N_("Note"), LongTextEditor),),
    ))  # fmt: skip


def blank_member() -> Profile:
    return Profile(
        id=b"", name="", wechat_name="", wechat_id="", group_name="",
        gender=Gender.UNKNOWN, born="", region="", phone="", email="",
        status=MemberStatus.ACTIVE, role="", joined=clock.today(), left=None, left_reason="",
        source="", introduced_by=None, introduced_by_name="", tags=(), note="",
    )  # fmt: skip


def _has_applied(values: Mapping[str, Any]) -> bool:
    return str(values["status"]) in OUTSIDE or bool(values.get("applied"))


def _has_left(values: Mapping[str, Any]) -> bool:
    return str(values["status"]) == MemberStatus.LEFT.value


def _lives_with_others(values: Mapping[str, Any]) -> bool:
    return bool(values["household"])


def _may_be_minor(values: Mapping[str, Any]) -> bool:
    """Whether somebody may have a guardian: surely not who is known to be of age."""
    return bool(values["guardians"]) or not values["born"] or is_minor(str(values["born"]))


def _used(field: str, usual: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(word, word) for word in dict.fromkeys((*usual, *words_in_use(field)))]
