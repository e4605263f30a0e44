"""The detector's end, reckoned small, says what it said large."""

from __future__ import annotations

from typing import Any

import numpy as np
import pytest

from capture.engines.enlarging import enlarged_last

openvino = pytest.importorskip("openvino")
layers = pytest.importorskip("openvino.opset13")
_CHANNELS = 5


def _network(ends_with: str) -> Any:
    """Make a network that enlarges its picture four times, as the detector's end does."""
    chance = np.random.default_rng(3)

    def weights(*shape: int) -> Any:
        return layers.constant(chance.normal(0, 1, shape).astype(np.float32))

    def twice(values: Any, came: int, out: int) -> Any:
        kernel = weights(came, out, 2, 2)
        large = layers.convolution_backprop_data(values, kernel, strides=[2, 2])
        return layers.add(large, weights(1, out, 1, 1))

    small = layers.parameter([1, _CHANNELS, 6, 4], np.float32)
    large = twice(layers.relu(twice(small, _CHANNELS, _CHANNELS)), _CHANNELS, 1)
    return openvino.Model([layers.result(getattr(layers, ends_with)(large))], [small])


def _said(network: Any, values: np.ndarray) -> np.ndarray:
    compiled = openvino.Core().compile_model(network, "CPU", {"INFERENCE_PRECISION_HINT": "f32"})
    return np.array(compiled([values])[0])


def test_an_end_reckoned_small_says_the_same() -> None:
    values = np.random.default_rng(4).normal(0, 1, (1, _CHANNELS, 6, 4)).astype(np.float32)
    network = _network("sigmoid")
    expected = _said(network, values)
    again = enlarged_last(network)
    kinds = {layer.get_type_name() for layer in again.get_ops()}
    assert "ConvolutionBackpropData" not in kinds
    assert expected.shape == (1, 1, 24, 16)
    assert expected.std() > 0.1
    np.testing.assert_allclose(_said(again, values), expected, atol=1e-5)


def test_a_network_with_another_end_stays_as_it_is() -> None:
    network = _network("tanh")
    assert enlarged_last(network) is network
