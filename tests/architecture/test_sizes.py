"""Functions and files stay small enough to be read at one sitting."""

from __future__ import annotations

import ast
import statistics

FUNCTION_LIMIT, FUNCTION_USUAL, FUNCTION_MEDIAN = 80, 45, 12
FILE_LIMIT, FILE_USUAL, FILE_MEDIAN = 500, 300, 120


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
