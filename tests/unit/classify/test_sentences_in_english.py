"""What contracts and letters in English say in sentences: parties, sums and days."""

from __future__ import annotations

from typing import Any

import pytest

from classify.decide import Decision
from classify.names.organisations import organisation
from tests.unit.classify.decided import Draw, Read, values

OURS = "Shanghai Hongda Machinery Co., Ltd."
THEIRS = "Brightwater Fittings Pty Ltd"


def _letter(page: Draw, read: Read, title: str, *rows: str) -> Decision:
    spots: list[Any] = [(500, 60, title, 50)] if title else []
    spots += [(100, 160 + 56 * number, row) for number, row in enumerate(rows) if row]
    return read(page(*spots), own=[OURS])


def test_parties_of_a_contract_called_in_brackets(page: Draw, read: Read) -> None:
    """What is said of each firm behind its name (a company …) was taken for its form."""
    decision = _letter(
        page,
        read,
        "SUPPLY AGREEMENT",
        "This Agreement is entered into on 7 March 2022 by and between",
        f'{THEIRS}, a company incorporated in Tasmania (hereinafter referred to as the "Buyer"), and',
        f'{OURS}, a company registered in China (hereinafter called the "Supplier").',
        "Agreement No. SA-22-071",
        "Term: from 1 April 2022 to 31 March 2023. Force majeure. Arbitration in Singapore.",
    )
    found = values(decision)
    assert decision.type == "contract"
    assert (found["party_a"], found["party_b"], found["signed"]) == (THEIRS, OURS, "2022-03-07")
    assert (found["valid_from"], found["valid_until"]) == ("2022-04-01", "2023-03-31")


def test_a_debt_is_acknowledged(page: Draw, read: Read) -> None:
    """As of 31 May is the day of the debt, not of the letter."""
    decision = _letter(
        page,
        read,
        "ACKNOWLEDGEMENT OF DEBT",
        f"We, {THEIRS}, hereby acknowledge that as of 31 May 2022 we owe {OURS}",
        "the sum of AUD 14,200.00 for goods delivered.",
        "",
        "Hobart, 9 June 2022",
        "Managing Director",
    )
    found = values(decision)
    assert decision.type == "arrears_statement"
    assert (found["party"], found["amount"], found["date"]) == (THEIRS, "14200.00", "2022-06-09")
    assert found["amount_currency"] == "AUD"


def test_an_agreement_to_repay_is_of_the_day_it_was_made(page: Draw, read: Read) -> None:
    decision = _letter(
        page,
        read,
        "DEBT REPAYMENT AGREEMENT",
        "This Agreement is made on 12 July 2022 between",
        f'{OURS} (the "Creditor") and',
        f'{THEIRS} (the "Debtor").',
        "The Debtor owes the Creditor an outstanding amount of AUD 14,200.00 and shall repay it in two",
        "instalments of AUD 7,100.00 each on 31 August and 30 September 2022.",
    )
    found = values(decision)
    assert decision.type == "repayment_agreement"
    assert (found["creditor"], found["debtor"]) == (OURS, THEIRS)
    assert (found["amount"], found["date"]) == ("14200.00", "2022-07-12")


def test_a_payment_is_asked_to_be_extended(page: Draw, read: Read) -> None:
    decision = _letter(
        page,
        read,
        "",
        THEIRS,
        "20 May 2022",
        f"To: {OURS}",
        "Re: Request for extension of payment of invoice HD-311",
        "Invoice HD-311 of AUD 14,200.00 falls due on 31 May 2022. We kindly ask you to",
        "extend the payment to 31 July 2022.",
    )
    found = values(decision)
    assert decision.type == "deferral_approval"
    assert (found["party"], found["amount"], found["date"]) == (THEIRS, "14200.00", "2022-05-20")
    assert (found["due"], found["deferred_until"]) == ("2022-05-31", "2022-07-31")


def test_somebody_is_authorised(page: Draw, read: Read) -> None:
    decision = _letter(
        page,
        read,
        "LETTER OF AUTHORITY",
        "Date: 5 August 2022",
        "This is to certify that Mr. Peter Walsh, Coordinator of our company, is authorised to collect",
        f"goods and sign delivery notes on behalf of {THEIRS}",
    )
    found = values(decision)
    assert (found["party"], found["agent"]) == (THEIRS, "Peter Walsh")


@pytest.mark.parametrize(
    ("text", "name"),
    [
        (f"goods and sign delivery notes on behalf of {THEIRS}", None),
        (f"{THEIRS}, a limited liability company incorporated in Tasmania", THEIRS),
        (f"{THEIRS}, represented by Helen Marsh", THEIRS),
        ("Tasman Fishing Company", "Tasman Fishing Company"),
    ],
)
def test_a_firm_s_name_within_a_sentence(text: str, name: str | None) -> None:
    assert organisation(text) == name


def test_an_account_number_in_groups_is_whole(page: Draw, read: Read) -> None:
    decision = _letter(
        page,
        read,
        "BANK ACCOUNT CERTIFICATE",
        f"Account name: {THEIRS}",
        "Account number: 0641 1022 3344",
        "Bank name: Tasman Bank, Hobart Branch",
    )
    assert values(decision)["account_no"] == "064110223344"


def test_an_order_s_own_number_has_a_dot_and_a_colon(page: Draw, read: Read) -> None:
    """Order no.: was thought no plain label, and the other's number behind Your order: taken."""
    decision = _letter(
        page,
        read,
        "ORDER CONFIRMATION",
        "Order no.: SO-22-551",
        f"Customer: {THEIRS}",
        "Your order: BF-778",
        "Order date: 18 Jan 2022",
    )
    assert values(decision)["order_no"] == "SO-22-551"


def test_numbers_of_credits_and_taxes_are_not_the_paper_s(page: Draw, read: Read) -> None:
    decision = _letter(
        page,
        read,
        "COMMERCIAL INVOICE",
        f"To: {THEIRS}",
        "Invoice No.: HD-22-033",
        "L/C No.: 8810-LC-210377",
        "Total USD 16,800.00",
    )
    assert values(decision)["number"] == "HD-22-033"


def test_the_next_label_in_english_ends_a_value(page: Draw, read: Read) -> None:
    paper = page(
        (500, 60, "TEST REPORT", 50),
        (100, 160, "Report No.: TR-5512"),
        (100, 220, "Product: Drip filter"),
        (420, 220, "Grade: A1"),
        (100, 280, f"Client: {THEIRS}"),
    )
    assert values(read(paper, own=[OURS]))["product"] == "Drip filter"


def test_who_signs_for_a_firm_is_its_representative(page: Draw, read: Read) -> None:
    decision = _letter(
        page,
        read,
        "POWER OF ATTORNEY",
        f"The undersigned, Helen Marsh, Managing Director of {THEIRS}, hereby authorizes",
        "Mr. Peter Walsh, ID no. 44552211, to sign contracts on our behalf.",
        "Valid until December 31, 2022.",
    )
    found = values(decision)
    assert (found["party"], found["legal_representative"]) == (THEIRS, "Helen Marsh")
    assert (found["agent"], found["valid_until"]) == ("Peter Walsh", "2022-12-31")
