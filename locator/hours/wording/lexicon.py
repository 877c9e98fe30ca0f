"""The words of opening hours: what each kind of word looks like, as data.

A word that stands in no table here makes the whole phrase unknown, so a word belongs
in a table only if it means the same wherever it stands.
"""

from enum import Enum
from typing import Final

from locator.vocabulary import STATION_BRANDS, VENUE_BRANDS, Access


class Kind(Enum):
    """What a word does in a phrase."""

    CLOCK = "a time of day"
    NUMBER = "a number that is a time only beside 早, 晚 or a range"
    HALF = "a part of the day"
    NEXT_DAY = "the following day"
    TO = "up to"
    DAYS = "which days"
    SEASON = "which part of the year"
    DATES = "from when to when in the year"
    ALL_DAY = "round the clock"
    OPENS = "opens"
    OFF = "is closed"
    CLOSES = "closes"
    PAUSE = "closes at noon"
    CLOSED_DOWN = "is closed until somebody says otherwise"
    RESTS = "the following days or times are closed"
    NORMAL = "is open as ever"
    THROUGH = "does not close at noon"
    INCLUDING = "the following days too"
    NOTICE = "will be announced"
    IF_CHANGED = "only if something changes"
    EXCLUDING = "except the following"
    EXCEPT = "except the preceding"
    FROM = "from the former"
    EXTENDED = "until later than the former"
    CHANGED = "to the latter"
    OCCASION = "an occasion of some days"
    LAST_ENTRY = "nobody is let in after"
    WAY = "how to get in"
    ATTENDED = "somebody is there"
    UNATTENDED = "nobody is there"
    OTHERWISE = "all other times"
    HEADING = "what follows are hours"
    PLACE = "the place spoken of"
    HARMLESS = "nothing that changes the hours"
    JOIN = "and"
    OR = "or, between ways in"
    COMMA = "end of a clause"
    STOP = "end of a sentence"
    BRACKET = "beginning of an aside"
    UNBRACKET = "end of an aside"
    STRANGE = "not known"


class Half(Enum):
    """A part of the day, with the hours that it may mean when no clock follows."""

    MORNING = "06:00-12:00"
    NOON = "11:00-14:00"
    AFTERNOON = "12:00-18:00"
    EVENING = "17:00-24:00"
    NIGHT = "18:00-08:00"
    SMALL_HOURS = "00:00-06:00"
    DAYTIME = "06:00-20:00"


HALVES: Final[dict[Half, str]] = {
    Half.MORNING: "上午 早上 早晨 清晨 清早 早间 早 朝 am a.m.",
    Half.NOON: "中午 正午 午间",
    Half.AFTERNOON: "下午 午后 傍晚 pm p.m.",
    Half.EVENING: "晚上 晚间 晚 每晚",
    Half.NIGHT: "夜间 夜里 夜晚 深夜 半夜 午夜",
    Half.SMALL_HOURS: "凌晨",
    Half.DAYTIME: "白天 日间 白日",
}

WAYS: Final[dict[Access, str]] = {
    Access.SCAN: (
        "微信扫码 微信小程序扫码 小程序扫码 手机扫码 扫码开门 扫码门禁 扫码 "
        "扫二维码 扫描二维码 扫一扫 二维码"
    ),
    Access.FACE: "人脸识别 刷脸开门 刷脸 人脸 面部识别",
    Access.CARD: "刷身份证 凭身份证 持身份证 身份证 刷卡 凭卡 刷工会卡 凭工会卡 工会会员卡 会员卡",
    Access.CODE: "密码锁 输入密码 凭密码 密码",
    Access.APP: "手机app app 微信小程序 小程序",
    Access.APPOINTMENT: (
        "需提前电话预约 需提前预约 须提前预约 请提前预约 需要提前预约 提前电话预约 提前预约 "
        "需电话预约 电话预约 需预约 须预约 需要预约 请预约 预约进入 预约开放 凭预约 预约"
    ),
}

WORDS: Final[dict[Kind, str]] = {
    Kind.NEXT_DAY: "次日 翌日 第二天 第2天 隔天 隔日 转天 明日 次晨",
    Kind.TO: "- 至 到 直到 直至 一直到 一直至 持续到",
    Kind.OPENS: "开放 开门 开馆 开园 开店 开业 营业 开始 开启 起 上班",
    Kind.OFF: (
        "闭馆 闭园 闭站 闭店 闭门 关闭 关门 关馆 关店 关园 休馆 休息 公休 店休 轮休 休业 歇业 停业 "
        "不开放 不营业 不对外开放 不开门 不开馆 不上班 停止开放 停止服务 停止营业 停止对外开放 "
        "放假 休 "
        "例行闭馆 闭馆休整 闭馆整休 闭馆维护 闭馆检修 闭馆整理"
    ),
    Kind.CLOSES: "打烊 结束 下班 收工 清场 闭馆清场",
    Kind.PAUSE: "午休 午休时间 中午休息 午间休息 中午休息时间 中午闭馆 午间闭馆 中午关门 午餐休息",
    Kind.CLOSED_DOWN: (
        "暂停开放 暂停对外开放 暂停营业 暂停服务 暂停使用 暂不开放 暂不营业 停用 已停用 已关闭 "
        "已停业 已停止开放 永久关闭"
    ),
    Kind.RESTS: "闭馆日 休馆日 公休日 店休日 闭园日 闭馆日期 闭馆时间 关门时间 休息时间 闭园时间",
    Kind.NORMAL: (
        "正常开放 照常开放 正常营业 照常营业 正常服务 照常服务 照常 正常开馆 照常开馆 正常上班 "
        "不休 不休息 无休 不打烊 不关门 不闭馆 不歇业 不放假 照样开放"
    ),
    Kind.THROUGH: (
        "中午不休息 中午不闭馆 中午不关门 中午不打烊 中午无休 中午不休 中午不间断 中午照常 "
        "中午正常 午间不休息 午间不闭馆 午间不关门 午间不打烊 午间无休 午间不休 午间不间断 "
        "午间照常 午间正常"
    ),
    Kind.INCLUDING: "含 包括 包含",
    Kind.EXCLUDING: "除 除了 不含 不包括 不包含",
    Kind.EXCEPT: "除外 以外 之外 外",
    Kind.FROM: "由 从原来的 由原来的 由原先的 从原先的 由常规的 由此前的 由之前的 由原",
    Kind.CHANGED: "调整为 调整至 调整到 改为 变更为 改成",
    Kind.ATTENDED: (
        "有人值守 工作人员值守 有工作人员值守 专人值守 有专人值守 有人值班 专人值班 工作人员值班 "
        "有专人管理 专人管理 值守 值班 人工服务 有工作人员 有人值守时间 有人值守时间段 "
        "有人值守时段 "
        "值守时间 值守时段 值班时间 人工服务时间 人工值守 人工值班"
    ),
    Kind.UNATTENDED: (
        "无人值守 无人值守时间 无人值守时段 无人值守时间段 没有工作人员值守 没有工作人员值守时段 "
        "无工作人员值守 无工作人员值守时段 没有工作人员时段 非值守时间 非值守时段 无人时段 "
        "非工作人员值守时段 自助服务时间 自助时段"
    ),
    Kind.OTHERWISE: "其余时间 其他时间 其余时段 其他时段 其它时间 其它时段 剩余时间",
    Kind.HEADING: (
        "开放时间 服务时间 营业时间 运营时间 工作时间 办公时间 上班时间 开馆时间 接待时间 参观时间 "
        "开门时间 开放时段 服务时段 营业时段 开放时间段 对外开放时间 免费开放时间 时间 时段 时间段 "
        "每日开放时间 借阅时间 阅览时间 门诊时间 开诊时间 办事时间 办理时间 受理时间 窗口服务时间 "
        "对外服务时间 对外办公时间 对外营业时间"
    ),
    Kind.HARMLESS: (
        "对外 免费 免费开放 全面开放 面向 面向社会 向社会 向 社会 公众 市民 群众 职工 "
        "户外劳动者 劳动者 环卫工人 快递员 外卖员 快递小哥 外卖小哥 骑手 "
        "新就业形态劳动者 户外工作者 "
        "为 是 的 在 从 自 于 均 都 即 可 可以 就能 就可 便可 即可 "
        "需 须 只需 仅需 凭 通过 使用 : 提供 享受 确保 保证 实行 服务 自助服务 自助 运营 "
        "不间断 不停歇 准时 一直 即日起 当日 当天 全部 常规 系统 门禁 智能门禁 等方式 智能 智慧 "
        "进入 入内 进门 进站 进屋 入园 入场 入馆 进场 进馆 开门进入 开启门禁 自由进出 "
        "每周开放 其中 仅 仅限 现 目前 如下 无需预约 无须预约 免预约 不用预约 不需预约 "
        "全年无休 年中无休 "
        "全年开放 常年开放 全年 365天 一年365天 全年365天 一年四季 风雨无阻 "
        "欢迎光临 特殊情况除外"
    ),
    Kind.JOIN: "、 和 及 以及 与 并 且 / &",
    Kind.OR: "或 或者 或是",
    Kind.COMMA: ",",
    Kind.STOP: "; 。 ! …",
    Kind.BRACKET: "(",
    Kind.UNBRACKET: ")",
}

PLACES: Final[tuple[str, ...]] = (
    *STATION_BRANDS,
    *VENUE_BRANDS,
    *("驿站", "本站", "站点", "服务站", "服务点", "站内", "本馆", "我馆", "全馆", "场馆", "图书馆"),
    *("博物馆", "美术馆", "文化馆", "纪念馆", "展览馆", "书屋", "书房", "书吧", "阅览室", "景区"),
    *("园区", "公园", "大厅", "服务大厅", "中心", "服务中心", "门店", "本店", "银行", "网点"),
    *("便民服务中心", "政务服务中心", "社区服务中心", "党群服务中心", "社区党群服务中心"),
    *("办事大厅", "政务大厅", "政务服务大厅", "便民服务大厅", "营业厅"),
)
"""Nouns for a place. A phrase that names two of them speaks of two sets of hours."""

OWN_HOLIDAYS: Final = (
    "国家法定节假日 国家法定假日 国家法定假期 国家节假日 法定节假日 法定假日 法定假期 法定节日 "
    "国定节假日 国定假日 国定假期 国务院规定的节假日 节假日 公众假期 公共假期 公共假日 法定休假日 "
    "其他法定节假日 其余法定节假日 其他节假日 其余节假日"
)
"""The public holidays of the State Council's calendar."""

FESTIVALS: Final = (
    "春节 除夕 除夕夜 大年三十 年三十 元旦 元旦节 清明 清明节 五一节 五一假期 五一长假 劳动节 "
    "五一劳动节 "
    "端午 端午节 中秋 中秋节 国庆 国庆节 十一假期 十一长假 国庆长假 小长假 长假 黄金周 春节假期 "
    "国庆假期 "
    "元旦假期 大年初一 农历大年初一"
)
"""Names of some public holidays: with them the other holidays stay open."""

EVERY_DAYS: Final = "每天 每日 天天 逐日 日常 全周 一周七天 一周7天 每周七天 每周7天 全天候每天"

DAY_WORDS: Final = (
    "工作日 法定工作日 国家法定工作日 正常工作日 非工作日 周末 双休日 休息日 周末双休日"
)

SEASONS: Final = (
    "夏季 夏令时 夏时制 夏令 夏天 夏季时间 夏季开放时间 夏令时间 冬季 冬令时 冬令 冬时制 冬天 "
    "冬季时间 "
    "冬季开放时间 冬令时间 春季 秋季 春夏季 秋冬季 冬春季 夏秋季 旺季 淡季 平季 "
    "春夏 秋冬 其他月份 其余月份"
)

ROUND_THE_CLOCK: Final = "全天候 昼夜 不分昼夜 日夜 24/7 7x24 24x7"
"""Open at all hours; `全天` alone may mean a whole working day and is read apart."""

HEDGES: Final = (
    "(?<!预)约|左右|大概|大致|一般|通常|原则上|部分|多数|不固定|不定|不等|基本|"
    r"小时制|弹性|灵活|多到|\?"
)
"""Words that leave the hours vague; they only choose the reason given."""

ELSEWHERE: Final = "期间|随|视|同步|一致|按照|根据|为准|咨询|时间内|上下班"
"""Words that refer to somebody else's hours; they only choose the reason given."""

NOTHING_SAID: Final = frozenset(
    {"无", "暂无", "没有", "不详", "未知", "待定", "未定", "-", "n/a", "na", "none", "null", "nan"}
)
"""What people put in a cell when they have nothing to say."""
