"""Lets the detector reckon its end small: its picture is made large only when all is known of each pixel.

The network ends with two transposed convolutions that make its picture twice as large each, 24 channels at
a half and one at the whole of the page's size. Neither looks beside its own pixel, so both are convolutions
of one pixel, to as many more channels, which are laid out as pixels at the very end. OpenVINO reckons these
in bfloat16 where the others stay float32: a sixth of the detector's time.
"""

from __future__ import annotations

from typing import Any

import numpy as np
from numpy.typing import NDArray

Weights = NDArray[np.float32]

_END = ("Sigmoid", "Add", "ConvolutionBackpropData", "Relu", "Add", "ConvolutionBackpropData")


def enlarged_last(network: Any) -> Any:
    """Return a model of OpenVINO that says the same; a network that ends otherwise stays as it is."""
    import openvino
    from openvino import opset13 as layers

    end = _end_of(network)
    if end is None:
        return network
    _, last_bias, last, _, bias, first = end

    def reckoned(values: Any, weights: Weights, added: Weights) -> Any:
        kernel = layers.constant(weights[:, :, None, None])
        out = layers.convolution(values, kernel, [1, 1], [0, 0], [0, 0], [1, 1])
        return layers.add(out, layers.constant(added.reshape(1, -1, 1, 1)))

    halves = _weights(first.input_value(1))
    quarters = _weights(last.input_value(1))
    values = layers.relu(reckoned(first.input_value(0), _by_pixel(halves), np.tile(_added(bias), 4)))
    values = layers.sigmoid(reckoned(values, _by_quarter(quarters), np.tile(_added(last_bias), 16)))
    whole = layers.depth_to_space(values, "blocks_first", 4)
    return openvino.Model([layers.result(whole.output(0))], network.get_parameters())


def _end_of(network: Any) -> list[Any] | None:
    """Return the layers that make the picture large, the last first, where the network ends with these."""
    found = []
    here = network.get_results()[0].input_value(0)
    for kind in _END:
        node = _behind(here)
        if node.get_type_name() != kind:
            return None
        found.append(node)
        here = node.input_value(0)
    shapes = [list(node.input_value(1).get_shape()) for node in (found[2], found[5])]
    steps = [list(node.get_attributes()["strides"]) for node in (found[2], found[5])]
    one_pixel = shapes[0][1:] == [1, 2, 2] and shapes[1][1:] == [shapes[0][0], 2, 2]
    return found if one_pixel and steps == [[2, 2], [2, 2]] else None


def _behind(output: Any) -> Any:
    """Return the layer an output comes from, past those that hand on what they are given."""
    node = output.get_node()
    while node.get_type_name() in ("Identity", "Convert"):
        node = node.input_value(0).get_node()
    return node


def _weights(output: Any) -> Weights:
    return np.asarray(_behind(output).data, np.float32)


def _added(node: Any) -> Weights:
    return _weights(node.input_value(1)).ravel()


def _by_pixel(weights: Weights) -> Weights:
    """Return weights (from, to, row, column) as those of one pixel: (row, column, to) x from."""
    came, out = weights.shape[:2]
    return np.ascontiguousarray(weights.transpose(2, 3, 1, 0)).reshape(4 * out, came)


def _by_quarter(weights: Weights) -> Weights:
    """Return weights (from, 1, row, column) for each of the four pixels that one became.

    The result is by the sixteen pixels of the whole, row by row, x (row, column, from) of the four.
    """
    came = weights.shape[0]
    spread = np.zeros((2, 2, 2, 2, 2, 2, came), np.float32)
    for row in range(2):
        for column in range(2):
            spread[row, :, column, :, row, column] = weights[:, 0].transpose(1, 2, 0)
    return spread.reshape(16, 4 * came)
