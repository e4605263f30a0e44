"""Seeded firms and persons: made-up names with codes that pass their checks."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass

_CODE_CHARS = "0123456789ABCDEFGHJKLMNPQRTUWXY"
_CODE_WEIGHTS = (1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28)

#: province, city, area code, district, telephone area code
PLACES = (
    ("河北省", "石家庄市", "130104", "桥西区", "0311"),
    ("山东省", "济南市", "370112", "历城区", "0531"),
    ("江苏省", "常州市", "320412", "武进区", "0519"),
    ("浙江省", "宁波市", "330212", "鄞州区", "0574"),
    ("广东省", "佛山市", "440606", "顺德区", "0757"),
    ("河南省", "郑州市", "410105", "金水区", "0371"),
    ("湖北省", "武汉市", "420105", "汉阳区", "027"),
    ("四川省", "成都市", "510106", "金牛区", "028"),
    ("辽宁省", "沈阳市", "210106", "铁西区", "024"),
    ("安徽省", "合肥市", "340104", "蜀山区", "0551"),
    ("湖南省", "长沙市", "430111", "雨花区", "0731"),
    ("福建省", "厦门市", "350203", "思明区", "0592"),
    ("陕西省", "西安市", "610112", "未央区", "029"),
    ("江苏省", "无锡市", "320206", "惠山区", "0510"),
)
_BRANDS_1 = "瑞恒鑫宏盛华泰永金立德正中远昌嘉凯博天润"
_BRANDS_2 = "达通源丰利兴顺诚隆信康安宇辉航峰森力科亿"
_TRADES = (
    ("机械制造", "机械零部件、金属结构件的制造、加工、销售"),
    ("五金制品", "五金制品、紧固件、模具的生产与销售"),
    ("建材", "建筑材料、装饰材料、金属材料、水暖器材的销售"),
    ("电气设备", "高低压电气成套设备、电线电缆、仪器仪表的销售与安装"),
    ("管道工程", "管道及配件、阀门、法兰的销售;管道工程施工"),
    ("商贸", "金属材料、机电产品、日用百货、办公用品的批发、零售"),
    ("包装材料", "包装材料、塑料制品、纸制品的生产与销售"),
    ("汽车配件", "汽车零部件、橡塑制品的研发、制造与销售"),
    ("环保科技", "环保设备的技术开发、技术咨询、技术转让、技术服务及销售"),
    ("国际贸易", "自营和代理各类商品及技术的进出口业务"),
)
_ROADS = (
    "建设路",
    "人民东路",
    "工业大道",
    "友谊北大街",
    "科技二路",
    "振兴街",
    "长江西路",
    "新华路",
    "开发区创业路",
)
_DOORS = ("", "3号楼", "厂房", "A座1206室", "院内")
_SURNAMES = "王李张刘陈杨赵黄周吴徐孙马朱胡郭何高林罗"
_GIVEN = (
    "建国",
    "志强",
    "海涛",
    "国庆",
    "丽华",
    "晓明",
    "文斌",
    "永刚",
    "秀英",
    "伟",
    "静",
    "立新",
    "春梅",
    "少华",
    "玉兰",
    "德明",
    "振宇",
    "雪梅",
    "家豪",
    "敏",
)
#: characters of names that small fonts lack and readers see seldom
_RARE = "喆堃翀璟淼犇赟旻垚甯骉奡祎嫄晟昶珺頔翯嬿"
_BANKS = ("中国工商银行", "中国农业银行", "中国建设银行", "中国银行", "交通银行", "招商银行")


@dataclass(frozen=True, slots=True)
class Firm:
    """A company as its papers describe it."""

    name: str
    uscc: str
    registration_no: str
    company_type: str
    legal_representative: str
    capital_wan: int
    founded: dt.date
    valid_until: dt.date | None
    province: str
    city: str
    district: str
    address: str
    scope: str
    registrar: str
    phone: str
    contact: str
    mobile: str
    bank: str
    account: str

    @property
    def short(self) -> str:
        """The two characters of its brand."""
        return self.name.removeprefix(self.city.rstrip("市"))[:2]

    @property
    def half_width_name(self) -> str:
        """The name with half-width brackets, as many keyboards type it."""
        return self.name.replace("（", "(").replace("）", ")")


def credit_code(area: str, organisation: str, head: str = "91") -> str:
    """Return an 18-character code of GB 32100-2015 with its check character."""
    body = f"{head}{area}{organisation}"
    total = sum(_CODE_CHARS.index(char) * weight for char, weight in zip(body, _CODE_WEIGHTS, strict=True))
    return body + _CODE_CHARS[(31 - total % 31) % 31]


def organisation_code(rng: random.Random) -> str:
    """Return nine characters with the check digit of GB 11714."""
    body = "".join(rng.choice("0123456789") for _ in range(2)) + "".join(
        rng.choice("0123456789ABCDEFGHJKLMNPQRTUWXY") for _ in range(2)
    )
    body += "".join(rng.choice("0123456789") for _ in range(4))
    values = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ"
    total = sum(
        values.index(char) * weight for char, weight in zip(body, (3, 7, 9, 10, 5, 8, 4, 2), strict=True)
    )
    check = 11 - total % 11
    return body + {10: "X", 11: "0"}.get(check, str(check))


def id_number(rng: random.Random, area: str, born: dt.date) -> str:
    """Return an identity-card number whose last character checks (GB 11643)."""
    body = f"{area}{born:%Y%m%d}{rng.randrange(1000):03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    total = sum(int(char) * weight for char, weight in zip(body, weights, strict=True))
    return body + "10X98765432"[total % 11]


def registration_number(rng: random.Random, area: str) -> str:
    """Return a 15-digit registration number with the check digit of the old licences."""
    body = area + "".join(rng.choice("0123456789") for _ in range(8))
    part = 10
    for char in body:
        part = (part + int(char)) % 10 or 10
        part = part * 2 % 11
    return body + str((11 - part) % 10)


def person(rng: random.Random) -> str:
    """Return a made-up person's name."""
    return rng.choice(_SURNAMES) + rng.choice(_GIVEN)


def rare_person(rng: random.Random) -> str:
    """Return a made-up name of two or three characters, one of them rare."""
    rare = rng.choice(_RARE)
    return rng.choice(_SURNAMES) + rng.choice(
        (rare, rng.choice("子文一志雨") + rare, rare + rng.choice("然轩"))
    )


def mobile(rng: random.Random) -> str:
    """Return a made-up mobile number."""
    return rng.choice(("138", "139", "150", "186", "177")) + "".join(
        rng.choice("0123456789") for _ in range(8)
    )


def make_firm(
    rng: random.Random, *, name: str = "", place: int | None = None, valid_until: dt.date | None = None
) -> Firm:
    """Draw a firm; a given name keeps everything else seeded."""
    province, city, area, district, dial = PLACES[rng.randrange(len(PLACES)) if place is None else place]
    trade, scope = rng.choice(_TRADES)
    scope = next((known_scope for known, known_scope in _TRADES if name and known in name), scope)
    brand = rng.choice(_BRANDS_1) + rng.choice(_BRANDS_2)
    town = city.rstrip("市")
    kind = rng.choice(
        ("有限责任公司", "有限责任公司（自然人独资）", "有限责任公司（自然人投资或控股）", "股份有限公司")
    )
    end = "股份有限公司" if kind == "股份有限公司" else "有限公司"
    drawn = f"{brand}{trade}（{town}）{end}" if rng.random() < 0.2 else f"{town}{brand}{trade}{end}"
    founded = dt.date(rng.randint(2002, 2019), rng.randint(1, 12), rng.randint(1, 28))
    bank = f"{rng.choice(_BANKS)}{town}{district.rstrip('区')}支行"
    return Firm(
        name=name or drawn,
        uscc=credit_code(area, organisation_code(rng)),
        registration_no=registration_number(rng, area),
        company_type=kind,
        legal_representative=person(rng),
        capital_wan=rng.choice((50, 100, 200, 300, 500, 800, 1000, 1200, 2000, 5000)),
        founded=founded,
        valid_until=valid_until,
        province=province,
        city=city,
        district=district,
        address=f"{city}{district}{rng.choice(_ROADS)}{rng.randint(2, 399)}号{rng.choice(_DOORS)}",
        scope=f"{scope}。（依法须经批准的项目，经相关部门批准后方可开展经营活动）",
        registrar=f"{city}{district}市场监督管理局",
        phone=f"{dial}-{rng.randint(20000000, 89999999)}",
        contact=person(rng),
        mobile=mobile(rng),
        bank=bank,
        account="".join(rng.choice("0123456789") for _ in range(rng.choice((17, 19)))),
    )
