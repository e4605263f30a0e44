"""Whose paper it is: our own company told apart, names compared, the known customer found or a new one."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field

from rapidfuzz.distance import Levenshtein

from capture.pages import Message, Page, Reader
from classify.names.firms import alike, fold_name, form_of, is_own, name_key
from classify.names.organisations import is_complete_organisation
from classify.normalise import fold
from classify.notation.codes import find_credit_codes, is_credit_code
from classify.parties.known_customers import NEAR, Index, KnownCustomer
from classify.values import Party

__all__ = ["CustomerMatch", "Index", "KnownCustomer", "fold_name", "is_own", "match_customer"]

_MARGIN = 5.0
_MISREAD = 0.88
_NO_CHARACTER_WRONG = 0.97  # one character read at 0.6 among fourteen at 0.99 still gives 0.96
_PLACE_WORDS = frozenset("省市县区镇")
_PLACE_LENGTH = 7
_MEANT = ("股份", "集团")


@dataclass(frozen=True, slots=True)
class CustomerMatch:
    """Which customer a paper belongs to, how sure, and what to ask when unsure.

    ``unnamed``: nobody known is meant, and the paper's own doubt, where it has one, says better why.
    """

    customer_id: int | None
    is_new: bool
    confidence: float
    doubt: Message | None = None
    candidates: tuple[tuple[int, float], ...] = ()
    reasons: tuple[Message, ...] = field(default_factory=tuple)
    unnamed: bool = False


def _ask(
    message: Message, found: Iterable[tuple[int, float]], reasons: Sequence[Message] = ()
) -> CustomerMatch:
    return CustomerMatch(None, False, 0.0, message, tuple(found), tuple(reasons))


def _ask_for_name(message: Message, near: Iterable[tuple[int, float]] = ()) -> CustomerMatch:
    return CustomerMatch(None, False, 0.0, message, tuple(near), unnamed=True)


def _is(customer: KnownCustomer, confidence: float, reason: Message) -> CustomerMatch:
    return CustomerMatch(customer.id, False, confidence, None, ((customer.id, 100.0),), (reason,))


def _contradicts(customer: KnownCustomer, party: Party) -> bool:
    """Tell whether the paper's valid credit code differs from the one known."""
    return bool(customer.uscc and party.uscc and is_credit_code(party.uscc) and customer.uscc != party.uscc)


def _code_doubt(customer: KnownCustomer, party: Party) -> CustomerMatch:
    message = Message(
        "The paper names {name} with credit code {read}, but the customer's credit code is {known}.",
        {"name": party.name, "read": party.uscc or "", "known": customer.uscc or ""},
    )
    return _ask(message, [(customer.id, 100.0)])


def _by_code(index: Index, party: Party) -> CustomerMatch | None:
    ids = index.with_code(party.uscc)
    if not ids:
        return None
    if len(ids) > 1:
        message = Message("Several customers have the credit code {code}.", {"code": party.uscc or ""})
        return _ask(message, [(i, 100.0) for i in ids])
    customer = index.by_id[ids[0]]
    likeness = max(alike(fold_name(party.name), fold_name(name)) for name in customer.names)
    if party.name and likeness < 55:
        message = Message(
            "The credit code is that of {known}, but the paper names {name}.",
            {"known": customer.name, "name": party.name},
        )
        return _ask(message, [(customer.id, likeness)])
    reason = Message(
        "The credit code {code} is that of {name}.", {"code": party.uscc or "", "name": customer.name}
    )
    return _is(customer, 0.99, reason)


def _by_name(index: Index, party: Party, pages: Sequence[Page]) -> CustomerMatch | None:
    ids = index.named(party.name) if party.name else []
    if not ids:
        return None
    fitting = [i for i in ids if not _contradicts(index.by_id[i], party)]
    if not fitting:
        return _code_doubt(index.by_id[ids[0]], party)
    if len(fitting) > 1:
        return _ask(
            Message("Several customers are called {name}.", {"name": party.name}),
            [(i, 100.0) for i in fitting],
        )
    customer = index.by_id[fitting[0]]
    twins = _twins(index, party, customer)
    if twins and party.confidence < _NO_CHARACTER_WRONG and not _surely_reads(party.name, pages):
        message = Message(
            "The paper names {name}; the customer {other} differs from it in one character only.",
            {"name": party.name, "other": index.by_id[twins[0][0]].name},
        )
        return _ask(message, [(customer.id, 100.0), *twins])
    reason = Message("The paper names {name}.", {"name": customer.name})
    return _is(customer, min(0.97, max(0.85, party.confidence)), reason)


def _twins(index: Index, party: Party, customer: KnownCustomer) -> list[tuple[int, float]]:
    """Return other customers a single misread character away from the name on the paper."""
    key = name_key(party.name)
    return [
        (other, score)
        for other, score in index.near(party.name)
        if other != customer.id
        and any(Levenshtein.distance(key, name_key(name)) == 1 for name in index.by_id[other].names)
    ]


def _surely_reads(name: str, pages: Sequence[Page]) -> bool:
    """Tell whether the paper gives a name as text, or twice the same way: then no character is misread."""
    key = fold_name(name)
    lines = [(fold_name(line.text), line.reader) for page in pages for line in page.lines]
    if any(key in text and reader in (Reader.TEXT_LAYER, Reader.QR) for text, reader in lines):
        return True
    return sum(text.count(key) for text, _ in lines) > 1


def _near(index: Index, party: Party, pages: Sequence[Page]) -> CustomerMatch | None:
    near = index.near(party.name) if party.name else []
    near = [(i, s) for i, s in near if s >= NEAR]
    if not near:
        return None
    best, score = near[0]
    customer = index.by_id[best]
    if _contradicts(customer, party):
        # a valid code of its own: another firm with an alike name
        return None if score < 97 and _one_code_sure(party) else _code_doubt(customer, party)
    second = near[1][1] if len(near) > 1 else 0.0
    apart = score - second >= _MARGIN
    if apart and any(_only_misread(party.name, name) for name in customer.names):
        reason = Message("The name reads almost like {name}.", {"name": customer.name})
        return CustomerMatch(best, False, _MISREAD, None, tuple(near), (reason,))
    if apart and party.confidence < _MISREAD and _stands_elsewhere(customer, party, pages):
        reason = Message("Elsewhere the paper names {name}.", {"name": customer.name})
        return CustomerMatch(best, False, _MISREAD, None, tuple(near), (reason,))
    message = Message(
        "The paper names {name}; a customer is called {known}. Is it the same?",
        {"name": party.name, "known": customer.name},
    )
    return _ask(message, near)


def _only_misread(read: str, known: str) -> bool:
    """Tell whether two names differ in nothing that tells firms apart.

    Such differences lie in the company form at the end (有限公同 for 有限公司) or are a 省, 市, 县, 区 or 镇
    that somebody left out near the beginning. Any other character may be another firm's: 新华 and 新桦.
    """
    a, b = name_key(read), name_key(known)
    form = len(form_of(b))
    edits = [edit for edit in Levenshtein.opcodes(a, b) if edit.tag != "equal"]
    if not edits or (form and any(word in a[-form - 2 :] for word in _MEANT if word not in b)):
        return False
    for edit in edits:
        changed = a[edit.src_start : edit.src_end] + b[edit.dest_start : edit.dest_end]
        in_form = form and edit.dest_start >= len(b) - form and edit.dest_end - edit.dest_start <= 1
        place = edit.tag != "replace" and edit.dest_start < _PLACE_LENGTH and set(changed) <= _PLACE_WORDS
        if not (place or (in_form and len(changed) <= 2 and len(edits) == 1)):
            return False
    return True


def _stands_elsewhere(customer: KnownCustomer, party: Party, pages: Sequence[Page]) -> bool:
    """Tell whether the paper carries the customer's name rightly, and the other reading only once."""
    text = "\n".join(fold_name(line.text) for page in pages for line in page.lines)
    return fold_name(customer.name) in text and text.count(fold_name(party.name)) <= 1


def _one_code_sure(party: Party) -> bool:
    return bool(party.uscc and is_credit_code(party.uscc))


def _hint_agrees(party: Party, hint: KnownCustomer, pages: Sequence[Page]) -> bool:
    names = [name for name in hint.names if name]
    if any(alike(fold_name(party.name), fold_name(n)) >= NEAR - 6 for n in names):
        return True
    keys = [fold_name(n) for n in names if len(fold_name(n)) >= 4]
    texts = [fold_name(page.text) for page in pages]
    return any(key in text for key in keys for text in texts) and not is_complete_organisation(party.name)


def _with_hint(
    party: Party | None, index: Index, hint: KnownCustomer, pages: Sequence[Page]
) -> CustomerMatch:
    reason = Message("The folder it came in is named after {name}.", {"name": hint.name})
    if party is None:
        codes = {
            c.value
            for page in pages
            for line in page.lines
            for c in find_credit_codes(fold(line.text))
            if c.ok
        }
        others = [
            i for code in sorted(codes) if code != hint.uscc for i in index.with_code(code) if i != hint.id
        ]
        if others:
            other = index.by_id[others[0]]
            message = Message(
                "The folder is named after {name}, but the paper shows the credit code of {other}.",
                {"name": hint.name, "other": other.name},
            )
            return _ask(message, [(hint.id, 100.0), (other.id, 100.0)])
        return _is(hint, 0.9, reason)
    if hint.uscc and party.uscc and is_credit_code(party.uscc):
        if hint.uscc == party.uscc:
            return _is(hint, 0.99, reason)
    elif name_key(party.name) in {name_key(name) for name in hint.names}:
        return _is(hint, 0.95, reason)
    elif hint.id not in (named := index.named(party.name)) and named:
        other = index.by_id[named[0]]
        message = Message(
            "The folder is named after {name}, but the paper names {other}.",
            {"name": hint.name, "other": other.name},
        )
        return _ask(message, [(hint.id, 100.0), (other.id, 100.0)])
    if not _contradicts(hint, party) and _hint_agrees(party, hint, pages):
        return _is(hint, 0.95, reason)
    message = Message(
        "The folder is named after {name}, but the paper names {other}.",
        {"name": hint.name, "other": party.name or (party.uscc or "")},
    )
    return _ask(message, [(hint.id, 100.0), *index.near(party.name)])


def match_customer(
    party: Party | None,
    known: Sequence[KnownCustomer] | Index,
    *,
    hint: KnownCustomer | None = None,
    pages: Sequence[Page] = (),
    own: Sequence[str] = (),
) -> CustomerMatch:
    """Find the customer a party is: by credit code, by name or alias, by an alike name; or say it is new.

    A ``hint`` (the folder's customer) decides where the paper does not contradict it. A doubt means a
    person must look; ``is_new`` means nothing near is known and the paper is sure enough by itself.
    """
    index = known if isinstance(known, Index) else Index(known)
    if party is not None and is_own(party.name, party.uscc, own):
        return _ask(Message("The paper names only our own company.", {}), [])
    if hint is not None:
        return _with_hint(party, index, hint, pages)
    if party is None:
        return _ask_for_name(Message("The paper does not say whose it is.", {}))
    found = _by_code(index, party) or _by_name(index, party, pages) or _near(index, party, pages)
    if found is not None:
        return found
    near = index.near(party.name)
    sure_name = is_complete_organisation(party.name) and party.confidence >= 0.8
    if (sure_name or (_one_code_sure(party) and is_complete_organisation(party.name))) and not (
        near and near[0][1] >= NEAR
    ):
        reason = Message("Nobody known is called {name}.", {"name": party.name})
        return CustomerMatch(None, True, round(party.confidence, 3), None, tuple(near), (reason,))
    if not party.name:
        return _ask_for_name(Message("The customer's name was not read.", {}), near)
    return _ask_for_name(Message("“{name}” is not surely a whole customer name.", {"name": party.name}), near)
