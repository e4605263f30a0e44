"""Finds which red areas of a page are seals: round ones, and several pressed over each other."""

from __future__ import annotations

import cv2
import numpy as np
from numpy.typing import NDArray

from capture.engines.base import Image
from capture.picture.components import components_of

_RULE = 61
"""Pixels of the glance: no stretch of a ring runs straight so far, rules and frames do."""
_RINGS = (0.4, 0.92, 0.5)
"""Seals pressed over each other: how wide they are for their length at least, how much of the rectangle
around them they fill at most (blocks of print fill it), and along how much of their outline red stands."""
_JOINS = ((11, 1.0), (27, 0.86))
"""How wide gaps are closed, and how much of its box a seal may fill: a pale one falls into pieces that are
joined over wider gaps, but lines of red print must not be joined with it."""
_LEANS = np.linspace(-0.08, 0.08, 17)
"""How lines of print may lean on the page: so much down for one across."""
_FEWEST_LINES, _AS_HIGH, _MOST_LINES, _BETWEEN = 3, 0.35, 0.6, 0.08
"""Of a block of print: how many lines at least, how far the heights of so many differ that are neither a
title nor cut by the patch, which share of its height is blank between them."""
_EDGE, _OF_A_FIELD = (3, 9), 0.4
"""How far around a patch is looked, from and to; red along so much of it, it is of a red field."""


def seal_blobs(red: Image, paler: Image) -> list[NDArray[np.int32]]:
    """Return the outlines of seals; of those whose red is too broken, where less red counts (1 on 0)."""
    found = round_blobs(red)
    if np.count_nonzero(paler) == np.count_nonzero(red):
        return found
    return [*found, *(hull for hull in round_blobs(paler) if not any(_meet(hull, other) for other in found))]


def _meet(one: NDArray[np.int32], other: NDArray[np.int32]) -> bool:
    """Tell whether the boxes around two outlines share a place."""
    (x0, y0, wide, high), (x1, y1, width, height) = cv2.boundingRect(one), cv2.boundingRect(other)
    return -wide < x0 - x1 < width and -high < y0 - y1 < height


def round_blobs(red: Image) -> list[NDArray[np.int32]]:
    """Return the outlines of red areas (1 on 0) that are about as wide as high and of a seal's size."""
    found: list[NDArray[np.int32]] = []
    left = _without_rules(red)
    for size, fullest in _JOINS:
        left = _without_specks(left, size)
        kernel = cv2.getStructuringElement(cv2.MORPH_ELLIPSE, (size, size)).astype(np.uint8, copy=False)
        hulls = [cv2.convexHull(outline).astype(np.int32) for outline in _outlines(left, kernel)]
        round_ = [hull for hull in hulls if _is_seal(hull, left, fullest) and not _is_print(hull, left)]
        seals = _outermost([hull for hull in round_ if _is_whole(hull, red)])
        found += seals
        cv2.fillPoly(left, seals, (0,))
    return found


def _without_rules(red: Image) -> Image:
    """Take out rules and frames, which would join a seal with the form it is pressed on."""
    across = cv2.morphologyEx(red, cv2.MORPH_OPEN, np.ones((1, _RULE), np.uint8))
    down = cv2.morphologyEx(red, cv2.MORPH_OPEN, np.ones((_RULE, 1), np.uint8))
    return cv2.subtract(red, cv2.max(across, down)).astype(np.uint8)


def _outlines(mask: Image, kernel: Image) -> list[NDArray[np.int32]]:
    """Return the outer outline of every patch once gaps are closed by a kernel, those within a frame, too."""
    x, y, width, height = cv2.boundingRect(mask)
    room = max(kernel.shape)
    left, top = max(0, x - room), max(0, y - room)
    part = mask[top : y + height + room, left : x + width + room]
    closed = cv2.morphologyEx(part, cv2.MORPH_CLOSE, kernel)
    outlines, nested = cv2.findContours(closed, cv2.RETR_CCOMP, cv2.CHAIN_APPROX_SIMPLE, offset=(left, top))
    if nested is None:
        return []
    outer = (place for place, (_, _, _, around) in enumerate(nested[0].tolist()) if around < 0)
    return [outlines[place].astype(np.int32) for place in outer]


def _outermost(hulls: list[NDArray[np.int32]]) -> list[NDArray[np.int32]]:
    """Leave out what lies within a larger one: the letters within a seal's ring."""
    kept: list[NDArray[np.int32]] = []
    for hull in sorted(hulls, key=cv2.contourArea, reverse=True):
        middle = hull.reshape(-1, 2).mean(axis=0).tolist()
        if all(cv2.pointPolygonTest(other, middle, measureDist=False) < 0 for other in kept):
            kept.append(hull)
    return kept


def _without_specks(red: Image, size: int) -> Image:
    """Take out red specks, the colour fringes of letters among them: the wider the joins, the larger."""
    patches = components_of(red)
    return patches.drawn(patches.areas >= size - 7)


def _is_print(hull: NDArray[np.int32], red: Image) -> bool:
    """Tell whether a patch is lines of red print, which a square block of them is: nothing joins them.

    Through a seal no blank runs from side to side; between lines one does, and they are of one height.
    """
    x, y, width, height = cv2.boundingRect(hull)
    inside = np.zeros((height, width), np.uint8)
    cv2.fillPoly(inside, [hull - (x, y)], (1,))
    down, across = np.nonzero(red[y : y + height, x : x + width] & inside)
    return any(_are_lines(one, other) for one, other in ((down, across), (across, down)))


def _are_lines(places: NDArray[np.intp], along: NDArray[np.intp]) -> bool:
    """Tell whether points, given by their places across and along lines, are in lines, level or aslant."""
    most, heights = 0.0, np.zeros(0, np.intp)
    for lean in _LEANS:
        levels = np.rint(places - lean * along).astype(np.intp)
        inked = np.bincount(levels - levels.min()) > 0
        if 1 - inked.mean() > most:
            most = float(1 - inked.mean())
            edges = np.flatnonzero(np.diff(np.concatenate(([False], inked, [False]))))
            heights = edges[1::2] - edges[::2]
    if most < _BETWEEN or len(heights) < _FEWEST_LINES:
        return False
    alike = np.abs(heights - np.median(heights)) <= _AS_HIGH * np.median(heights)
    return bool(alike.mean() >= _MOST_LINES)


def _is_whole(hull: NDArray[np.int32], red: Image) -> bool:
    """Tell whether a patch ends where the red ends: white letters part a red field into such as do not."""
    x, y, width, height = cv2.boundingRect(hull)
    near, far = _EDGE
    left, top = max(0, x - far), max(0, y - far)
    part = red[top : y + height + far, left : x + width + far]
    inside, around = np.zeros(part.shape, np.uint8), np.zeros(part.shape, np.uint8)
    cv2.polylines(around, [hull - (left, top)], True, (1,), 2 * far)
    cv2.polylines(inside, [hull - (left, top)], True, (1,), 2 * near)
    cv2.fillPoly(inside, [hull - (left, top)], (1,))
    edge = around > inside
    return bool(np.count_nonzero(part[edge]) <= _OF_A_FIELD * np.count_nonzero(edge))


def _is_seal(hull: NDArray[np.int32], red: Image, fullest: float) -> bool:
    x, y, width, height = cv2.boundingRect(hull)
    short = min(red.shape)
    if min(width, height) < 0.08 * short:
        return False
    if max(width, height) > 0.5 * short or not 0.6 <= width / height <= 1.7:
        return _are_rings(hull, red)
    filled = cv2.contourArea(hull) / (width * height)
    reds = np.count_nonzero(red[y : y + height, x : x + width]) / (width * height)
    return bool(0.65 < filled <= fullest and reds > 0.05)


def _are_rings(hull: NDArray[np.int32], red: Image) -> bool:
    """Tell whether a long patch is of seals that cross each other."""
    slimmest, fullest, least = _RINGS
    long, short = sorted(cv2.minAreaRect(hull)[1], reverse=True)
    if short < slimmest * long or cv2.contourArea(hull) > fullest * long * short:
        return False
    x, y, width, height = cv2.boundingRect(hull)
    edge = np.zeros((height, width), np.uint8)
    cv2.polylines(edge, [hull - (x, y)], True, (1,))
    near = cv2.dilate(red[y : y + height, x : x + width], np.ones((5, 5), np.uint8)).astype(np.uint8)
    return bool(np.count_nonzero(edge & near) >= least * np.count_nonzero(edge))
