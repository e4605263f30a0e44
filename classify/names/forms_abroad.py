"""Legal forms of firms abroad, as they end a name or stand before it: S.A.E., GmbH & Co. KG, OOO."""

from __future__ import annotations

import re

# with dots no other words look like them, wherever they stand; those that go on come first
_DOTTED = re.findall(
    "[A-Z]+",
    "SACIF SACI SAOC SAOG SASU SAE SAL SAU SAA SAM SAC SCRL SCA SNC SPRL BSCC BSC KSCP KSCC KSC QPSC QSC "
    "PJSC WLL LLP PLC VOF OHG EPE IKE CVBA BVBA PCL",
)


# names may end so, but no law knows them: behind them the form may stand on the next line
_TRADES = (
    "SUPPLY|SUPPLIES|INDUSTRIES|ENTERPRISES?|INTERNATIONAL|MANUFACTURING|MFG|IMPORTS?|EXPORTS?|HOLDINGS?|"
    "SOLUTIONS|TRADERS|AGENCIES|IMPEX|EXIM|OVERSEAS|FACTORY|"
    "SYSTEMS|PRODUCTS|TECHNOLOG(?:Y|IES)|DISTRIBUTORS?|DISTRIBUTION|BROTHERS|BROS|SONS"
)
_WITHOUT_FORM = re.compile(rf"(?<![A-Z])(?:TRADING|GROUP|{_TRADES})\.?$")
_MISREAD_ARTICLE = re.compile("[AE]1 [A-Z][a-z]")  # Al Noor, El Corte
_MISREAD_LETTER = re.compile(r"(?<![A-Za-z0-9])(?:[A-Za-z]+[01][A-Za-z]{2,}|[01][a-z]{3,})")  # Fi1ters, 0mega


def _with_dots(letters: str) -> str:
    """Return a pattern of a form with dots: S.A.E[.], and S. A. E. with blanks."""
    return "\\.".join(letters) + "|" + "\\. ".join(letters) + "(?=\\.)"


_END = re.compile(
    rf"(?<![A-Z])(?:{'|'.join(map(_with_dots, _DOTTED))}|"
    r"LTD\.? ?[SŞ]T[Iİ]|CO\.? ?,? ?LTD|COMPANY LIMITED|LIMITED|LTD|INC|INCORPORATED|CORP|CORPORATION|COMPANY|"
    r"L\.?L\.?C|GES\.? ?M\.? ?B\.? ?H|GMBH|"
    r"S\.? ?DE R\.? ?L\.?(?: DE C\.? ?V)?|S\.?A\.?(?:P\.?I\.?|B\.?)? DE C\.? ?V|S\.?R\.?L\.? DE C\.? ?V|"
    r"S\.? ?[AÀ]\.? ?R\.? ?L(?:\.? AU(?=$|,))?|S\.?A\.?S|S\.?L\.?U|S\.L|"
    r"S\.?A|B\.?V|PTE|PTY|PLC|AG|S\.?R\.?L|LTDA|LIMITADA|TRADING|GROUP|FZE|[POC]?J\.?S\.?C|BHD|S\.?P\.?A|A\.[SŞ]|"
    r"N\.?V|K\.?K|(?:KABUSHIKI|GODO|YUGEN) KAISHA|E\.?I\.?R\.?L)"
    r"(?![A-Z])\.?",
)
# too short to stand anywhere but at the end, behind another word
_SHORT_END = re.compile(
    r"(?<=[A-Z.&)] )(?<!SAME )(?:AB|OÜ|A/S|AS|APS|OYJ?|KG|KGAA|UG|LLP|KFT|ZRT|NYRT|S\.?R\.?O|D\.?O\.?O|"
    r"Z\.? ?O\.?O|W\.?L\.?L|FZCO|FZC|DMCC|EIRL|EIRELI|EST|ESTABLISHMENT|L\.?D\.?A|C\.A|A\.E|G\.K|S\.C|L\.P|"
    r"CO(?=\.$)|S\.?A\.?C|EO?OD|OOO|SAE|SAOC|SAOG|BVBA|SPRL|SCRL|CVBA|OHG|E\.K|SASU|EURL|"
    r"PCL|PLLC|ULC|AŞ|TBK|LTÉE|LIMITÉE|EHF|ASA|"
    rf"{_TRADES})\.?(?=,|$)"
)
# words of their own in a text of capitals: only behind small letters
_SHORTEST_END = re.compile(
    r"(?<=[a-zß-ÿ.)] )(?:AD|AE|BSC|CV|DAC|HF|hf|KSC|LP|SAL|SE|SIA|SL|SNC|UAB|VOF|UD)\.?(?=,|$)"
)
# behind a comma only what is no place and no word of its own: Vidros, Lda.; but Calgary, AB
_BEHIND_COMMA = re.compile(
    r"(?<=[A-ZÀ-ÖØ-Þ.&)],) ?(?:L\.?D\.?A|S\.?R\.?O|D\.?O\.?O|W\.?L\.?L|LLP|PLLC|EIRL|KFT|ZRT|APS|"
    r"FZCO|FZC|DMCC)\.?(?=,|$)"
)
# readers lose the blank before a form in small letters: EnergiaS.p.A., KunststoffeGmbH
_RUN_INTO_NAME = re.compile(
    r"(?<=[a-zß-ÿ]{3})(?=(?:S\.p\.A|S\.r\.l|S\.A\.|B\.V\.|N\.V\.|L\.L\.C|LLC|GmbH|Lda\.|Ltda\.|Ltd\.)(?![A-Za-z]{2}))"
)
_FORM_FIRST = re.compile(  # PT. SEHAT MEDIKA, of Indonesia; OOO STROYINVEST; UAB "BALTIJA"
    r"(?:(?:P\.?T|C\.?V|OOO|TOO|ZAO|TOV|LLC|[POC]?JSC|UAB|SIA|SARL|SAS|EURL|ООО|ТОО|ЗАО|ПАО|ТОВ) ?\.? ?"
    r"|CONG TY (?:TNHH|CP|CO PHAN) |KABUSHIKI KAISHA )"
    r"[\"'«“]?(?=[^\W\d_]{3,}(?:[ -][^\W\d_]{2,})*[\"'»”]?(?: TBK\.?)?$)"
)
_DOTTED_END = re.compile(  # shortened with a dot
    r"(?<![A-Z])(?:LTDA?|LDA|INC|CORP|CO|BHD|EST|KFT|ZRT|NYRT|HF|EHF|TBK|BROS|MFG|[SŞ]T[Iİ]|"
    r"(?:[A-ZÀ]\. ?)+[A-ZŞ])$"
)
_RUN_INTO_FORM = re.compile(r"(?<=^PT\.)(?=[A-Z])", re.IGNORECASE)
# so a letter calls whom it is to: Messrs. …S.A.E., M/s …LLC
_POLITE = re.compile(r"^(?:M/S|MESSRS)\b[.:]* ?(?=[A-Z])", re.IGNORECASE)


_SAID_OF = re.compile(
    r",? (?:which is |being )?(?:an? |the )(?:[a-z-]+ ){0,3}"
    r"(?:company|corporation|firm|enterprise|partnership)[, ]"
    r"|, ?(?:duly |represented|having|with (?:its|a|registered)|located|registered|incorporated|organi[sz]ed"
    r"|established)",
    re.IGNORECASE,
)
_SENTENCE = re.compile(r"[a-z]{2,} [a-z]{2,} |.* (?:is|are|was|were|has|have|shall|will|hereby|between) ")


def _upper(text: str) -> str:
    """Return capitals, sign for sign: ß stays one."""
    return "".join(c if len(c.upper()) > 1 else c.upper() for c in text)


def western_ends(value: str) -> list[int]:
    """Return where the forms of firms abroad end in a name: LTD, GMBH, AB."""
    upper = _upper(value)
    found = [m.end() for form in (_END, _SHORT_END, _BEHIND_COMMA) for m in form.finditer(upper)]
    return sorted((*found, *(m.end() for m in _SHORTEST_END.finditer(value))))


def may_be_misread(value: str) -> bool:
    """Tell whether a firm's Latin name may lack its legal form (…Trading), or have a figure for a letter."""
    lacks_form = _WITHOUT_FORM.search(_upper(value)) is not None and form_first(value) is None
    misread = _MISREAD_ARTICLE.match(value) or _MISREAD_LETTER.search(value)
    return lacks_form or misread is not None


def form_first(value: str) -> str | None:
    """Return the name of a firm whose form stands before it: PT. Sehat Medika; None for another text."""
    found = _FORM_FIRST.match(_upper(value)) if " " in value else None
    return _RUN_INTO_FORM.sub(" ", value) if found else None


def keeps_dot(value: str) -> bool:
    """Tell whether a name ends in a form that is written with a dot behind it: …Co., Ltd, …S.A.E."""
    return _DOTTED_END.search(_upper(value)) is not None


def with_form_apart(value: str) -> str:
    """Return a name with a blank before the form that a reader ran into it: EnergiaS.p.A."""
    return _RUN_INTO_NAME.sub(" ", value)


def without_address(value: str) -> str:
    """Return a name without the word that addresses a firm: Messrs., M/s."""
    return _POLITE.sub("", value)


def without_what_is_said(value: str) -> str:
    """Return a name without what a contract says of it behind: …Ltd, a company incorporated in Australia."""
    return _SAID_OF.split(value, maxsplit=1)[0]


def is_a_sentence(value: str) -> bool:
    """Tell whether a stretch is words of a sentence, no name: goods on behalf of …, it is made between …."""
    return _SENTENCE.match(value) is not None
