"""Where the dictionaries are, and how their files are read.

A wheel carries them as ``vnplan.dictionaries``; a checkout has them in the
folder ``dictionaries`` beside the package. A folder of the user's own may hold
some of the files; the others are taken from the ones that came with vnplan.
"""

from __future__ import annotations

import unicodedata
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from vnplan.errors import DictionaryError

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

    def yaml(self, name: str) -> Any:
        """The content of a YAML file.

        Raises:
            DictionaryError: not YAML; the place names the line.
        """
        try:
            return yaml.safe_load(self._text(name))
        except yaml.MarkedYAMLError as error:
            line = error.problem_mark.line + 1 if error.problem_mark else 1
            raise DictionaryError(f"{name}:{line}: {error.problem}") from error

    def _text(self, name: str) -> str:
        try:
            text = self.path(name).read_text("utf-8")
        except UnicodeDecodeError as error:
            raise DictionaryError(f"{name}: not UTF-8", "save the file as UTF-8") from error
        for number, line in enumerate(text.splitlines(), 1):
            if not unicodedata.is_normalized("NFC", line):
                raise DictionaryError(f"{name}:{number}: not NFC", "normalise the file to NFC")
        return text
