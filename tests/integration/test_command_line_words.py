"""The command line tells states in the service's language; programs get them as they are."""

from __future__ import annotations

import json

import pytest
from typer.testing import CliRunner

from dossier import customers
from dossier.cli import app
from dossier.settings import read_settings
from dossier.wiring import open_service
from storage.viewer import Role, Viewer

KEEPER = Viewer(None, "keeper", Role.ADMINISTRATOR)


@pytest.mark.parametrize(("language", "word", "other"), [("zh_CN", "缺", "missing"), ("en", "missing", "缺")])
def test_a_chinese_checklist_had_english_states(tmp_path, monkeypatch, language, word, other):
    monkeypatch.setenv("DOSSIER_LANGUAGE", language)
    with open_service(read_settings(tmp_path, reader="none", workers=1)) as service:
        customers.create(service, KEEPER, name="鞍山检表轴承制造有限公司")
    for command in (["show", "1"], ["check", "1"], ["gaps", "list"]):
        said = CliRunner().invoke(app, [*command, "--data", str(tmp_path)]).stdout
        assert word in said
        assert other not in said
    told = json.loads(CliRunner().invoke(app, ["check", "1", "--json", "--data", str(tmp_path)]).stdout)
    assert {line["state"] for one in told["customers"] for line in one["requirements"]} == {"missing"}
