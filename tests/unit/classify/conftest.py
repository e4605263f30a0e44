from __future__ import annotations

import datetime as dt
from collections.abc import Callable, Sequence
from typing import Any

import pytest

from capture.pages import Box, Line, Page, Reader
from classify.decide import Decision, decide
from classify.profile import Profile, load_profile
from tests.unit.classify.decided import OWN, TODAY, Read

Spot = tuple[Any, ...]


def draw(
    *spots: Spot, width: int = 1600, height: int = 1200, number: int = 1, slope: float = 0.0, **more: Any
) -> Page:
    """Make a page of lines ``(x, y, text[, letter height])``, skewed where a slope is given."""
    lines = []
    for x, y, text, *rest in spots:
        size = rest[0] if rest else 30
        wide = max(1, int(sum(1.0 if c > "\u2e80" else 0.5 for c in text) * size))
        top = y + slope * x
        bottom = y + slope * (x + wide) + 1.2 * size
        y0, y1 = sorted((int(min(top, y + slope * (x + wide))), int(max(bottom, top + 1.2 * size))))
        lines.append(Line(text, Box(x, max(0, y0), x + wide, max(0, y1)), 0.98, Reader.RAPIDOCR))
    return Page(number, width, height, 0, tuple(lines), 300, **more)


@pytest.fixture
def page() -> Callable[..., Page]:
    return draw


@pytest.fixture(scope="session")
def profile() -> Profile:
    return load_profile("manufacturing")


@pytest.fixture(scope="session")
def today() -> dt.date:
    return TODAY


@pytest.fixture(scope="session")
def own() -> list[str]:
    return [OWN]


@pytest.fixture
def read(profile: Profile) -> Read:
    """Decide pages as our own firm would see them."""

    def read_pages(*pages: Page, own: Sequence[str] = (OWN,)) -> Decision:
        return decide(pages, profile, own=own, today=TODAY)

    return read_pages


@pytest.fixture
def licence_page() -> Page:
    return draw(
        (600, 80, "营业执照", 90),
        (700, 190, "(副本)"),
        (100, 100, "统一社会信用代码"),
        (100, 150, "91320113580452133T"),
        (100, 300, "名"),
        (220, 300, "称"),
        (330, 300, "南京文化艺术产权交易所有限公司"),
        (100, 360, "类"),
        (220, 360, "型"),
        (330, 360, "有限责任公司"),
        (100, 420, "法定代表人"),
        (330, 420, "高山流"),
        (100, 480, "经营范围"),
        (330, 480, "为文化艺术品提供交易平台及相关配套"),
        (330, 530, "服务；投资咨询。"),
        (900, 300, "注册资本"),
        (1120, 300, "3000万元整"),
        (900, 360, "成立日期"),
        (1120, 360, "2011年08月10日"),
        (900, 420, "营业期限"),
        (1120, 420, "2011年08月10日至2041年08月09日"),
        (900, 480, "住"),
        (1020, 480, "所"),
        (1120, 480, "南京市栖霞区马群街"),
        (1120, 530, "道紫东路1号"),
        (1000, 800, "登记机关"),
        (1050, 900, "2017"),
        (1140, 900, "年"),
        (1180, 900, "03"),
        (1220, 900, "月"),
        (1260, 900, "02"),
        (1300, 900, "日"),
    )


@pytest.fixture
def contract_page() -> Page:
    return draw(
        (500, 80, "工业品买卖合同", 60),
        (100, 200, f"出卖人：{OWN}"),
        (900, 200, "合同编号：HD-2024-0315"),
        (100, 260, "买受人：苏州远景贸易有限公司"),
        (900, 260, "签订地点：苏州市"),
        (900, 320, "签订时间：2024年3月15日"),
        (100, 400, "第一条 标的、数量、价款"),
        (100, 500, "合计人民币金额（大写）：壹拾贰万叁仟元整（￥123,000.00）"),
        (100, 600, "违约责任：按《民法典》执行"),
        (100, 650, "本合同有效期自2024年3月15日至2025年3月14日"),
        (100, 800, f"出卖人：{OWN}"),
        (900, 800, "买受人：苏州远景贸易有限公司"),
        (100, 860, "委托代理人：张三丰"),
        (900, 860, "委托代理人：李四光"),
        width=1700,
        height=2200,
    )


def slip_spots(title: str = "送 货 单") -> list[Spot]:
    return [
        (400, 50, OWN, 40),
        (600, 120, title, 60),
        (1100, 120, "No. 0012345"),
        (100, 200, "收货单位：苏州远景贸易有限公司"),
        (1000, 200, "2024年5月6日"),
        (100, 260, "品名"),
        (400, 260, "规格型号"),
        (700, 260, "单位"),
        (850, 260, "数量"),
        (1000, 260, "单价"),
        (1200, 260, "金额"),
        (100, 310, "六角螺栓"),
        (400, 310, "M12×50"),
        (700, 310, "个"),
        (850, 310, "1,000"),
        (1000, 310, "1.50"),
        (1200, 310, "1,500.00"),
        (100, 360, "平垫圈"),
        (400, 360, "12"),
        (700, 360, "个"),
        (850, 360, "2000"),
        (1000, 360, "0.20"),
        (1200, 360, "400.00"),
        (100, 410, "合计人民币（大写）：壹仟玖佰元整"),
        (1000, 410, "￥1,900.00"),
        (100, 470, "送货人："),
        (900, 470, "收货人签字："),
    ]


@pytest.fixture
def slip_page() -> Page:
    return draw(*slip_spots(), width=1500, height=900)


@pytest.fixture
def slip_lines() -> list[Spot]:
    return slip_spots()
