"""Record to YAML and back, and files that are either whole or not there.

>>> from vnplan.record import Document, Record, Source
>>> record = Record(Source("a.txt", "0" * 64, 1, ("text",)), (Document(type="Kế hoạch"),))
>>> load_yaml(dump_yaml(record)) == record
True
"""

from __future__ import annotations

import contextlib
import dataclasses
import os
import sys
import tempfile
import types
import typing
from functools import lru_cache
from pathlib import Path
from typing import Any

import yaml

from vnplan.errors import OutputError, located
from vnplan.model import Box
from vnplan.record import FORMAT_VERSION, Record

_PYTHON_NAME = {"from": "from_"}
_YAML_NAME = {v: k for k, v in _PYTHON_NAME.items()}
# The first key of a record in the YAML, the last field of the dataclass (it has a default).
_FIRST = "vnplan"


def to_plain(value: Any) -> Any:
    """Dataclasses to dictionaries, tuples to lists, in the order of the contract."""
    if dataclasses.is_dataclass(value) and not isinstance(value, type):
        names = [f.name for f in dataclasses.fields(value)]
        if _FIRST in names:
            names.remove(_FIRST)
            names.insert(0, _FIRST)
        return {_YAML_NAME.get(n, n): to_plain(getattr(value, n)) for n in names}
    if isinstance(value, dict):
        return {k: to_plain(v) for k, v in value.items()}
    if isinstance(value, tuple | list):
        return [to_plain(v) for v in value]
    return value


def from_plain(kind: Any, value: Any, place: str = "record") -> Any:
    """The inverse of :func:`to_plain` for the type ``kind``.

    Raises:
        ValueError: a key or a value does not fit; the message names the place.
    """
    origin, args = typing.get_origin(kind), typing.get_args(kind)
    if origin in (typing.Union, types.UnionType):
        if value is None:
            return None
        return from_plain(next(a for a in args if a is not type(None)), value, place)
    if origin is typing.Literal:
        if value not in args:
            raise ValueError(f"{place}: {value!r} is none of {args}")
        return value
    if origin is tuple and isinstance(value, list):
        kinds = [args[0]] * len(value) if args[-1] is Ellipsis else list(args)
        pairs = enumerate(zip(kinds, value, strict=True))
        return tuple(from_plain(k, v, f"{place}[{i}]") for i, (k, v) in pairs)
    if origin is dict and isinstance(value, dict):
        return {k: from_plain(args[1], v, f"{place}.{k}") for k, v in value.items()}
    if kind is Box and isinstance(value, list) and len(value) == 4:
        return Box(*value)
    if dataclasses.is_dataclass(kind) and isinstance(value, dict):
        hints = _hints(typing.cast(type, kind))
        given = {_PYTHON_NAME.get(k, k): v for k, v in value.items()}
        if unknown := given.keys() - hints.keys():
            raise ValueError(f"{place}: unknown keys {sorted(unknown)}")
        fields = {k: from_plain(hints[k], v, f"{place}.{k}") for k, v in given.items()}
        return kind(**fields)
    if kind is float and isinstance(value, int) and not isinstance(value, bool):
        return float(value)
    if isinstance(kind, type) and isinstance(value, kind):
        return value
    raise ValueError(f"{place}: expected {kind}, found {value!r}")


@lru_cache(maxsize=None)
def _hints(kind: type) -> dict[str, Any]:
    return typing.get_type_hints(kind)


class _Dumper(yaml.SafeDumper):
    """Block style, dates and numbers-as-text quoted, no anchors."""

    def ignore_aliases(self, data: Any) -> bool:
        return True


def dump_yaml(record: Record) -> str:
    """The YAML of ``record``; ``yaml.safe_load`` reads it back equal."""
    return yaml.dump(
        to_plain(record),
        Dumper=_Dumper,
        allow_unicode=True,
        sort_keys=False,
        default_flow_style=False,
        width=sys.maxsize,
    )


def load_yaml(text: str) -> Record:
    """The inverse of :func:`dump_yaml`.

    Raises:
        ValueError: no YAML, another version of the format, or wrong keys.
    """
    try:
        plain = yaml.safe_load(text)
    except yaml.YAMLError as error:
        raise ValueError(f"not YAML: {error}") from error
    if not isinstance(plain, dict) or plain.get("vnplan") != FORMAT_VERSION:
        raise ValueError(f"not a vnplan record of version {FORMAT_VERSION}")
    record = from_plain(Record, plain)
    assert isinstance(record, Record)
    return record


def save(path: Path, text: str) -> None:
    """Write ``text`` to ``path`` as UTF-8: all of it, or the file stays as it was.

    Raises:
        OutputError: folder missing, no permission, disk full.
    """
    with located(path):
        folder = path.parent
        if not folder.is_dir():
            raise OutputError("the folder does not exist", f"mkdir -p {folder}")
        if path.is_dir():
            raise OutputError("is a folder, not a file", "name a file with -o")
        temporary: str | None = None
        try:
            handle, temporary = tempfile.mkstemp(prefix=".vnplan-", suffix=".tmp", dir=folder)
            with os.fdopen(handle, "w", encoding="utf-8", newline="\n") as stream:
                stream.write(text)
                stream.flush()
                os.fsync(stream.fileno())
            os.chmod(temporary, _mode_for(path))
            os.replace(temporary, path)
            temporary = None
        except OSError as error:
            fact = f"cannot be written: {error.strerror or error}"
            raise OutputError(fact, "another folder with -o, or free some space") from error
        finally:
            if temporary is not None:
                with contextlib.suppress(OSError):
                    os.unlink(temporary)


def _mode_for(path: Path) -> int:
    """The mode of the file being replaced, else what the umask leaves of 0666."""
    try:
        return path.stat().st_mode & 0o777
    except OSError:
        mask = os.umask(0)
        os.umask(mask)
        return 0o666 & ~mask
