"""Runs one ONNX network on one core: by OpenVINO, or by ONNX Runtime where OpenVINO does not load.

Both are heavy: they are imported when a network is loaded, so that only page workers pay for them.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Sequence
from importlib.metadata import PackageNotFoundError, version
from importlib.util import find_spec
from pathlib import Path
from typing import Any, Protocol, TypeVar

import numpy as np
from numpy.typing import NDArray

from capture.engines.base import EngineMissing
from capture.engines.enlarging import enlarged_last
from capture.engines.scores import HalfLogits, Likelihoods, Logits, Scores

Tensor = NDArray[np.float32]
Made = TypeVar("Made")

_NO_NUMBER = 0xFF
"""What each byte of a float that is none may be, of any size."""
_OWN_SHAPES = 2
_OFTEN = 2
_SETTINGS = {
    "INFERENCE_NUM_THREADS": 1,
    "PERFORMANCE_HINT": "LATENCY",
    "NUM_STREAMS": 1,
    # pinned, the one thread of every process would sit on the same first core
    "ENABLE_CPU_PINNING": False,
}


class NoMemory(Exception):
    """A network had no memory to run in; the process is of no more use."""


class Network(Protocol):
    """A loaded network with one input and one output."""

    runtime: str

    def run(self, batch: Tensor) -> Tensor:
        """Return the output; it stays valid until the next call only."""
        ...


class Recogniser(Protocol):
    """A loaded network that tells characters along lines."""

    runtime: str
    characters: str
    """What the file notes under ``character``: those it knows, one a row, else nothing."""

    def score(self, batch: Tensor) -> Scores:
        """Return what it says; that stays valid until the next call only."""
        ...


class _OpenVinoNetwork:
    """Made for any shape; a shape that comes often gets a network made for it, a third faster."""

    runtime = "openvino"

    def __init__(self, model: Path) -> None:
        import openvino

        self._core, self._model, self._tensor = openvino.Core(), model, openvino.Tensor
        self._any_shape = self._request()
        self._by_shape: dict[tuple[int, ...], Any] = {}
        self._seen: Counter[tuple[int, ...]] = Counter()

    def run(self, batch: Tensor) -> Tensor:
        output: Tensor = _inferred(self._request_for(batch.shape), self._tensor, batch)
        return output

    def _request_for(self, shape: tuple[int, ...]) -> Any:
        self._seen[shape] += 1
        if shape not in self._by_shape and self._is_usual(shape):
            if len(self._by_shape) == _OWN_SHAPES:
                del self._by_shape[self._rarest()]
            self._by_shape[shape] = self._request(shape)
        return self._by_shape.get(shape, self._any_shape)

    def _is_usual(self, shape: tuple[int, ...]) -> bool:
        """Tell whether a shape comes often; where others have their own networks, far oftener than one."""
        if len(self._by_shape) < _OWN_SHAPES:
            return self._seen[shape] >= _OFTEN
        return self._seen[shape] > _OFTEN * self._seen[self._rarest()]

    def _rarest(self) -> tuple[int, ...]:
        return min(self._by_shape, key=self._seen.__getitem__)

    def _request(self, shape: tuple[int, ...] | None = None) -> Any:
        network = enlarged_last(self._core.read_model(str(self._model)))
        if shape is not None:
            network.reshape(list(shape))
        return self._core.compile_model(network, "CPU", _SETTINGS).create_infer_request()


class _OpenVinoRecogniser:
    """Without its softmax, and in bfloat16 to the end where the processor reckons in it."""

    runtime = "openvino"

    def __init__(self, model: Path) -> None:
        import openvino
        from openvino import opset13 as layers

        core = openvino.Core()
        read = core.read_model(str(model))
        noted = ["framework", "character"]
        self.characters = str(read.get_rt_info(noted).value) if read.has_rt_info(noted) else ""
        last = read.get_results()[0].input_value(0)
        self._kind: type[Likelihoods | Logits | HalfLogits] = Likelihoods
        if last.get_node().get_type_name() == "Softmax":
            last, self._kind = last.get_node().input_value(0), Logits
            if core.get_property("CPU", "INFERENCE_PRECISION_HINT") == openvino.Type.bf16:
                last, self._kind = layers.convert(last, "bf16").output(0), HalfLogits
            read = openvino.Model([layers.result(last)], read.get_parameters())
        self._tensor = openvino.Tensor
        self._request = core.compile_model(read, "CPU", _SETTINGS).create_infer_request()

    def score(self, batch: Tensor) -> Scores:
        output = _inferred(self._request, self._tensor, batch)
        if self._kind is HalfLogits:
            # handed over as another kind of number of two bytes
            return HalfLogits(output.view(np.int16))
        return self._kind(output)


def _inferred(request: Any, as_tensor: Callable[..., Any], batch: Tensor) -> Any:
    """Run an OpenVINO network and return its output, which stays valid until the next call only.

    Where a process may have no more memory OpenVINO tells nobody, and its output is what was there before. So
    that is made no number first.

    Raises:
        NoMemory: It did not run.
    """
    _ends_of(request)[:] = _NO_NUMBER
    request.infer(as_tensor(batch, shared_memory=True), share_outputs=True)
    output = request.get_output_tensor(0).data
    if len(output) != len(batch) or (_ends_of(request) == _NO_NUMBER).all(axis=1).any():
        raise NoMemory("The network had no memory to run in.")
    return output


def _ends_of(request: Any) -> NDArray[np.uint8]:
    """Return the first and the last number of a network's output, byte by byte, as it lies in memory."""
    output = request.get_output_tensor(0).data
    numbers: NDArray[np.uint8] = output.reshape(-1).view(np.uint8).reshape(output.size, output.itemsize)
    return numbers[:: max(1, len(numbers) - 1)]


class _OnnxNetwork:
    runtime = "onnxruntime"

    def __init__(self, model: Path) -> None:
        import onnxruntime

        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        options.inter_op_num_threads = 1
        options.enable_cpu_mem_arena = False
        options.log_severity_level = 3
        self._session = onnxruntime.InferenceSession(str(model), options, providers=["CPUExecutionProvider"])
        self._input = self._session.get_inputs()[0].name
        self.characters = str(self._session.get_modelmeta().custom_metadata_map.get("character", ""))

    def run(self, batch: Tensor) -> Tensor:
        output: Tensor = self._session.run(None, {self._input: batch})[0]
        return output

    def score(self, batch: Tensor) -> Scores:
        return Likelihoods(self.run(batch))


def load_network(model: Path, runtime: str = "auto") -> Network:
    """Load a network; ``runtime`` is ``openvino``, ``onnxruntime`` or ``auto`` (the first that works)."""
    return _load(_OpenVinoNetwork, model, runtime)


def load_recogniser(model: Path, runtime: str = "auto") -> Recogniser:
    """Load a network that tells characters; ``runtime`` as for `load_network`."""
    return _load(_OpenVinoRecogniser, model, runtime)


def _load(by_openvino: Callable[[Path], Made], model: Path, runtime: str) -> Made | _OnnxNetwork:
    if runtime == "onnxruntime":
        return _OnnxNetwork(model)
    try:
        return by_openvino(model)
    except (ImportError, OSError, RuntimeError):  # a processor or C library it was not built for
        if runtime == "openvino":
            raise
        return _OnnxNetwork(model)


def model_folder(package: str, networks: Sequence[str]) -> Path:
    """Return where a wheel keeps its networks, without running the wheel's own code.

    Raises:
        EngineMissing: It is not installed, or lacks one of them.
    """
    try:
        version(package)
        spec = find_spec(package)
    except (PackageNotFoundError, ImportError):
        spec = None
    if spec is None or not spec.submodule_search_locations:
        raise EngineMissing(f"The package {package} is not installed.")
    folder = Path(next(iter(spec.submodule_search_locations))) / "models"
    for name in networks:
        if not (folder / name).is_file():
            raise EngineMissing(f"The package {package} lacks its network {name}.")
    return folder
