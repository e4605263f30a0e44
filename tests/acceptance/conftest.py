"""What the tests in a browser share: the browser, and a window that fails on anything that went wrong."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser, Page

from tests.acceptance.office import Office, chromium


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    """A browser; of no longer life than a module, for its event loop stands in the way of others."""
    with chromium() as opened:
        yield opened


@pytest.fixture
def page(office: Office) -> Iterator[Page]:
    """The window of the module's office; the test fails on anything that went wrong in it."""
    office.faults.clear()
    yield office.page
    assert not office.faults
