"""Runs one ONNX network on one core: by OpenVINO, or by ONNX Runtime where OpenVINO does not load.

Both are heavy: they are imported when a network is loaded, so that only page workers pay for them.
"""

from __future__ import annotations

from pathlib import Path
from typing import Protocol

import numpy as np
from numpy.typing import NDArray

Tensor = NDArray[np.float32]


class Network(Protocol):
    """A loaded network with one input and one output."""

    runtime: str
    characters: str
    """What the file notes under ``character``: those a recogniser knows, one a row, else nothing."""

    def run(self, batch: Tensor) -> Tensor:
        """Return the output; it stays valid until the next call only."""
        ...


class _OpenVinoNetwork:
    runtime = "openvino"

    def __init__(self, model: Path) -> None:
        import openvino

        settings = {
            "INFERENCE_NUM_THREADS": 1,
            "PERFORMANCE_HINT": "LATENCY",
            "NUM_STREAMS": 1,
            # pinned, the one thread of every process would sit on the same first core
            "ENABLE_CPU_PINNING": False,
        }
        core = openvino.Core()
        read = core.read_model(str(model))
        noted = ["framework", "character"]
        self.characters = str(read.get_rt_info(noted).value) if read.has_rt_info(noted) else ""
        compiled = core.compile_model(read, "CPU", settings)
        self._tensor = openvino.Tensor
        self._request = compiled.create_infer_request()

    def run(self, batch: Tensor) -> Tensor:
        self._request.infer([self._tensor(batch, shared_memory=True)], share_outputs=True)
        output: Tensor = self._request.get_output_tensor(0).data
        return output


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


def load_network(model: Path, runtime: str = "auto") -> Network:
    """Load a network; ``runtime`` is ``openvino``, ``onnxruntime`` or ``auto`` (the first that works)."""
    if runtime == "onnxruntime":
        return _OnnxNetwork(model)
    try:
        return _OpenVinoNetwork(model)
    except (ImportError, OSError, RuntimeError):  # a processor or C library it was not built for
        if runtime == "openvino":
            raise
        return _OnnxNetwork(model)
