"""Train the digit reader: which digit stands where in a blank filled in by hand.

    python -m tools.train_digits DIGITS TRACES FONTS CROPS FOLDER [--steps N] [--from MODEL]

DIGITS, TRACES, FONTS and CROPS as in ``tools/draw_handwriting.py``; FOLDER receives
``model_digits.onnx``. With ``--from`` the training goes on from the weights of such a file, at
half the rate, and the mean of the weights before and after is kept. Needs torch and onnx, which
nothing else here does (measured with torch 2.14.1 and onnx 1.23.2). One core, half an hour to an
hour.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import cv2
import numpy as np
import onnx
import torch
from numpy.random import Generator
from onnx import numpy_helper
from torch import nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from tools.draw_handwriting import Drawer, drawer
from vnplan.handwriting.digits import CHARACTERS, HEIGHT, MODEL, Floats, normalised

SEED = 5
STEPS = 5000
WARM_UP, RATE, LAST_RATE = 200, 2e-3, 2e-5
GOING_ON = 0.5  # of the rate, for weights that were trained before
DECAY = 0.998  # of the running mean of the weights, over the last two thirds of the steps
# Numbers of like width go together: so many batches are drawn at a time, and each is shown
# so often, since drawing takes as long as learning.
BATCH, GROUP, SHOWN = 64, 8, 4
# Each time a number is shown it leans, and is as wide, a little differently: as x over y, and as
# the spread of the logarithm of its width.
LEAN, STRETCH = 0.12, 0.1

Sample = tuple[Floats, str]


def block(
    inward: int, outward: int, kernel: tuple[int, int] = (3, 3), step: int = 1, high: int = 1
) -> nn.Sequential:
    """Convolution, norm, activation; ``high`` rows and ``step`` columns of padding."""
    convolution = nn.Conv2d(
        inward, outward, kernel, padding=(high, step), dilation=(1, step), bias=False
    )
    return nn.Sequential(convolution, nn.BatchNorm2d(outward), nn.ReLU(inplace=True))


class Network(nn.Module):
    """Ink, n × 1 × HEIGHT × width, to scores, n × (none and characters) × 1 × width / 4."""

    def __init__(self) -> None:
        super().__init__()
        self.look = nn.Sequential(
            block(1, 16), nn.MaxPool2d(2),
            block(16, 24), block(24, 24), nn.MaxPool2d(2),
            block(24, 48), block(48, 48), nn.MaxPool2d((2, 1)),
            block(48, 64), block(64, 64), nn.Dropout2d(0.05),
            block(64, 128, (HEIGHT // 8, 3), high=0),
        )  # fmt: skip
        self.near = block(128, 128, (1, 3), high=0)
        self.far = block(128, 128, (1, 3), step=2, high=0)
        self.drop = nn.Dropout(0.1)
        self.name = nn.Conv2d(128, 1 + len(CHARACTERS), 1)

    def forward(self, ink: torch.Tensor) -> torch.Tensor:
        seen = self.look(ink)
        seen = seen + self.near(seen)
        seen = seen + self.far(seen)
        return torch.as_tensor(self.name(self.drop(seen)))


def batches(draw: Drawer, random: Generator) -> Iterator[list[Sample]]:
    """Drawn numbers as the network sees them, without end."""
    while True:
        samples: list[Sample] = []
        while len(samples) < BATCH * GROUP:
            text, page = draw(random)
            ink = normalised(page)
            if ink is not None and ink.shape[1] >= 12 * len(text):
                samples.append((ink, text))
        samples.sort(key=lambda sample: sample[0].shape[1])
        drawn = [samples[n : n + BATCH] for n in range(0, len(samples), BATCH)] * SHOWN
        for number in random.permutation(len(drawn)):
            yield drawn[number]


def leaning(ink: Floats, random: Generator) -> Floats:
    """The ink as another day's hand leans and spaces it."""
    lean, wide = random.normal(0, LEAN), float(np.exp(random.normal(0, STRETCH)))
    height, width = ink.shape
    room = 8 * math.ceil((wide * width + abs(lean) * height) / 8)
    centre = (room - wide * width - lean * height) / 2
    move = np.array([[wide, lean, centre], [0.0, 1.0, 0.0]])
    return np.asarray(cv2.warpAffine(ink, move, (room, height)), np.float32)


def side_by_side(batch: list[Sample], random: Generator) -> torch.Tensor:
    """The ink of a batch, each somewhere on paper as wide as the widest needs."""
    inks = [leaning(ink, random) for ink, _ in batch]
    width = max(ink.shape[1] for ink in inks) + 8 * int(random.integers(0, 3))
    paper = np.zeros((len(batch), 1, HEIGHT, width), np.float32)
    for row, ink in zip(paper, inks, strict=True):
        at = int(random.integers(0, width - ink.shape[1] + 1))
        row[0, :, at : at + ink.shape[1]] = ink
    return torch.from_numpy(paper).contiguous(memory_format=torch.channels_last)


def loss(network: Network, batch: list[Sample], random: Generator) -> torch.Tensor:
    """Connectionist temporal classification (Graves et al. 2006), a character."""
    with torch.autocast("cpu", torch.bfloat16):
        scores = network(side_by_side(batch, random))
    logs = functional.log_softmax(scores.float().squeeze(2).permute(2, 0, 1), -1)
    targets = torch.tensor([1 + CHARACTERS.index(c) for _, text in batch for c in text])
    lengths = torch.tensor([len(text) for _, text in batch])
    places = torch.full((len(batch),), len(logs))
    error = functional.ctc_loss(logs, targets, places, lengths, zero_infinity=True)
    return torch.as_tensor(error)


def take_up(network: Network, model: Path, batch: list[Sample], random: Generator) -> None:
    """Gives the network the weights of a saved one, in which norms are part of the convolutions:
    each norm gets the mean and spread of ``batch`` and undoes them."""
    flat = [torch.tensor(numpy_helper.to_array(each)) for each in _weights(onnx.load(str(model)))]
    weights = list(zip(flat[::2], flat[1::2], strict=True))
    modules = list(network.modules())
    convolutions = [m for m in modules if isinstance(m, nn.Conv2d)]
    norms = [m for m in modules if isinstance(m, nn.BatchNorm2d)]
    for convolution, (weight, _) in zip(convolutions, weights, strict=True):
        convolution.weight.data.copy_(weight)
    assert convolutions[-1].bias is not None
    convolutions[-1].bias.data.copy_(weights[-1][1])
    hooks = [
        norm.register_forward_pre_hook(_undoing(bias))
        for norm, (_, bias) in zip(norms, weights[:-1], strict=True)
    ]
    with torch.no_grad():
        network.eval()(side_by_side(batch, random))
    for hook in hooks:
        hook.remove()
    network.train()


def _undoing(bias: torch.Tensor) -> Callable[[nn.Module, tuple[torch.Tensor, ...]], None]:
    """Sets a norm to the mean and spread of what it is shown, and to give that back plus bias."""

    def hook(norm: nn.Module, shown: tuple[torch.Tensor, ...]) -> None:
        assert isinstance(norm, nn.BatchNorm2d)
        spread, mean = torch.var_mean(shown[0], (0, 2, 3))
        assert norm.running_mean is not None and norm.running_var is not None
        norm.running_mean.copy_(mean)
        norm.running_var.copy_(spread)
        norm.weight.data.copy_((spread + norm.eps).sqrt())
        norm.bias.data.copy_(mean + bias)

    return hook


def train(draw: Drawer, steps: int = STEPS, model: Path | None = None) -> Network:
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    random = np.random.default_rng(SEED)
    network = Network().to(memory_format=torch.channels_last)
    top = RATE
    if model is not None:
        take_up(network, model, next(batches(draw, random)), random)
        top = GOING_ON * RATE
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(DECAY), use_buffers=True)
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=0.02)
    errors: list[float] = []
    for step, batch in zip(range(steps), batches(draw, random), strict=False):
        fall = 0.5 + 0.5 * math.cos(math.pi * step / steps)
        rate = min(1, (step + 1) / WARM_UP) * (LAST_RATE + (top - LAST_RATE) * fall)
        for group in optimiser.param_groups:
            group["lr"] = rate
        error = loss(network, batch, random)
        optimiser.zero_grad(set_to_none=True)
        error.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        if step > steps // 3:
            mean.update_parameters(network)
        errors.append(error.item())
        if step % 100 == 0:
            print(f"{time.ctime()} step {step}: loss {np.mean(errors[-100:]):.4f}", flush=True)
    trained: Network = mean.module
    return trained


def save(network: Network, path: Path) -> None:
    """As ONNX; the norms become part of the convolutions."""
    torch.onnx.export(
        network.to(memory_format=torch.contiguous_format).eval(),
        (torch.zeros(1, 1, HEIGHT, 96),),
        str(path),
        dynamo=False,
        input_names=["ink"],
        output_names=["scores"],
        dynamic_axes={"ink": {3: "width"}, "scores": {3: "places"}},
    )


def halfway(before: Path, after: Path) -> None:
    """Gives the saved network ``after`` the mean of its weights and those that it went on from:
    it keeps what it knew of other writers (Wortsman et al. 2022)."""
    models = [onnx.load(str(path)) for path in (before, after)]
    for old, new in zip(*map(_weights, models), strict=True):
        mean = (numpy_helper.to_array(old) + numpy_helper.to_array(new)) / 2
        new.CopyFrom(numpy_helper.from_array(mean, new.name))
    onnx.save(models[1], str(after))


def _weights(model: onnx.ModelProto) -> list[onnx.TensorProto]:
    """The weights and biases of the convolutions, from the ink on."""
    named = {each.name: each for each in model.graph.initializer}
    return [named[n] for of in model.graph.node if of.op_type == "Conv" for n in of.input[1:]]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("digits", "traces", "fonts", "crops", "folder"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--steps", type=int, default=STEPS, help="of 64 numbers")
    parser.add_argument("--from", type=Path, dest="model", help="weights to go on from")
    options = parser.parse_args()
    draw = drawer(options.digits, options.traces, options.fonts, options.crops)
    save(train(draw, options.steps, options.model), options.folder / MODEL)
    if options.model is not None:
        halfway(options.model, options.folder / MODEL)


if __name__ == "__main__":
    main()
