"""Habits of the code that no linter knows."""

from __future__ import annotations

import ast
import re
import subprocess

# The four edges where one unforeseen fault must not end everything else; each says why in a comment.
EDGES = ("dossier/worker.py", "capture/watch.py", "api/guard.py", "dossier/cli.py")
EMPTY_WORDS = {"utils", "util", "helpers", "helper", "manager", "common", "misc", "tools"}


def handlers(module):
    for node in ast.walk(module.tree):
        if isinstance(node, ast.ExceptHandler) and _is_broad(node):
            yield node


def _is_broad(node):
    caught = node.type.elts if isinstance(node.type, ast.Tuple) else [node.type]
    return any(kind is None or getattr(kind, "id", "") in {"Exception", "BaseException"} for kind in caught)


def _passes_on(node):
    """Whether the handler only tidies up and raises the same error again."""
    last = node.body[-1]
    return isinstance(last, ast.Raise) and last.exc is None


def _has_comment(module, line):
    rows = module.text.splitlines()
    return "#" in rows[line - 1] or rows[line - 2].lstrip().startswith("#")


def calls(module, name):
    return [
        node.lineno
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == name
    ]


def test_broad_excepts_stand_at_the_four_edges_only(product):
    wrong = [
        f"{module.path}:{node.lineno}"
        for module in product
        for node in handlers(module)
        if not _passes_on(node) and module.path not in EDGES
    ]
    assert not wrong


def test_every_broad_except_says_why(product):
    silent = [
        f"{module.path}:{node.lineno}"
        for module in product
        for node in handlers(module)
        if not _passes_on(node) and not _has_comment(module, node.lineno)
    ]
    assert not silent


def test_only_the_unit_of_work_commits(product):
    committing = [
        f"{module.path}:{line}"
        for module in product
        if module.path != "storage/database.py"
        for line in calls(module, "commit")
    ]
    assert not committing


def test_times_carry_their_zone(product):
    naive = [
        f"{module.path}:{node.lineno}"
        for module in product
        for node in ast.walk(module.tree)
        if isinstance(node, ast.Call)
        and isinstance(node.func, ast.Attribute)
        and (node.func.attr == "utcnow" or (node.func.attr == "now" and not node.args and not node.keywords))
        and ast.unparse(node.func.value).endswith("datetime")
    ]
    assert not naive


def test_datetime_is_imported_as_dt(tree):
    wrong = [
        f"{module.path}:{node.lineno}"
        for module in tree
        for name, node in module.imports()
        if name == "datetime" and ast.unparse(node) != "import datetime as dt"
    ]
    assert not wrong


def test_module_names_say_what_they_hold(product):
    assert not [module.path for module in product if module.name.split(".")[-1] in EMPTY_WORDS]


def test_a_suppression_names_its_rule_and_its_reason(tree):
    bare = re.compile(r"#\s*(noqa(?!: [A-Z]+\d+)|type:\s*ignore(?!\[))")
    named = re.compile(r"#\s*(noqa: [A-Z]+\d+(, ?[A-Z]+\d+)*|type: ignore\[[\w, -]+\])(?P<rest>.*)$")
    wrong = []
    for module in tree:
        if module.path == "tests/architecture/test_habits.py":
            continue
        for number, row in enumerate(module.text.splitlines(), 1):
            found = named.search(row)
            if bare.search(row) or (found and len(found["rest"].strip(" #-—:")) < 3):
                wrong.append(f"{module.path}:{number}")
    assert not wrong


def test_real_objects_are_used_instead_of_mocks(tree):
    tests = [module for module in tree if module.package == "tests"]
    count = sum(node.name.startswith("test_") for module in tests for node in module.functions())
    imports = sum(name.startswith("unittest.mock") for module in tests for name, _ in module.imports())
    patches = imports + sum(len(calls(module, name)) for module in tests for name in ("setattr", "setitem"))
    assert patches < max(1, count * 5 / 100)


def test_the_tree_names_no_machine_and_no_registry(root):
    host = "|".join(
        (
            "py" + r"pi\.(org|tuna|douban)",
            "python" + r"hosted\.org",
            "npm" + r"js\.(org|com)",
            "mirrors" + r"\.",
        )
    )
    place = r"(?<![\w.])/(root|work|home/[a-z]\w*)/"
    forbidden = re.compile(rf"{host}|{place}")
    found = [
        f"{path}:{number}"
        for path in _tracked(root)
        for number, row in enumerate(_text(root / path).splitlines(), 1)
        if forbidden.search(row) and path != "tests/architecture/test_habits.py"
    ]
    assert not found


def _tracked(root):
    listed = subprocess.run(["git", "ls-files", "-z"], cwd=root, capture_output=True, check=True, text=True)
    return [path for path in listed.stdout.split("\0") if path and (root / path).is_file()]


def _text(path):
    data = path.read_bytes()
    return "" if b"\0" in data[:4096] else data.decode("utf-8", "replace")
