"""Decides between characters that a reader held possible, by the words that names of firms are made of.

The evidence is the ink: a word breaks ties between what the reader itself named for a place where it is not
sure. Only a letter it could hardly read at all may be put in from a word, if no other word has the same
letters around it. Places and trades are common knowledge, no customer's name is among them.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import replace
from itertools import pairwise
from statistics import fmean, median

from capture.spaces import HAN
from capture.votes import Letter, text_of

_POSSIBLE = 0.012
_SURE = 0.9
_HARDLY = 0.35
"""A letter less sure is hardly one: there faint options count, from this share on of the surest."""
_FAINTLY, _LEAST_FAINT = 0.03, 0.001
_PLAINLY = 0.75
_UNREAD = 0.6
_LONG_NAME = 8
_BRACKET = 1.45
_MOSTLY_READ = 0.75
_SURE_BY_WORD = 0.35
_MOST_CHANGED = 0.5

_ENDS = """
有限公司 股份有限公司 有限责任公司 集团有限公司 分公司 第一分公司 办事处 项目部 营业部 经营部
合作社 委员会 事务所
"""
_PLACES = """
北京 上海 天津 重庆 河北 山西 辽宁 吉林 江苏 浙江 安徽 福建 江西 山东 河南 湖北 湖南
广东 海南 四川 贵州 云南 陕西 甘肃 青海 台湾 广西 西藏 宁夏 新疆 内蒙古 黑龙江 石家庄
唐山 秦皇岛 邯郸 邢台 保定 张家口 承德 沧州 廊坊 衡水 太原 大同 阳泉 长治 晋城 朔州 晋中
运城 忻州 临汾 吕梁 呼和浩特 包头 乌海 赤峰 通辽 鄂尔多斯 沈阳 大连 鞍山 抚顺 本溪 丹东
锦州 营口 阜新 辽阳 盘锦 铁岭 朝阳 葫芦岛 长春 四平 辽源 通化 白山 松原 哈尔滨 齐齐哈尔
鸡西 鹤岗 大庆 伊春 佳木斯 牡丹江 南京 无锡 徐州 常州 苏州 南通 连云港 淮安 盐城 扬州
镇江 泰州 宿迁 杭州 宁波 温州 嘉兴 湖州 绍兴 金华 衢州 舟山 台州 丽水 合肥 芜湖 蚌埠
淮南 马鞍山 淮北 铜陵 安庆 黄山 滁州 阜阳 宿州 六安 亳州 池州 宣城 福州 厦门 莆田 三明
泉州 漳州 南平 龙岩 南昌 景德镇 萍乡 九江 新余 鹰潭 赣州 吉安 宜春 抚州 上饶 济南 青岛
淄博 枣庄 东营 烟台 潍坊 济宁 泰安 威海 日照 临沂 德州 聊城 滨州 菏泽 郑州 开封 洛阳
平顶山 安阳 鹤壁 新乡 焦作 濮阳 许昌 漯河 三门峡 南阳 商丘 信阳 周口 驻马店 武汉 黄石
十堰 宜昌 襄阳 鄂州 荆门 孝感 荆州 黄冈 咸宁 随州 长沙 株洲 湘潭 衡阳 邵阳 岳阳 常德
张家界 益阳 郴州 永州 怀化 娄底 广州 韶关 深圳 珠海 汕头 佛山 江门 湛江 茂名 肇庆 惠州
梅州 汕尾 河源 阳江 清远 东莞 中山 潮州 揭阳 云浮 南宁 柳州 桂林 梧州 北海 钦州 海口
三亚 成都 自贡 攀枝花 泸州 德阳 绵阳 广元 遂宁 内江 乐山 南充 眉山 宜宾 广安 达州 雅安
贵阳 遵义 昆明 曲靖 玉溪 大理 拉萨 西安 铜川 宝鸡 咸阳 渭南 延安 汉中 榆林 兰州 嘉峪关
金昌 白银 天水 西宁 银川 吴忠 乌鲁木齐 昆山 义乌 常熟 张家港
"""
_TRADES = """
机械 制造 机电 电气 电器 电子 电力 电缆 电机 设备 仪器 仪表 自动化 工程 建筑 建材 建设
安装 装饰 装修 装备 五金 制品 金属 钢铁 钢构 钢材 铝业 铜业 模具 紧固件 轴承 阀门 管道
管业 水泥 陶瓷 玻璃 木业 家具 家居 门窗 纺织 服装 服饰 制衣 鞋业 皮革 印刷 包装 材料
新材料 塑料 塑胶 橡胶 橡塑 化工 化学 涂料 石化 石油 能源 新能源 光伏 燃气 环保 环境 水务
科技 技术 信息 软件 网络 通信 通讯 数码 智能 互联 数据 系统 集成 商贸 贸易 国际 实业
工业 企业 产业 投资 控股 管理 咨询 服务 物流 供应链 供应中心 仓储 货运 运输 快递 汽车 汽配 配件
零部件 车辆 摩托 轮胎 船舶 航空 航天 食品 饮料 粮油 农业 农产品 畜牧 水产 茶业 酒业 餐饮
酒店 旅游 医药 医疗 器械 生物 制药 药业 健康 保健 化妆品 日用 百货 超市 文化 传媒 广告
教育 培训 体育 用品 办公 园林 绿化 房地产 置业 物业 矿业 煤业 冶金 铸造 锻造 焊接 热处理
精密 数控 液压 传动 起重 重工 股份 集团 物资 采购 供应 中心 销售 加工 生产 研发 分公司
进出口 劳务 人力 资源 消防 安防 检测 照明 光电 半导体 暖通 制冷 空调 锅炉 压力 容器 泵业
"""
_LETTERS = """
顺裕兴隆瑞永昌元亨万利复丰祥泰和茂盛同乾德谦吉公仁协鼎光聚益中通全信义久恒大美庆安康新春正合生成广润发洪源厚福长
诚亿鑫达华宏辉科博创汇联众鸿伟金银天宝富荣盈佳嘉立远东南西北方海江龙腾飞凯捷维森豪峰耀晨旭阳明建业世纪友邦
"""
_MORE_USUAL = 3.0
"""Of which firms' names are mostly made (the trade names of Zhu Pengshou's verse, and what is usual since):
so many times likelier than other signs."""
_MARKS = """
现金收讫 现金付讫 银行收讫 银行付讫 转账收讫 转账付讫 已收讫 已付讫 作废 已入库 已出库
货已收到 已收货 已发货 验收合格 检验合格 已审核 已复核 已核对 与原件一致 与原件核对无误
与原件相符 复印件 附件 存根 注销 已抵扣 已认证 已报销 收货专用章 发货专用章
"""
_IN_BRACKETS = " ".join(f"（{place}）" for place in _PLACES.split())
WORDS: tuple[str, ...] = tuple(f"{_ENDS} {_PLACES} {_IN_BRACKETS} {_TRADES} {_MARKS}".split())
_TELLING = frozenset(
    word
    for word in WORDS
    if len(word) >= 4 or (len(word) == 3 and word in f"{_PLACES} {_ENDS}".split() and word != "分公司")
)
"""Words long enough that all letters but one may tell them."""
_WITHOUT_ONE = Counter((word[:gap], word[gap + 1 :]) for word in set(WORDS) for gap in range(len(word)))
"""How many words are left by the same letters when one is taken out: 张家口, 张家港 and 张家界 are three."""
_NAMES_OF_PLACES = frozenset(_PLACES.split())
_LEGAL_FORMS = frozenset({"股份有限公司", "有限责任公司"})
"""The law knows no others: here one letter may even be read surely, and wrongly."""
_USUAL = frozenset(_LETTERS)


def _index(words: Iterable[str]) -> dict[str, tuple[tuple[int, str], ...]]:
    """Return for each character the words it stands in, longest first, and where in them."""
    found: dict[str, list[tuple[int, str]]] = defaultdict(list)
    for word in sorted(words, key=len, reverse=True):
        for place, char in enumerate(word):
            found[char].append((place, word))
    return {char: tuple(places) for char, places in found.items()}


_BY_CHAR = _index(WORDS)


def settled(letters: Sequence[Letter], names: Sequence[str] = ()) -> list[Letter]:
    """Return letters with doubtful ones replaced where a word's other letters stand beside them.

    ``names`` that stand on the same page are tried first, the likeliest of them before others, then longer
    words before shorter; a letter that a word has settled stays. What no word settles is more likely a sign
    that names of firms are made of.
    """
    found = list(letters)
    if text_of(found) in names:
        return found
    fixed = [letter.sure >= _SURE for letter in found]
    candidates = {
        (-len(word), word, place - offset)
        for place, letter in enumerate(found)
        for offset, word in _BY_CHAR.get(letter.char, ())
        if 0 <= place - offset <= len(found) - len(word)
    }
    likeliest = sorted(names, key=lambda name: _likelihood(name, found), reverse=True)
    whole = [(-len(name), name, 0) for name in likeliest if len(name) == len(found)]
    for _, word, start in [*whole, *sorted(candidates)]:
        places = range(start, start + len(word))
        if _may_be(word, places, found, fixed):
            for place, char in zip(places, word, strict=True):
                found[place] = _chosen(found[place], char)
                fixed[place] = True
    for place in _in_words(text_of(found)):
        fixed[place] = True
    return [one if settles else _usual(one) for one, settles in zip(found, fixed, strict=True)]


def _likelihood(name: str, letters: Sequence[Letter]) -> float:
    return sum(dict(letter.options).get(char, 0.0) for letter, char in zip(letters, name, strict=False))


def _in_words(text: str) -> set[int]:
    """Return the places of a text that stand in words."""
    return {
        place
        for start, char in enumerate(text)
        for offset, word in _BY_CHAR.get(char, ())
        if offset == 0 and text.startswith(word, start)
        for place in range(start, start + len(word))
    }


def _may_be(word: str, places: range, found: Sequence[Letter], fixed: Sequence[bool]) -> bool:
    """Tell whether a word may stand somewhere: most of its letters do, the others are possible.

    One letter of a long word may be misread altogether where all others are plain, and several of a name on
    the page where nothing else can be read in their places.
    """
    changed = [place for place, char in zip(places, word, strict=True) if found[place].char != char]
    if not changed or len(changed) > _MOST_CHANGED * len(word):
        return False
    plain = fmean(found[place].sure for place in places if place not in changed) >= _PLAINLY
    if word in _LEGAL_FORMS and len(changed) == 1:
        return plain
    if any(fixed[place] for place in changed):
        return False
    unseen = [place for place in changed if not _is_possible(found[place], word[place - places.start])]
    if not unseen:
        return True
    if len(changed) == 1 and word in _TELLING and plain:
        gap = changed[0] - places.start
        alone = _WITHOUT_ONE[word[:gap], word[gap + 1 :]] == 1
        return alone and found[unseen[0]].sure < _UNREAD
    return len(word) - len(changed) >= _MOSTLY_READ * max(len(word), _LONG_NAME) and all(
        found[place].sure < _HARDLY for place in unseen
    )


def _is_possible(letter: Letter, char: str) -> bool:
    share = dict(letter.options).get(char, 0.0)
    return share >= _POSSIBLE or (
        letter.sure < _HARDLY and share >= max(_LEAST_FAINT, _FAINTLY * letter.sure)
    )


def bracketed(letters: Sequence[Letter]) -> list[Letter]:
    """Return letters with brackets around a place's name where there is room for them and words ask for them.

    Brackets are thin: what is left of a pale or worn one may be no sign at all.
    """
    found = list(letters)
    if len(found) < _LONG_NAME:
        return found
    steps = [after.place - before.place for before, after in pairwise(found)]
    text, wide = text_of(found), _BRACKET * median(steps)
    for end in (text.find("有限公司"), text.find("股份有限公司")):
        for length in (2, 3):
            first = end - length
            if (
                first > 1
                and text[first:end] in _NAMES_OF_PLACES
                and min(steps[first - 1], steps[end - 1]) > wide
            ):
                opens, closes = (
                    Letter((found[place - 1].place + found[place].place) / 2, ((char, _SURE_BY_WORD),))
                    for place, char in ((first, "（"), (end, "）"))
                )
                return [*found[:first], opens, *found[first:end], closes, *found[end:]]
    return found


def _chosen(letter: Letter, char: str) -> Letter:
    if letter.char == char:
        return letter
    others = tuple(option for option in letter.options if option[0] != char)
    sure = max(_SURE_BY_WORD, dict(letter.options).get(char, 0.0))
    return replace(letter, options=((char, sure), *others))


def _usual(letter: Letter) -> Letter:
    """Return a doubtful letter with signs that names of firms are made of counted as likelier."""
    if letter.sure >= _UNREAD or letter.char in _USUAL or not HAN.fullmatch(letter.char):
        return letter
    shares = {char: sure * (_MORE_USUAL if char in _USUAL else 1.0) for char, sure in letter.options}
    char = max(shares, key=lambda one: shares[one])
    return letter if char == letter.char else _chosen(letter, char)
