"""Every key of a profile and every field of the profile that comes with Dossier has its line."""

from __future__ import annotations

from pathlib import Path

from pydantic import BaseModel

from classify.profile import load_profile
from classify.profiles import profile_file

PAGE = Path(__file__).parents[2] / "docs" / "profiles.md"


def test_every_key_is_explained():
    text = PAGE.read_text(encoding="utf-8")
    models = [
        kind for kind in vars(profile_file).values() if isinstance(kind, type) and issubclass(kind, BaseModel)
    ]
    keys = {field.alias or name for model in models for name, field in model.model_fields.items()}
    assert len(keys) > 10
    assert not [key for key in sorted(keys) if f"`{key}`" not in text]


def test_every_type_and_requirement_is_listed():
    text = PAGE.read_text(encoding="utf-8")
    profile = load_profile("manufacturing")
    ids = [*profile.types, *(requirement.id for requirement in profile.requirements)]
    assert not [name for name in ids if f"`{name}`" not in text]
