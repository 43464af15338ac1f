"""Labels of the parser without the words of their documents: where the words stand instead.

    python -m bench.parse_spans LABELS OUT --shared FOLDER

The corpora are not committed, so what a label quotes of a document (texts of tasks, names of
bodies, deadlines, subject, recipients, headings, signature) is kept as ``[start, stop]``: the
offsets, in characters, of the first place where those words stand in the text. What a label puts
together is ``parts``: spans, and between them the words that stand nowhere in the document ("/"
between two lines of an office). ``[start, stop, lower]`` are words of capitals in small letters.
Facts stay as they are: types, numbers, dates, roles, sections. ``source`` tells by ``sha256``
which text the offsets are of.
"""

from __future__ import annotations

import argparse
import hashlib
import sys
from collections.abc import Callable, Iterator, Sequence
from functools import partial
from pathlib import Path
from typing import Any

import regex
import yaml

from bench.parse_sources import Labelled, Shelf, has_text, label_of
from vnplan.pipeline import Settings

ROOT = Path(__file__).parent.parent
# The fields that quote their document, each holding one text or a list of texts.
QUOTED = frozenset((
    "place", "issuer", "parent_issuer", "subject", "addressees", "recipients", "heading", "text",
    "name", "title", "capacity", "office", "signer", "optional_tasks",
))  # fmt: skip
PARTS, LOWER = "parts", "lower"
# Signs of the text's hash: enough to tell that it has changed.
_HASH_SIGNS = 16


class TextChanged(ValueError):
    """The text is not the one that the offsets were taken of."""


def to_spans(value: dict[str, Any], text: str) -> dict[str, Any]:
    """A label, as its YAML holds it, with spans of ``text`` for what it quotes."""
    found = _each_quote(value, partial(_spans, text))
    return {**found, "source": {**value["source"], "sha256": _hash(text)}}


def from_spans(value: dict[str, Any], text: str) -> dict[str, Any]:
    """The label that :func:`to_spans` was given, white space in it folded.

    Raises:
        TextChanged: ``text`` is another one than the label's.
    """
    source = dict(value["source"])
    if source.pop("sha256", None) != _hash(text):
        raise TextChanged(f"offsets of another text: {source}")
    return {**_each_quote(value, partial(_words, text)), "source": source}


def spanned(folder: Path, text_of: Callable[[dict[str, Any]], str]) -> Iterator[Labelled]:
    """The labels of a folder that are kept as spans, in the order of their names.

    Args:
        text_of: the text of a label's ``source``.
    """
    for path in sorted(folder.glob("*.yaml")):
        value = yaml.safe_load(path.read_text("utf-8"))
        yield label_of(path.stem, from_spans(value, text_of(value["source"])))


def _hash(text: str) -> str:
    return hashlib.sha256(text.encode()).hexdigest()[:_HASH_SIGNS]


def _each_quote(value: Any, change: Callable[[Any], Any], *, quoted: bool = False) -> Any:
    """``value`` with ``change`` of every quote in the fields of ``QUOTED``."""
    if quoted and _is_quote(value):
        return change(value)
    if isinstance(value, dict):
        return {
            name: _each_quote(part, change, quoted=name in QUOTED) for name, part in value.items()
        }
    if isinstance(value, list):
        return [_each_quote(part, change, quoted=quoted) for part in value]
    return value


def _is_quote(value: Any) -> bool:
    """Whether it is a text, the span of one, or its parts."""
    if isinstance(value, list):
        return bool(value) and isinstance(value[0], int)
    return isinstance(value, str) or (isinstance(value, dict) and PARTS in value)


def _words(text: str, quote: Any) -> str:
    """The words that :func:`_spans` was given."""
    if isinstance(quote, str):
        return quote
    if isinstance(quote, dict):
        return " ".join(_words(text, part) for part in quote[PARTS])
    start, stop, *form = quote
    words = " ".join(text[start:stop].split())
    return words.lower() if form == [LOWER] else words


def _spans(text: str, quote: str) -> Any:
    """The span of ``quote`` in ``text``, or its parts: the longest that stand there together."""
    words = quote.split()
    parts: list[Any] = []
    while words:
        count = _longest(text, words)
        parts.append(_find(text, words[:count]) if count else words[0])
        words = words[count or 1 :]
    return parts[0] if len(parts) == 1 else {PARTS: parts}


def _longest(text: str, words: Sequence[str]) -> int:
    """How many of the first words stand together in ``text``."""
    least, most = 0, len(words)
    while least < most:
        count = (least + most + 1) // 2
        least, most = (count, most) if _find(text, words[:count]) else (least, count - 1)
    return least


def _find(text: str, words: Sequence[str]) -> list[Any] | None:
    """The first place of ``words``: as they are, else in other letters than small ones."""
    pattern = r"\s+".join(map(regex.escape, words))
    pattern = rf"(?<!\w(?=\w)){pattern}(?!(?<=\w)\w)"
    if match := regex.search(pattern, text):
        return [*match.span()]
    match = regex.search(pattern, text, regex.IGNORECASE)
    if match and " ".join(match.group().lower().split()) == " ".join(words):
        return [*match.span(), LOWER]
    return None


def main(arguments: Sequence[str] | None = None) -> None:
    """Write each label of a folder as spans into another one."""
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0] if __doc__ else "")
    parser.add_argument("labels", type=Path, help="folder of labels that quote their documents")
    parser.add_argument("out", type=Path, help="folder for the labels as spans")
    parser.add_argument("--shared", type=Path, default=ROOT / "../shared", help="the shared data")
    options = parser.parse_args(arguments)
    shelf = Shelf(options.shared, ROOT / "build", Settings())
    options.out.mkdir(parents=True, exist_ok=True)
    for path in sorted(options.labels.glob("*.yaml")):
        value = yaml.safe_load(path.read_text("utf-8"))
        if not has_text(value["source"]):
            print(f"{path.name}: left out, an OCR reads it anew each time", file=sys.stderr)
            continue
        text = shelf.text(value["source"])
        kept = to_spans(value, text)
        if from_spans(kept, text) != _each_quote(value, _folded):
            sys.exit(f"{path}: the spans do not give the label back")
        (options.out / path.name).write_text(_written(kept), "utf-8")


def _folded(quote: str) -> str:
    return " ".join(quote.split())


def _written(value: dict[str, Any]) -> str:
    return yaml.safe_dump(
        value, allow_unicode=True, sort_keys=False, default_flow_style=None, width=100
    )


if __name__ == "__main__":
    main(sys.argv[1:])
