"""The review as a web application for one person on one machine.

Safety rests on four things. Every request that sees or changes data carries a secret token in a
header, which no other site can send or learn: there is no cookie. Requests for another host name
(DNS rebinding) or from another origin are refused. Files are named by their number in the ledger,
never by a path. And the page runs its own scripts only (Content-Security-Policy) and shows what
stands in documents as text.
"""

from __future__ import annotations

import json
import secrets
from collections.abc import Awaitable, Callable
from importlib import resources
from typing import Any

from starlette.applications import Starlette
from starlette.concurrency import run_in_threadpool
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.responses import JSONResponse, Response
from starlette.routing import Route
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from vnplan.errors import OutputError, VnplanError
from vnplan.paths import printable_path
from vnplan.review.answers import Review
from vnplan.review.desk import Conflict

TOKEN_HEADER = "x-vnplan-token"
# Of one request; the longest task of an archive is far from it.
_MOST_BYTES = 1_000_000
_TYPES = {
    ".html": "text/html",
    ".js": "text/javascript",
    ".css": "text/css",
    ".svg": "image/svg+xml",
}
_HEADERS = {
    "content-security-policy": (
        "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self' blob:; "
        "connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors 'none'"
    ),
    "x-content-type-options": "nosniff",
    "x-frame-options": "DENY",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
    "cross-origin-resource-policy": "same-origin",
    "cache-control": "no-store",
}

Answer = Callable[[Request], Awaitable[Response]]


def new_token() -> str:
    """A secret that nobody guesses: 256 bits."""
    return secrets.token_urlsafe(32)


def application(review: Review, token: str, port: int) -> ASGIApp:
    """The web application; it answers on that port alone, and to that token alone."""
    answers = _Answers(review)
    routes = [
        Route("/", answers.start),
        Route("/static/{name}", answers.static),
        Route("/api/session", answers.session),
        Route("/api/files", answers.files),
        Route("/api/next", answers.next_file),
        Route("/api/files/{id:int}", answers.file),
        Route("/api/files/{id:int}/version", answers.version),
        Route("/api/files/{id:int}/corrections", answers.say, methods=["POST"]),
        Route("/api/files/{id:int}/undo", answers.undo, methods=["POST"]),
        Route("/api/files/{id:int}/drop", answers.drop, methods=["POST"]),
        Route("/api/files/{id:int}/pages/{page:int}", answers.page),
        Route("/api/files/{id:int}/pages/{page:int}/image", answers.image),
        Route("/api/report", answers.report, methods=["POST"]),
    ]
    handlers: dict[Any, Any] = {VnplanError: _told, HTTPException: _refused}
    return Guard(Starlette(routes=routes, exception_handlers=handlers), token, port)


class Guard:
    """Lets a request through when it comes from the page itself, and locks the page down."""

    def __init__(self, app: ASGIApp, token: str, port: int) -> None:
        self._app, self._token = app, token
        self._hosts = {f"127.0.0.1:{port}", f"localhost:{port}"}

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":  # start-up and shut-down; there are no sockets
            await self._app(scope, receive, send)
            return

        async def send_locked(message: Message) -> None:
            if message["type"] == "http.response.start":
                own = [(key.encode(), value.encode()) for key, value in _HEADERS.items()]
                message["headers"] = [*message["headers"], *own]
            await send(message)

        problem = self._problem(Request(scope))
        if problem is None:
            await self._app(scope, receive, send_locked)
        else:
            refusal = JSONResponse({"error": "refused", "fact": problem[1]}, problem[0])
            await refusal(scope, receive, send_locked)

    def _problem(self, request: Request) -> tuple[int, str] | None:
        """Status and reason of a refusal."""
        headers = request.headers
        host = headers.get("host", "")
        if host not in self._hosts:
            return 421, "another host name"
        if headers.get("origin", f"http://{host}") != f"http://{host}":
            return 403, "a request from another site"
        if headers.get("sec-fetch-site", "none") not in ("none", "same-origin"):
            return 403, "a request from another site"
        if request.url.path.startswith("/api/") and not secrets.compare_digest(
            headers.get(TOKEN_HEADER, "").encode(), self._token.encode()
        ):
            return 401, "no token, or a wrong one"
        return None


async def _told(_request: Request, error: Exception) -> Response:
    """What went wrong, for the page to show."""
    assert isinstance(error, VnplanError)
    status = 409 if isinstance(error, Conflict) else 500 if isinstance(error, OutputError) else 422
    kind = type(error).__name__
    # Facts and places name files, and repeat what was sent.
    place = [printable_path(part) for part in error.place]
    hint = printable_path(error.hint) if error.hint else None
    fact = printable_path(error.fact)
    return JSONResponse({"error": kind, "fact": fact, "hint": hint, "place": place}, status)


async def _refused(_request: Request, error: Exception) -> Response:
    assert isinstance(error, HTTPException)
    return JSONResponse({"error": "refused", "fact": str(error.detail)}, error.status_code)


def static_file(name: str) -> str:
    """One of the page's own files.

    Raises:
        KeyError: there is none of that name.
    """
    folder = resources.files("vnplan.review") / "static"
    known = {file.name: file for file in folder.iterdir() if file.is_file()}
    return known[name].read_text("utf-8")


class _Answers:
    """One method a route."""

    def __init__(self, review: Review) -> None:
        self._review = review

    async def start(self, _request: Request) -> Response:
        return Response(static_file("index.html"), media_type="text/html")

    async def static(self, request: Request) -> Response:
        name = request.path_params["name"]
        try:
            kind = _TYPES["." + name.rpartition(".")[2]]
            return Response(static_file(name), media_type=kind)
        except KeyError:
            raise HTTPException(404, "no such file") from None

    async def session(self, _request: Request) -> Response:
        return await _json(self._review.session)

    async def files(self, request: Request) -> Response:
        query = request.query_params
        start = int(query["start"]) if query.get("start", "").isdigit() else 0
        return await _json(self._review.files, start, query.get("search", ""))

    async def next_file(self, request: Request) -> Response:
        after = request.query_params.get("after", "")
        return await _json(self._review.next_file, int(after) if after.isdigit() else 0)

    async def file(self, request: Request) -> Response:
        return await _json(self._review.file, request.path_params["id"])

    async def version(self, request: Request) -> Response:
        return await _json(self._review.version, request.path_params["id"])

    async def say(self, request: Request) -> Response:
        body = await _body(request)
        said = (_text(body, key) for key in ("version", "field", "action"))
        return await _json(self._review.say, request.path_params["id"], *said, body.get("after"))

    async def undo(self, request: Request) -> Response:
        version = _text(await _body(request), "version")
        return await _json(self._review.undo, request.path_params["id"], version)

    async def drop(self, request: Request) -> Response:
        body = await _body(request)
        index = body.get("index")
        if type(index) is not int:
            raise HTTPException(400, "index: a number is due")
        version = _text(body, "version")
        return await _json(self._review.drop, request.path_params["id"], version, index)

    async def page(self, request: Request) -> Response:
        at = request.path_params
        return await _json(self._review.page, at["id"], at["page"])

    async def image(self, request: Request) -> Response:
        at = request.path_params
        picture = await run_in_threadpool(self._review.image, at["id"], at["page"])
        return Response(picture.data, media_type="image/jpeg")

    async def report(self, _request: Request) -> Response:
        return await _json(self._review.report)


async def _json(function: Callable[..., Any], *arguments: Any) -> Response:
    """What a function says; it may take its time without holding up other requests."""
    return JSONResponse(await run_in_threadpool(function, *arguments))


async def _body(request: Request) -> dict[str, Any]:
    """The JSON object that came along."""
    data = b""
    async for part in request.stream():
        data += part
        if len(data) > _MOST_BYTES:
            raise HTTPException(413, "too long")
    try:
        body = json.loads(data)
    except ValueError:
        raise HTTPException(400, "JSON is due") from None
    if not isinstance(body, dict):
        raise HTTPException(400, "a JSON object is due")
    return body


def _text(body: dict[str, Any], key: str) -> str:
    value = body.get(key)
    if not isinstance(value, str):
        raise HTTPException(400, f"{key}: a text is due")
    return value
