"""The words that a search takes are those that stand on the screen."""

from __future__ import annotations

import pytest

from classify.profile import load_profile
from dossier.language import gettext_for
from dossier.search_names import search_names
from storage.query_parser import parse


@pytest.mark.parametrize("language", ["zh_CN", "en"])
@pytest.mark.parametrize(("state", "badge"), [("filed", "Filed"), ("review", "In review")])
def test_the_state_on_the_screen_is_the_state_that_is_searched(language, state, badge):
    names = search_names(load_profile("manufacturing"))
    said = gettext_for(language)(badge).replace(" ", "")
    assert parse(f"状态:{said}", names) == parse(f"state:{state}", names) != parse("state:nothing", names)
