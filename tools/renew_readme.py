"""Renews the examples in both README files with what the program prints now: ``make readme``.

``tests/test_docs.py`` fails when they have grown old.
"""

from __future__ import annotations

import re
from pathlib import Path

import vnplan

ROOT = Path(__file__).parent.parent
READMES = (ROOT / "README.md", ROOT / "README.vi.md")
DEMO = ROOT / "fixtures" / "commune-plan" / "poor.pdf"
# How many items of the long lists are shown, and which evidence.
SHOWN_ITEMS = {"tasks": 2, "other_directives": 1}
SHOWN_EVIDENCE = ("date", "type", "issuer", "signer")
LEFT_OUT = "# …"


def excerpt(record: str) -> str:
    """The YAML of a record with its long lists cut short; a comment marks each cut."""
    shown: list[str] = []
    key, item = "", 0
    for line in record.splitlines():
        if top := re.match(r"  (\w+):", line):
            key, item = top[1], 0
        item += line.startswith("  - ")
        if not is_left_out(key, item, line):
            shown.append(line)
        elif shown[-1].strip() != LEFT_OUT:
            shown.append("    " + LEFT_OUT if key == "evidence" else "  " + LEFT_OUT)
    return "".join(f"{line}\n" for line in shown)


def is_left_out(key: str, item: int, line: str) -> bool:
    """Whether a line under ``key``, part of its ``item``-th item from 1, is not shown."""
    if key == "evidence":
        name = re.match(r"    ([^:]+):", line)
        return name is not None and name[1] not in SHOWN_EVIDENCE
    return item > SHOWN_ITEMS.get(key, item)


def block(readme: str, language: str) -> str:
    """The content of the one fenced block of that language."""
    (found,) = re.findall(rf"^```{language}\n(.*?)^```$", readme, re.MULTILINE | re.DOTALL)
    return str(found)


def with_block(readme: str, language: str, content: str) -> str:
    """The same text with another content in that block."""
    old = f"```{language}\n{block(readme, language)}```"
    return readme.replace(old, f"```{language}\n{content}```")


def main() -> None:
    """Read the demo, restore the garbled lines, and put both into the README files."""
    record = excerpt(vnplan.convert(DEMO).to_yaml())
    for path in READMES:
        readme = path.read_text("utf-8")
        readme = with_block(readme, "yaml", record)
        restored = vnplan.restore(block(readme, "garbled")).text
        path.write_text(with_block(readme, "restored", restored), "utf-8", newline="\n")


if __name__ == "__main__":
    main()
