"""Labels of the parser as places in their documents' texts, and back."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from bench.parse import LABELS
from bench.parse_sources import HALVES, label_of
from bench.parse_spans import LOWER, PARTS, QUOTED, TextChanged, from_spans, spanned, to_spans

TEXT = (
    "ỦY BAN NHÂN DÂN\nXÃ BẾN XUÂN\nSố: 7/KH-UBND\nBến Xuân, ngày 5 tháng 4 năm 2023\nKẾ HOẠCH\n"
    "GIỮ GÌN\nBẾN ĐÒ\nI. NHIỆM VỤ\n- Đội Đò chủ trì, phối hợp với Tổ Neo sơn lại\n"
    "biển báo trước ngày 05/5/2023.\nNơi nhận:\n- Tổ Neo;\n- Lưu: VT.\nTM. BAN BẾN\n"
    "KT. TRƯỞNG BẾN\nPHÓ TRƯỞNG BẾN\nTrần Văn Lái\n"
)
ORDER = "Đội Đò chủ trì, phối hợp với Tổ Neo sơn lại biển báo trước ngày 05/5/2023."
LABEL: dict[str, Any] = {
    "source": {"corpus": "made_up", "index": 3},
    "documents": [
        {
            "type": "Kế hoạch",
            "number": "7/KH-UBND",
            "date": "2023-04-05",
            "place": "Bến Xuân",
            "issuer": "Ủy ban nhân dân xã Bến Xuân",
            "parent_issuer": None,
            "subject": "giữ gìn bến đò",
            "addressees": [],
            "tasks": [
                {
                    "id": 1,
                    "section": "I",
                    "text": ORDER,
                    "assignees": [
                        {"name": "Đội Đò", "role": "lead"},
                        {"name": "Tổ Neo", "role": "support"},
                    ],
                    "deadline": {
                        "text": "trước ngày 05/5/2023",
                        "due": "2023-05-05",
                        "recurs": None,
                    },
                }
            ],
            "signer": {
                "name": "Trần Văn Lái",
                "title": "PHÓ TRƯỞNG BẾN",
                "capacity": "TM. BAN BẾN / KT. TRƯỞNG BẾN",
            },
            "recipients": ["Tổ Neo", "Lưu: VT"],
        }
    ],
    "accept": [{"subject": ["BẾN ĐÒ"], "addressees": [[], ["Tổ Neo", "Đội Đò"]]}],
    "optional_tasks": ["Tổ Neo sơn lại biển báo"],
}


def quotes(value: Any, *, quoted: bool = False) -> list[Any]:
    """Every value of a field that quotes its document, lists taken apart."""
    if isinstance(value, dict) and not (quoted and PARTS in value):
        return [q for name, part in value.items() for q in quotes(part, quoted=name in QUOTED)]
    if isinstance(value, list) and not (value and isinstance(value[0], int)):
        return [q for part in value for q in quotes(part, quoted=quoted)]
    return [value] if quoted and value is not None else []


def written_out(quote: Any) -> list[str]:
    """The words of a quote that are no span."""
    if isinstance(quote, dict):
        return [part for part in quote[PARTS] if isinstance(part, str)]
    return [quote] if isinstance(quote, str) else []


def test_a_label_comes_back_from_its_spans() -> None:
    """Through YAML, too; lists, nested lists and values that are none of the text's included."""
    kept = yaml.safe_load(yaml.safe_dump(to_spans(LABEL, TEXT), allow_unicode=True))
    assert from_spans(kept, TEXT) == LABEL


def test_quotes_become_offsets_and_facts_stay() -> None:
    """Only what stands nowhere in the text is written out."""
    kept = to_spans(LABEL, TEXT)["documents"][0]
    task = kept["tasks"][0]
    start, stop = task["text"]
    assert TEXT[start:stop].split() == ORDER.split()
    assert (kept["number"], kept["date"]) == ("7/KH-UBND", "2023-04-05")
    assert (task["section"], task["deadline"]["due"]) == ("I", "2023-05-05")
    assert kept["subject"] == [*kept["subject"][:2], LOWER]
    assert [w for q in quotes(kept) for w in written_out(q)] == ["Ủy"]


def test_a_name_is_found_as_a_whole_word() -> None:
    """ "Neo" of "Neon" would be another body."""
    label = {"source": {}, "documents": [{"issuer": "Tổ Neo"}]}
    kept = to_spans(label, "Tổ Neon và Tổ Neo")
    assert kept["documents"][0]["issuer"] == [11, 17]


def test_offsets_of_another_text_are_refused() -> None:
    """One sign more, and every place after it would be wrong."""
    with pytest.raises(TextChanged, match="made_up"):
        from_spans(to_spans(LABEL, TEXT), f" {TEXT}")


def test_labels_of_a_folder_are_read_with_their_texts(tmp_path: Path) -> None:
    """As the bench reads them."""
    kept = yaml.safe_dump(to_spans(LABEL, TEXT), allow_unicode=True)
    (tmp_path / "one.yaml").write_text(kept, "utf-8")
    assert list(spanned(tmp_path, lambda _: TEXT)) == [label_of("one", LABEL)]


@pytest.mark.parametrize("half", HALVES)
def test_kept_labels_hold_no_words_of_their_documents(half: str) -> None:
    """No two words in a row of any text that a label quotes."""
    paths = sorted((LABELS / half).glob("*.yaml"))
    assert paths
    for path in paths:
        found = quotes(yaml.safe_load(path.read_text("utf-8")))
        assert found
        for words in map(written_out, found):
            assert len(" ".join(words).split()) <= 1, path.name
