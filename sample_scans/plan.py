"""The committed samples: ten customers, their papers and their planned gaps."""

from __future__ import annotations

import datetime as dt
import random
from dataclasses import dataclass, field, replace

from sample_scans.case import Case, make_case
from sample_scans.people_and_firms import Firm, make_firm

OWN_NAME = "石家庄晟衡金属制品有限公司"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One paper of a file: its layout and its deal (``A``; ``A1`` is the first delivery of that deal)."""

    kind: str
    layout: str
    deal: str = "A"


@dataclass(frozen=True, slots=True)
class Planned:
    """One file: the papers in it and how they were scanned."""

    sheets: tuple[Sheet, ...]
    file: str = "jpg"
    level: str = "office"
    turned: int = 0
    dpi: int = 200
    grey: bool = False
    in_folder: bool = False
    note: str = ""


@dataclass(frozen=True, slots=True)
class Gap:
    """One planned gap; ``about`` names the paper it is for: kind and deal."""

    requirement: str
    state: str = "missing"
    about: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Customer:
    """A customer of the samples."""

    name: str
    place: int
    files: tuple[Planned, ...]
    gaps: tuple[Gap, ...] = ()
    agents: str = ""
    valid_until: dt.date | None = None
    deals: str = "A"
    facts: dict[str, bool] = field(default_factory=dict)


def one(spec: str, deal: str = "A", file: str = "jpg", level: str = "office", **more: object) -> Planned:
    """Plan a file of one paper; ``spec`` is ``type/layout``."""
    kind, layout = spec.split("/")
    return Planned((Sheet(kind, layout, deal),), file, level, **more)  # type: ignore[arg-type]  # checked when made


CUSTOMERS = (
    Customer("济南瑞通机械制造有限公司", 1, (
        one("business_licence/lying_copy", level="clean"),
        one("customer_background/background_form", grey=True),
        one("bank_account_permit/account_permit"),
        one("id_card/card_copy_side_by_side"),
        one("contract/purchase_and_sale", "A", "pdf"),
        one("delivery_slip/delivery_note", "A1"),
        one("contract/buyer_and_seller", "B", "pdf", "clean"),
        Planned((Sheet("delivery_slip", "stock_out_yellow", "B1"),
                 Sheet("delivery_slip", "stock_out_yellow", "B2")), "tif", note="two slips in one batch"),
        one("invoice/vat_invoice", "A"),
        one("receipt/receipt", "B", "jpg", "bad"),
    ), deals="AB"),
    Customer("常州宏源建材有限公司", 2, (
        one("business_licence/lying_original", in_folder=True),
        one("contract/sales_contract_letters", "A", "born", "clean", in_folder=True),
        one("delivery_slip/sales_slip_by_hand", "A1", in_folder=True),
        one("contract/purchase_and_sale", "B", "pdf", "office", in_folder=True, grey=True),
        one("order/order_sheet", "A", in_folder=True),
        one("account_statement/statement_of_account", "A", "jpg", "bad", in_folder=True),
    ), (Gap("background"), Gap("slip_per_contract", about=("contract", "B"))), deals="AB"),
    Customer("宁波鑫达五金制品有限公司", 3, (
        one("business_licence/upright_old"),
        one("customer_background/investigation_report", file="tifbw", level="clean"),
        one("contract/supply_agreement", "A", "tif"),
        one("delivery_slip/dispatch_blue", "A1"),
        one("receipt/printed_receipt", "A", grey=True),
        one("goods_receipt/goods_received", "A"),
    ), (Gap("tax"),)),
    Customer("佛山华兴电气设备有限公司", 4, (
        one("business_licence/upright_copy"),
        one("tax_registration/tax_certificate_lying"),
        one("customer_background/background_form", file="born", level="clean"),
        one("contract/sales_contract_letters", "A", "pdf"),
        one("delivery_slip/goods_signed_for", "A1", "jpg", "clean", grey=True),
        one("invoice/ordinary_invoice", "A", "born", "clean"),
        one("account_statement/reconciliation", "A"),
    ), (Gap("licence", "expired"),), valid_until=dt.date(2025, 6, 30)),
    Customer("郑州泰和管道工程有限公司", 5, (
        one("business_licence/lying_copy"),
        one("customer_background/investigation_report"),
        one("contract/supply_agreement", "A", "pdf"),
        one("authorisation_letter/letter_of_authority", "A"),
        one("delivery_slip/delivery_note", "A1", turned=180),
        one("contract/purchase_and_sale", "B", "pdf", "clean"),
        one("order/purchase_note", "B", "png", "clean"),
    ), (Gap("slip_per_contract", about=("contract", "B")),), agents="A", deals="AB"),
    Customer("武汉博力汽车配件有限公司", 6, (
        one("business_licence/upright_copy", turned=90),
        one("customer_background/background_form"),
        one("contract/sales_contract_letters", "A", "pdf"),
        one("delivery_slip/stock_out_yellow", "A1", turned=180),
        one("contract/buyer_and_seller", "B", "pdf"),
        one("delivery_slip/sales_slip_by_hand", "B1"),
        one("delivery_slip/dispatch_blue", "B2", "bmp", "bad"),
    ), (Gap("authorisation", about=("contract", "A")),), agents="A", deals="AB"),
    Customer("成都恒丰商贸有限公司", 7, (
        one("order/order_sheet", "A", turned=270),
        one("order/purchase_note", "B"),
        one("customer_background/investigation_report", file="born", level="clean"),
        one("bank_account_permit/account_data_sheet"),
    ), (Gap("licence"), Gap("tax")), deals="AB"),
    Customer("沈阳永固建材股份有限公司", 8, (
        one("business_licence/lying_copy"),
        one("customer_background/background_form", grey=True),
        one("contract/purchase_and_sale", "A", "pdf", turned=180, grey=True),
        one("delivery_slip/goods_signed_for", "A1", "jpg", "office", grey=True),
        one("return_approval/return_form", "A", grey=True),
        one("return_responsibility/responsibility_sheet", "A", grey=True),
        one("return_approval/return_sheet_lying", "B", grey=True),
        one("credit_approval/credit_approval_form", "A"),
        one("arrears_statement/arrears_table", "A", grey=True),
        one("repayment_agreement/repayment_agreement", "A"),
        one("deferral_approval/deferral_sheet", "A"),
        one("repayment_plan/repayment_plan", "A", "jpg", "bad"),
    ), (Gap("return_responsibility", about=("return_approval", "B")),), deals="AB"),
    Customer("远航国际贸易（厦门）有限公司", 11, (
        one("business_licence/lying_original", level="clean"),
        one("customer_background/investigation_report", grey=True),
        one("contract/supply_agreement", "A", "tif"),
        one("delivery_slip/delivery_note", "A1"),
        one("packing_list/packing_slip", "A", grey=True),
        one("customs_declaration/customs_form", "A"),
        one("inspection_report/works_report", "A"),
        one("commodity_inspection/commodity_certificate", "A"),
        one("payment_terms/payment_terms_form", "A"),
        one("collateral_registration/collateral_table", "A"),
    )),
    Customer("西安力源环保科技有限公司", 12, (
        Planned((Sheet("business_licence", "upright_old"),
                 Sheet("tax_registration", "tax_certificate_local")),
                "pdf", note="licence and tax certificate in one batch"),
        one("customer_background/background_form", file="tifbw", level="clean"),
        one("credit_approval/credit_line_sheet", "A", turned=90),
    ), (Gap("contract_or_order"),)),
)  # fmt: skip

OTHERS = (
    one("other/price_list", grey=True),
    one("other/letter_of_thanks"),
    one("other/training_record", file="tifbw", level="clean"),
    one("other/certificate_of_honour"),
)


def own_company(seed: int) -> Firm:
    """Return our own company."""
    return make_firm(random.Random(f"own/{seed}"), name=OWN_NAME, place=0)


def deals_of(customer: Customer, own: Firm, seed: int) -> dict[str, Case]:
    """Draw the customer's deals and their deliveries, by name."""
    rng = random.Random(f"customer/{seed}/{customer.name}")
    firm = make_firm(rng, name=customer.name, place=customer.place, valid_until=customer.valid_until)
    if customer.name.endswith("股份有限公司"):
        firm = replace(firm, company_type="股份有限公司（非上市）")
    elif "股份" in firm.company_type:
        firm = replace(firm, company_type="有限责任公司")
    deals: dict[str, Case] = {}
    for number, name in enumerate(customer.deals, 1):
        rng = random.Random(f"deal/{seed}/{customer.name}/{name}")
        case = make_case(rng, own, firm, number=number, agent=name in customer.agents, lines=4)
        deals[name] = case
        for part in (1, 2):
            goods = case.goods[:2] if part == 1 else case.goods[2:]
            later = case.delivered + dt.timedelta(days=9 * (part - 1))
            deals[f"{name}{part}"] = replace(
                case, goods=goods, delivered=later, slip_no=f"{case.slip_no}{part}"
            )
    return deals
