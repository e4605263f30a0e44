"""Reads of customer data take the viewer first; what only the machine reads is listed and not used by api."""

from __future__ import annotations

import ast

# Repository files that hold customer data, and the attributes of ``Work`` that lead to them.
FILES = {
    "storage/repositories/customers.py": ("customers",),
    "storage/repositories/customer_lists.py": ("customers",),
    "storage/repositories/contacts.py": ("contacts",),
    "storage/repositories/customer_changes.py": ("customer_changes",),
    "storage/repositories/documents.py": ("documents",),
    "storage/repositories/document_lists.py": ("documents",),
    "storage/repositories/review_queue.py": ("review",),
    "storage/repositories/pages.py": ("pages",),
    "storage/repositories/scans.py": ("scans",),
    "storage/repositories/leases.py": ("scans",),
    "storage/repositories/registers.py": ("registers",),
    "storage/repositories/checklists.py": ("facts", "requirements"),
    "storage/repositories/attestations.py": ("attestations",),
    "storage/repositories/milestones.py": ("milestones",),
    "storage/repositories/covers.py": ("covers",),
    "storage/repositories/statistics.py": ("statistics",),
    "storage/repositories/grids.py": ("grids",),
    "storage/repositories/filing.py": ("filing",),
    "storage/repositories/samplings.py": ("samplings",),
    "storage/search.py": ("search",),
}
# Reads of the worker, the watcher and the matching: no person is asking, so they see everything.
MACHINE = {
    "customers": {"known", "revision", "standing", "ids", "not_checked_since"},
    "documents": {"for_checklist", "marks", "at_page", "waiting_fields", "waiting_parties"},
    "covers": {"by_token"},
    "pages": {"of_scan", "pending", "count_pending", "results"},
    "scans": {
        *("first_with", "owners", "held_by", "hold", "password_of", "hashes", "newest_hashes"),
        *("to_move", "arrivals", "arrival", "misplaced", "moved_since", "done_before"),
    },
}
# Counts of the whole house, which name no customer: anybody may see them.
COUNTS = {
    "scans": {"balance"},
    "search": {"not_indexed", "waiting"},
    "pages": {"left"},
    "statistics": {"files_per_day", "pages_since", "warnings_since"},
}
WRITES = {
    "insert",
    "update",
    "delete",
    "add",
    "flush",
    "_update",
    "_put_pages",
    "_index",
    "_catch_up",
    "restore",
}


def public_reads(module):
    """Public methods of the repositories that query and change nothing."""
    for owner in ast.walk(module.tree):
        for node in owner.body if isinstance(owner, ast.ClassDef) else ():
            if isinstance(node, ast.FunctionDef) and not node.name.startswith("_") and _reads(node):
                yield node


def _reads(node):
    names = {
        call.func.attr if isinstance(call.func, ast.Attribute) else getattr(call.func, "id", "")
        for call in ast.walk(node)
        if isinstance(call, ast.Call)
    }
    return (
        bool(names & {"select", "_values", "_value", "_get", "scalars", "scalar", "execute"})
        and not names & WRITES
    )


def free(module):
    """The reads of a file that need no viewer."""
    return set().union(*(MACHINE.get(name, set()) | COUNTS.get(name, set()) for name in FILES[module.path]))


def test_customer_data_is_read_for_a_viewer(product):
    blind = [
        f"{module.path}:{node.lineno} {node.name}"
        for module in product
        if module.path in FILES
        for node in public_reads(module)
        if [argument.arg for argument in node.args.args][1:2] != ["viewer"]
        and node.name not in free(module)
        and ast.unparse(node.returns or ast.Constant(None)) != "None"
    ]
    assert not blind


def test_every_file_of_customer_data_is_looked_at(product):
    assert {module.path for module in product if module.path in FILES and list(public_reads(module))} == set(
        FILES
    )


def test_what_is_listed_as_free_exists(product):
    names = {node.name for module in product if module.path in FILES for node in public_reads(module)}
    assert set().union(*MACHINE.values(), *COUNTS.values()) <= names


def test_pages_and_routes_use_no_read_of_the_machine(product):
    used = [
        f"{module.path}:{node.lineno} {node.value.attr}.{node.attr}"
        for module in product
        if module.package == "api"
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Attribute)
        and isinstance(node.value, ast.Attribute)
        and node.attr in MACHINE.get(node.value.attr, set())
    ]
    assert not used
