"""One document as one file to send around: the same page, its data and pictures inside."""

from __future__ import annotations

import base64
import hashlib
import json
import re
from collections.abc import Iterator
from typing import Any

from vnplan.errors import InputError
from vnplan.review.answers import Review, record_answer
from vnplan.review.desk import Original
from vnplan.review.language import messages
from vnplan.review.pages import picture
from vnplan.review.server import static_file

# In the order in which they need each other.
_SCRIPTS = ("dom.js", "api.js", "words.js", "editor.js", "viewer.js", "panel.js", "app.js")
_IMPORT = re.compile(r"^import [^;]*;\n", re.MULTILINE)
_EXPORT = re.compile(r"^export ", re.MULTILINE)
# Longer side of a picture: 130 dpi of A4, legible and a few hundred kilobytes.
_LONGER_SIDE = 1500


def standalone(review: Review, id: int) -> str:
    """The page with the record of a file, to look at and not to change.

    A page whose picture cannot be had is shown by its text.

    Raises:
        InputError: there is no such record.
    """
    opened = review.desk.open(id)
    record = opened.record
    name = opened.entry.output.removesuffix(".yaml")
    session = {"who": "", "sample": None, "readOnly": True, "messages": messages(review.language)}
    here = {"id": id, "path": name, "source": name, "original": Original.HERE, "canUndo": False}
    kept = {
        "session": session,
        "row": {"id": id, "path": name, "doubts": 0, "checked": False},
        "file": {**here, "version": opened.version, **record_answer(record, review.kept(opened))},
        "pages": dict(_texts(review, id, record.source.pages)),
        "images": dict(_images(review, id, record.source.pages)),
    }
    return _page(kept)


def _texts(review: Review, id: int, pages: int) -> Iterator[tuple[int, dict[str, Any]]]:
    for page in range(1, pages + 1):
        try:
            yield page, review.page(id, page)
        except InputError:
            continue


def _images(review: Review, id: int, pages: int) -> Iterator[tuple[int, str]]:
    entry = review.desk.entry(id)
    for page in range(1, pages + 1):
        try:
            drawn = picture(entry.source, page, review.settings, _LONGER_SIDE)
        except InputError:
            continue
        yield page, "data:image/jpeg;base64," + base64.b64encode(drawn.data).decode()


def _page(kept: dict[str, Any]) -> str:
    """The modules become one script; the page may run that one and load nothing."""
    # "<" never stands in the data as such, so that no text of a document can end the element.
    data = json.dumps(kept, ensure_ascii=False).replace("<", "\\u003c")
    sources = [_EXPORT.sub("", _IMPORT.sub("", static_file(name))) for name in _SCRIPTS]
    script, style = "\n".join(sources), static_file("style.css")
    policy = (
        f"default-src 'none'; script-src {_hash(script)}; style-src {_hash(style)}; "
        "img-src data:; base-uri 'none'; form-action 'none'"
    )
    return (
        '<!doctype html>\n<html lang="vi">\n<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>vnplan</title>\n<style>{style}</style>\n</head>\n<body>\n"
        f'<script type="application/json" id="kept">{data}</script>\n'
        f'<script type="module">{script}</script>\n</body>\n</html>\n'
    )


def _hash(text: str) -> str:
    return f"'sha256-{base64.b64encode(hashlib.sha256(text.encode()).digest()).decode()}'"
