"""What makes a PDF an archival one: PDF/A-2b, ISO 19005-2, level of conformance B.

:func:`make_archival` removes what the standard forbids and a page can do without (scripts,
actions, the values of signatures that a copy no longer bears out), adds what it demands (metadata,
an output intent), and says what stands in the way of the rest. A file claims conformance only
when nothing does.
"""

from __future__ import annotations

import struct
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

import pikepdf
from pikepdf import Array, Dictionary, Name, Object, Pdf, Stream
from PIL import ImageCms

from vnplan import __version__


@dataclass(frozen=True, slots=True)
class Obstacle:
    """Why a file is not PDF/A-2b; ``clause`` is that of ISO 19005-2."""

    clause: str
    fact: str

    def __str__(self) -> str:
        return f"{self.fact} (ISO 19005-2, {self.clause})"


_PART, _CONFORMANCE = "2", "B"
# Actions that ISO 19005-2 allows (6.5.1); the rest reach out of the file or change it.
_ALLOWED_ACTIONS = {
    "/GoTo",
    "/GoToR",
    "/GoToE",
    "/URI",
    "/Named",
    "/Thread",
    "/Hide",
    "/SubmitForm",
}
_FORBIDDEN_ANNOTATIONS = {"/3D", "/Sound", "/Screen", "/Movie", "/RichMedia", "/FileAttachment"}
_PRINTED = 4  # bit 3 of an annotation's flags; 6.3.2 wants it set and the hiding ones clear
_HIDING = 1 | 2 | 32 | 256  # invisible, hidden, no view, toggle no view
_EMBEDDED = ("/FontFile", "/FontFile2", "/FontFile3")
# Drawn parts stand in drawn parts; a file that nests deeper is damaged.
_DEEPEST = 12


def make_archival(pdf: Pdf) -> tuple[Obstacle, ...]:
    """Change ``pdf`` as far as PDF/A-2b asks; what is left that keeps it from being one.

    Without obstacles the file claims conformance in its metadata, else it does not.
    """
    _drop_forbidden(pdf)
    obstacles = tuple(dict.fromkeys(_obstacles(pdf)))
    _describe(pdf, archival=not obstacles)
    return obstacles


# --- what is removed --------------------------------------------------------------------------


def _drop_forbidden(pdf: Pdf) -> None:
    for key in ("/AA", "/Requirements", "/Collection", "/Perms", "/OutputIntents"):
        _drop(pdf.Root, key)
    _check_action(pdf.Root, "/OpenAction")
    if (names := pdf.Root.get("/Names")) is not None:
        _drop(names, "/JavaScript")
        _drop(names, "/AlternatePresentations")
    if (form := pdf.Root.get("/AcroForm")) is not None:
        for key in ("/XFA", "/NeedAppearances", "/SigFlags"):
            _drop(form, key)
    for page in pdf.pages:
        _drop(page.obj, "/AA")
        _drop(page.obj, "/PresSteps")
        for annotation in _annotations(page):
            _mend_annotation(annotation)
    for part in pdf.objects:
        _mend_object(part)


def _mend_annotation(annotation: Object) -> None:
    _drop(annotation, "/AA")
    _check_action(annotation, "/A")
    flags = int(annotation.get("/F", 0))
    if annotation.get("/Subtype") != Name.Popup and not flags & _HIDING:
        annotation.F = flags | _PRINTED


def _mend_object(part: Object) -> None:
    """Signatures no longer hold for a changed copy; pictures may not be smoothed (6.2.8)."""
    if not isinstance(part, Dictionary | Stream):
        return
    if part.get("/FT") == Name.Sig:
        _drop(part, "/V")
    if part.get("/Subtype") == Name.Image:
        for key in ("/Interpolate", "/Alternates", "/OPI"):
            _drop(part, key)
    if part.get("/Type") == Name.ExtGState:
        for key in ("/TR", "/TR2", "/HTP"):
            _drop(part, key)


def _check_action(holder: Object, key: str) -> None:
    action = holder.get(key)
    if isinstance(action, Dictionary) and str(action.get("/S")) not in _ALLOWED_ACTIONS:
        _drop(holder, key)


def _drop(holder: Object, key: str) -> None:
    if key in holder:
        del holder[key]


# --- what stands in the way -------------------------------------------------------------------


def _obstacles(pdf: Pdf) -> Iterator[Obstacle]:
    names = pdf.Root.get("/Names")
    if names is not None and "/EmbeddedFiles" in names:
        yield Obstacle("6.8", "holds attached files")
    for number, page in enumerate(pdf.pages, 1):
        if any(True for _ in pikepdf.parse_content_stream(page, "k K")):
            yield Obstacle("6.2.4.3", f"page {number} is drawn in CMYK")
        for annotation in _annotations(page):
            yield from _annotation_obstacles(annotation, number)
        for part in _resources(page.resources):
            yield from _font_obstacles(part)
            if part.get("/ColorSpace") == Name.DeviceCMYK:
                yield Obstacle("6.2.4.3", f"page {number} has a picture in CMYK")


def _annotation_obstacles(annotation: Object, number: int) -> Iterator[Obstacle]:
    kind = annotation.get("/Subtype")
    if str(kind) in _FORBIDDEN_ANNOTATIONS:
        yield Obstacle("6.3.1", f"page {number} has an annotation {str(kind)[1:]}")
    if kind != Name.Popup and int(annotation.get("/F", 0)) & _HIDING:
        yield Obstacle("6.3.2", f"page {number} has a hidden annotation")
    if "/AP" in annotation:
        for appearance in _resources(annotation.AP):
            yield from _font_obstacles(appearance)
    elif kind not in (Name.Popup, Name.Link) and not _is_empty(annotation):
        yield Obstacle("6.3.3", f"page {number} has an annotation without appearance")


def _is_empty(annotation: Object) -> bool:
    left, bottom, right, top = (float(side) for side in annotation.Rect)
    return left == right and bottom == top


def _font_obstacles(part: Object) -> Iterator[Obstacle]:
    """A font must be in the file, unless its glyphs are drawn there (Type 3)."""
    if part.get("/Type") != Name.Font or part.get("/Subtype") == Name.Type3:
        return
    own = part.get("/DescendantFonts", [part])[0]
    descriptor = own.get("/FontDescriptor")
    if descriptor is None or not any(key in descriptor for key in _EMBEDDED):
        font = str(part.get("/BaseFont", "/?"))[1:]
        yield Obstacle("6.2.11.4.1", f"the font {font} is not in the file")


def _annotations(page: pikepdf.Page) -> Iterator[Object]:
    return (a for a in page.obj.get("/Annots", []) if isinstance(a, Dictionary))


def _resources(holder: Object, depth: int = 0) -> Iterator[Object]:
    """Fonts, pictures and drawn parts that a page or a drawn part names, at every depth."""
    for part in _named(holder):
        yield part
        if depth < _DEEPEST and part.get("/Type") != Name.Font:
            yield from _resources(part.get("/Resources", part), depth + 1)


def _named(holder: Object) -> Iterator[Object]:
    groups = [holder.get(key) for key in ("/Font", "/XObject", "/Pattern", "/N")]
    for group in groups:
        if isinstance(group, Stream):
            yield group
        elif isinstance(group, Dictionary):
            yield from (part for _, part in group.items() if isinstance(part, Dictionary | Stream))


# --- what is added ----------------------------------------------------------------------------


def _describe(pdf: Pdf, archival: bool) -> None:
    """Metadata of this copy alone: older ones may use schemas that the standard does not know."""
    _drop(pdf.Root, "/Metadata")
    with pdf.open_metadata(set_pikepdf_as_editor=False) as metadata:
        with warnings.catch_warnings():
            # What of the old description has no place in the standard's schemas is left out.
            warnings.simplefilter("ignore", UserWarning)
            metadata.load_from_docinfo(pdf.docinfo)
        metadata["pdf:Producer"] = f"vnplan {__version__}"
        if archival:
            metadata["pdfaid:part"] = _PART
            metadata["pdfaid:conformance"] = _CONFORMANCE
    if archival:
        pdf.Root.OutputIntents = Array(
            [
                Dictionary(
                    Type=Name.OutputIntent,
                    S=Name.GTS_PDFA1,
                    OutputConditionIdentifier=b"sRGB",
                    DestOutputProfile=pdf.make_stream(_srgb(), N=3),
                )
            ]
        )


def _srgb() -> bytes:
    """The ICC profile of sRGB without the time of its making: equal copies have equal bytes."""
    profile = bytearray(ImageCms.ImageCmsProfile(ImageCms.createProfile("sRGB")).tobytes())
    # ICC.1, 7.2.8: year, month, day, hour, minute, second.
    profile[24:36] = struct.pack(">6H", 2000, 1, 1, 0, 0, 0)
    return bytes(profile)
