"""What the whole neighbourhood of a word says about it, beyond the reach of 5-grams.

A small recurrent network reads the words to the left and those to the right of every
place and gives a score to each word that may stand there (a cloze test: of the word itself
only the capitals are seen). It sees the marks between words and their capitals, too. Words
that are in doubt enter as their base letters alone, so that one wrong mark does not pull its
neighbours after it. Trained by ``tools/train_context.py``;
gated recurrences as in Bradbury et al. 2017 (QRNN), run by numpy.
"""

from __future__ import annotations

import json
from collections.abc import Sequence
from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray
from safetensors import safe_open
from threadpoolctl import threadpool_limits

from vnplan.errors import DictionaryError
from vnplan.lexicon import Dictionaries
from vnplan.restore.language import START
from vnplan.restore.surface import Mark, Shape, Surface

Floats = NDArray[np.float32]
Ints = NDArray[np.int64]

# Words that pass through the network at a time, and how many of them on either side
# only lend their context; so many on either side of a word bear on it.
WINDOW, MARGIN = 160, 16
EMBEDDING_SCALE = 4.0
# Words that are scored at a time.
AT_A_TIME = 4096


@dataclass(frozen=True, slots=True, eq=False)
class Recurrence:
    """One gated layer of width d that runs over the words in one direction.

    Attributes:
        norm: 2 × d, gain and shift of the layer norm.
        enter: 3 × d × d, to candidate, forget gate and output gate; ``shift`` is 3 × d.
        leave: d × d; ``leave_shift`` is d.
    """

    norm: Floats
    enter: Floats
    shift: Floats
    leave: Floats
    leave_shift: Floats

    def __call__(self, x: Floats) -> Floats:
        """States for ``x``, both words × windows × d."""
        normed = _normed(x, self.norm)
        state, forget, out = (
            _product(normed, w) + b for w, b in zip(self.enter, self.shift, strict=True)
        )
        forget = _sigmoid(forget)
        state *= 1 - forget
        for step in range(1, len(state)):
            state[step] += forget[step] * state[step - 1]
        state *= out * _sigmoid(out)
        return np.asarray(x + (_product(state, self.leave) + self.leave_shift))


@dataclass(frozen=True, slots=True, eq=False)
class ContextModel:
    """The network.

    Attributes:
        words: words of the vocabulary + 1 rows of d; the last stands for marks in doubt.
        bases: base forms × d; ``base`` is the base form of each word.
        before, behind: marks × d, for the mark before and behind a word.
        shapes: shapes × d, for the capitals of the words around.
        own: shapes × 2d, for those of the word that is asked for.
        left, right: the layers that run from the start and from the end.
        norm, inner, outer: what joins both directions, 2d to d.
        bias: per word.
    """

    words: Floats
    bases: Floats
    base: Ints
    before: Floats
    behind: Floats
    shapes: Floats
    own: Floats
    left: tuple[Recurrence, ...]
    right: tuple[Recurrence, ...]
    norm: Floats
    inner: tuple[Floats, Floats]
    outer: tuple[Floats, Floats]
    bias: Floats

    @classmethod
    def load(cls, dictionaries: Dictionaries, size: int) -> ContextModel:
        """Read the model for a vocabulary of ``size`` words.

        Raises:
            DictionaryError: the file is missing, an older one, or belongs to another vocabulary.
        """
        with safe_open(dictionaries.path("model_context.safetensors"), "numpy") as stored:
            names = frozenset(stored.keys())
            layers = int(json.loads(stored.metadata()["shape"])["layers"])
            if "own" not in names:
                fact = "model_context.safetensors knows no marks and capitals: it is an older one"
                raise DictionaryError(fact, "python -m tools.train_context")

            def plain(name: str) -> Floats:
                tensor: Floats = np.asarray(stored.get_tensor(name), np.float32)
                if f"{name}.scale" not in names:
                    return tensor
                scale: Floats = stored.get_tensor(f"{name}.scale")
                return tensor * scale[:, None]

            def layer(name: str) -> Recurrence:
                leave = plain(f"{name}.leave").T.copy()
                enter = plain(f"{name}.enter").reshape(3, *leave.shape)
                return Recurrence(
                    plain(f"{name}.norm"),
                    enter.transpose(0, 2, 1).copy(),
                    plain(f"{name}.shift").reshape(3, -1),
                    leave,
                    plain(f"{name}.leave_shift"),
                )

            model = cls(
                plain("words"),
                plain("bases"),
                stored.get_tensor("base").astype(np.int64),
                plain("before"),
                plain("behind"),
                plain("shapes"),
                plain("own"),
                tuple(layer(f"left.{n}") for n in range(layers)),
                tuple(layer(f"right.{n}") for n in range(layers)),
                plain("norm"),
                (plain("inner").T.copy(), plain("inner_shift")),
                (plain("outer").T.copy(), plain("outer_shift")),
                plain("bias"),
            )
        if len(model.base) != size:
            fact = "model_context.safetensors and model_vocabulary.tsv do not belong together"
            raise DictionaryError(fact, "python -m tools.train_context")
        return model

    def neighbourhoods(
        self, words: Sequence[int], doubtful: NDArray[np.bool_], wanted: Ints, surface: Surface
    ) -> Floats:
        """What surrounds the words number ``wanted``, in ascending order, n × d; paragraphs begin
        with the word ``START``. Words too far from them to bear on them are passed over.
        ``surface`` is that of all words; what is no word may be one misread, so its own
        capitals are not known."""
        near = _near(len(words), wanted)
        size, step = len(near), WINDOW - 2 * MARGIN
        windows = max(1, -(-size // step))
        here = slice(MARGIN, MARGIN + size)

        def padded(row: NDArray[np.generic], filled: int, wider: int = 0) -> Ints:
            found = np.full(windows * step + 2 * MARGIN + wider, filled, np.int64)
            found[here] = row[near]
            return found

        run = padded(np.asarray(words), START)
        bare = padded(doubtful, 0).astype(np.bool_)
        marks = padded(surface.marks, Mark.NONE, 1)
        shapes = padded(surface.shapes, Shape.NUMBER)
        at = np.arange(WINDOW)[:, None] + step * np.arange(windows)[None]
        print_ = self.before[marks[:-1]] + self.behind[marks[1:]] + self.shapes[shapes]
        table = np.where(bare, len(self.base), run)
        entered = (self.words[table] + self.bases[self.base[run]] + print_)[at]
        entered *= np.float32(EMBEDDING_SCALE)
        window, place = np.divmod(np.searchsorted(near, wanted), step)
        capitals = surface.shapes[wanted]
        own = self.own[np.where(capitals == Shape.NUMBER, Shape.UNKNOWN, capitals)]
        # Threads that share out products this small cost more than they bring.
        with threadpool_limits(1, user_api="blas"):
            return self._joined(entered, window, place + MARGIN, own)

    def _joined(self, entered: Floats, window: Ints, place: Ints, own: Floats) -> Floats:
        """What surrounds some words, each given by its window and its place there, and what its
        capitals say."""
        left, right = entered, entered[::-1]
        for layer in self.left:
            left = layer(left)
        for layer in self.right:
            right = layer(right)
        both = np.concatenate([left[place - 1, window], right[::-1][place + 1, window]], axis=-1)
        inner = _product(_normed(both, self.norm), self.inner[0]) + self.inner[1] + own
        return np.asarray(_product(_gelu(inner), self.outer[0]) + self.outer[1])

    def scores(self, around: Floats, places: NDArray[np.int64], words: NDArray[np.int32]) -> Floats:
        """A score, in nats up to a constant for each place, for each of ``words`` at its place."""
        found = self.bias[words]
        for start in range(0, len(words), AT_A_TIME):
            part = slice(start, start + AT_A_TIME)
            table = self.words[words[part]] + self.bases[self.base[words[part]]]
            found[part] += np.einsum("nd,nd->n", table, around[places[part]])
        return found


def _near(size: int, wanted: Ints) -> Ints:
    """The numbers of the words that bear on those wanted."""
    edges = np.zeros(size + 1, np.int64)
    np.add.at(edges, np.maximum(wanted - MARGIN, 0), 1)
    np.add.at(edges, np.minimum(wanted + MARGIN + 1, size), -1)
    return np.flatnonzero(np.cumsum(edges[:-1]) > 0)


def _product(x: Floats, matrix: Floats) -> Floats:
    """``x @ matrix`` as one product: numpy makes one for each word of a stack."""
    return np.asarray((x.reshape(-1, x.shape[-1]) @ matrix).reshape(*x.shape[:-1], -1))


def _normed(x: Floats, gain_and_shift: Floats) -> Floats:
    centred = x - x.mean(axis=-1, keepdims=True)
    square = np.einsum("...d,...d->...", centred, centred) / np.float32(x.shape[-1])
    centred /= np.sqrt(square + np.float32(1e-5))[..., None]
    centred *= gain_and_shift[0]
    centred += gain_and_shift[1]
    return np.asarray(centred)


def _sigmoid(x: Floats) -> Floats:
    return np.asarray(np.float32(0.5) * (np.tanh(np.float32(0.5) * x) + 1))


def _gelu(x: Floats) -> Floats:
    """x · Φ(x), by the tanh of Hendrycks and Gimpel 2016."""
    bent = np.tanh(np.float32(0.7978846) * x * (1 + np.float32(0.044715) * x * x))
    return np.asarray(np.float32(0.5) * x * (1 + bent))
