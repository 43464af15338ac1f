"""Train the context model of the restorer: which word fits between its neighbours.

    python -m tools.train_context CORPUS PAIRS FOLDER [STEPS [START]]

CORPUS, PAIRS and the sources as in ``tools/build_language_model.py``; FOLDER holds the other
models of the restorer and receives ``model_context.safetensors``. START, a model of the same
shape, or one of before words had marks and capitals, is trained on. Needs torch, which
nothing else here does (measured with 2.13.0). One core, about an hour for 4,000 steps.

A cloze test: recurrences from the left and from the right, joined at every word, predict
it, by the words around, the marks between them and the capitals of all: once among all words
(on a sample of places), once among the words of the same base letters, and once among those
that English OCR takes for it. Of the words around, some enter as their base letters alone and
a few as other words, because that is how doubtful words look when the model is asked, and
marks and capitals are lost here and there. Kept is a running mean of the weights, 8 bits each.
"""

from __future__ import annotations

import json
import math
import sys
from dataclasses import dataclass
from itertools import pairwise
from pathlib import Path

import numpy as np
import torch
from numpy.typing import NDArray
from safetensors import safe_open
from safetensors.numpy import save_file
from torch import nn
from torch.nn import functional

from tools.build_language_model import count, held_out, renumber
from vnplan.lexicon import Dictionaries
from vnplan.restore.channel import Channel
from vnplan.restore.context import EMBEDDING_SCALE
from vnplan.restore.language import CLASSES, START
from vnplan.restore.lattice import Lattice
from vnplan.restore.models import Models, RestoreSettings
from vnplan.restore.seen import Seen
from vnplan.restore.surface import Mark, Shape
from vnplan.syllable import strip_marks

Ids = NDArray[np.int64]

SEED = 1
WIDTH, LAYERS = 256, 3
BATCH, LENGTH = 128, 64
STEPS = 4340
WARM_UP, RATE, RATE_OF_MORE, LAST_RATE = 300, 3e-3, 1.5e-3, 5e-5
MEAN_OF = 500  # steps over which the weights are averaged
FORMS = 12  # words of the same base letters, the most frequent ones
# Words that English OCR takes for a word: how often it is misread to find them, how many words
# each reading may have been, how many are kept.
MISREAD, NEAR, CONFUSED = 4, 16, 24
FREQUENCY = 0.6  # what their frequency weighs beside the channel
# Shares of the places at which all words compete, and those that are taken for one another.
ALL_WORDS, MISTAKEN = 0.08, 0.4
# How often a stretch of each part of the text is drawn.
SHARES = {"documents": 0.2, "laws": 0.36, "encyclopedia": 0.22, "formulas": 0.04, "everyday": 0.18}
# How often a stretch has lost its capitals, or its marks; how often one place has, or has others.
NO_SHAPES, NO_MARKS, LOST_MARK, OTHER_MARK, OTHER_SHAPE = 0.08, 0.05, 0.03, 0.01, 0.02
FEW_ROWS = 16  # smaller tables are kept as they are
OWN_LOST = 0.15  # how often the capitals of the word asked for are not told


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


@dataclass(frozen=True, slots=True)
class Text:
    """Running text: words, the marks before them, their capitals, as rows or as one run."""

    words: NDArray[np.uint16]
    marks: NDArray[np.uint8]
    shapes: NDArray[np.uint8]

    def at(self, places: Ids) -> Text:
        return Text(self.words[places], self.marks[places], self.shapes[places])


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
        self.before = nn.Embedding(len(Mark), WIDTH)
        self.behind = nn.Embedding(len(Mark), WIDTH)
        self.shapes = nn.Embedding(len(Shape), WIDTH)
        self.own = nn.Embedding(len(Shape), 2 * WIDTH)
        for table in (self.before, self.behind, self.shapes, self.own):
            nn.init.zeros_(table.weight)
        self.norm = nn.LayerNorm(2 * WIDTH)
        self.inner = nn.Linear(2 * WIDTH, 2 * WIDTH)
        self.outer = nn.Linear(2 * WIDTH, WIDTH)
        self.bias = nn.Parameter(torch.zeros(len(forms.base)))

    def forward(self, seen: tuple[torch.Tensor, ...], own: torch.Tensor) -> torch.Tensor:
        """What surrounds the second to the last word but one, places × texts × width."""
        words, bases, marks, shapes = seen
        behind = torch.cat([marks[1:], torch.zeros_like(marks[:1])])
        print_ = self.before(marks) + self.behind(behind) + self.shapes(shapes)
        left = (self.words(words) + self.bases(bases) + print_) * EMBEDDING_SCALE
        right = left.flip(0)
        for layer in self.left:
            left = layer(left)
        for layer in self.right:
            right = layer(right)
        both = self.norm(torch.cat([left[:-2], right.flip(0)[2:]], -1))
        inner = self.inner(both) + self.own(own[1:-1])
        return torch.as_tensor(self.outer(functional.gelu(inner)))

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


def misprinted(text: Text, random: np.random.Generator) -> tuple[Ids, Ids, Ids]:
    """(marks, capitals, capitals of the word asked for) as the model sees them."""
    marks, shapes = text.marks.astype(np.int64), text.shapes.astype(np.int64)
    texts = (len(marks), 1)
    draw = random.random(marks.shape)
    other = random.integers(0, len(Mark), marks.shape)
    marks = np.where(draw < OTHER_MARK, other, np.where(draw > 1 - LOST_MARK, 0, marks))
    marks = np.where(random.random(texts) < NO_MARKS, 0, marks)
    draw = random.random(shapes.shape)
    shapes = np.where(draw < OTHER_SHAPE, random.integers(0, len(Shape), shapes.shape), shapes)
    shapes = np.where(random.random(texts) < NO_SHAPES, Shape.UNKNOWN, shapes)
    own = np.where(random.random(shapes.shape) < OWN_LOST, Shape.UNKNOWN, shapes)
    return marks, shapes, own


def loss(
    network: Network, batch: Text, forms: Forms, confused: Ids, random: np.random.Generator
) -> torch.Tensor:
    """Among all words at some places, among the words of one base form at every place, among those
    taken for one another at some."""

    def tensor(rows: Ids) -> torch.Tensor:
        return torch.from_numpy(np.ascontiguousarray(rows.T, np.int64))

    words = batch.words.astype(np.int64)
    seen, bases = damaged(words, forms, random)
    marks, shapes, own = misprinted(batch, random)
    target = words.T[1:-1].reshape(-1)
    with torch.autocast("cpu", torch.bfloat16):
        surface = tuple(map(tensor, (seen, bases, marks, shapes)))
        around = network(surface, tensor(own)).reshape(-1, WIDTH)
        table = network.table()
        places = np.flatnonzero(random.random(len(target)) < ALL_WORDS)
        scores = (around[places] @ table.T).float() + network.bias
        among_all = functional.cross_entropy(scores, torch.from_numpy(target[places]))
        members = forms.members[forms.base[target]]
        among_forms = _among(network, table, around, members, target)
        some = random.random(len(target)) < MISTAKEN
        members = np.where(some[:, None], confused[target], -1)
        among_mistaken = _among(network, table, around, members, target)
    return 0.5 * among_all + among_forms + 0.5 * among_mistaken


def _among(
    network: Network, table: torch.Tensor, around: torch.Tensor, members: Ids, target: Ids
) -> torch.Tensor:
    """The loss where only ``members``, places × words or -1, compete with the target."""
    is_right = members == target[:, None]
    places = np.flatnonzero(((members >= 0).sum(axis=1) > 1) & is_right.any(axis=1))
    rivals = torch.from_numpy(members[places])
    there = rivals.clamp(min=0)
    rows = functional.embedding(there, table.to(torch.bfloat16))
    scores = torch.bmm(rows, around[places].to(torch.bfloat16).unsqueeze(-1)).squeeze(-1)
    scores = (scores.float() + network.bias[there]).masked_fill(rivals < 0, -1e4)
    return functional.cross_entropy(scores, torch.from_numpy(is_right[places].argmax(axis=1)))


def mistaken(models: Models) -> Ids:
    """The words that English OCR takes for each word, words × :data:`CONFUSED`, the word first;
    -1 where there are no more."""
    channel, random = models.channels.kinds["english"], np.random.default_rng(SEED)
    lattice = Lattice(models, RestoreSettings(), Seen(channel, english=1.0))
    frequency = models.language.tables["unigram"].astype(float)
    found = np.full((len(models.language.words), CONFUSED), -1)
    for word in models.language.targets.tolist():
        scores: dict[int, float] = {}
        for _ in range(MISREAD):
            read = misread(models.language.words[word], channel, models, random)
            for entry, score in lattice.near(read, NEAR):
                other = models.entries[entry][1]
                scores[other] = max(scores.get(other, -math.inf), score)
        others = [other for other in scores if other != word]
        others.sort(key=lambda other: -scores[other] - FREQUENCY * frequency[other])
        row = [word, *others[: CONFUSED - 1]]
        found[word, : len(row)] = row
    return found


def misread(word: str, channel: Channel, models: Models, random: np.random.Generator) -> str:
    """A word as the channel may read it, letter by letter."""
    letters = ("", *models.channels.read.letters)
    read = []
    for code in models.channels.true.encode(word):
        shares = channel.one[code, : len(letters)].astype(float)
        shares[0] = channel.lost[code]
        read.append(letters[random.choice(len(letters), p=shares / shares.sum())])
    return "".join(read) or "-"


def parts(corpus: Path, pairs: Path, words: tuple[str, ...]) -> dict[str, Text]:
    """The running text by its source, less the held-out lines."""
    counted = count(corpus)
    rows = [(word, 0, False) for word in words[len(CLASSES) :]]
    text = renumber(counted, rows)
    keep = ~held_out(text, rows, pairs)
    print_ = (np.frombuffer(row, np.uint8) for row in (counted.marks, counted.shapes))
    whole = Text(text.astype(np.uint16), *print_)
    edges = [0, *counted.ends.values()]
    found = {
        name: whole.at(start + np.flatnonzero(keep[start:stop]))
        for name, (start, stop) in zip(counted.ends, pairwise(edges), strict=True)
    }
    return found | {"formulas": shuffled(found["formulas"])}


def shuffled(text: Text) -> Text:
    """The paragraphs in another order: formulas are listed many times in a row."""
    paragraphs = np.split(np.arange(len(text.words)), np.flatnonzero(text.words == START)[1:])
    order = np.random.default_rng(SEED).permutation(len(paragraphs))
    return text.at(np.concatenate([paragraphs[n] for n in order]))


def stretches(text: dict[str, Text], random: np.random.Generator) -> Text:
    """:data:`BATCH` × :data:`LENGTH` words in a row, across ends of paragraphs."""
    names = random.choice(list(SHARES), BATCH, p=list(SHARES.values()))
    begins = [random.integers(len(text[name].words) - LENGTH) for name in names]
    rows = [
        text[name].at(np.arange(at, at + LENGTH)) for name, at in zip(names, begins, strict=True)
    ]
    columns = ([getattr(row, name) for row in rows] for name in Text.__slots__)
    return Text(*map(np.stack, columns))


def train(text: dict[str, Text], models: Models, steps: int, start: Path | None) -> Network:
    """Train for so many steps, from ``start`` on where there is one."""
    torch.manual_seed(SEED)
    torch.set_num_threads(1)
    random = np.random.default_rng(SEED)
    forms, confused = Forms(models.language.words), mistaken(models)
    network = Network(forms)
    if start is not None:
        take_up(network, start)
    top = RATE if start is None else RATE_OF_MORE
    mean = torch.optim.swa_utils.AveragedModel(
        network, multi_avg_fn=torch.optim.swa_utils.get_ema_multi_avg_fn(1 - 1 / MEAN_OF)
    )
    optimiser = torch.optim.AdamW(network.parameters(), betas=(0.9, 0.98), weight_decay=0.01)
    for step in range(steps):
        fall = 0.5 + 0.5 * math.cos(math.pi * step / steps)
        rate = min(1, (step + 1) / WARM_UP) * (LAST_RATE + (top - LAST_RATE) * fall)
        for group in optimiser.param_groups:
            group["lr"] = rate
        error = loss(network, stretches(text, random), forms, confused, random)
        optimiser.zero_grad(set_to_none=True)
        error.backward()
        nn.utils.clip_grad_norm_(network.parameters(), 1.0)
        optimiser.step()
        mean.update_parameters(network)
        if step % 100 == 0:
            print(f"step {step}: loss {error.item():.4f}", flush=True)
    trained: Network = mean.module
    return trained


def take_up(network: Network, path: Path) -> None:
    """Give the network the weights that :func:`packed` wrote."""
    names = _names(network)
    with safe_open(path, "numpy") as stored, torch.no_grad():
        there = frozenset(stored.keys())
        for name, parameters in names.items():
            if name not in there:
                continue
            values = stored.get_tensor(name).astype(np.float32)
            if f"{name}.scale" in there:
                values *= stored.get_tensor(f"{name}.scale")[:, None]
            rows = [values] if len(parameters) == 1 else list(values)
            for parameter, row in zip(parameters, rows, strict=True):
                parameter.copy_(torch.from_numpy(row))


def _names(network: Network) -> dict[str, tuple[nn.Parameter, ...]]:
    """The tensors of :class:`vnplan.restore.context.ContextModel` and what they are made of."""
    tables = ("words", "bases", "before", "behind", "shapes", "own")
    found: dict[str, tuple[nn.Parameter, ...]] = {
        "bias": (network.bias,),
        "norm": (network.norm.weight, network.norm.bias),
        **{name: (getattr(network, name).weight,) for name in tables},
    }
    linear = {"inner": network.inner, "outer": network.outer}
    for side, layers in (("left", network.left), ("right", network.right)):
        for number, layer in enumerate(layers):
            found[f"{side}.{number}.norm"] = (layer.norm.weight, layer.norm.bias)
            linear[f"{side}.{number}.leave"] = layer.leave
            found[f"{side}.{number}.enter"] = (layer.enter.weight,)
            found[f"{side}.{number}.shift"] = (layer.enter.bias,)
    for name, of in linear.items():
        found[name], found[f"{name}_shift"] = (of.weight,), (of.bias,)
    return found


def packed(network: Network, forms: Forms) -> dict[str, NDArray[np.generic]]:
    """The tensors of :class:`vnplan.restore.context.ContextModel`; matrices as bytes and
    a scale per row."""
    tensors: dict[str, NDArray[np.generic]] = {"base": forms.base.astype(np.uint16)}
    for name, parameters in _names(network).items():
        whole = parameters[0] if len(parameters) == 1 else torch.stack(parameters)
        values = whole.detach().float().numpy()
        if values.ndim == 1 or len(values) < FEW_ROWS:
            tensors[name] = np.ascontiguousarray(values)
            continue
        scale = np.abs(values).max(axis=1) / 127 + 1e-12
        tensors[name] = np.rint(values / scale[:, None]).astype(np.int8)
        tensors[f"{name}.scale"] = scale.astype(np.float32)
    return tensors


def main(corpus: Path, pairs: Path, folder: Path, steps: int, start: Path | None) -> None:
    models = Models.load(Dictionaries((folder,)))
    text = parts(corpus, pairs, models.language.words)
    network = train(text, models, steps, start)
    shape = {"shape": json.dumps({"layers": LAYERS})}
    tensors = packed(network, Forms(models.language.words))
    save_file(tensors, folder / "model_context.safetensors", shape)


if __name__ == "__main__":
    corpus, pairs, folder, *rest = sys.argv[1:]
    steps = int(rest[0]) if rest else STEPS
    main(Path(corpus), Path(pairs), Path(folder), steps, Path(rest[1]) if rest[1:] else None)
