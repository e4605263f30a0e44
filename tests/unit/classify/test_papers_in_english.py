"""Letters, forms and certificates in English of the kinds that are known in Chinese."""

from __future__ import annotations

import pytest

from classify.names.organisations import person, short_name
from tests.unit.classify.decided import Draw, Read, values

OURS = "Shanghai Hongda Machinery Co., Ltd."
THEIRS = "Lotus Cable Works S.A.E."


def test_a_power_of_attorney_in_sentences(page: Draw, read: Read) -> None:
    """Its party, agent, term and day were not read: the letter names them in no label."""
    letter = page(
        (120, 60, "Ferrandi Valvole S.r.l.", 40),
        (120, 130, "Via Emilia 40 · 29122 Piacenza · Italy"),
        (620, 220, "POWER OF ATTORNEY", 50),
        (120, 320, "Piacenza, 3 May 2023"),
        (120, 400, f"To: {OURS}, Shanghai"),
        (120, 480, "We, Ferrandi Valvole S.r.l., represented by our General Manager Dr. Paola"),
        (120, 530, "Rinaldi, hereby appoint Ms. Anna Costa, Sales Manager (passport no. YA5512340),"),
        (120, 580, "to sign contracts with your company on our behalf."),
        (120, 630, "This authorisation is valid from 15 May 2023 until 14 May 2025."),
        (120, 800, "Dr. Paola Rinaldi"),
        (120, 850, "General Manager"),
    )
    decision = read(letter, own=[OURS])
    assert decision.type == "authorisation_letter"
    found = values(decision)
    assert found["party"] == "Ferrandi Valvole S.r.l."
    assert found["legal_representative"] == "Dr. Paola Rinaldi"
    assert found["agent"] == "Anna Costa"
    assert (found["valid_from"], found["valid_until"]) == ("2023-05-15", "2025-05-14")
    assert found["date"] == "2023-05-03"


def test_a_repayment_plan_is_told_by_its_subject(page: Draw, read: Read) -> None:
    """A subject names the paper first and then about what; its list's days are none of issue."""
    letter = page(
        (120, 60, THEIRS, 40),
        (120, 120, "8 Port Said Street, Damietta, Egypt"),
        (120, 220, "Damietta, 2 March 2023"),
        (120, 280, OURS),
        (120, 380, "Subject: Repayment schedule for sales contract HD-E-207"),
        (120, 460, "Dear Sirs,"),
        (120, 520, "We regret that the balance of USD 51,300.00 could not be transferred."),
        (120, 570, "We propose to repay the outstanding amount in the following instalments:"),
        (120, 640, "Instalment"),
        (500, 640, "Due date"),
        (900, 640, "Amount (USD)"),
        (120, 700, "1"),
        (500, 700, "31 March 2023"),
        (900, 700, "25,000.00"),
        (120, 760, "2"),
        (500, 760, "30 April 2023"),
        (900, 760, "26,300.00"),
        (120, 900, "Youssef Hamdy"),
    )
    decision = read(letter, own=[OURS])
    assert decision.type == "repayment_plan"
    found = values(decision)
    assert (found["party"], found["amount"], found["date"]) == (THEIRS, "51300.00", "2023-03-02")
    assert found["amount_currency"] == "USD"


def test_a_subject_about_another_paper_is_no_title(page: Draw, read: Read) -> None:
    letter = page(
        (120, 60, THEIRS, 40),
        (120, 220, "Damietta, 2 March 2023"),
        (120, 380, "Re: Invoice HD-2291"),
        (120, 460, "Dear Sirs,"),
        (120, 520, "please send us the documents once more."),
    )
    assert read(letter, own=[OURS]).type == "other"


def test_terms_between_two_firms_called_by_brackets(page: Draw, read: Read) -> None:
    """The word in brackets was a label, and what followed it a name: the following."""
    paper = page(
        (120, 60, "Terms of Payment", 44),
        (1200, 64, "PT-23-118"),
        (120, 160, f"Between {OURS} (Supplier) and"),
        (120, 210, f"{THEIRS} (Customer) the following terms are agreed:"),
        (160, 290, "1. Payment term: 45 days net from invoice date"),
        (160, 340, "2. Transfer to Bank of Ningbo, SWIFT BKNBCN2N"),
        (120, 500, "Date: 9 May 2023"),
    )
    decision = read(paper, own=[OURS])
    found = values(decision)
    assert decision.type == "payment_terms"
    assert (found["party"], found["number"]) == (THEIRS, "PT-23-118")
    assert found["terms"] == "45 days net from invoice date"


@pytest.mark.parametrize("words", ["the following", "THE UNDERSIGNED", "hereby agrees", "shall pay within"])
def test_words_of_a_sentence_are_no_name(words: str) -> None:
    assert short_name(words) is None


def test_a_doctor_s_title_is_part_of_the_name() -> None:
    assert person("Dr. Heinz Albers") == "Dr. Heinz Albers"
    assert person("Mr. Jo Beck") == "Jo Beck"


@pytest.mark.parametrize(
    ("kind", "rows", "expected"),
    [
        (
            "credit_approval",
            [
                ("Customer Credit Line Approval", ""),
                ("Form no.", "CL-118"),
                ("Customer", THEIRS),
                ("Credit limit", "EUR 75,000.00"),
                ("Credit period", "45 days"),
                ("Valid from", "2023-06-01"),
                ("Valid to", "2024-05-31"),
                ("Approval date", "24 May 2023"),
                ("Approved by", "Wu Jian"),
            ],
            {
                "party": THEIRS,
                "amount": "75000.00",
                "amount_currency": "EUR",
                "term": "45 days",
                "valid_from": "2023-06-01",
                "valid_until": "2024-05-31",
                "date": "2023-05-24",
            },
        ),
        (
            "collateral_registration",
            [
                ("Register of Guarantees", ""),
                ("Reg. No.", "GS-23-07"),
                ("Customer", THEIRS),
                ("Guaranteed amount", "USD 90,000.00"),
                ("Guarantor", "Damietta Commercial Finance Co."),
                ("Valid from", "1 July 2023"),
                ("Valid until", "30 June 2024"),
                ("Date", "28 June 2023"),
            ],
            {
                "number": "GS-23-07",
                "party": THEIRS,
                "amount": "90000.00",
                "valid_from": "2023-07-01",
                "valid_until": "2024-06-30",
                "date": "2023-06-28",
            },
        ),
        (
            "inspection_report",
            [
                ("Inspection Certificate 3.1", ""),
                ("according to EN 10204", ""),
                ("Certificate no.", "Z-4471"),
                ("Date", "7 Feb 2023"),
                ("Customer", THEIRS),
                ("Manufacturer", OURS),
                ("Product", "Globe valve DN80"),
                ("Purchase order no.", "LC-90021"),
                ("Chemical composition, %", ""),
            ],
            {
                "number": "Z-4471",
                "party": THEIRS,
                "maker": OURS,
                "order_no": "LC-90021",
                "date": "2023-02-07",
                "product": "Globe valve DN80",
            },
        ),
        (
            "deferral_approval",
            [
                ("Payment Extension Request", ""),
                ("Customer", THEIRS),
                ("Amount due", "USD 12,400.00"),
                ("Original due date", "30 April 2023"),
                ("New due date", "30 June 2023"),
                ("Date", "20 April 2023"),
                ("Approved by", "Wu Jian"),
            ],
            {
                "party": THEIRS,
                "amount": "12400.00",
                "due": "2023-04-30",
                "deferred_until": "2023-06-30",
                "date": "2023-04-20",
            },
        ),
        (
            "return_approval",
            [
                ("Return Goods Authorization", ""),
                ("RMA No.", "RG-0418"),
                ("Customer", THEIRS),
                ("Product name", "Cable drum"),
                ("Reason for return", "damaged flanges"),
                ("Claim amount", "USD 1,260.00"),
                ("Date", "11 Sept. 2023"),
                ("Approved by", "Wu Jian"),
            ],
            {"party": THEIRS, "product": "Cable drum", "amount": "1260.00", "date": "2023-09-11"},
        ),
    ],
)
def test_a_form_in_english(
    kind: str, rows: list[tuple[str, str]], expected: dict[str, str], page: Draw, read: Read
) -> None:
    """The words of such forms were known in Chinese alone."""
    spots = [(560, 60, rows[0][0], 50)]
    for number, (label, value) in enumerate(rows[1:]):
        spots += [(120, 180 + 70 * number, label)] + ([(620, 180 + 70 * number, value)] if value else [])
    decision = read(page(*spots), own=[OURS])
    assert decision.type == kind
    found = values(decision)
    assert {name: found.get(name) for name in expected} == expected
    assert decision.party is not None
    assert decision.party.name == THEIRS


def test_a_statement_of_one_firm_s_account(page: Draw, read: Read) -> None:
    """Its letterhead is one line with the address; the customer stands below Account of."""
    paper = page(
        (700, 60, "STATEMENT", 50),
        (300, 130, f"{OURS} · 9 Gongye Road, Jiading, Shanghai, China"),
        (120, 240, "Account of:"),
        (1100, 240, "Statement date: May 31, 2023"),
        (120, 290, "Brightwater Fittings LLC"),
        (120, 340, "12 Quay Road, Portland, OR 97201"),
        (120, 500, "Date"),
        (500, 500, "Reference"),
        (1200, 500, "Balance"),
        (120, 560, "04/22/2023"),
        (500, 560, "Invoice HD-771"),
        (1200, 560, "8,150.00"),
        (1100, 700, "Amount due $8,150.00"),
    )
    decision = read(paper, own=[OURS])
    found = values(decision)
    assert decision.type == "account_statement"
    assert (found["party"], found["sender"]) == ("Brightwater Fittings LLC", OURS)


def test_a_receipt_and_an_order_in_english(page: Draw, read: Read) -> None:
    receipt = page(
        (600, 60, "Official Receipt", 50),
        (120, 180, "Received from"),
        (500, 180, THEIRS),
        (120, 260, "Amount"),
        (500, 260, "USD 3,100.00"),
        (120, 340, "Being"),
        (500, 340, "tooling charges"),
        (120, 420, "Date"),
        (500, 420, "June 8, 2022"),
        (900, 560, "For and on behalf of"),
        (900, 610, OURS),
    )
    found = values(read(receipt, own=[OURS]))
    assert (found["payee"], found["purpose"]) == (OURS, "tooling charges")
    order = page(
        (120, 60, "Brightwater Fittings LLC · 12 Quay Road, Portland, OR 97201"),
        (900, 160, "PURCHASE ORDER", 50),
        (120, 260, "P.O. Number"),
        (700, 260, "P.O. Date"),
        (1200, 260, "Required by"),
        (120, 320, "BF-2207"),
        (700, 320, "Mar 4, 2023"),
        (1200, 320, "Apr 30, 2023"),
        (120, 440, "Vendor"),
        (120, 500, OURS),
        (120, 640, "Order total USD 9,900.00"),
    )
    found = values(read(order, own=[OURS]))
    assert (found["buyer"], found["delivery_date"]) == ("Brightwater Fittings LLC", "2023-04-30")


def test_a_title_beside_a_letterhead_is_not_its_beginning(page: Draw, read: Read) -> None:
    """The row of both was read as one name: Commercial Invoice … Co., Ltd."""
    paper = page(
        (120, 60, "Commercial Invoice", 44),
        (900, 64, OURS),
        (120, 200, "Sold to"),
        (120, 250, THEIRS),
        (900, 200, "Invoice no. HD-23018"),
        (900, 250, "Purchase order LC-90021"),
        (900, 300, "Invoice date 18-Mar-2023"),
        (900, 500, "Total USD 4,120.00"),
    )
    found = values(read(paper, own=[OURS]))
    assert found["seller"] == OURS
    assert found["order_no"] == "LC-90021"


def test_a_type_is_the_specification_of_goods(page: Draw, read: Read) -> None:
    """Of lists in English the column Type was not read."""
    paper = page(
        (100, 60, OURS),
        (600, 140, "DELIVERY NOTE", 50),
        (100, 240, f"Deliver to: {THEIRS}"),
        (1100, 240, "Date: 16 March 2023"),
        *[(x, 360, word) for x, word in ((100, "Pos."), (220, "Description"), (700, "Type"), (1100, "Qty"))],
        *[(x, 430, word) for x, word in ((100, "1"), (220, "Cable drum"), (700, "KD-80"), (1100, "12 pcs"))],
        *[(x, 500, word) for x, word in ((100, "2"), (220, "Clamp"), (700, "K-8"), (1100, "40 pcs"))],
    )
    lines = values(read(paper, own=[OURS]))["lines"]
    assert [(line["item"], line["spec"]) for line in lines] == [("Cable drum", "KD-80"), ("Clamp", "K-8")]


@pytest.mark.parametrize("title", ["PAYMENT REMINDER", "DEBIT NOTE", "BANK GUARANTEE", "LETTER OF CREDIT"])
def test_a_paper_of_another_kind_waits(title: str, page: Draw, read: Read) -> None:
    """A reminder lists what is outstanding as a statement does."""
    paper = page(
        (100, 60, OURS),
        (600, 140, title, 50),
        (100, 240, f"To: {THEIRS}"),
        (1100, 240, "Date: 16 March 2023"),
        (100, 320, "Outstanding balance, please remit without delay:"),
        *[(x, 400, word) for x, word in ((100, "Date"), (500, "Invoice"), (1100, "Balance"))],
        *[(x, 460, word) for x, word in ((100, "02/22/2023"), (500, "HD-771"), (1100, "8,150.00"))],
        (1000, 560, "Amount due USD 8,150.00"),
    )
    assert read(paper, own=[OURS]).type == "other"
