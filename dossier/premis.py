"""Events of a dossier from the audit log, as PREMIS 3 XML: what was done, when, by whom, to what."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from xml.etree import ElementTree as ET

from dossier import xmltext
from dossier.bag import digests_of
from storage.values_people import AuditEntry

NAMESPACE = "http://www.loc.gov/premis/v3"
_INSTANCE = "http://www.w3.org/2001/XMLSchema-instance"
_HERE = "dossier"


def write_events(root: Path, files: Iterable[str], entries: Sequence[AuditEntry], path: Path) -> None:
    """Write the files below ``root`` as objects, entries of the log as events, and who acted as agents.

    Every event keeps its entry's hash and the hash before it, so that the part can be held against the log.
    """
    ET.register_namespace("premis", NAMESPACE)
    premis = ET.Element(_tag("premis"), {"version": "3.0"})
    for name in files:
        _add_file(premis, root, name)
    for entry in entries:
        _add_event(premis, entry)
    for actor in dict.fromkeys(entry.actor for entry in entries):
        _add_agent(premis, actor)
    xmltext.write(premis, path)


def _tag(name: str) -> str:
    return f"{{{NAMESPACE}}}{name}"


def _put(parent: ET.Element, name: str, text: object = None) -> ET.Element:
    return xmltext.put(parent, _tag(name), text)


def _identifier(parent: ET.Element, kind: str, type_name: str, value: object) -> None:
    identifier = _put(parent, f"{kind}Identifier")
    _put(identifier, f"{kind}IdentifierType", type_name)
    _put(identifier, f"{kind}IdentifierValue", value)


def _add_file(premis: ET.Element, root: Path, name: str) -> None:
    thing = ET.SubElement(premis, _tag("object"), {f"{{{_INSTANCE}}}type": "premis:file"})
    _identifier(thing, "object", "path", f"data/{name}")
    characteristics = _put(thing, "objectCharacteristics")
    for algorithm, digest in digests_of(root / name).items():
        fixity = _put(characteristics, "fixity")
        _put(fixity, "messageDigestAlgorithm", {"sha256": "SHA-256", "sm3": "SM3"}[algorithm])
        _put(fixity, "messageDigest", digest)
    _put(characteristics, "size", (root / name).stat().st_size)
    form = _put(_put(characteristics, "format"), "formatDesignation")
    _put(form, "formatName", Path(name).suffix.lstrip(".").lower() or "unknown")


def _add_event(premis: ET.Element, entry: AuditEntry) -> None:
    event = _put(premis, "event")
    _identifier(event, "event", _HERE, entry.seq)
    _put(event, "eventType", entry.verb)
    _put(event, "eventDateTime", entry.at.isoformat())
    told: Mapping[str, object] = {
        "payload": entry.payload,
        "prev_hash": entry.prev_hash,
        "hash": entry.hash,
    }
    detail = json.dumps(told, ensure_ascii=False, sort_keys=True)
    _put(_put(event, "eventDetailInformation"), "eventDetail", detail)
    _identifier(event, "linkingAgent", _HERE, entry.actor)
    for one in entry.documents or (entry.subject_id,):
        _identifier(event, "linkingObject", f"{_HERE}.{entry.subject_kind}", one)


def _add_agent(premis: ET.Element, actor: str) -> None:
    agent = _put(premis, "agent")
    _identifier(agent, "agent", _HERE, actor)
    _put(agent, "agentName", actor)
