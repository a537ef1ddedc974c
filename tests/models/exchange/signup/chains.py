"""Chains as people write them, and what each says: (name, answer, guests, note) by eye."""

from __future__ import annotations

from typing import NamedTuple


class Written(NamedTuple):
    text: str
    said: tuple[tuple[str, str, int, str], ...]
    outside: int  # lines that sign nobody up


# WeChat's own 接龙, copied from the group.
WECHAT = Written(
    """#接龙
本周日（11月8日）奥森晨跑，6:30南门集合
例 跑友 10km

1. 阿杜🏃 10km
2. 朱莉 5km，可能晚到5分钟
3. 大宝爸（带娃）
4. Mike Chen 10km
5. 🌸小雨 请假，下次一定
6. 刘洋洋+1
7. 建国 13800138000
""",
    (
        ("阿杜🏃", "yes", 0, "10km"),
        ("朱莉", "yes", 0, "5km，可能晚到5分钟"),
        ("大宝爸", "yes", 1, "带娃"),
        ("Mike Chen", "yes", 0, "10km"),
        ("🌸小雨", "no", 0, "下次一定"),
        ("刘洋洋", "yes", 1, ""),
        ("建国", "yes", 0, ""),
    ),
    3,
)
# A parents' group: children counted, circled numbers, an example, one crossed out.
PARENTS = Written(
    """【周六科技馆参观接龙】
时间：10月31日 9:30
地点：科技馆北门
格式：孩子姓名+家长人数
①朵朵妈妈 一大一小
②果果爸 两大一小
③~~糖糖妈妈 一大一小~~
④豆豆奶奶 带2个娃
⑤一诺妈 我和老公带俩娃
⑥子轩爸爸 1大2小 自己开车
⑦小鱼儿妈 不来了，孩子发烧
""",
    (
        ("朵朵妈妈", "yes", 1, "一大一小"),
        ("果果爸", "yes", 2, "两大一小"),
        ("糖糖妈妈", "no", 0, "一大一小"),
        ("豆豆奶奶", "yes", 2, "带2个娃"),
        ("一诺妈", "yes", 3, "我和老公带俩娃"),
        ("子轩爸爸", "yes", 2, "1大2小 自己开车"),
        ("小鱼儿妈", "no", 0, "孩子发烧"),
    ),
    4,
)
# Names between 、 and commas, in one message.
ONE_LINE = Written(
    "周五读书会报名：\n李明、王芳（带娃）、张伟+1，陈静、赵磊2人",
    (
        ("李明", "yes", 0, ""),
        ("王芳", "yes", 1, "带娃"),
        ("张伟", "yes", 1, ""),
        ("陈静", "yes", 0, ""),
        ("赵磊", "yes", 1, ""),
    ),
    1,
)
# Everybody writes +1, which means themselves.
ME_TOO = Written(
    "明晚羽毛球\n老周+1\n阿力 +1\n小孟：+1\n文文＋１\n",
    (
        ("老周", "yes", 0, ""),
        ("阿力", "yes", 0, ""),
        ("小孟", "yes", 0, ""),
        ("文文", "yes", 0, ""),
    ),
    1,
)
# Full-width signs, numbers in brackets, keycaps and an emptied line.
FULL_WIDTH = Written(
    "聚餐接龙\n（１）　王　强　＋２\n（２）　李 娜（素食）\n3️⃣ 周杰\n４．\n５、孙悦，两人\n🔟吴刚",
    (
        ("王强", "yes", 2, ""),
        ("李娜", "yes", 0, "素食"),
        ("周杰", "yes", 0, ""),
        ("孙悦", "yes", 1, ""),
        ("吴刚", "yes", 0, ""),
    ),
    2,
)
# Headings that say what the names below them answer.
HEADINGS = Written(
    """11月15日志愿清洁 人员统计
参加：
林晓 +1
何平、罗敏
待定：
小马（看加班）
请假：郭峰，唐颖
候补：
贺涛
""",
    (
        ("林晓", "yes", 1, ""),
        ("何平", "yes", 0, ""),
        ("罗敏", "yes", 0, ""),
        ("小马", "maybe", 0, "看加班"),
        ("郭峰", "no", 0, ""),
        ("唐颖", "no", 0, ""),
        ("贺涛", "yes", 0, ""),
    ),
    4,
)
# Strokes by combining signs, 取消, and somebody who signs others up.
STRUCK = Written(
    """#接龙 周三夜跑
1、钱̶进̶
2、沈从文（取消）
3、钟楚红 代 林青霞 报名
4、方大同和薛凯琪
5、替父亲的同学老高占位
6、许巍 待定，看下班时间
7、~~朴树~~ 汪峰
""",
    (
        ("钱进", "no", 0, ""),
        ("沈从文", "no", 0, ""),
        ("林青霞", "yes", 0, "钟楚红 代 林青霞 报名"),
        ("方大同", "yes", 0, ""),
        ("父亲的同学老高", "yes", 0, "替父亲的同学老高占位"),
        ("许巍", "maybe", 0, "看下班时间"),
        ("汪峰", "yes", 0, ""),
    ),
    1,
)
# A customer community: company behind the name, phones in several writings.
COMPANY = Written(
    """线下沙龙报名（限30人），姓名-公司-电话
1 张敏-海川科技-138 0013 8001
2 Tony-Acme +86 13900139002
3 王总（蓝天） 2位 186-6058-2177
4 陈思远@启明
5 A0小何-产品 带同事1名
""",
    (
        ("张敏-海川科技", "yes", 0, ""),
        ("Tony-Acme", "yes", 0, ""),
        ("王总", "yes", 1, "蓝天"),
        ("陈思远@启明", "yes", 0, ""),
        ("A0小何-产品", "yes", 1, "带同事"),
    ),
    1,
)
# English, as an international group writes it.
ENGLISH = Written(
    """Saturday run sign-up
Example: Ann +1
1) Tom Baker +1
2) Zoë Müller-Schmidt
3) Priya - maybe
4) O'Brien can't make it
5) Ken with 2 kids
6) Lucy and Grace
""",
    (
        ("Tom Baker", "yes", 1, ""),
        ("Zoë Müller-Schmidt", "yes", 0, ""),
        ("Priya", "maybe", 0, ""),
        ("O'Brien", "no", 0, ""),
        ("Ken", "yes", 2, "with 2 kids"),
        ("Lucy", "yes", 0, ""),
    ),
    2,
)
# All states of a growing chain, copied with it; only the last counts.
GROWN = Written(
    """#接龙
茶话会
1. 静静
#接龙
茶话会
1. 静静
2. 阿强
#接龙
茶话会
1. 静静
2. 阿强 2人
3. 路路通
""",
    (
        ("静静", "yes", 0, ""),
        ("阿强", "yes", 1, ""),
        ("路路通", "yes", 0, ""),
    ),
    4 + 3 + 2,
)
# No line ends: what some phones make of it. Talk in between.
RUN_ON = Written(
    "1.海燕 2.老贾+1 3.可可妈 带娃 4.老丁 请假 5.小满",
    (
        ("海燕", "yes", 0, ""),
        ("老贾", "yes", 1, ""),
        ("可可妈", "yes", 1, "带娃"),
        ("老丁", "no", 0, ""),
        ("小满", "yes", 0, ""),
    ),
    0,
)
# Ticks instead of numbers, people who forget theirs, and talk.
TICKS = Written(
    """周末露营，能来的打勾
✅ 江江 一家三口
✅ 米粒
❌ 阿珍
✅ 木木 夫妻俩
谢谢大家！
""",
    (
        ("江江", "yes", 2, "一家三口"),
        ("米粒", "yes", 0, ""),
        ("阿珍", "no", 0, ""),
        ("木木", "yes", 1, "夫妻俩"),
    ),
    2,
)
# Chinese numerals, an announcement with numbers of its own, a forgotten number.
NUMERALS = Written(
    """关于年会的通知
1. 时间：12月31日
2. 地点：老地方
报名接龙：
一、高兴
二、殷桃 可能带朋友
三、
韦唯 +1
""",
    (
        ("高兴", "yes", 0, ""),
        ("殷桃", "yes", 1, "可能带朋友"),
        ("韦唯", "yes", 1, ""),
    ),
    5,
)
# Traditional characters, as in Taipei or Hong Kong.
TRADITIONAL = Written(
    """#接龍 週六登山
範例 王小明 2人
1. 陳怡君 帶兩個孩子
2. 林志豪 請假
3. 黃太太 兩大一小
4. 吳先生 可能遲到
5. 許小姐 有事來不了
6. 蔡媽媽 +1
""",
    (
        ("陳怡君", "yes", 2, "帶兩個孩子"),
        ("林志豪", "no", 0, ""),
        ("黃太太", "yes", 2, "兩大一小"),
        ("吳先生", "yes", 0, "可能遲到"),
        ("許小姐", "no", 0, ""),
        ("蔡媽媽", "yes", 1, ""),
    ),
    2,
)

ALL = {name: written for name, written in dict(globals()).items() if isinstance(written, Written)}
