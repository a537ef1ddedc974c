"""The member form: who somebody is, how to reach them, how they belong."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from models import clock
from models.members.member import MemberValues, all_tags, words_in_use
from models.vocabulary import MEMBER_ROLES, Gender, Kind, MemberStatus
from resources.i18n import N_
from ui.records.date_editors import BornEditor, DateEditor
from ui.records.editors import ChoiceEditor, LongTextEditor, OpenChoiceEditor, TextEditor
from ui.records.form import Field, Form, Group
from ui.records.record_chooser import RecordChooser
from ui.records.tags_editor import TagsEditor
from ui.wording import _

# What members save in a free-text field; the usual roles are stored as the words they are.
SOURCES = (N_("A friend"), N_("WeChat group"), N_("An event"), N_("The internet"))


def member_form() -> Form:
    return Form((_person(), _contact(), _belonging(), _interests()), blank_member)


def _person() -> Group:
    return Group("", (
        (Field("name", N_("Name"), TextEditor),),
        (Field("group_name", N_("Group nickname"), TextEditor),
         Field("wechat_name", N_("WeChat nickname"), TextEditor)),
        (Field("wechat_id", N_("WeChat ID"), TextEditor),
         Field("gender", N_("Gender"), lambda: ChoiceEditor(Gender))),
        (Field("born", N_("Birth date"), BornEditor),
         Field("region", N_("Region"), lambda: OpenChoiceEditor(lambda: _used("region")))),
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
        (Field("joined", N_("Joined"), DateEditor),),
        (Field("left", N_("Left on"), DateEditor, when=_has_left),),
        (Field("left_reason", N_("Why they left"), lambda: LongTextEditor(2), when=_has_left),),
        (Field("source", N_("How they found us"), lambda: OpenChoiceEditor(
            lambda: _used("source", tuple(_(source) for source in SOURCES)))),),
        (Field("introduced_by", N_("Introduced by"), lambda: RecordChooser(Kind.MEMBER),
               title_from="introduced_by_name"),),
    ))  # fmt: skip


def _interests() -> Group:
    return Group(N_("Interests and note"), (
        (Field("tags", N_("Interests"), lambda: TagsEditor(all_tags)),),
        (Field("note", N_("Note"), LongTextEditor),),
    ))  # fmt: skip


def blank_member() -> MemberValues:
    return MemberValues(
        id=b"", name="", wechat_name="", wechat_id="", group_name="",
        gender=Gender.UNKNOWN, born="", region="", phone="", email="",
        status=MemberStatus.ACTIVE, role="", joined=clock.today(), left=None, left_reason="",
        source="", introduced_by=None, introduced_by_name="", tags=(), note="",
    )  # fmt: skip


def _has_left(values: Mapping[str, Any]) -> bool:
    return str(values["status"]) == MemberStatus.LEFT.value


def _used(field: str, usual: tuple[str, ...] = ()) -> list[tuple[str, str]]:
    return [(word, word) for word in dict.fromkeys((*usual, *words_in_use(field)))]
