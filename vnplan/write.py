r"""Record to YAML and back, and files that are either whole or not there.

>>> from vnplan.record import Document, Record, Source
>>> record = Record(Source("a.txt", "0" * 64, 1, ("text",)), (Document(type="Kế hoạch"),))
>>> dump_yaml(record)[:37]
'vnplan: 1\nsource:\n  file: a.txt\n  sha'
>>> load_yaml(dump_yaml(record)) == record
True
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import re
import tempfile
import types
import typing
from collections.abc import Iterator
from enum import StrEnum
from functools import cache
from pathlib import Path
from typing import Any

import yaml
from yaml.representer import SafeRepresenter

from vnplan.errors import OutputError, located
from vnplan.model import Box
from vnplan.record import (
    FORMAT_VERSION,
    Correction,
    Directive,
    Document,
    Doubt,
    Plain,
    Record,
    Source,
    Task,
)

_PYTHON_NAME = {"from": "from_"}
_YAML_NAME = {v: k for k, v in _PYTHON_NAME.items()}
# The first key of a record in the YAML, the last field of the dataclass (it has a default).
_FIRST = "vnplan"
# The keys that are left out when they hold nothing.
_OPTIONAL = {(Record, "corrections"), (Doubt, "box")}

# --- YAML ---------------------------------------------------------------------------------

# The classes shown one key a line; the others are small enough to be read across.
_BLOCKS = frozenset({Record, Source, Document, Task, Directive, Correction})
# Text that some reader of YAML would take for a number or a date: quoted, although PyYAML
# itself would not ("2023-09", "1e3").
_LOOKS_LIKE_A_VALUE = re.compile(
    r"\d{4}-\d\d|[-+]?(\.\d+|\d+\.?\d*)([eE][-+]?\d+)?|0[xo][\da-fA-F]+"
)
_LINE_BREAK = re.compile("[\n\r\x85\u2028\u2029]")


# The same rules, but compiled: a folder of records is read in a tenth of the time.
_Loader = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


class _Layout(SafeRepresenter):
    """The layout of the contract: small values on one line, no anchors, no tags."""

    def ignore_aliases(self, data: Any) -> bool:
        return True

    def represent_data(self, data: Any) -> yaml.Node:
        if dataclasses.is_dataclass(data):
            return self._mapping(_items(data), one_line=type(data) not in _BLOCKS)
        if isinstance(data, dict):
            evidence = any(map(dataclasses.is_dataclass, data.values()))
            return self._mapping(data.items(), one_line=not evidence)
        if isinstance(data, tuple | list):
            read_across = not any(map(dataclasses.is_dataclass, data))
            return self.represent_sequence("tag:yaml.org,2002:seq", data, flow_style=read_across)
        if type(data) is str:
            return self.represent_scalar("tag:yaml.org,2002:str", data, _quotes(data))
        return super().represent_data(data)

    def _mapping(self, items: Any, one_line: bool) -> yaml.Node:
        # A list of pairs, because PyYAML sorts the keys of a dictionary.
        return self.represent_mapping("tag:yaml.org,2002:map", list(items), flow_style=one_line)


class _Dumper(_Layout, yaml.SafeDumper):
    """Writes the layout."""


class _CompiledDumper(_Layout, getattr(yaml, "CSafeDumper", yaml.SafeDumper)):  # type: ignore[misc]
    """The same in a quarter of the time, but for letters beyond U+FFFF, which it writes as
    escapes, and halves of such letters, which it refuses."""


_ESCAPED = "\\U"
_LONGEST_LINE = 2**31 - 1


def _items(value: Any) -> Iterator[tuple[str, Any]]:
    """The keys of a dataclass and their values, in the order of the contract."""
    names = [field.name for field in dataclasses.fields(value)]
    if _FIRST in names:
        names.remove(_FIRST)
        names.insert(0, _FIRST)
    pairs = ((_YAML_NAME.get(name, name), getattr(value, name)) for name in names)
    return ((name, part) for name, part in pairs if part or (type(value), name) not in _OPTIONAL)


def _quotes(text: str) -> str | None:
    if _LINE_BREAK.search(text):
        return '"'
    return "'" if _LOOKS_LIKE_A_VALUE.fullmatch(text) else None


def dump_yaml(record: Record) -> str:
    """The YAML of ``record``; ``yaml.safe_load`` reads it back equal."""
    with contextlib.suppress(UnicodeEncodeError):
        text = _dumped(record, _CompiledDumper)
        if _ESCAPED not in text:
            return text
    return _dumped(record, _Dumper)


def _dumped(record: Record, dumper: type[yaml.SafeDumper]) -> str:
    text: str = yaml.dump(record, Dumper=dumper, allow_unicode=True, width=_LONGEST_LINE)
    return text


def load_yaml(text: str) -> Record:
    """The inverse of :func:`dump_yaml`.

    Raises:
        ValueError: no YAML, another version of the format, or wrong keys.
    """
    try:
        plain = yaml.load(text, Loader=_Loader)  # both are safe
    except yaml.YAMLError as error:
        raise ValueError(f"not YAML: {error}") from error
    if not isinstance(plain, dict) or plain.get("vnplan") != FORMAT_VERSION:
        raise ValueError(f"not a vnplan record of version {FORMAT_VERSION}")
    record: Record = from_plain(Record, plain)
    return record


def to_plain(value: Any) -> Any:
    """Dictionaries and lists as the YAML has them, new ones all through."""
    if dataclasses.is_dataclass(value):
        return {name: to_plain(part) for name, part in _items(value)}
    if isinstance(value, dict):
        return {name: to_plain(part) for name, part in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(part) for part in value]
    return value


def from_plain(kind: Any, value: Any, place: str = "record") -> Any:
    """Dictionaries and lists, as YAML gives them, to the type ``kind``.

    Raises:
        ValueError: a key or a value does not fit; the message names the place.
    """
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if kind is Plain:
        return value
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        return from_plain(next(a for a in args if a is not type(None)), value, place)
    if origin is typing.Literal and value in args:
        return value
    if origin is tuple and isinstance(value, list):
        return _tuple(args, value, place)
    if origin is dict and isinstance(value, dict):
        return {k: from_plain(args[1], v, f"{place}.{k}") for k, v in value.items()}
    if kind is Box and isinstance(value, list):
        return Box(*_tuple((int,) * 4, value, place))
    if dataclasses.is_dataclass(kind) and isinstance(value, dict):
        return _instance(typing.cast(type, kind), value, place)
    if kind is float and type(value) is int:
        return float(value)
    if isinstance(kind, type) and issubclass(kind, StrEnum):
        return kind(value)
    if isinstance(kind, type) and type(value) is kind:
        return value
    raise ValueError(f"{place}: expected {kind}, found {value!r}")


def _tuple(kinds: tuple[Any, ...], values: list[Any], place: str) -> tuple[Any, ...]:
    if kinds[-1] is Ellipsis:
        kinds = (kinds[0],) * len(values)
    if len(kinds) != len(values):
        raise ValueError(f"{place}: {len(values)} values where {len(kinds)} are due")
    pairs = enumerate(zip(kinds, values, strict=True))
    return tuple(from_plain(k, v, f"{place}[{i}]") for i, (k, v) in pairs)


def _instance(kind: type, values: dict[str, Any], place: str) -> Any:
    hints = _hints(kind)
    given = {_PYTHON_NAME.get(k, k): v for k, v in values.items()}
    if unknown := sorted(map(str, given.keys() - hints.keys())):
        raise ValueError(f"{place}: unknown keys {unknown}")
    fields = {k: from_plain(hints[k], v, f"{place}.{k}") for k, v in given.items()}
    try:
        return kind(**fields)
    except TypeError as error:  # a key without a default is missing
        raise ValueError(f"{place}: {error}") from error


@cache
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


# --- files --------------------------------------------------------------------------------


def check_target(path: Path, source: Path | None = None) -> None:
    """Refuse a target that cannot work, before an hour of OCR and not after it.

    Raises:
        OutputError: ``path`` is a folder, stands in none, is write-protected, or is
            the ``source`` itself.
    """
    with located(path):
        if path.is_dir():
            raise OutputError("is a folder, not a file", "name a file with -o")
        if not path.parent.is_dir():
            raise OutputError("the folder does not exist", f"make the folder {path.parent} first")
        if source is not None and path.exists() and path.samefile(source):
            raise OutputError("is the input, which is never changed", "another name with -o")
        if not os.access(path if path.exists() else path.parent, os.W_OK):
            raise OutputError("cannot be written: no permission", "another folder with -o")


def save(path: Path, content: str | bytes, workspace: Path | None = None) -> None:
    """Write ``content`` to ``path``, a text as UTF-8: all of it, or the file stays as it was.

    A link is followed; a device (``/dev/null``) or pipe is written to as it is. The unfinished
    file lies in ``workspace``, a folder on the same disk, else beside ``path``.

    Raises:
        OutputError: folder missing, no permission, disk full.
    """
    check_target(path)
    data = content.encode() if isinstance(content, str) else content
    with located(path):
        try:
            if path.exists() and not path.is_file():
                path.write_bytes(data)
            else:
                target = path.resolve()
                _replace(target, data, workspace or target.parent)
        except OSError as error:
            fact = f"cannot be written: {error.strerror or error}"
            raise OutputError(fact, "another folder with -o, or free some space") from error


def _replace(path: Path, data: bytes, workspace: Path) -> None:
    """Write a file in ``workspace``, then rename it; nothing stays behind on failure."""
    handle, temporary = tempfile.mkstemp(prefix=".vnplan-", suffix=".tmp", dir=workspace)
    try:
        with os.fdopen(handle, "wb") as stream:
            stream.write(data)
            stream.flush()
            os.fsync(stream.fileno())
        Path(temporary).chmod(_mode_for(path))
        Path(temporary).replace(path)
    except BaseException:
        with contextlib.suppress(OSError):
            Path(temporary).unlink()
        raise


def _mode_for(path: Path) -> int:
    """The mode of the file being replaced, else what the umask leaves of 0666."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
