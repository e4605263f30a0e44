"""A unit of work: every repository over one session."""

from __future__ import annotations

from sqlalchemy.orm import Session

from storage.repositories.accounts import (
    InvitationRepository,
    SessionRepository,
    TeamRepository,
    TokenRepository,
    UserRepository,
)
from storage.repositories.acts import ActRepository
from storage.repositories.attestations import AttestationRepository
from storage.repositories.audit import AuditRepository
from storage.repositories.catalogues import CatalogueRepository
from storage.repositories.checklists import FactRepository, RequirementRepository
from storage.repositories.contacts import ContactRepository
from storage.repositories.covers import CoverRepository
from storage.repositories.customer_changes import CustomerChangeRepository
from storage.repositories.customers import CustomerRepository
from storage.repositories.documents import DocumentRepository
from storage.repositories.filing import FilingRepository
from storage.repositories.grids import GridRepository
from storage.repositories.handovers import HandoverRepository
from storage.repositories.learning import RuleRepository
from storage.repositories.likenesses import LikenessRepository
from storage.repositories.marks import MarkRepository
from storage.repositories.milestones import MilestoneRepository
from storage.repositories.pages import PageRepository
from storage.repositories.phone_links import PhoneLinkRepository
from storage.repositories.refused import RefusedRepository
from storage.repositories.registers import RegisterRepository
from storage.repositories.review_queue import ReviewQueue
from storage.repositories.samplings import SamplingRepository
from storage.repositories.saved_searches import SavedSearchRepository
from storage.repositories.scans import ScanRepository
from storage.repositories.statistics import StatisticsRepository
from storage.search import Search


class Work:
    """What one verb does: it stands or falls as a whole. ``Database`` makes and ends it."""

    def __init__(self, session: Session) -> None:
        self.scans = ScanRepository(session)
        self.pages = PageRepository(session)
        self.documents = DocumentRepository(session)
        self.review = ReviewQueue(session)
        self.customers = CustomerRepository(session)
        self.contacts = ContactRepository(session)
        self.customer_changes = CustomerChangeRepository(session)
        self.facts = FactRepository(session)
        self.requirements = RequirementRepository(session)
        self.milestones = MilestoneRepository(session)
        self.attestations = AttestationRepository(session)
        self.covers = CoverRepository(session)
        self.registers = RegisterRepository(session)
        self.acts = ActRepository(session)
        self.catalogues = CatalogueRepository(session)
        self.handovers = HandoverRepository(session)
        self.samplings = SamplingRepository(session)
        self.audit = AuditRepository(session)
        self.users = UserRepository(session)
        self.teams = TeamRepository(session)
        self.sessions = SessionRepository(session)
        self.tokens = TokenRepository(session)
        self.invitations = InvitationRepository(session)
        self.phone_links = PhoneLinkRepository(session)
        self.refused = RefusedRepository(session)
        self.saved_searches = SavedSearchRepository(session)
        self.marks = MarkRepository(session)
        self.rules = RuleRepository(session)
        self.likenesses = LikenessRepository(session)
        self.statistics = StatisticsRepository(session)
        self.filing = FilingRepository(session)
        self.grids = GridRepository(session)
        self.search = Search(session)
