"""Trained weights to the ONNX files of the package.

    python training/export.py training/runs/final --encoder ../shared/models/encoder --out src/aktenlage/models/quotes

Matrices become int8 (per channel, dynamic, with a range of seven bits so that processors without VNNI do not overflow),
the vectors of the pieces int8 with a scale a row.
"""

from __future__ import annotations

import argparse
import shutil
import tempfile
from pathlib import Path

import onnx
import torch
from network import Network, Shape
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn

from aktenlage.models.layout import WORD_FEATURES

OPSET = 17
EXACT = ("/names/", "/outer/", "/inner/")
"""What the names of the nodes begin with that are not put into int8."""


class Int8Embedding(nn.Module):
    """A table of vectors in int8 with a scale a row."""

    def __init__(self, table: Tensor) -> None:
        super().__init__()
        scale = table.abs().amax(1, keepdim=True).clamp(min=1e-8) / 127
        self.register_buffer("table", (table / scale).round().to(torch.int8))
        self.register_buffer("scale", scale)

    def forward(self, pieces: Tensor) -> Tensor:
        return self.table[pieces].float() * self.scale[pieces]


class EncoderGraph(nn.Module):
    """A window (1, pieces), the places of the words' first pieces and their features to log probabilities and vectors."""

    def __init__(self, network: Network) -> None:
        super().__init__()
        self.network = network

    def forward(self, pieces: Tensor, firsts: Tensor, features: Tensor) -> tuple[Tensor, ...]:
        words, levels = self.network.words(pieces, firsts, padded=False)
        scores = (self.network.outer(words), self.network.inner(words), self.network.names(levels, features))
        return (*(score.log_softmax(-1) for score in scores), words)


def load_network(run: Path) -> Network:
    """The averaged weights of a run."""
    state = torch.load(run / "state.pt", weights_only=True)
    network = Network(Shape(layers=state["recipe"]["layers"]))
    network.load_state_dict(state["average"])
    return network.eval()


def export_encoder(network: Network, path: Path) -> None:
    network.encoder.words = Int8Embedding(network.encoder.words.weight.detach())
    firsts = torch.arange(1, 30, 2)
    example = (torch.arange(4, 36)[None], firsts, torch.zeros(len(firsts), len(WORD_FEATURES)))
    torch.onnx.export(
        EncoderGraph(network).eval(),
        example,
        path,
        input_names=["pieces", "firsts", "features"],
        output_names=["outer", "inner", "names", "vectors"],
        dynamic_axes={"pieces": {1: "pieces"}, "firsts": {0: "words"}, "features": {0: "words"}},
        opset_version=OPSET,
        dynamo=False,
    )


def export_reader(network: Network, path: Path) -> None:
    words, quotations = 20, 3
    integers = torch.ones(quotations, words, dtype=torch.long)
    axes = {name: {0: "quotations", 1: "words"} for name in ("vectors", "states", "starts", "ends", "roles")}
    torch.onnx.export(
        network.reader.eval(),
        (torch.zeros(quotations, words, network.shape.hidden), integers * 4, integers, integers),
        path,
        input_names=["vectors", "states", "starts", "ends"],
        output_names=["roles", "modes", "media"],
        dynamic_axes={**axes, "modes": {0: "quotations"}, "media": {0: "quotations"}},
        opset_version=OPSET,
        dynamo=False,
    )


def quantize(source: Path, target: Path) -> None:
    """Everything but the layers of tags, which are small."""
    heads = [node.name for node in onnx.load(source).graph.node if node.name.startswith(EXACT)]
    # A Gemm is cut into a product and a sum before it is asked for.
    exact = [name + ending for name in heads for ending in ("", "_MatMul")]
    quantize_dynamic(
        source,
        target,
        op_types_to_quantize=["MatMul", "Gemm"],
        per_channel=True,
        reduce_range=True,
        weight_type=QuantType.QInt8,
        nodes_to_exclude=exact,
    )


def export(run: Path, encoder: Path, out: Path) -> None:
    out.mkdir(parents=True, exist_ok=True)
    network = load_network(run)
    with tempfile.TemporaryDirectory() as folder:
        exact = Path(folder) / "reader.onnx"
        export_reader(network, exact)
        quantize(exact, out / "reader.onnx")
        exact = Path(folder) / "encoder.onnx"
        export_encoder(network, exact)
        quantize(exact, out / "encoder.onnx")
    shutil.copyfile(encoder / "tokenizer.json", out / "tokenizer.json")


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    parser.add_argument("run", type=Path)
    parser.add_argument("--encoder", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    arguments = parser.parse_args()
    export(arguments.run, arguments.encoder, arguments.out)


if __name__ == "__main__":
    main()
