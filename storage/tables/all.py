"""Every table, so that the metadata is whole wherever this module is imported."""

from __future__ import annotations

from storage.tables.accounts import Invitations, PhoneLinks, Sessions, Teams, Tokens, Users, UserTeams
from storage.tables.archive import (
    Approvals,
    CatalogueEntries,
    HandoverDocuments,
    Handovers,
    HandoverSteps,
    ReferenceNumbers,
    VolumeDocuments,
    Volumes,
)
from storage.tables.base import Base
from storage.tables.customers import (
    CompletenessHistory,
    CoverSheets,
    CustomerAliases,
    CustomerChanges,
    CustomerContacts,
    Customers,
    Facts,
    RequirementStates,
    Shipments,
    Waivers,
)
from storage.tables.documents import ActDocuments, Acts, Attestations, DocumentPages, Documents
from storage.tables.inboxes import InboxProblems, RefusedPaths
from storage.tables.learning import Corrections, Likenesses, PageMarks, RuleVersions
from storage.tables.record import Audit, Marks
from storage.tables.sampling import SampledDocuments, SampledPages, SamplingCustomers, Samplings
from storage.tables.scans import Pages, PageTexts, Scans

METADATA = Base.metadata

__all__ = [
    "METADATA",
    "ActDocuments",
    "Acts",
    "Approvals",
    "Attestations",
    "Audit",
    "CatalogueEntries",
    "CompletenessHistory",
    "Corrections",
    "CoverSheets",
    "CustomerAliases",
    "CustomerChanges",
    "CustomerContacts",
    "Customers",
    "DocumentPages",
    "Documents",
    "Facts",
    "HandoverDocuments",
    "HandoverSteps",
    "Handovers",
    "InboxProblems",
    "Invitations",
    "Likenesses",
    "Marks",
    "PageMarks",
    "PageTexts",
    "Pages",
    "PhoneLinks",
    "ReferenceNumbers",
    "RefusedPaths",
    "RequirementStates",
    "RuleVersions",
    "SampledDocuments",
    "SampledPages",
    "SamplingCustomers",
    "Samplings",
    "Scans",
    "Sessions",
    "Shipments",
    "Teams",
    "Tokens",
    "UserTeams",
    "Users",
    "VolumeDocuments",
    "Volumes",
    "Waivers",
]
