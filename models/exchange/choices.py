"""What people write for a choice: 男, M, √, 已退群. Each value with its words.

The code itself, its English title and its title in every language of the program are known without
being listed here, so whatever the program exports it can read.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from functools import cache

from models.vocabulary import (
    Came,
    Choice,
    EventFormat,
    EventMode,
    EventStatus,
    FeedbackKind,
    FeedbackStatus,
    Gender,
    Kind,
    MemberStatus,
    Rsvp,
    RuleSection,
    RuleStatus,
    Standing,
)
from resources.i18n import LANGUAGES, translation

CHOICES: Mapping[tuple[Kind, str], type[Choice]] = {
    (Kind.MEMBER, "gender"): Gender,
    (Kind.MEMBER, "status"): MemberStatus,
    (Kind.MEMBER, "standing"): Standing,
    (Kind.EVENT, "format"): EventFormat,
    (Kind.EVENT, "mode"): EventMode,
    (Kind.EVENT, "status"): EventStatus,
    (Kind.ATTENDANCE, "rsvp"): Rsvp,
    (Kind.ATTENDANCE, "came"): Came,
    (Kind.FEEDBACK, "kind"): FeedbackKind,
    (Kind.FEEDBACK, "status"): FeedbackStatus,
    (Kind.RULE, "section"): RuleSection,
    (Kind.RULE, "status"): RuleStatus,
}

# 请假: asked to be excused. It answers both questions: not coming, and did not come.
EXCUSED = frozenset("请假 事假 病假 请病假 请事假 excused leave onleave".split())
# In Chinese lists x crosses somebody out, in English ones it often ticks somebody off.
CROSS = "x"

_WORDS: Mapping[type[Choice], Mapping[Choice, str]] = {
    Gender: {
        Gender.MALE: "男 男性 男士 先生 m male man boy mr ♂ 男生",
        Gender.FEMALE: "女 女性 女士 小姐 f female woman girl ms mrs ♀ 女生",
        Gender.UNKNOWN: "未知 不详 保密 不明 未填 unknown ? u n/a",
        Gender.OTHER: "其他 其它 other diverse nonbinary x",
    },
    MemberStatus: {
        MemberStatus.ACTIVE: "正常 在群 活跃 正式 正式成员 有效 在册 已通过 已加入"
        " active member ok current approved yes",
        MemberStatus.LEFT: "已退群 退群 退出 已退出 离开 已离开 退会 已退会 失效 移出 已移出"
        " left gone former inactive quit removed",
        MemberStatus.APPLICANT: "待审核 审核中 申请中 申请人 申请 待通过 未审核"
        " applicant pending applied",
        MemberStatus.WAITING: "候补 候补中 候补名单 等候 等待 等待名单 排队 排队中 waiting waitlist"
        " waitlisted waitinglist onwaitinglist",
        MemberStatus.REFUSED: "婉拒 已婉拒 拒绝 已拒绝 未通过 不通过 审核不通过 未录取 驳回 已驳回"
        " refused rejected declined denied notaccepted",
        MemberStatus.VISITOR: "访客 来访者 嘉宾访客 体验 visitor visiting guest nonmember",
        MemberStatus.PAUSED: "暂停 停用 休息 请假 暂离 冻结 paused suspended onhold break",
    },
    EventFormat: {
        EventFormat.DISCUSSION: "主题讨论 讨论 话题讨论 讨论会 topicdiscussion discussion talk",
        EventFormat.LIVESTREAM: "线上直播 直播 网络直播 livestream live stream webinar",
        EventFormat.GATHERING: "线下聚会 聚会 线下活动 线下 聚餐 gathering meetup party offline",
    },
    EventMode: {
        EventMode.OFFLINE: "线下 现场 实地 offline inperson onsite",
        EventMode.ONLINE: "线上 网上 在线 网络 online remote virtual",
        EventMode.HYBRID: "混合 线上线下 线上+线下 线下+线上 hybrid mixed both",
    },
    EventStatus: {
        EventStatus.IDEA: "想法 设想 点子 构思 意向 idea proposed draft",
        EventStatus.PLANNED: "计划中 已计划 计划 筹备中 筹备 待定 planned planning",
        EventStatus.ANNOUNCED: "已发布 已公布 已通知 报名中 已公告 announced published open",
        EventStatus.DONE: "已结束 已完成 已举办 完成 结束 done finished held completed past",
        EventStatus.CANCELLED: "已取消 取消 cancelled canceled",
    },
    Rsvp: {
        Rsvp.YES: "是 已报名 报名 参加 会来 去 来 确认 √ ✓ ✔ ☑ ✅ +1 1"
        " y yes true going attending accepted signedup",
        Rsvp.NO: "否 不 不参加 不来 不去 取消 已取消 × ✗ ✘ ❌ 0 n no false notgoing declined",
        Rsvp.MAYBE: "待定 可能 也许 不确定 看情况 未定 maybe tentative perhaps interested ?",
        Rsvp.NONE: "未回复 未报名 没报名 无 noanswer none -",
    },
    Came: {
        Came.YES: "到 是 到场 已到 已到场 出席 已出席 签到 已签到 参加 已参加 来 来了"
        " √ ✓ ✔ ☑ ✅ ○ 1 y yes true came present attended checkedin",
        Came.NO: "否 未到 未到场 没到 缺席 没来 未来 未出席 未签到 未参加 缺 旷"
        " × ✗ ✘ ❌ 0 n no false absent didnotcome noshow missed",
        Came.NO_RECORD: "未记录 无记录 没记录 不详 未知 norecord unknown ? -",
    },
    FeedbackKind: {
        FeedbackKind.QUESTION: "提问 问题 咨询 疑问 询问 question query ask",
        FeedbackKind.SUGGESTION: "建议 意见 提议 改进 suggestion idea proposal featurerequest",
        FeedbackKind.COMPLAINT: "投诉 抱怨 批评 不满 吐槽 complaint problem criticism",
        FeedbackKind.PRAISE: "表扬 赞扬 感谢 好评 点赞 praise thanks compliment kudos",
    },
    FeedbackStatus: {
        FeedbackStatus.NEW: "新 新建 未处理 待处理 未回复 待回复 new open unread todo",
        FeedbackStatus.IN_PROGRESS: "处理中 跟进中 进行中 跟进 inprogress working doing",
        FeedbackStatus.ANSWERED: "已回复 已答复 已回答 已处理 answered replied",
        FeedbackStatus.CLOSED: "已关闭 关闭 已解决 完成 已完成 结束 closed done resolved solved",
    },
}

_YES_MARKS = frozenset("到 是 √ ✓ ✔ ☑ ✅ y yes 1 ○ true 出席 签到 present".split())


def plain_word(text: str) -> str:
    """Reduce a cell to what is compared: without spaces, full width, case, _ and a final stop."""
    word = unicodedata.normalize("NFKC", text).casefold()
    return "".join(word.split()).replace("_", "").strip("。.！!()（）") or word


@cache
def choice_words(choice: type[Choice]) -> Mapping[str, str]:
    """Return every known word of a choice with its value."""
    words: dict[str, str] = {}
    for member in choice:
        for own in (member.value, member.title):
            words[plain_word(own)] = member.value
    for language in LANGUAGES:
        catalogue = translation(language)
        for member in choice:
            words.setdefault(plain_word(catalogue._(member.title)), member.value)
    for member, text in _WORDS.get(choice, {}).items():
        for word in text.split():
            words.setdefault(plain_word(word), member.value)
    return words


def ticks(words: set[str]) -> bool:
    """Say whether a column has a mark of its own for those who came; then x crosses out."""
    return bool(words & _YES_MARKS)
