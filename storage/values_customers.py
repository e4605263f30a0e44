"""Values of customers' names, contacts and changes."""

from __future__ import annotations

import datetime as dt
from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from typing import Any


class AliasKind(StrEnum):
    """What another name of a customer is."""

    ALIAS = "alias"  # a name its papers carry
    FORMER = "former"  # its registered name before (曾用名)
    SHORT = "short"  # what the office calls it (简称)


@dataclass(frozen=True, slots=True)
class Alias:
    """Another name of a customer; ``from_customer`` brought it when it was merged into this one."""

    name: str
    folded_name: str
    kind: str
    created_by: str
    from_customer: int | None


@dataclass(frozen=True, slots=True)
class Contact:
    """A telephone, an address or a customer number, as written and as compared."""

    kind: str
    value: str
    folded: str
    document_id: int | None = None


@dataclass(frozen=True, slots=True)
class Sharing:
    """Another customer with the same telephone or address."""

    customer_id: int
    name: str
    uscc: str | None
    kind: str
    value: str


@dataclass(frozen=True, slots=True)
class CustomerChange:
    """One merge or renaming. ``customer_id`` was renamed, or was merged into ``other_id``."""

    id: int
    verb: str
    customer_id: int
    other_id: int | None
    actor: str
    at: dt.datetime
    before: Mapping[str, Any]
    after: Mapping[str, Any]
    undone_at: dt.datetime | None
    undone_by: str | None
