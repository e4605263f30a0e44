"""Networks as they are run: the usual sizes of pages have networks of their own."""

from __future__ import annotations

import os
import subprocess
import sys
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


_STARVED = """
import resource, sys
import numpy as np
from pathlib import Path
from capture.engines.runtime import load_network, load_recogniser
kind, model, room = sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]) << 20
if kind == "rec":
    network = load_recogniser(model, "openvino")
    run = lambda width: network.score(np.zeros((2, 3, 48, width), np.float32)).best()
else:
    network = load_network(model, "openvino")
    run = lambda width: network.run(np.zeros((1, 3, width // 2, width // 2), np.float32))
run(320)
print("read", flush=True)
held = next(int(line.split()[1]) << 10 for line in open("/proc/self/status") if line.startswith("VmData"))
resource.setrlimit(resource.RLIMIT_DATA, (held + room, held + room))
for _ in range(3):
    try:
        print("read", run(2560).size, flush=True)
    except Exception as error:
        print(type(error).__name__, flush=True)
"""


@pytest.mark.parametrize(("kind", "room"), [("rec", 30), ("det", 50)])
def test_a_network_that_has_no_memory_to_run_in_never_says_what_it_said_before(kind: str, room: int) -> None:
    model = _MODEL.with_name(f"PP-OCRv6_{kind}_small.onnx")
    root = Path(__file__).parents[3]
    asked = subprocess.run(
        [sys.executable, "-c", _STARVED, kind, str(model), str(room)],
        cwd=root,
        env={**os.environ, "PYTHONPATH": str(root)},
        capture_output=True,
        text=True,
        check=False,  # dying is an honest answer, too
    )
    first, *others = asked.stdout.split("\n")
    assert first == "read", asked.stderr
    assert not [answer for answer in others if answer.startswith("read")]
    assert asked.returncode or {"NoMemory", "RuntimeError", "MemoryError"} & set(others)
