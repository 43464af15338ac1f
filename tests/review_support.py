"""A small batch for the tests of the review: a scan, a garbled text, and a text that attacks."""

from __future__ import annotations

import asyncio
import json
import shutil
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from starlette.types import ASGIApp, Message

from vnplan.batch import Ledger, Out, State
from vnplan.pipeline import Settings, convert_with_words
from vnplan.record import Doubt, Record
from vnplan.review.answers import Review
from vnplan.review.desk import Desk
from vnplan.review.server import TOKEN_HEADER, application
from vnplan.source.pages import open_source
from vnplan.words import Words, dump_words

FIXTURES = Path(__file__).parent.parent / "fixtures"
SCAN, GARBLED, ATTACK = "2025/ke-hoach.jpg", "chi-thi.txt", "tan-cong.txt"
ATTACK_TEXT = """ỦY BAN NHÂN DÂN
XÃ <script>document.title='x'</script>

Số: 4/KH-UBND

KẾ HOẠCH
Kiểm tra <img src=x onerror="document.title='x'"> năm 2025

I. NHIỆM VỤ
- Văn phòng <script>document.title='x'</script> treo biển trước ngày 30/6/2025.
"""
PORT, TOKEN = 4711, "a-token"


def make_inputs(folder: Path) -> Path:
    """The inputs, in the folder that a batch is given."""
    for name, origin in ((SCAN, "commune-plan/scan.jpg"), (GARBLED, "directive/garbled.txt")):
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(FIXTURES / origin, folder / name)
    (folder / ATTACK).write_text(ATTACK_TEXT, "utf-8")
    return folder


def make_batch(inputs: Path, folder: Path) -> Out:
    """The output folder of a batch over all files of ``inputs``."""
    out = Out.at(folder)
    with Ledger.create(out) as ledger:
        root, run = ledger.add_root(inputs, True), ledger.begin_run()
        for file in sorted(path for path in inputs.rglob("*") if path.is_file()):
            status = file.stat()
            name = file.relative_to(inputs).as_posix()
            ledger.add(root, name, status.st_size, status.st_mtime_ns, run)
        for entry in list(ledger.entries()):
            source = open_source(entry.source)
            ledger.start(entry.id, source.sha256)
            read = convert_with_words(source, Settings())
            out.save(out.record(entry.output), read.record.to_yaml())
            out.save(out.words(entry.output), dump_words(Words(read.pages, read.lines)))
            pages = source.page_count
            ledger.finish(entry.id, State.DONE, made_with=("0", "0"), seconds=1.0, pages=pages)
    return out


def cast_doubt(out: Out, name: str) -> None:
    """Give a record three doubts, whatever the reading of the day makes of its file."""
    record = record_of(out, name)
    (document,) = record.documents
    evidence = {key: found for key, found in document.evidence.items() if key != "number"}
    doubts = (
        Doubt("number", 1, "handwritten serial could not be read"),
        Doubt("symbol", 1, "the symbol is hard to read"),
        Doubt("date", 1, "ngày viết tay, đọc được 14 (0,62)"),
    )
    changed = replace(
        document, number=None, symbol="KH-UBND", date="2025-08", evidence=evidence, doubts=doubts
    )
    out.save(out.record(f"{name}.yaml"), replace(record, documents=(changed,)).to_yaml())


def number_of(out: Out, name: str) -> int:
    """The number that the ledger has for an input."""
    with Ledger.open(out) as ledger:
        return next(entry.id for entry in ledger.entries() if entry.path == name)


def record_of(out: Out, name: str) -> Record:
    """The record as it lies on the disk."""
    return Record.from_yaml(out.record(f"{name}.yaml").read_text("utf-8"))


def sitting(out: Out, who: str = "Lan") -> tuple[Review, ASGIApp]:
    """A review and its web application, without a network."""
    review = Review(Desk(out, who))
    return review, application(review, TOKEN, PORT)


@dataclass(frozen=True, slots=True)
class Answer:
    """What the application answered."""

    status: int
    headers: dict[str, str]
    body: bytes

    @property
    def json(self) -> Any:
        return json.loads(self.body)


def ask(
    app: ASGIApp, path: str, body: object = None, headers: dict[str, str] | None = None
) -> Answer:
    """One request, with the token and the right host unless ``headers`` say otherwise."""
    given = {"host": f"127.0.0.1:{PORT}", TOKEN_HEADER: TOKEN} | (headers or {})
    where, _, query = path.partition("?")
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "GET" if body is None else "POST",
        "path": where,
        "raw_path": where.encode(),
        "query_string": query.encode(),
        "headers": [(key.encode(), value.encode()) for key, value in given.items()],
        "scheme": "http",
        "server": ("127.0.0.1", PORT),
        "root_path": "",
    }
    data = body if isinstance(body, bytes) else json.dumps(body).encode()
    sent: list[Message] = []

    async def receive() -> Message:
        return {"type": "http.request", "body": data, "more_body": False}

    async def send(message: Message) -> None:
        sent.append(message)

    async def run() -> None:
        await app(scope, receive, send)

    asyncio.run(run())
    start = sent[0]
    return Answer(
        start["status"],
        {key.decode(): value.decode() for key, value in start["headers"]},
        b"".join(message.get("body", b"") for message in sent[1:]),
    )
