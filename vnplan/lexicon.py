"""Where the dictionaries are, and how their files are read.

A wheel carries them as ``vnplan.dictionaries``; a checkout has them in the
folder ``dictionaries`` beside the package. A folder of the user's own may hold
some of the files; the others are taken from the ones that came with vnplan.
"""

from __future__ import annotations

import contextlib
import unicodedata
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

import yaml

from vnplan.errors import DictionaryError

# The compiled one, where there is one, takes a tenth of the time.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_TEXT = "tag:yaml.org,2002:str"
_IN_PACKAGE = Path(__file__).parent / "dictionaries"
_IN_CHECKOUT = Path(__file__).parent.parent / "dictionaries"


@dataclass(frozen=True, slots=True)
class Dictionaries:
    """The folders searched for a dictionary file, the user's own first."""

    folders: tuple[Path, ...]

    @classmethod
    def locate(cls, own: Path | None = None) -> Dictionaries:
        """The dictionaries of this installation, with ``own`` in front of them.

        Raises:
            DictionaryError: ``own`` is no folder, or the installation is incomplete.
        """
        if own is not None and not own.is_dir():
            raise DictionaryError(f"{own} is not a folder", "--dictionaries FOLDER")
        shipped = next((f for f in (_IN_PACKAGE, _IN_CHECKOUT) if f.is_dir()), None)
        if shipped is None:
            raise DictionaryError(
                "the dictionaries of vnplan are missing", "pip install --force-reinstall vnplan"
            )
        return cls((own, shipped) if own else (shipped,))

    def path(self, name: str) -> Path:
        """The first folder's file of that name.

        Raises:
            DictionaryError: no folder has it.
        """
        for folder in self.folders:
            if (folder / name).is_file():
                return folder / name
        raise DictionaryError(f"{name} is missing in {', '.join(map(str, self.folders))}")

    def tsv(self, name: str, columns: int) -> list[tuple[str, ...]]:
        """The rows of a tab-separated file; ``#`` starts a comment line.

        Raises:
            DictionaryError: a row has another number of columns, or is not NFC.
        """
        rows: list[tuple[str, ...]] = []
        for number, line in enumerate(self._text(name).splitlines(), 1):
            if not line.strip() or line.startswith("# "):
                continue
            row = tuple(line.split("\t"))
            if len(row) != columns:
                fact = f"{name}:{number}: {len(row)} columns where {columns} are due"
                raise DictionaryError(fact, "separate columns by one tab")
            rows.append(row)
        return rows

    def counts(self, name: str) -> dict[str, int]:
        """The numbers of a tab-separated file of words and numbers.

        Raises:
            DictionaryError: as :meth:`tsv`, or a number is none.
        """
        counted: dict[str, int] = {}
        for word, number in self.tsv(name, 2):
            if not number.isdecimal():
                raise DictionaryError(f"{name}: {word}: {number!r} is no number", "a whole number")
            counted[word] = int(number)
        return counted

    def days(self, name: str) -> dict[str, str]:
        """The dates of a tab-separated file of words and dates (ISO).

        Raises:
            DictionaryError: as :meth:`tsv`, or a date is none.
        """
        days: dict[str, str] = {}
        for word, day in self.tsv(name, 2):
            try:
                days[word] = date.fromisoformat(day).isoformat()
            except ValueError:
                fact = f"{name}: {word}: {day!r} is no date"
                raise DictionaryError(fact, "a date like 2010-06-08") from None
        return days

    def yaml(self, name: str) -> Any:
        """The content of a YAML file.

        Raises:
            DictionaryError: not YAML; the place names the line.
        """
        try:
            return _loaded(self._text(name))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise DictionaryError(f"{name}:{line}: {error.problem}") from error

    def checked_yaml(self, name: str) -> Any:
        """The content of a YAML file that has the keys, lists and texts of the one that came along.

        A key that a file of one's own lacks, written for an older version, say, has the value of
        the one that came along; one that nobody knows may be misspelled.

        Raises:
            DictionaryError: a key is unknown, or a value is of another kind; the place names the
                line.
        """
        value = self.yaml(name)
        if len(self.folders) < 2:
            return value
        pattern = Dictionaries(self.folders[-1:]).yaml(name)
        _check(yaml.compose(self._text(name)), pattern, name)
        return _completed(value, pattern)

    def _text(self, name: str) -> str:
        try:
            text = self.path(name).read_text("utf-8")
        except UnicodeDecodeError as error:
            raise DictionaryError(f"{name}: not UTF-8", "save the file as UTF-8") from error
        for number, line in enumerate(text.splitlines(), 1):
            if not unicodedata.is_normalized("NFC", line):
                raise DictionaryError(f"{name}:{number}: not NFC", "normalise the file to NFC")
        return text


def _loaded(text: str) -> Any:
    """The content of a text in YAML; what is wrong with it, the slower loader tells better."""
    with contextlib.suppress(yaml.YAMLError):
        return yaml.load(text, Loader=_LOADER)  # both loaders are safe
    return yaml.safe_load(text)


def _check(node: yaml.Node | None, pattern: Any, name: str) -> None:
    """Compare a parsed file with the value of the one that came along, place by place."""
    if isinstance(pattern, dict):
        _check_mapping(node, pattern, name)
    elif isinstance(pattern, list):
        if not isinstance(node, yaml.SequenceNode):
            raise _misshaped(node, name, "a list is due")
        for item in node.value if pattern else ():
            _check(item, pattern[0], name)
            _check_whole(item, pattern[0], name)
    else:
        _check_text(node, name)


def _check_text(node: yaml.Node | None, name: str) -> None:
    """YAML takes plain ``12``, ``no``, ``on`` and ``2031-05-01`` for a number, a truth or a day."""
    if not isinstance(node, yaml.ScalarNode) or not node.value.strip():
        raise _misshaped(node, name, "a text is due")
    if node.tag != _TEXT:
        raise _misshaped(
            node, name, f"{node.value} is no text", f'put it in quotes: "{node.value}"'
        )


def _check_mapping(node: yaml.Node | None, pattern: dict[str, Any], name: str) -> None:
    if not isinstance(node, yaml.MappingNode):
        raise _misshaped(node, name, f"a mapping with {', '.join(map(str, pattern))} is due")
    found = {str(key.value): (key, value) for key, value in node.value}
    is_list = _is_list(pattern)
    for key, (place, value) in found.items():
        _check_text(place, name)
        if is_list:
            _check_text(value, name)
            continue
        if key not in pattern:
            raise _misshaped(place, name, f"unknown key {key!r}; known: {', '.join(pattern)}")
        _check(value, pattern[key], name)


def _check_whole(node: yaml.Node, pattern: Any, name: str) -> None:
    """An entry of a list has every key that those of the file that came along have."""
    if not isinstance(node, yaml.MappingNode):
        return
    found = {str(key.value) for key, _ in node.value}
    if missing := [key for key in pattern if key not in found]:
        raise _misshaped(node, name, f"no key {missing[0]!r}")


def _completed(value: Any, pattern: Any) -> Any:
    """A parsed file with the keys that it lacks of the one that came along."""
    if not isinstance(pattern, dict) or _is_list(pattern):
        return value
    own = {key: _completed(value[key], pattern[key]) for key in value}
    return {key: own.get(key, pattern[key]) for key in pattern}


def _is_list(pattern: dict[str, Any]) -> bool:
    """Whether a mapping leads from abbreviations to names: one may add to such a list, or leave
    out."""
    return all(isinstance(value, str) for value in pattern.values())


def _misshaped(
    node: yaml.Node | None, name: str, fact: str, hint: str = "see the file that came along"
) -> DictionaryError:
    line = node.start_mark.line + 1 if node is not None else 1
    return DictionaryError(f"{name}:{line}: {fact}", hint)
