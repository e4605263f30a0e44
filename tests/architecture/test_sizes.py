"""Functions and files stay small enough to be read at one sitting."""

from __future__ import annotations

import ast
import statistics
import unicodedata

FUNCTION_LIMIT, FUNCTION_USUAL, FUNCTION_MEDIAN = 80, 45, 12
FILE_LIMIT, FILE_USUAL, FILE_MEDIAN = 500, 300, 120
PROFILE_LINE = 110


def lines(node: ast.FunctionDef | ast.AsyncFunctionDef) -> int:
    return (node.end_lineno or node.lineno) - node.lineno + 1


def share_under(values, limit):
    return sum(value < limit for value in values) / len(values)


def test_no_function_is_longer_than_the_limit(tree):
    long = [
        f"{module.path}:{node.lineno} {node.name} {lines(node)}"
        for module in tree
        for node in module.functions()
        if lines(node) > FUNCTION_LIMIT
    ]
    assert not long


def test_functions_are_short_on_the_whole(product):
    sizes = [lines(node) for module in product for node in module.functions()]
    assert share_under(sizes, FUNCTION_USUAL) >= 0.95
    assert statistics.median(sizes) <= FUNCTION_MEDIAN


def test_no_file_is_longer_than_the_limit(tree):
    long = {module.path: module.text.count("\n") for module in tree if module.text.count("\n") > FILE_LIMIT}
    assert not long


def test_files_are_short_on_the_whole(product):
    sizes = [m.text.count("\n") for m in product if m.text and "/migrations/versions/" not in m.path]
    assert share_under(sizes, FILE_USUAL) >= 0.95
    assert statistics.median(sizes) <= FILE_MEDIAN


def columns(line: str) -> int:
    """The columns of a screen a line takes: a Chinese character two."""
    return sum(2 if unicodedata.east_asian_width(sign) in "WF" else 1 for sign in line)


def test_no_line_of_a_profile_is_wider_than_the_eye(root):
    profiles = sorted((root / "classify/profiles").glob("*.yaml"))
    wide = [
        f"{path.name}:{number}"
        for path in profiles
        for number, line in enumerate(path.read_text("utf-8").splitlines(), 1)
        if columns(line) > PROFILE_LINE
    ]
    assert profiles
    assert not wide
