"""What people write above the columns of their lists, in Chinese and English.

One block a kind of list: the field, then its words, the best one first. They are compared after
headings.plain() has taken away spaces, brackets, signs and letter case.
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from models.vocabulary import Kind

_MEMBER = """
name: 姓名 名字 成员 成员姓名 会员姓名 真实姓名 会员 队员 学员 参与者 参加者 参加人 报名人 称呼
    name fullname member membername participant attendee realname person displayname fn
family_name: 姓 姓氏 lastname surname familyname
given_name: 名 firstname givenname forename
wechat_name: 微信昵称 微信名 昵称 微信名称 网名 wechatname nickname wechatnickname nick
wechat_id: 微信号 微信 微信id 微信账号 微信帐号 wechat wechatid wechatno weixin wxid xwechat
group_name: 群昵称 群名片 群内昵称 群名 群里昵称 nameinthegroup groupname groupnickname
aliases: 别名 其他名字 其他姓名 其他称呼 曾用名 又名 othernames othername aliases alias
    alsoknownas aka
gender: 性别 gender sex
born: 出生日期 生日 出生年月 出生 出生年份 出生年月日 born birthday birthdate dateofbirth dob
    birthyear yearofbirth bday
region: 所在地 地区 城市 区域 所在城市 所在地区 居住地 地址 住址 省市 region city location area
    address town adr
phone: 手机 手机号 手机号码 电话 联系电话 电话号码 联系方式 移动电话 联系手机 mobile phone tel
    telephone cell cellphone phonenumber mobileno mobilenumber mobilephone telno phoneno
    contactnumber
email: 邮箱 电子邮箱 电子邮件 邮件 邮箱地址 email mail emailaddress e-mail
status: 状态 成员状态 会员状态 status state memberstatus membershipstatus
role: 角色 职务 身份 职位 担任 role position function title
joined: 入群时间 加入日期 入群日期 加入时间 入会时间 入会日期 注册时间 注册日期 进群时间
    进群日期 joined joindate datejoined joinedon membersince joinedat joiningdate registered
left: 退群时间 退出日期 退群日期 离开日期 退出时间 离开时间 退会日期 退会时间 left leftdate
    dateleft lefton leavedate leftat
left_reason: 退群原因 退出原因 离开原因 退会原因 whytheyleft leftreason reason reasonforleaving
    leavingreason
source: 来源 渠道 来源渠道 如何得知 从何得知 得知渠道 了解渠道 怎么知道我们 howtheyfoundus
    source channel referral howdidyouhearaboutus
introduced_by: 介绍人 推荐人 邀请人 引荐人 introducedby referredby invitedby referrer sponsor
tags: 兴趣 兴趣爱好 爱好 标签 兴趣标签 interests tags interest hobbies labels hobby
    categories
can_give: 能提供 可提供 技能 特长 专长 擅长 能帮什么 可以提供 skills skill cangive offers canoffer
    expertise
needs: 需要 需求 想要 想学 需要什么 需要帮助 needs need lookingfor wants
traits: 特点 性格 个性 特质 印象 traits trait character personality
household: 家庭 家庭名称 户 户名 所属家庭 household family
household_contact: 家庭联系人 户主 householdcontact headofhousehold
guardians: 监护人 监护人姓名 法定监护人 guardians guardian legalguardian legalguardians
consents: 同意事项 同意记录 consents
cadence: 联系间隔 联系间隔天数 联系频率 联系周期 cadence contacteverydays
applied: 申请日期 申请时间 提交时间 填表时间 申请加入日期 appliedon applied applicationdate
    dateapplied
decided: 审核日期 审核时间 批准日期 通过日期 答复日期 decidedon decided decisiondate
decision: 审核意见 审核结果 答复理由 婉拒原因 拒绝原因 reasonofthedecision decision
exit_note: 离开说明 退群说明 退出说明 exitnote
rest_until: 休息至 休息到 休息截止 暂休至 restuntil restsuntil
note: 备注 说明 备注信息 附注 其他 note notes remark remarks comment comments memo
"""
_EVENT = """
title: 活动名称 活动 名称 标题 主题 活动主题 活动标题 title event name eventname eventtitle
    subject topic
day: 日期 活动日期 活动时间 举办日期 day date eventdate
format: 形式 活动形式 类型 活动类型 类别 format type eventtype eventformat category
mode: 方式 线上线下 活动方式 举办方式 参与方式 mode onlineoffline
begins: 开始时间 开始 开始日期 起始时间 时间 begins start starts begin starttime startdate
    startsat from
ends: 结束时间 结束 结束日期 截止时间 ends end endtime enddate endsat finish until to
place: 地点或链接 地点 活动地点 地址 场地 链接 会议链接 placeorlink place location venue where
    address link
host: 主持人 主持 负责人 组织者 发起人 host organizer organiser leader ledby
guest: 嘉宾 讲师 主讲人 主讲 分享人 专家 guest speaker guests speakers expert presenter
description: 介绍 描述 活动介绍 简介 内容 说明 备注 活动内容 description details notes note
    about agenda
capacity: 人数上限 名额 上限 限额 容量 人数限制 capacity limit maxattendees seats places max
budget: 预算 预算金额 budget planned
cost: 花费 费用 支出 实际花费 成本 实际支出 开支 cost costs expense expenses spent actual
income: 收入 收费 实际收入 income revenue fees
status: 状态 活动状态 status state eventstatus
"""
_ATTENDANCE = """
event: 活动 活动名称 活动主题 活动标题 event eventname eventtitle title
day: 日期 活动日期 活动时间 举办日期 day date eventdate 时间 开始时间 begins start starttime
member: member 成员 姓名 名字 成员姓名 会员姓名 真实姓名 会员 队员 学员 参与者 参加者 参加人
    报名人 称呼 name fullname membername participant attendee realname person displayname 昵称
    nickname
wechat_id: 微信号 微信 微信id 微信账号 微信帐号 wechat wechatid wechatno weixin wxid xwechat
phone: 手机 手机号 手机号码 电话 联系电话 电话号码 联系方式 移动电话 联系手机 mobile phone tel
    telephone cell cellphone phonenumber mobileno mobilenumber mobilephone telno phoneno
    contactnumber
email: 邮箱 电子邮箱 电子邮件 邮件 邮箱地址 email mail emailaddress e-mail
rsvp: 报名 是否报名 报名情况 报名状态 接龙 回复 rsvp signedup registered response answer reply
    going
came: 到场 签到 出席 是否到场 到场情况 是否签到 出席情况 参加 是否参加 考勤 签到情况 came
    attended checkedin present attendance checkin showedup
guests: 同伴 带人 带几人 携伴 随行 随行人数 同行人数 加带 guests plus companions bringing extra
note: 报名备注 报名留言 接龙备注 signupnote rsvpnote
rating: 评分 打分 满意度 评价 星级 rating stars score satisfaction
comment: 留言 评论 备注 反馈 意见 感想 comment comments note notes remark feedback
"""
_FEEDBACK = """
date: 日期 反馈日期 时间 反馈时间 提交时间 填写时间 date received submitted submittedat
    timestamp day createdat
member: member 成员 姓名 名字 成员姓名 会员姓名 真实姓名 会员 队员 学员 参与者 参加者 参加人
    报名人 称呼 name fullname membername participant attendee realname person displayname 反馈人
    提出人 提交人 昵称 from who author nickname
wechat_id: 微信号 微信 微信id 微信账号 微信帐号 wechat wechatid wechatno weixin wxid xwechat
phone: 手机 手机号 手机号码 电话 联系电话 电话号码 联系方式 移动电话 联系手机 mobile phone tel
    telephone cell cellphone phonenumber mobileno mobilenumber mobilephone telno phoneno
    contactnumber
email: 邮箱 电子邮箱 电子邮件 邮件 邮箱地址 email mail emailaddress e-mail
kind: 类型 反馈类型 类别 分类 种类 kind type category
channel: 渠道 反馈渠道 来源 途径 channel source via medium
text: 内容 反馈内容 反馈 意见 问题 意见内容 详情 描述 意见建议 feedback text content message
    comment details description
satisfaction: 满意度 评分 打分 满意程度 星级 satisfaction rating score stars
event: 活动 活动名称 活动主题 活动标题 event eventname eventtitle 相关活动 所属活动 aboutevent
event_day: 活动日期 活动时间 dayoftheevent eventdate eventday
rule: 规则 相关规则 群规 rule aboutrule
status: 状态 处理状态 进度 反馈状态 处理情况 status state progress
answer: 答复 回复 答复内容 回复内容 处理结果 answer reply response resolution
answered_on: 答复日期 回复日期 答复时间 回复时间 处理日期 处理时间 answeredon answered replied
    replydate answerdate responsedate repliedon
told_on: 告知日期 告知成员日期 告知时间 已告知 toldon toldthememberon told informedon
"""
_BLOCKS: Mapping[Kind, str] = {
    Kind.MEMBER: _MEMBER,
    Kind.EVENT: _EVENT,
    Kind.ATTENDANCE: _ATTENDANCE,
    Kind.FEEDBACK: _FEEDBACK,
}


@cache
def heading_words(kind: Kind) -> Mapping[str, tuple[str, ...]]:
    """Return the words of each field."""
    words: dict[str, list[str]] = {}
    field = ""
    for word in _BLOCKS.get(kind, "").split():
        if word.endswith(":"):
            field = word[:-1]
            words[field] = []
        else:
            words[field].append(word)
    return {name: tuple(found) for name, found in words.items()}
