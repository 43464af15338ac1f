"""The words of the page, in the language of the person."""

from __future__ import annotations

import json
from functools import cache
from importlib import resources
from typing import Any, Literal

Language = Literal["vi", "en"]


@cache
def messages(language: Language) -> dict[str, Any]:
    """All words of the page, and the parser's reasons in that language."""
    file = resources.files("vnplan.review") / "static" / f"{language}.json"
    found: dict[str, Any] = json.loads(file.read_text("utf-8"))
    return found
