"""Names of organisations and people as they stand on papers."""

from __future__ import annotations

import re

from classify.names.forms_abroad import (
    form_first,
    is_a_sentence,
    keeps_dot,
    western_ends,
    with_form_apart,
    without_address,
    without_what_is_said,
)
from classify.names.name_edges import (
    DEPARTMENT,
    DEPARTMENT_BEHIND,
    FARMS,
    OF_A_DEPARTMENT,
    ROOM,
    end_of_name,
    is_address,
    is_kind_alone,
    without_role,
    without_words_before,
)
from classify.normalise import HAN, fold, han_count, has_han, is_mixed, simplified, tidy, tidy_name
from classify.notation.codes import PROVINCES
from classify.notation.dates import find_dates

_HOUSES = "护理院|康复院|疗养院|保健院|美容院|影院|剧院|书院|餐厅|民宿|客栈|会所|影城"
_SHOPS = (
    "(?:商贸|物资|农资|机电|化工|典当|拍卖|海鲜|米|酒)行(?![情业])|经[销营]处|销售处|供应处|[加代][工销]点|经销点|"
    "(?<=[\u4e00-\u9fff]{3})(?:运输|工程|施工|建筑|装修|安装|车|船)队(?!伍)|招待所|(?:种植|养殖|种养|苗木)基地|(?:果|茶|种植|采摘)园|浴[室场池]|驾校|[肉米当]铺|"
    "批发行(?![情业])|贸易行|租赁行|五金行|建材行|汽配行|粮油行|[水海]产行|果品行|电器行|灯饰行|电料行|家具行|文具行|机械行|工程行|企业行|[布茶粮鞋]行|企业社|工业社|实业社|配件总汇|修[理配]铺|维修铺|小吃铺|早点铺|"
    "酒家|排档|茶楼|网吧|影楼|药房|种植场|"
    "(?:瓷器|陶瓷|瓷砖|花卉|鲜花|农资|饲料|种子|兽药|药材|土产|山货|干货|副食|百货|杂货|日杂|线缆|电缆|钢材|木材|石材|玻璃|门窗|油漆|"
    "轴承|工具|标准件|电工|窗帘|服装|蔬菜|水果|肉食|冷冻)行(?![情业])"
)
# houses of a trade: 瓷庄, 布庄; 庄 alone is a village's
_TRADING = "(?:瓷|布|绸|绣|鞋|衣|帽|烟|药|粮|茶叶|首饰|饰品|货|画|纸|土产|干果|腊味|火锅|牛肉|羊肉|鱼头)庄"
_HALLS = "[菜饭餐茶面酒旅会小]馆|食府|火锅城|美食城"
_ENDS = (
    "有限责任公司|股份有限公司|有限公司|公司|集团|总厂|分厂|工厂|分院|厂|商店|门店|分店|书店|药店|酒店|饭店|店|经营部|门市部|服务部|"
    "营业部|销售部|供应部|加工部|贸易部|部|中心|合作社|联社|商行|车行|银行|支行|分行|研究院|设计院|医院|学院|法院|研究所|"
    "事务所|交易所|设计所|工作室|门市|加工场|养殖场|农场|市场|站|社|馆|大学|中学|小学|学校|委员会|协会|学会|商会|"
    "管理局|税务局|局|政府|办事处|超市|商场|作坊|合伙|"
    f"检察院|卫生院|养老院|敬老院|福利院|{_HOUSES}|监狱|派出所|供电所|卫生所|诊所|幼儿园|管委会|村委会|居委会|基金会|联合会|指挥部|支队|大队|总队|"
    f"{_SHOPS}|煤矿|林场|牧场|电台|书城|食府|火锅城|美食城|宾馆|酒楼|面庄|山庄|农庄|酒庄|茶庄|饭庄|{_TRADING}|{FARMS}|坊"
)
_COMPLETE_ENDS = (
    "公司|厂|店|部|中心|合作社|商行|车行|银行|支行|分行|研究院|设计院|医院|学院|研究所|事务所|工作室|门市|场|站|"
    "大学|中学|小学|学校|协会|商会|超市|合伙企业|有限合伙|普通合伙|办事处|集团|经销处|销售处|"
    f"检察院|法院|卫生院|养老院|敬老院|福利院|{_HOUSES}|"
    f"{_SHOPS}|{_HALLS}|图书馆|文化馆|博物馆|体育馆|美术馆|"
    "监狱|派出所|供电所|卫生所|诊所|幼儿园|管委会|村委会|居委会|委员会|基金会|联合会|政府|[\u4e00-\u9fff]{2}局|"
    f"支队|大队|总队|煤矿|宾馆|酒楼|山庄|农庄|酒庄|茶庄|饭庄|{_TRADING}|苗圃|花圃|坊"
)
_JAPANESE = re.compile(
    r"(?:株式|有限|合同|合资)[会會]社 ?[\u3040-\u30ff\u4e00-\u9fffA-Z]{2,20}", re.IGNORECASE
)
# S.r.1., 1td, Pvt. 1td.: readers take the small letter for a figure or a capital
_MISREAD_FORM = re.compile(
    r"(?<=[A-Za-z.,)] )(?:S\.? ?[rR]\.? ?[1I|]\b|[1I|]td\b|[1I|]imited\b|[1I|]nc\b|L\.? ?[1I|]\.? ?C\b)"
)
_HAN_BEFORE = re.compile(rf"^[{HAN}]{{1,2}} ?(?=[A-Z])")  # the end of a label: 生Sichuan … Co., Ltd.
_GLUED_FORM = re.compile(r"(?<=[A-Z]{4})(?=(?:GMBH|SDN\.? ?BHD)(?![A-Z]))", re.IGNORECASE)  # …VERPACKUNGGMBH
_BRAND = re.compile(r"^\S{1,16} ?[®©] ?(?=\S{4})")  # RUIFENG® of a letterhead
_ABROAD = re.compile(rf"[A-Z][A-Z0-9 .,&()'\-]{{6,}}?\.?(?=[ ,;]*[{HAN}])", re.IGNORECASE)
_LONGEST_FORM_FIRST = len("PJSC.")
_CITY_FIRST = re.compile("[\u4e00-\u9fff]{2,3}[省市县]")
_BRACKETED_REMARK = re.compile(
    r"[(（\[【](?:代(?!码|号)|受|以下|下称|简称|加?盖章|公章|公司[签盖公]?章|企业[签盖公]章|财务[专用业部]*章|业务专?用?章|合同专?用?章|专用章|印章|印鉴|签章|签字|签名|章|甲方|乙方|丙方|需方|供方|买方|卖方|受托|委托|全称|名称|必填|下同|出租|承租|"
    r"中文|外文|英文|定作|承揽|购方|销方|发包|承包|单位)[^)）\]】]*[)）\]】]?"
)
# a site, team or department is no firm of its own: …公司（二标段项目部）, …小学（食堂）
_SITE = re.compile(
    r"(?<=公司)[(（][^()（）]{0,24}(?:项目部|项目经理部|项目组|项目|工地|标段|班组|车间)[)）]$"
    rf"|(?<=[{HAN}])[(（](?:(?:学生|教工|职工|员工)?(?:食堂|餐厅|厨房)|(?:餐饮|后勤|总务|财务|采购|物资|仓储)[部处科室组]?"
    "|仓库|库房|门卫)[)）]$"
)
# nor is the house a firm keeps for its people: …公司员工餐厅
_OWN_HOUSE = re.compile(
    f"(?<=公司)[{HAN}]{{0,4}}(?:[护康疗保].院|[影剧书]院|餐厅|民宿|客栈|会所|影城|{_HALLS})$"
)
_NAME_CHARACTERS = rf"{HAN}A-Z0-9a-z()（）&·\-.'\""
_NO_END = (
    "(?<!内部)(?<!出厂)(?<!到厂)"
    "(?!(?<=部)[分门件位]|(?<=厂)[房家区内址商方]|(?<=店)[面铺主]|(?<=[店厂站场社馆院])长[:：]|(?<=[站场])[点地所合内区镇街路]|(?<=坊)[街巷路镇村]|(?<=[院馆])[路街巷]|(?<=庄)[村镇乡路街组园]|(?<=大队)[长部]|(?<=政府)采购|(?<=社)会|(?<=市场)[东西南北前后内外]?[街路巷门侧]|(?<=市场)[A-Z0-9])"
)
_ORGANISATION = re.compile(
    rf"[{_NAME_CHARACTERS}]{{1,40}}(?:{_ENDS}){_NO_END}(?:[(（](?![^()（）]*\d{{5}})[{_NAME_CHARACTERS}]{{1,14}}[)）])?"
)
_NO_ORGANISATION = re.compile(
    r"\d{6,}|[路街道巷]\d+号|电话|开户|地址|账号|帐号|税号|签字|盖章|有限公司.{2,}有限公司"
    r"|(?:监管|运输|贸易|成交|结汇|征免)(?:方式|性质)"  # boxes of a declaration
    r"|贵(?:公司|单位|司|方)|[我该](?:公司|单位|司)|(?<!日)本公司"  # a sentence to or about somebody
    r"|[我该](?:店|厂|社|行|院|校|场|部)(?:$|里|内)|(?:^|[给请向由到与和致把将为])贵(?:店|厂|社|行|院|校|场|部)$"
    r"|(?<=[\u4e00-\u9fff])[向由与对从给为将把](?:公司|单位|厂)$|^(?:因|由于|鉴于|为了)"
    r"|[甲乙丙双]方|第.{1,3}[条款]|争议|起诉|提交|所在地|专用章|公章"  # a clause or a seal, and no name
)
_END_WORDS = re.compile(r"(?:有限|责任|股份)*(?:公司|限公司)$|^.{0,1}(?:厂|店|部|中心|站|社|馆|局|市场)$")
_BEFORE_NAME = re.compile(r"^[\s:：;；,，.。、_\-—*=~#|/\\丨]+")
_AFTER_NAME = re.compile(r"[\s:：;；,，.。、_\-—*=~#|/\\丨]+$")
# the customer's number in front, or its credit code; either in brackets
_CODE_BEFORE = re.compile(
    rf"^(?:(?:[A-Z]{{1,4}}-)?\d{{4,}}|\d[0-9A-Z]{{17}}|[(（\[【][0-9A-Z]{{8,18}}[)）\]】])(?=[{HAN}])"
)
# of a cell that says which, within the one that says whose: 委托单位 | 名称 | …公司
_LABEL_BEFORE = re.compile(rf"^(?:单位|公司|企业|账户)?(?:名称|全称|户名)[:：]?(?=[{HAN}]{{4}})")
_LATIN = r"[A-ZÀ-ÖØ-Þ][A-Za-zÀ-ɏ.'\-]"
# printed in English after the Chinese, run into what was typed behind it
_ENGLISH_LABEL = re.compile(
    r"(?i:^NAME (?:AND|&) ADDRESS OF (?:THE )?(?:CONSIGNEE|CONSIGNOR|BUYER|SELLER)[ .:]*)(?=[A-Z])"
)
_PAYS = re.compile("(?:支付|交来|缴来|汇来|转来)的")  # …幼儿园支付的幼儿园床柜款 says who, and then what for
_LONGEST_PERSON = 4
_PERSON = re.compile(rf"[{HAN}](?:[ ·]?[{HAN}]){{1,3}}|[{HAN}]{{2,6}}·[{HAN}]{{2,8}}")
_FIRMS_END = re.compile(r"(?<![A-Z])(?:CO\.|(?:LTD|INC|CORP|LLC|GMBH|LIMITED)(?![A-Z]))", re.IGNORECASE)
_NO_PERSON = re.compile(
    "第[一二三四五六七八]联|签字|签名|盖章|签章|公章|日期|电话|身份|代理|代表|负责|经办|地址|单位|公司|部门|职务|姓名|编号|签收|收货|送货|审核|制单|仓库|"
    "传真|开户|银行|帐号|账号|税号|邮编|邮政|合同|营业|类型|注册|住所|成立|经营|法定|年月日|执照|登记|甲方|乙方|供方|需方|联系|手机|备注|专用章|关别|口岸|"
    "权限|范围|事项|期限|如下|用章|业章|记录|信用|代码|号码|纳税|税务|账户|地点|时间|方式|规格|数量|金额|单价|合计|大写|小写|仅用于|复印|授权|委托书|证明|声明"
)
_TRANSCRIBED = re.compile(
    "[乌力吉巴特尔斯琴格日勒图布音其木德高娃那仁苏和阿拉坦宝敖道朝鲁哈额敦满达呼都萨托娅米热孜买提江古丽麦尼亚依不艾沙吐逊玉素甫卡合曼"
    "肉帕努赛克扎西卓玛次旺堆多增顿珠平措央金洛桑姆白才让丹嘎旦杰]{5,9}"
)
"""Names of Mongols, Uighurs and Tibetans written without a dot: 乌力吉巴特尔."""
_TITLE_OF_PERSON = re.compile(r"^(?:MR|MS|MRS|MISS)\.? +(?=[A-Z])", re.IGNORECASE)
_APPOINTED = re.compile(r"委[派托]代表[:：]?")
_APPOINTED_AS = re.compile(rf"委[派托](?P<name>[{HAN}]{{2,4}})(?:同志)?(?:作?为|担任)(?:其|执行事务)?代表")
# …CO., LTD. (…有限公司), …CO., LTD. …有限公司: the name in the papers' own language counts
_IN_TWO_LANGUAGES = re.compile(
    rf"^[A-Z0-9 .,&'\-]{{6,}}[(（ /]*(?P<own>[{HAN}][{HAN}()（）]{{5,39}})", re.IGNORECASE
)
_SPEAKER = re.compile(
    f"[本我贵该](?:公司|单位|司|厂|店|商行|合作社|社|院|校|所|行|部|中心|集团|{FARMS})"
)  # 本公司聘请的…事务所 begins a sentence
# 注册于合肥市的…公司 says where, and then who
_PLACED = re.compile(
    f"^[{HAN}:：]{{0,8}}(?:注册地?[于在]|位于|坐落于|设立于|成立于)[{HAN}]{{2,16}}?的(?=[{HAN}]{{4}})"
)
_CUT_END = re.compile("有限(?:责任)?公(?=[(（]?$)")  # its last sign stands in the next row, or under a seal
_CUT_FORM = re.compile("(?:(?:股份|控股)*有限(?:责任)?公?|股份)$")  # …集团有限: the form goes on elsewhere
_ENDS_WITHIN = re.compile("有限(?:责任)?公?$")
_TWICE = re.compile(r"((?:股份)?有限(?:责任)?公司)\1+$")  # its end was read once more, out of a seal
_UNITS_OF_SUMS = ("万元", "人民币", "人民币元", "人民币万元", "美元", "港币", "千元", "亿元")
_POLITE = re.compile(r"(?:先生|女士|小姐|经理|收|台照|启|签)+$")


def strip_marks(text: str) -> str:
    """Drop what forms put around a value: colons, underscores, rules."""
    return _AFTER_NAME.sub("", _BEFORE_NAME.sub("", text))


def begins_with_place(text: str) -> bool:
    """Tell whether a stretch of text begins with a province, or with a city or county named as one."""
    return text.startswith(tuple(PROVINCES.values())) or _CITY_FIRST.match(text) is not None


_NO_NAME_ABROAD = re.compile(  # the following, hereby agrees, THE UNDERSIGNED: words of a sentence
    r"(?=[ -@\[-~]*$)[a-z]{2}|"
    r"(?i:THE|THIS|THESE|SAID|SUCH|ALL|OUR|YOUR|ITS|AND|OF|IN|AT|FOR|AS|IS|ARE|SHALL|WILL|HEREBY|PLEASE)"
    r" (?i:FOLLOWING|ABOVE|BELOW|UNDERSIGNED|SAID|BUYERS?|SELLERS?|SUPPLIERS?|CUSTOMERS?|GOODS|CONTRACT"
    r"|COMPANY|PARTY|PARTIES|TERMS|AGREE|PAY|BE|INFORM|NOTE|CONFIRM|THE|A|AN|PER|FOLLOWS)(?![A-Za-z])"
)


def organisation(text: str) -> str | None:
    """Return the organisation's name that a stretch of text is or begins with, tidy, as it is printed."""
    plain = simplified(text)
    name = _organisation(plain)
    if name is None or plain == text:
        return name
    printed = tidy_name(text)
    at = simplified(printed).find(name)
    return name if at < 0 or is_mixed(printed[at : at + len(name)]) else printed[at : at + len(name)]


def _organisation(text: str) -> str | None:
    printed = _BRAND.sub("", tidy(_BRACKETED_REMARK.sub("", text)))
    printed = with_form_apart(_MISREAD_FORM.sub(_right_form, printed))
    value = _ENGLISH_LABEL.sub("", _GLUED_FORM.sub(" ", strip_marks(printed)))
    japanese = _JAPANESE.match(value)
    if japanese is not None:
        return tidy_name(japanese[0])
    value = without_what_is_said(without_address(value))
    if is_a_sentence(value):
        return None
    if f"{value}." in printed and keeps_dot(value):
        value += "."
    western = western_ends(value)
    first = form_first(value) if not western or western[-1] <= _LONGEST_FORM_FIRST else None
    if first is not None:
        return tidy_name(first)
    both = _IN_TWO_LANGUAGES.match(value) if western else None
    if both is not None and western[0] <= both.start("own") and organisation(both["own"]) is not None:
        return organisation(both["own"])
    if western and han_count(value) <= 2:
        if ":" in value:  # NOTIFY PARTY: …CO., LTD. is another's label
            return None
        name = _HAN_BEFORE.sub("", value[: western[-1]].strip(" ,"))
        return tidy_name(name) if len(name) > 5 else None
    abroad = _ABROAD.match(value) if western else None
    if abroad is not None and western_ends(abroad[0])[-1:] == [len(abroad[0])]:
        return tidy_name(abroad[0])  # Chinese words behind it are another thing
    value = value.replace(" ", "") if han_count(value) >= 4 else value
    value = _PAYS.split(value, maxsplit=1)[0] or value
    value = DEPARTMENT_BEHIND.sub("", _PLACED.sub("", value))
    value = _CUT_END.sub(r"\g<0>司", _LABEL_BEFORE.sub("", _CODE_BEFORE.sub("", value)))
    value = value[: end_of_name(value)]
    match = None if _SPEAKER.match(value) else _ORGANISATION.search(value)
    found = without_words_before(without_role(match[0])) if match else None
    if match is None or found is None or is_kind_alone(found):
        return None
    if len(_END_WORDS.sub("", found)) < 2 or _NO_ORGANISATION.search(found):
        return None
    if _CUT_FORM.fullmatch(value, match.end()) or DEPARTMENT.fullmatch(found):
        return None
    name = _TWICE.sub(r"\1", ROOM.sub("", DEPARTMENT_BEHIND.sub("", found)))
    if name.count("(") > name.count(")") and value[match.end() : match.end() + 1] == ")":
        name += ")"
    elif name.count("(") > name.count(")") and ")" in value[match.end() :]:
        person_before, _, firm = name.rpartition("(")  # 张三(…公司业务员): whose man he is
        name = firm if han_count(person_before) == len(person_before) <= _LONGEST_PERSON else name
    return tidy_name(_OWN_HOUSE.sub("", _SITE.sub("", _balanced(name.lstrip("-.'\")）")))))


def _right_form(misread: re.Match[str]) -> str:
    """Return a misread Western form as it must have stood: S.r.l, Ltd, Limited, Inc, L.L.C."""
    text = misread[0]
    if text.startswith("S"):
        return f"{text[:-1]}l"
    return {"t": f"L{text[1:]}", "i": f"L{text[1:]}", "n": f"I{text[1:]}"}.get(
        text[1], text.replace("1", "L")
    )


def _balanced(name: str) -> str:
    """Drop a bracket that is never closed or never opened."""
    name = name.replace("（", "(").replace("）", ")")
    if name.count("(") > name.count(")"):
        cut = name.rfind("(")
        rest = name[cut + 1 :]
        return name[:cut] + rest if len(rest) > 6 else name[:cut]
    if name.count(")") > name.count("("):
        return name.replace(")", "", 1)
    return name


def is_complete_organisation(name: str) -> bool:
    """Tell whether a name is a whole company name: long enough, ending as firms end."""
    value = simplified(folded_ends(name))
    if _JAPANESE.match(value) or ((western_ends(value) or form_first(value)) and len(value) >= 8):
        return True
    if DEPARTMENT.fullmatch(value) or is_kind_alone(value) or is_address(value):
        return False
    if without_words_before(value) != value:
        return False
    return (
        6 <= len(value) <= 45
        and han_count(value) >= 5
        and re.search(rf"(?:{_COMPLETE_ENDS})$", value) is not None
    )


def folded_ends(name: str) -> str:
    """Return a name without a bracket at its end."""
    return re.sub(r"[(（][^()（）]*[)）]$", "", tidy(name))


def short_name(text: str) -> str | None:
    """Return a customer's short name as slips carry it, without company form; None for what can't be one."""
    value = strip_marks(tidy(_BRACKETED_REMARK.sub("", text)))
    value = _POLITE.sub("", value).strip()
    if _ENDS_WITHIN.search(value) or OF_A_DEPARTMENT.fullmatch(value):
        return None
    if is_kind_alone(value) or _NO_NAME_ABROAD.match(value):
        return None
    letters = han_count(value)
    if not (2 <= letters <= 16 or (letters == 0 and 3 <= len(value) <= 40 and value[0].isalpha())):
        return None
    if (
        find_dates(fold(value).plain)
        or _NO_PERSON.search(value)
        or len(value) > 40
        or any(c in value for c in "。，；:：")
        or value.isdigit()
        or value in _UNITS_OF_SUMS
    ):
        return None
    return tidy_name(value)


def person(text: str) -> str | None:
    """Return the name of a person that a stretch of text is or begins with."""
    value = _TITLE_OF_PERSON.sub("", strip_marks(tidy(_BRACKETED_REMARK.sub("", text))))
    said = _APPOINTED_AS.search(text)
    if said is not None:
        return said["name"]
    appointed = _APPOINTED.search(value)
    if appointed is not None:
        value = strip_marks(value[appointed.end() :])
    match = _PERSON.match(value)
    if match is not None and match.end() < len(value) and has_han(value[match.end()]):
        return value if _TRANSCRIBED.fullmatch(value) else None
    if match is None:
        western = re.match(rf"{_LATIN}+(?: {_LATIN}*){{1,4}}", value)
        return western[0] if western and not _FIRMS_END.search(western[0]) else None
    name = match[0].replace(" ", "")
    return None if _NO_PERSON.search(name) else name
