"""Networks as they are run: the usual sizes of pages have networks of their own."""

from __future__ import annotations

from importlib.metadata import files
from pathlib import Path

import numpy as np
import pytest
from numpy.typing import NDArray

from capture.engines.base import EngineMissing
from capture.engines.runtime import _OpenVinoNetwork, model_folder

pytest.importorskip("openvino")
_MODEL = next(
    Path(str(one.locate())) for one in files("rapidocr") or [] if one.name == "PP-OCRv6_det_small.onnx"
)


def _batch(width: int) -> NDArray[np.float32]:
    return np.random.default_rng(width).uniform(-1, 1, (1, 3, 64, width)).astype(np.float32)


def test_two_odd_first_pages_do_not_keep_the_usual_size_from_its_own_network() -> None:
    network = _OpenVinoNetwork(_MODEL)
    first = {width: network.run(_batch(width)).copy() for width in (64, 96, 128)}
    for width in (64, 96, *[128] * 6):
        again = network.run(_batch(width))
        # another arrangement of the same sums rounds otherwise, in bfloat16 by some hundredths
        np.testing.assert_allclose(again, first[width], atol=0.05)
    assert {shape[-1] for shape in network._by_shape} == {96, 128}


@pytest.mark.parametrize(("package", "network"), [("rapidocr", "none.onnx"), ("no-such-wheel", "none.onnx")])
def test_a_wheel_that_lacks_its_network_is_told(package: str, network: str) -> None:
    with pytest.raises(EngineMissing, match=package):
        model_folder(package, [network])
