"""Train the seal remover: how much of each pixel's darkness is print, near a seal.

    python -m tools.train_seals TEXTS FONTS FOLDER [--steps N]

TEXTS holds ``*.txt`` documents, FONTS font files in which print and seals are set; FOLDER receives
``model_seals.onnx``. Needs torch and onnx, which nothing else here does (measured with torch
2.14.1 and onnx 1.23.2). One core, about an hour.
"""

from __future__ import annotations

import argparse
import math
import time
from collections.abc import Sequence
from pathlib import Path

import cv2
import numpy as np
import torch
from numpy.random import Generator
from torch import nn
from torch.nn import functional
from torch.optim.swa_utils import AveragedModel, get_ema_multi_avg_fn

from tools.draw_sealed import SealedPrint, draw_sealed
from vnplan.clean.seal_remover import MODEL, PLANES, Floats, seen

SEED = 11
STEPS = 4000
WARM_UP, RATE, LAST_RATE = 100, 3e-3, 3e-5
DECAY = 0.995  # of the running mean of the weights, over the last half of the steps
# Windows of so many pixels; of samples that are drawn, one a step and so many before the first,
# so many at most are kept to be shown again.
BATCH, WINDOW, FIRST, MOST = 8, 208, 200, 2500
# What pixels of paper and of print away from any seal weigh beside those where a seal is.
PAPER, ELSEWHERE = 0.02, 0.3


def block(inward: int, outward: int) -> nn.Sequential:
    """Convolution, norm, activation."""
    convolution = nn.Conv2d(inward, outward, 3, padding=1, bias=False)
    return nn.Sequential(convolution, nn.BatchNorm2d(outward), nn.ReLU(inplace=True))


def blocks(inward: int, outward: int) -> nn.Sequential:
    return nn.Sequential(block(inward, outward), block(outward, outward))


class Network(nn.Module):
    """A U-Net (Ronneberger et al. 2015) on half the resolution.

    n × PLANES × height × width to n × 4 × height × width: scores of the four pixels of each place.
    """

    def __init__(self) -> None:
        super().__init__()
        self.one, self.two = blocks(PLANES, 32), blocks(32, 48)
        self.three, self.four = blocks(48, 64), blocks(64, 96)
        self.up_three, self.up_two = blocks(96 + 64, 64), blocks(64 + 48, 48)
        self.up_one = block(48 + 32, 32)
        self.print = nn.Conv2d(32, 4, 1)

    def forward(self, planes: torch.Tensor) -> torch.Tensor:
        one = self.one(planes)
        two = self.two(functional.max_pool2d(one, 2))
        three = self.three(functional.max_pool2d(two, 2))
        four = self.four(functional.max_pool2d(three, 2))
        three = self.up_three(torch.cat((_larger(four), three), 1))
        two = self.up_two(torch.cat((_larger(three), two), 1))
        return torch.as_tensor(self.print(self.up_one(torch.cat((_larger(two), one), 1))))


def _larger(planes: torch.Tensor) -> torch.Tensor:
    return functional.interpolate(planes, scale_factor=2.0, mode="nearest")


def window(sample: SealedPrint, random: Generator) -> tuple[Floats, Floats, Floats]:
    """What the network sees of a part of the sample, what of it is print, and what that weighs."""
    high, wide = sample.sealed.shape
    top, left = (int(random.integers(0, max(1, side - WINDOW + 1))) for side in (high, wide))
    here = np.s_[top : top + WINDOW, left : left + WINDOW]
    room = ((0, max(0, WINDOW - high)), (0, max(0, WINDOW - wide)))
    sealed, plain = (
        np.pad(each[here], room, constant_values=255) for each in (sample.sealed, sample.print)
    )
    seal = sample.seal._replace(x=sample.seal.x - left, y=sample.seal.y - top)
    planes = seen(sealed, seal)
    dark, true = (1 - each.astype(np.float32) / 255 for each in (sealed, plain))
    share = (true / np.maximum(dark, 0.02)).clip(0, 1)
    covered = cv2.dilate((dark - true > 0.2).astype(np.uint8), np.ones((5, 5), np.uint8)) > 0
    weight = dark * np.where(covered, 1.0, ELSEWHERE) + PAPER
    return planes, _fours(share), _fours(weight.astype(np.float32))


def _fours(picture: Floats) -> Floats:
    """4 × half the height × half the width."""
    high, wide = picture.shape
    return (
        picture.reshape(high // 2, 2, wide // 2, 2)
        .transpose(1, 3, 0, 2)
        .reshape(4, high // 2, wide // 2)
    )


def train(texts: Path, fonts: Path, steps: int) -> Network:
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    cv2.setNumThreads(1)
    random = np.random.default_rng(SEED)
    lines = _lines(texts)
    files = sorted(fonts.iterdir())
    pool = [draw_sealed(lines, files, random) for _ in range(FIRST)]
    network = Network().to(memory_format=torch.channels_last)
    mean = AveragedModel(network, multi_avg_fn=get_ema_multi_avg_fn(DECAY), use_buffers=True)
    optimiser = torch.optim.AdamW(network.parameters(), weight_decay=0.01)
    errors: list[float] = []
    for step in range(steps):
        pool.append(draw_sealed(lines, files, random))
        if len(pool) > MOST:
            pool.pop(int(random.integers(0, MOST)))
        fall = 0.5 + 0.5 * math.cos(math.pi * step / steps)
        rate = min(1, (step + 1) / WARM_UP) * (LAST_RATE + (RATE - LAST_RATE) * fall)
        for group in optimiser.param_groups:
            group["lr"] = rate
        chosen = [pool[int(n)] for n in random.integers(0, len(pool), BATCH)]
        shown = [window(sample, random) for sample in chosen]
        planes, share, weight = (
            torch.from_numpy(np.stack(each)) for each in zip(*shown, strict=True)
        )
        with torch.autocast("cpu", torch.bfloat16):
            scores = network(planes.contiguous(memory_format=torch.channels_last))
        error = (
            functional.binary_cross_entropy_with_logits(
                scores.float(), share, weight, reduction="sum"
            )
            / weight.sum()
        )
        optimiser.zero_grad(set_to_none=True)
        error.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        if step > steps // 2:
            mean.update_parameters(network)
        errors.append(error.item())
        if step % 50 == 0:
            print(f"{time.ctime()} step {step}: loss {np.mean(errors[-50:]):.4f}", flush=True)
    trained: Network = mean.module
    return trained


def _lines(texts: Path) -> Sequence[str]:
    lines = [
        line for path in sorted(texts.glob("*.txt")) for line in path.read_text("utf-8").split("\n")
    ]
    return [line for line in lines if len(line) > 30]


def save(network: Network, path: Path) -> None:
    """As ONNX; the norms become part of the convolutions."""
    torch.onnx.export(
        network.to(memory_format=torch.contiguous_format).eval(),
        (torch.zeros(1, PLANES, 64, 64),),
        str(path),
        dynamo=False,
        input_names=["seen"],
        output_names=["print"],
        dynamic_axes={
            "seen": {2: "height", 3: "width"},
            "print": {2: "height", 3: "width"},
        },
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    for name in ("texts", "fonts", "folder"):
        parser.add_argument(name, type=Path)
    parser.add_argument("--steps", type=int, default=STEPS, help="of 8 windows")
    options = parser.parse_args()
    save(train(options.texts, options.fonts, options.steps), options.folder / MODEL)


if __name__ == "__main__":
    main()
