"""Train the context model of the restorer: which word fits between its neighbours.

    python -m tools.train_context CORPUS PAIRS FOLDER

CORPUS, PAIRS and the sources as in ``tools/build_language_model.py``; FOLDER holds
``model_vocabulary.tsv`` and receives ``model_context.safetensors``. Needs torch, which
nothing else here does (measured with 2.13.0). One core, about an hour.

A cloze test: recurrences from the left and from the right, joined at every word, predict
it, once among all words (on a sample of places) and once among the words of the same base
letters. Of the words around, some enter as their base letters alone and a few as other
words, because that is how doubtful words look when the model is asked. 8 bits a weight.
"""

from __future__ import annotations

import json
import math
import sys
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors.numpy import save_file
from torch import nn
from torch.nn import functional

from tools.build_language_model import count, held_out, renumber
from vnplan.lexicon import Dictionaries
from vnplan.restore.context import EMBEDDING_SCALE
from vnplan.restore.language import CLASSES, START, LanguageModel
from vnplan.syllable import strip_marks

Ids = NDArray[np.int64]

SEED = 1
WIDTH, LAYERS = 256, 3
BATCH, LENGTH = 128, 64
STEPS = 4340
WARM_UP, RATE, LAST_RATE = 300, 3e-3, 1e-4
FORMS = 12  # words of the same base letters, the most frequent ones
ALL_WORDS = 0.1  # share of the places at which all words compete
# How often a stretch of each part of the text is drawn.
SHARES = {"documents": 0.33, "laws": 0.42, "encyclopedia": 0.21, "formulas": 0.04}


class Forms:
    """Which words share their base letters.

    Attributes:
        base: base form of each word.
        members: base forms × :data:`FORMS`, words, or -1.
        number: how many members each base form has.
    """

    def __init__(self, words: tuple[str, ...]) -> None:
        bases: dict[str, int] = {}
        names = [*CLASSES, *(strip_marks(word) for word in words[len(CLASSES) :])]
        self.base = np.array([bases.setdefault(name, len(bases)) for name in names])
        self.members = np.full((len(bases), FORMS), -1)
        self.number = np.zeros(len(bases), int)
        for word, base in enumerate(self.base.tolist()):  # most frequent words first
            if self.number[base] < FORMS:
                self.members[base, self.number[base]] = word
                self.number[base] += 1


class Scan(torch.autograd.Function):
    """h[t] = c[t] + f[t] · h[t-1] along the first axis."""

    @staticmethod
    def forward(ctx, c, f):
        h = torch.empty_like(c)
        h[0] = c[0]
        for t in range(1, len(c)):
            torch.addcmul(c[t], f[t], h[t - 1], out=h[t])
        ctx.save_for_backward(f, h)
        return h

    @staticmethod
    def backward(ctx, gradient):
        f, h = ctx.saved_tensors
        gradient = gradient.clone()
        for t in range(len(f) - 2, -1, -1):
            gradient[t].addcmul_(f[t + 1], gradient[t + 1])
        of_f = torch.zeros_like(f)
        of_f[1:] = gradient[1:] * h[:-1]
        return gradient, of_f


class Layer(nn.Module):
    """:class:`vnplan.restore.context.Recurrence`, to be trained."""

    def __init__(self) -> None:
        super().__init__()
        self.norm = nn.LayerNorm(WIDTH)
        self.enter = nn.Linear(WIDTH, 3 * WIDTH)
        self.leave = nn.Linear(WIDTH, WIDTH)
        with torch.no_grad():
            self.leave.weight.mul_(0.3)
            # Memories from short to long.
            self.enter.bias[WIDTH : 2 * WIDTH] = torch.linspace(-1, 3, WIDTH)

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        state, forget, out = self.enter(self.norm(x)).float().chunk(3, -1)
        forget = torch.sigmoid(forget)
        state = Scan.apply((1 - forget) * state, forget)
        return torch.as_tensor(x + self.leave(state * functional.silu(out)))


class Network(nn.Module):
    """:class:`vnplan.restore.context.ContextModel`, to be trained."""

    def __init__(self, forms: Forms) -> None:
        super().__init__()
        self.base = torch.from_numpy(forms.base)
        self.words = nn.Embedding(len(forms.base) + 1, WIDTH)
        self.bases = nn.Embedding(len(forms.members), WIDTH)
        for table in (self.words, self.bases):
            nn.init.normal_(table.weight, std=0.05)
        self.left = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.right = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.norm = nn.LayerNorm(2 * WIDTH)
        self.inner = nn.Linear(2 * WIDTH, 2 * WIDTH)
        self.outer = nn.Linear(2 * WIDTH, WIDTH)
        self.bias = nn.Parameter(torch.zeros(len(forms.base)))

    def forward(self, words: torch.Tensor, bases: torch.Tensor) -> torch.Tensor:
        """What surrounds the second to the last word but one, places × texts × width."""
        left = (self.words(words) + self.bases(bases)) * EMBEDDING_SCALE
        right = left.flip(0)
        for layer in self.left:
            left = layer(left)
        for layer in self.right:
            right = layer(right)
        both = torch.cat([left[:-2], right.flip(0)[2:]], -1)
        return torch.as_tensor(self.outer(functional.gelu(self.inner(self.norm(both)))))

    def table(self) -> torch.Tensor:
        """Words × width."""
        return self.words.weight[:-1] + self.bases.weight[self.base]


def damaged(words: Ids, forms: Forms, random: np.random.Generator) -> tuple[Ids, Ids]:
    """(words, base forms) as the model sees them: some bare, some wrong."""
    base = forms.base[words]
    text = random.random((len(words), 1))
    much, some = 0.4 + 0.6 * random.random(text.shape), 0.4 * random.random(text.shape)
    bare_share = np.where(text < 0.3, 0, np.where(text < 0.8, some, much))
    wrong_share = np.where(text < 0.15, 0, 0.08 * random.random(text.shape))
    draw = random.random(words.shape)
    other = (random.random(words.shape) * forms.number[base]).astype(int)
    seen = np.where(draw > 1 - wrong_share, forms.members[base, other], words)
    seen = np.where((draw < bare_share) & (forms.number[base] > 1), len(forms.base), seen)
    any_word = random.integers(0, len(forms.base), words.shape)
    replaced = random.random(words.shape) < 0.012
    return np.where(replaced, any_word, seen), np.where(replaced, forms.base[any_word], base)


def loss(network: Network, words: Ids, forms: Forms, random: np.random.Generator) -> torch.Tensor:
    """Among all words at some places, among the words of one base form at every place."""
    seen, bases = (torch.from_numpy(x.T.copy()) for x in damaged(words, forms, random))
    target = words.T[1:-1].reshape(-1)
    with torch.autocast("cpu", torch.bfloat16):
        around = network(seen, bases).reshape(-1, WIDTH)
        table = network.table()
        places = np.flatnonzero(random.random(len(target)) < ALL_WORDS)
        scores = (around[places] @ table.T).float() + network.bias
        among_all = functional.cross_entropy(scores, torch.from_numpy(target[places]))
        members = forms.members[forms.base[target]]
        is_right = members == target[:, None]
        places = np.flatnonzero((members[:, 1] >= 0) & is_right.any(axis=1))
        rivals = torch.from_numpy(members[places])
        there = rivals.clamp(min=0)
        rows = functional.embedding(there, table.to(torch.bfloat16))
        scores = torch.bmm(rows, around[places].to(torch.bfloat16).unsqueeze(-1)).squeeze(-1)
        scores = (scores.float() + network.bias[there]).masked_fill(rivals < 0, -1e4)
        right = torch.from_numpy(is_right[places].argmax(axis=1))
        among_forms = functional.cross_entropy(scores, right)
    return 0.5 * among_all + among_forms


def parts(corpus: Path, pairs: Path, words: tuple[str, ...]) -> dict[str, Ids]:
    """The running text by its source, less the held-out lines."""
    counted = count(corpus)
    rows = [(word, 0, False) for word in words[len(CLASSES) :]]
    text = renumber(counted, rows)
    keep = ~held_out(text, rows, pairs)
    edges = [0, *counted.ends.values()]
    found = {
        name: text[start:stop][keep[start:stop]]
        for name, (start, stop) in zip(counted.ends, pairwise(edges), strict=True)
    }
    return found | {"formulas": shuffled(found["formulas"])}


def shuffled(text: Ids) -> Ids:
    """The paragraphs in another order: formulas are listed many times in a row."""
    paragraphs = np.split(text, np.flatnonzero(text == START)[1:])
    order = np.random.default_rng(SEED).permutation(len(paragraphs))
    return np.concatenate([paragraphs[n] for n in order])


def stretches(text: dict[str, Ids], random: np.random.Generator) -> Ids:
    """:data:`BATCH` × :data:`LENGTH` words in a row, across ends of paragraphs."""
    names = random.choice(list(SHARES), BATCH, p=list(SHARES.values()))
    begins = [random.integers(len(text[name]) - LENGTH) for name in names]
    return np.stack([text[name][at : at + LENGTH] for name, at in zip(names, begins, strict=True)])


def train(text: dict[str, Ids], forms: Forms) -> Network:
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    random = np.random.default_rng(SEED)
    network = Network(forms)
    optimiser = torch.optim.AdamW(network.parameters(), betas=(0.9, 0.98), weight_decay=0.01)
    for step in range(STEPS):
        fall = 0.5 + 0.5 * math.cos(math.pi * step / STEPS)
        rate = min(1, (step + 1) / WARM_UP) * (LAST_RATE + (RATE - LAST_RATE) * fall)
        for group in optimiser.param_groups:
            group["lr"] = rate
        error = loss(network, stretches(text, random), forms, random)
        optimiser.zero_grad(set_to_none=True)
        error.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        if step % 100 == 0:
            print(f"step {step}: loss {error.item():.4f}", flush=True)
    return network


def packed(network: Network, forms: Forms) -> dict[str, NDArray[np.generic]]:
    """The tensors of :class:`vnplan.restore.context.ContextModel`; matrices as bytes and
    a scale per row."""
    tensors: dict[str, NDArray[np.generic]] = {"base": forms.base.astype(np.uint16)}

    def add(name: str, tensor: torch.Tensor) -> None:
        values = tensor.detach().float().numpy()
        if values.ndim == 1 or len(values) == 2:
            tensors[name] = np.ascontiguousarray(values)
            return
        scale = np.abs(values).max(axis=1) / 127 + 1e-12
        tensors[name] = np.rint(values / scale[:, None]).astype(np.int8)
        tensors[f"{name}.scale"] = scale.astype(np.float32)

    add("words", network.words.weight)
    add("bases", network.bases.weight)
    add("bias", network.bias)
    add("norm", torch.stack([network.norm.weight, network.norm.bias]))
    for name, linear in (("inner", network.inner), ("outer", network.outer)):
        add(name, linear.weight)
        add(f"{name}_shift", linear.bias)
    for side, layers in (("left", network.left), ("right", network.right)):
        for number, layer in enumerate(layers):
            add(f"{side}.{number}.norm", torch.stack([layer.norm.weight, layer.norm.bias]))
            add(f"{side}.{number}.enter", layer.enter.weight)
            add(f"{side}.{number}.shift", layer.enter.bias)
            add(f"{side}.{number}.leave", layer.leave.weight)
            add(f"{side}.{number}.leave_shift", layer.leave.bias)
    return tensors


def main(corpus: Path, pairs: Path, folder: Path) -> None:
    words = LanguageModel.load(Dictionaries((folder,))).words
    forms = Forms(words)
    network = train(parts(corpus, pairs, words), forms)
    shape = {"shape": json.dumps({"layers": LAYERS})}
    save_file(packed(network, forms), folder / "model_context.safetensors", shape)


if __name__ == "__main__":
    main(*map(Path, sys.argv[1:4]))
