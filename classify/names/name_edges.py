"""Where a firm's name begins and ends within a sentence, and what only says of which kind a firm is."""

from __future__ import annotations

import re

from classify.names.places import place_before
from classify.normalise import HAN

# what papers call themselves, run into the name below or beside: 订货单沈阳…公司
TITLE_WORDS = (
    f"[{HAN}()]{{0,12}}(?:[订定][货购]单|[采请]购单|[送发交提出供进来到收退验]货(?:[清通确]{{2}}|知)?单|[出入]库单|[出进]仓单|订单|[收条欠借]条|"
    f"(?:调查|检验|检测|进货|收货|验收|分析|考察|走访)?报告(?:书|单)?|(?:审批|申请|审核|登记|确认|验收|结算|情况|明细|汇总|统计)[表单卡簿书函]|"
    "清单|装箱单|码单|发票|凭证|档案|回执|台账)"
)
# one after the other: 应 + 向, 同意 + 由, 现 + 将; only where a place of China follows
_WORD = re.compile(
    f"关于|给予|同意|我[司方店厂]|我公司|本[店厂]|贵我双方|双方|兹|今|现|特|已|拟|应|须|需|并|均|凡|曾|仍|再|其中|包括|或|另|有|该|此|"
    "委托|授权|委派|聘请?|委请|指定|推荐|派|请|感谢|尊敬的?|证明|收到?|欠|付|汇|转|交|送|寄|发|运|打|卖|租|借|退|供|给|至|往|入|到|"
    "转账|[打汇付]款|支付|提供|出售|销售|交付|移交|出租|出借|购买|采购|前往|赴|报送|抄送|主送|致|由|向|与|以及|及|同|跟|和|对于?|为了?|满足|确保|"
    "从|自|将|把|被|替|在|于|是|系|即|因|由于|经|凭|据|按照?|依照|根据|依据|截至|下属|所属|隶属|名为|货款|款项|"
    f"[{HAN}0-9]{{0,12}}[年月日春夏秋冬][初中末底间内]?(?:在|于|向|由|从|与|给|欠)|[{HAN}]{{0,10}}(?:前往|赴)|"
    f"[{HAN}]{{0,8}}(?:协议书?|合同书?|委托书|授权书|收据|计划书?|证明|通知书?|对账[单函])|\\(?\\d{{1,2}}[).]?|"
    f"{TITLE_WORDS}"
)
_MOST_BEFORE = 24
_CLEARLY_BEFORE = re.compile(  # whatever follows: no firm is called so
    "^(?:关于给予|(?:还款|付款|买卖|购销|供货|销售|采购|维修|加工|承揽|租赁|运输)(?:协议|合同)书?|"
    "(?:兹|今|现|特|已)(?:委托|授权|委派|聘请|收到)|[尚结下共仍所拖]欠|欠|"
    f"(?:交|付|汇|转|卖|退|发|寄|运|送|租|借)给|(?:支付|提供|出售|销售|交付|移交|出租|出借)给)(?=[{HAN}]{{5}})"
)
# 石化一路6号的安庆…公司; 签订的, 名下的; 城区的士公司 is one
_OF = re.compile(
    f"^.{{0,40}}?(?:[号层楼室栋幢座]|[路街巷]|订立|签订|签署|出具|开具|所属|名下|注册|设立|成立|[省市县区镇乡村])的(?!士|确良)(?=[{HAN}]{{4}})"
)
_LEFT_OVER = re.compile(f"^[的号]的?(?!角|手)(?=[{HAN}]{{5}})")
# a name never begins with what another's label says, nor with what the firm was called before
_ROLE_BEFORE = re.compile(
    "(?:[债权义]务人|债权人|[欠收付借贷还]款人|[出承]租[人方]|[供需买卖甲乙丙]方|买受人|出卖人|客户|用户|[收发]货人|抬头|投保人|被保险人|"
    "受益人|保证人|担保人|[抵质]押人|[往来对方签约合作施工建设中标监理设计开票]{2,4}单位|前身是?|原名|曾用名|原)[为是系]?"
)
_LABEL = re.compile(
    "^(?:合作|付款|收款|收货|发货|供货|购货|委托|授权|受托|承运|交款|缴款|存款|欠款|采购|订货|送货|提货|交货|申请|开户|开票)"
    f"(?:单位|方|人)(?:名称|全称)?(?=[{HAN}]{{4}})"
)
_ROLE = (
    r"\((?:[欠收付借贷汇还交缴存]款|债务|债权|出借|担保|保证|抵押|质押|收货|发货|订货|供货|购货|销货|送货|承运|托运|投保|"
    r"申请|承租|出租|委托|受托|授权|买受|出卖|定作|承揽)(?:人|方|单位)\)"
)
_SAYS_ON = (
    "的|尚?欠|[结拖]欠|所欠|已(?!德)|均|应(?![城县急用])|须|需|按|因|由|向(?!阳)|与|及|对(?!外)|在|之间|并|且|系|是|"
    "从(?!化|江)|于(?!都|田|洪)|将(?!乐)|为(?!民)|支付|[交汇转缴付寄送]来|提供|购买|承诺|同意|收到|签订|出具|确认|保证|负责|承担|愿意|自愿"
)
_BEHIND_FIRM = re.compile(f"(?<=公司)(?:{_ROLE})?(?:{_SAYS_ON})")
_BEHIND_SHOP = re.compile(f"(?<=[厂店部社行院校])(?:{_ROLE})?(?:尚|结|拖|所)?欠")
_ROLE_BEHIND = re.compile(f"(?<=[{HAN}])(?:{_ROLE})$")

_ON_A_STREET = re.compile(f"[{HAN}]{{2,}}(?:[路巷]|街(?!道))[{HAN}]{{0,8}}(?:市场|中心|商场|广场|车站)$")

_PLACE = f"(?:[{HAN}]{{2,5}}(?:省|(?<![超门夜集])市|县|(?<![矿小社厂园])区|旗|镇|乡|盟|自治州))*"
# farms and gardens, by what they keep: 养鸡场, 奶牛场, 良种场, 苗圃
FARMS = (
    "养[鸡鸭鹅鸽鹑猪牛羊驴马兔鹿狐貂蜂蚕鱼虾蟹鳖蛇蛙禽畜殖]+场|[鸡鸭鹅猪牛羊兔禽畜渔鱼茶果蚕]场|"
    "(?:苗木|花木|林木|园艺|良种|原种|菌种|繁殖|繁育|育种|育苗|孵化|屠宰|采石|石料|[砂沙]石|木材)场|苗圃|花圃"
)
_KIND = (
    "(?:[分总子母]?公司|集团|经营部|门市部|营业部|服务部|销售部|供应部|加工部|项目部|办事处|分支机构|"
    f"{FARMS}|家庭农场|"
    "合作社|联合社|合作社联合社|联社|工商户|个体户|企业|商店|商行|工厂|[分总]?厂|[分总]店|分行|支行|分院|中心)"
)
_FORM = (
    "(?:农民|专业|个体|个人|自然人|独资|合资|合作|合伙|企业|法人|集体|国有|国营|私营|民营|控股|投资|一人|其[他它]|股份|有限|责任|"
    "中外|外商|外资|内资|台港澳|港澳台|境内|全民|集体|所有制|股份制|合作制|非|普通|特殊|社区|与|或|和|第[一二三四五六七八九十0-9]+)"
)
_TRADE = (
    "(?:汽车|机动车|农机|农资|农业|种植|养殖|五金|建材|百货|日杂|烟酒|食品|水果|蔬菜|茶叶|粮油|服装|鞋帽|家电|家具|装饰|广告|物流|"
    "运输|货运|快递|商贸|贸易|机械|机电|电器|设备|配件|汽配|轮胎|维修|修理|加工|制造|销售|批发|零售|经营|服务|便民|客户|售后|"
    "技术|管理|咨询|综合)"
)
_KIND_ALONE = re.compile(f"(?:{_PLACE}{_FORM}*|(?:{_FORM}|{_TRADE})*){_KIND}(?:{_KIND})?(?:\\([^()]*\\))?")
# what a label says of a bank is no bank: 债权银行, 付款人开户行
_BANK_OF_A_LABEL = re.compile(
    "(?:[收付汇存借贷][款货]人?|债权|债务|开户|往来|代理|通知|议付|托收|代收|授信|放款|承贷|开证|保兑|偿付|汇[入出]|解付|"
    "发卡|签发|出票人?|承兑|经办|主办|受理|结算|合作|对方|担保|保证|受益人?|持票人?|被背书人?){1,2}(?:开户)?(?:银?行|支行|分行)"
)
_BRANCH_ALONE = re.compile(
    "[省市县区]?(?:第?[一二三四五六七八九十0-9]{0,2})?(?:分公司|办事处|项目部|营业部)$"
)  # 安徽阜阳分公司
_KIND_BRACKETED = re.compile(
    f"{_FORM}*(?:有限(?:责任)?公司|企业)\\([^()]*(?:独资|控股|投资|合资|合作|上市|国有)[^()]*\\)"
)

# a letter goes to a department or comes from one (…公司财务部): the firm is meant
ROOM = re.compile(
    "(?:(?<=公司)|(?<=厂)|(?<=项目部)|(?<=合作社)|(?<=[院校)店坊行]))(?:财务[部科处]|综合部|办公室|[采供]购部|采购中心|供应部|成品仓?库|仓库|仓储部|物流部|质[检量]部"
    "|(?:采购|物资|人事|行政|法务)[部科处]"
    "|(?:(?:质量|品质|品控|质检|质管|质保|检验|检测|化验|计量|技术|工艺|研发|工程|生产|设备|装备|安全|环保|信息|企管|审计|人力资源|"
    "后勤|总务|商务|合同|储运|机务|机电|设施|维修|检修)(?:管理|检验|检测|监督|保证|控制|保障|与|及){0,2}){1,2}[部科处室]"
    "|(?:质量|品质|品控|质检|质管|质保)(?:管理|检验|检测|监督|控制|保证){0,2}中心)$"
)
# a department alone is nobody's customer: 液压件采购部; 鸿运五金销售部 is a shop
_ROOMS = "采购|财务|仓储|质检|质量|技术|生产|行政|人事|市场|后勤|研发|客服|信息|物资|设备|企管|基建|安环"
DEPARTMENT = re.compile(f"(?:(?!公司|厂|店|院|校|局|所|中心)[{HAN}])*(?:{_ROOMS})[部科处室]")
OF_A_DEPARTMENT = re.compile(f"(?:{_ROOMS})[部科处室组](?: ?[{HAN}]{{1,4}})?")  # 采购部 小黄
DEPARTMENT_BEHIND = re.compile(
    "·(?:仓储|物流|配送|采购|销售|营销|客服|服务|售后|财务|运营|生产|研发|工程|安装|制作|技术|质检|质量|品质|综合|行政)(?:管理)?(?:中心|[部处组站])$"
)


def end_of_name(text: str) -> int:
    """Return where a sentence goes on behind the first firm in it: …公司(欠款人) | 欠…; else its length."""
    found = [m.start() for m in (_BEHIND_FIRM.search(text), _BEHIND_SHOP.search(text)) if m]
    return min(found, default=len(text))


def without_words_before(name: str) -> str | None:
    """Return a found name without the words of a sentence before it; None where another's label stands there.

    A word that may begin a name as well (向阳, 和平, 同江市) goes only where a place of China follows it.
    """
    if _LABEL.match(name):
        return None
    of = _OF.match(name) or _LEFT_OVER.match(name)
    name = name[of.end() :] if of else name
    clear = _CLEARLY_BEFORE.match(name)
    if clear is not None:
        return name[clear.end() :]
    if place_before(name):
        return name
    # 对 + 于安… or 对于 + 安庆: where two places are as long, the later one
    places = [(place_before(name[at:]), at) for at in range(1, min(len(name), _MOST_BEFORE))]
    for _, at in sorted((one for one in places if one[0]), reverse=True):
        if _ROLE_BEFORE.fullmatch(name, 0, at):
            return None
        if _are_words(name[:at]):
            return name[at:]
    return name


def _are_words(text: str) -> bool:
    """Tell whether a stretch is made of nothing but words of a sentence, one after the other."""
    ends = {0}
    for start in range(len(text)):
        if start in ends:
            ends.update(end for end in range(start + 1, len(text) + 1) if _WORD.fullmatch(text, start, end))
    return len(text) in ends


def is_address(name: str) -> bool:
    """Tell whether what reads as a name may be where somebody is: …区汉西路建材市场, …街创业中心."""
    return _ON_A_STREET.search(name) is not None


def without_role(name: str) -> str:
    """Drop the role in brackets behind a name: …公司(欠款人)."""
    return _ROLE_BEHIND.sub("", name)


def is_kind_alone(name: str) -> bool:
    """Tell whether a name only says of which kind a firm is: 农民专业合作社, 临泉县经营部."""
    plain = name.replace("（", "(").replace("）", ")")
    if _BRANCH_ALONE.search(plain) is not None:
        at = 0
        while length := place_before(plain[at:]):
            at += length
        return _BRANCH_ALONE.fullmatch(plain, at) is not None or _KIND_ALONE.fullmatch(plain) is not None
    if _BANK_OF_A_LABEL.fullmatch(plain):
        return True
    return _KIND_ALONE.fullmatch(plain) is not None or _KIND_BRACKETED.fullmatch(plain) is not None
