"""REST over HTTP: anonymous, then another team's clerk, then the owner; one error shape everywhere."""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from dataclasses import dataclass

import httpx
import jsonschema
import pytest

from dossier.shapes import Check, Customers, Search, Show, Status


@dataclass(frozen=True, slots=True)
class North:
    """What belongs to team North."""

    customer: int
    document: int
    loose: int


@pytest.fixture(scope="module")
def north(web) -> North:
    customer = web.add_customer("北方机电有限公司", "North")
    document = web.add_paper(
        "north-contract",
        "contract",
        ("购销合同", "北方专用词语"),
        customer=customer,
        fields={"contract_no": "HT-2024-001"},
        pages=3,
    )
    loose = web.add_paper("loose", "other", ("来路不明",))
    return North(customer, document, loose)


@pytest.fixture
def anonymous(web) -> Iterator[httpx.Client]:
    with web.browser() as client:
        yield client


@pytest.fixture
def other(web) -> Iterator[httpx.Client]:
    with web.program("dora") as client:
        yield client


@pytest.fixture
def owner(web) -> Iterator[httpx.Client]:
    with web.program("carl") as client:
        yield client


READS = (
    "/api/v1/status",
    "/api/v1/customers",
    "/api/v1/customers/{customer}",
    "/api/v1/customers/{customer}/check",
    "/api/v1/check",
    "/api/v1/search?q=合同",
    "/api/v1/scans",
    "/api/v1/review",
    "/api/v1/documents/{document}",
    "/api/v1/documents/{document}/pages/1/image",
    "/api/v1/documents/{document}/original",
    "/api/v1/tokens",
)
CHANGES = (
    ("confirm", {}),
    ("file", {"type": "order"}),
    ("move", {"customer_id": 1}),
    ("retype", {"type": "order"}),
    ("mend", {"fields": {"contract_no": "X"}}),
    ("split", {"after": [1]}),
    ("cut", {"page": 1, "at": 0.5}),
    ("one-paper", {}),
    ("merge", {"with_documents": [2]}),
    ("turn", {"page": 1, "degrees": 90}),
    ("replace", {"page": 1, "scan_id": 1}),
    ("undo", {}),
)


def is_error(answer: httpx.Response, status: int, code: str) -> bool:
    body = answer.json()
    return (
        answer.status_code == status
        and list(body) == ["error"]
        and sorted(body["error"]) == ["code", "hint", "message"]
        and body["error"]["code"] == code
        and all(body["error"].values())
    )


@pytest.mark.parametrize("path", READS)
def test_nothing_is_told_to_strangers(anonymous, north, path):
    answer = anonymous.get(path.format(customer=north.customer, document=north.document))
    assert is_error(answer, 401, "not_signed_in")
    assert answer.headers["www-authenticate"] == "Bearer"


@pytest.mark.parametrize(("verb", "body"), CHANGES)
def test_strangers_change_nothing(anonymous, north, verb, body):
    answer = anonymous.post(f"/api/v1/documents/{north.document}/{verb}", json=body)
    assert is_error(answer, 401, "not_signed_in")


def test_a_worthless_token_is_no_token(web):
    with httpx.Client(base_url=web.url, headers={"authorization": "Bearer nonsense"}, timeout=60) as client:
        assert is_error(client.get("/api/v1/status"), 401, "not_signed_in")


@pytest.mark.parametrize(
    "path",
    [
        "/api/v1/customers/{customer}",
        "/api/v1/customers/{customer}/check",
        "/api/v1/documents/{document}",
        "/api/v1/documents/{document}/pages/1/image",
        "/api/v1/documents/{document}/pdf",
        "/api/v1/documents/{document}/original",
    ],
)
def test_another_team_does_not_see_it(other, north, path):
    answer = other.get(path.format(customer=north.customer, document=north.document))
    assert is_error(answer, 404, "not_found")


@pytest.mark.parametrize(("verb", "body"), CHANGES)
def test_another_team_changes_nothing(other, north, verb, body):
    answer = other.post(f"/api/v1/documents/{north.document}/{verb}", json=body)
    assert is_error(answer, 404, "not_found")


def test_lists_of_another_team_leave_it_out(other, north):
    customers = other.get("/api/v1/customers").json()["customers"]
    assert north.customer not in [row["id"] for row in customers]
    assert other.get("/api/v1/search", params={"q": "北方专用词语"}).json()["total"] == 0
    checked = other.get("/api/v1/check").json()["customers"]
    assert north.customer not in [row["customer"]["id"] for row in checked]
    files = [scan["file"] for scan in other.get("/api/v1/scans").json()["scans"]]
    assert "north-contract.tif" not in files


@pytest.mark.parametrize(
    ("path", "shape"),
    [
        ("/api/v1/status", Status),
        ("/api/v1/customers", Customers),
        ("/api/v1/customers/{customer}", Show),
        ("/api/v1/customers/{customer}/check", Check),
        ("/api/v1/check", Check),
        ("/api/v1/search?q=合同", Search),
    ],
)
def test_answers_have_the_shapes_of_the_contract(owner, north, path, shape):
    answer = owner.get(path.format(customer=north.customer))
    assert answer.status_code == 200, answer.text
    jsonschema.validate(answer.json(), shape.model_json_schema(by_alias=True))


def test_a_customer_may_be_named(owner, north):
    assert owner.get("/api/v1/customers/北方机电有限公司").json()["customer"]["id"] == north.customer


def test_status_adds_up(owner, north):
    status = owner.get("/api/v1/status").json()
    assert status["seen"] == sum(count for name, count in status.items() if name != "seen") > 0


def test_the_owner_sees_the_paper_with_everything(owner, north):
    shown = owner.get(f"/api/v1/documents/{north.document}").json()
    assert shown["customer"]["id"] == north.customer
    assert shown["fields"]["contract_no"]["value"] == "HT-2024-001"
    assert [page["number"] for page in shown["pages"]] == [1, 2, 3]
    assert shown["pages"][0]["lines"][1]["text"] == "北方专用词语"
    assert shown["history"]


def test_lists_carry_no_page_text(owner, north):
    for path in ("/api/v1/scans", "/api/v1/review", "/api/v1/customers"):
        assert "来路不明" not in owner.get(path).text


def test_pictures_and_originals_come_as_they_are(web, owner, north):
    image = owner.get(f"/api/v1/documents/{north.document}/pages/2/image", params={"side": 300})
    assert image.headers["content-type"] in ("image/jpeg", "image/png")
    original = owner.get(f"/api/v1/documents/{north.document}/original")
    assert original.content == web.picture("north-contract", 3)
    assert "attachment" in original.headers["content-disposition"]
    pdf = owner.get(f"/api/v1/documents/{north.document}/pdf")
    assert pdf.content.startswith(b"%PDF")


def test_a_wrong_page_is_not_found(owner, north):
    answer = owner.get(f"/api/v1/documents/{north.document}/pages/99/image")
    assert is_error(answer, 404, "not_found")


def test_every_verb_works_and_is_undone(owner, web, north):
    document = web.add_paper("verbs", "other", ("随便",), pages=2)
    base = f"/api/v1/documents/{document}"
    body = {"customer_id": north.customer, "type": "contract", "fields": {"contract_no": "ht-2024-009"}}
    done = owner.post(f"{base}/file", json=body)
    assert done.status_code == 200, done.text
    filed = owner.get(base).json()
    assert (filed["state"], filed["type"]) == ("filed", "contract")
    assert filed["fields"]["contract_no"]["value"] == "HT-2024-009"
    assert owner.post(f"{base}/retype", json={"type": "order"}).status_code == 200
    assert owner.get(base).json()["type"] == "order"
    assert owner.post(f"{base}/undo", json={}).status_code == 200
    assert owner.get(base).json()["type"] == "contract"
    parts = owner.post(f"{base}/split", json={"after": [1]}).json()["documents"]
    assert [len(owner.get(f"/api/v1/documents/{part}").json()["pages"]) for part in parts] == [1, 1]
    merged = owner.post(f"{base}/merge", json={"with_documents": parts[1:]}).json()["documents"]
    assert len(owner.get(f"/api/v1/documents/{merged[0]}").json()["pages"]) == 2


def test_a_paper_without_a_customer_cannot_be_confirmed(owner, north):
    answer = owner.post(f"/api/v1/documents/{north.loose}/confirm", json={})
    assert is_error(answer, 409, "conflict")


def test_lists_go_on_from_their_cursor(owner, web):
    for number in range(3):
        web.add_paper(f"page-{number}", "other", ("x",))
    first = owner.get("/api/v1/scans", params={"limit": 2}).json()
    second = owner.get("/api/v1/scans", params={"limit": 2, "cursor": first["next"]}).json()
    assert len(first["scans"]) == 2
    assert max(scan["id"] for scan in second["scans"]) < min(scan["id"] for scan in first["scans"])
    assert is_error(owner.get("/api/v1/scans", params={"cursor": "nonsense"}), 400, "wrong_cursor")


def test_an_upload_is_stored_byte_for_byte(owner, web):
    content = web.picture("uploaded")
    answer = owner.post("/api/v1/scans", params={"wait": 0}, files={"files": ("上传.tif", content)})
    assert answer.status_code == 202, answer.text
    scan = answer.json()["scans"][0]
    assert scan["file"] == "上传.tif"
    assert owner.get(f"/api/v1/scans/{scan['scan_id']}/original").content == content
    assert web.service.files.path(hashlib.sha256(content).hexdigest()).is_file()


def test_an_upload_without_files_is_malformed(owner):
    answer = owner.post("/api/v1/scans", data={"files": "no file"})
    assert is_error(answer, 422, "invalid_input")


def test_a_rejected_file_is_tried_again_with_a_password(owner, web):
    scan = web.add_rejected("locked.pdf", "encrypted")
    row = next(row for row in owner.get("/api/v1/scans").json()["scans"] if row["id"] == scan)
    assert (row["state"], row["error"]["code"]) == ("rejected", "encrypted")
    assert owner.post(f"/api/v1/scans/{scan}/retry", json={"password": "x"}).status_code == 200
    row = next(row for row in owner.get("/api/v1/scans").json()["scans"] if row["id"] == scan)
    assert row["state"] == "working"


def test_tokens_are_shown_once_and_revoked(web, owner):
    made = owner.post("/api/v1/tokens", json={"name": "scanner"})
    assert made.status_code == 201
    token = made.json()["token"]
    with httpx.Client(base_url=web.url, headers={"authorization": f"Bearer {token}"}, timeout=60) as client:
        assert client.get("/api/v1/status").status_code == 200
        listed = client.get("/api/v1/tokens")
        assert token not in listed.text
        newest = listed.json()["tokens"][0]
        assert owner.delete(f"/api/v1/tokens/{newest['id']}").status_code == 200
        assert is_error(client.get("/api/v1/status"), 401, "not_signed_in")


def test_the_audit_log_is_for_keepers(web, owner):
    assert is_error(owner.get("/api/v1/audit"), 403, "forbidden")
    with web.program("ada") as keeper:
        assert keeper.get("/api/v1/audit").json()["entries"]
        assert keeper.post("/api/v1/audit/verify", json={}).json()["intact"] is True


def test_a_session_needs_the_form_token_in_the_header(web, north):
    with web.signed_in("carl") as client:
        path = f"/api/v1/documents/{north.loose}/retype"
        assert is_error(client.post(path, json={"type": "order"}), 403, "form_expired")
        token = web.csrf_in(client.get("/intake").text)
        answer = client.post(path, json={"type": "order"}, headers={"x-csrf-token": token})
        assert answer.status_code == 200, answer.text


@pytest.mark.parametrize(
    ("method", "path", "status", "code"),
    [
        ("GET", "/api/v1/nowhere", 404, "not_found"),
        ("GET", "/api/nowhere", 404, "not_found"),
        ("DELETE", "/api/v1/status", 405, "method_not_allowed"),
        ("GET", "/api/v1/documents/abc", 422, "invalid_input"),
        ("GET", "/api/v1/search", 422, "invalid_input"),
        ("GET", "/api/v1/documents/999999", 404, "not_found"),
        ("GET", "/api/v1/customers/nobody", 404, "not_found"),
    ],
)
@pytest.mark.parametrize("language", ["en", "zh-CN"])
def test_every_error_has_one_shape_in_the_readers_language(web, method, path, status, code, language):
    with web.program("carl", language) as client:
        answer = client.request(method, path)
    assert is_error(answer, status, code)
    words = answer.json()["error"]["message"] + answer.json()["error"]["hint"]
    assert any("一" <= sign <= "鿿" for sign in words) == (language == "zh-CN")


def test_malformed_bodies_are_malformed_input(owner, north):
    path = f"/api/v1/documents/{north.document}/turn"
    for body in ({"page": 0, "degrees": 90}, {"page": 1, "degrees": 45}, {"page": 1}, {"pages": 1}):
        assert is_error(owner.post(path, json=body), 422, "invalid_input")


def test_a_body_without_end_is_refused(owner, north):
    path = f"/api/v1/documents/{north.document}/mend"
    answer = owner.post(
        path, content=(b"x" * 65536 for _ in range(64)), headers={"content-type": "text/plain"}
    )
    assert is_error(answer, 413, "request_too_large")


def test_openapi_describes_every_address(anonymous):
    document = anonymous.get("/api/openapi.json").json()
    assert all(path.startswith("/api/v1/") for path in document["paths"])
    assert "/api/v1/documents/{document_id}/replace" in document["paths"]
