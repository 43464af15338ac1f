"""Train the digit reader: which digit stands where in a blank filled in by hand.

    python -m tools.train_digits DIGITS TRACES FONTS CROPS FOLDER

DIGITS, TRACES, FONTS and CROPS as in ``tools/draw_handwriting.py``; FOLDER receives
``model_digits.onnx``. Needs torch and onnx, which nothing else here does (measured with torch
2.13.0 and onnx 1.23.2). One core, about half an hour.
"""

from __future__ import annotations

import math
import sys
from collections.abc import Iterator
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.random import Generator
from torch import nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from tools.draw_handwriting import Drawer, drawer
from vnplan.digits import CHARACTERS, HEIGHT, MODEL, Floats, normalised

SEED = 5
STEPS = 5000
WARM_UP, RATE, LAST_RATE = 200, 2e-3, 2e-5
DECAY = 0.998  # of the running mean of the weights, over the last two thirds of the steps
# Numbers of like width go together: so many batches are drawn at a time, and each is shown
# so often, since drawing takes as long as learning.
BATCH, GROUP, SHOWN = 64, 8, 3

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


def side_by_side(batch: list[Sample], random: Generator) -> torch.Tensor:
    """The ink of a batch, each somewhere on paper as wide as the widest needs."""
    width = max(ink.shape[1] for ink, _ in batch) + 8 * int(random.integers(0, 3))
    paper = np.zeros((len(batch), 1, HEIGHT, width), np.float32)
    for row, (ink, _) in zip(paper, batch, strict=True):
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


def train(draw: Drawer) -> Network:
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    random = np.random.default_rng(SEED)
    network = Network().to(memory_format=torch.channels_last)
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(DECAY), use_buffers=True)
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=0.02)
    errors: list[float] = []
    for step, batch in zip(range(STEPS), batches(draw, random), strict=False):
        fall = 0.5 + 0.5 * math.cos(math.pi * step / STEPS)
        rate = min(1, (step + 1) / WARM_UP) * (LAST_RATE + (RATE - LAST_RATE) * fall)
        for group in optimiser.param_groups:
            group["lr"] = rate
        error = loss(network, batch, random)
        optimiser.zero_grad(set_to_none=True)
        error.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 2.0)
        optimiser.step()
        if step > STEPS // 3:
            mean.update_parameters(network)
        errors.append(error.item())
        if step % 100 == 0:
            print(f"step {step}: loss {np.mean(errors[-100:]):.4f}", flush=True)
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


def main(digits: Path, traces: Path, fonts: Path, crops: Path, folder: Path) -> None:
    save(train(drawer(digits, traces, fonts, crops)), folder / MODEL)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:6]))
