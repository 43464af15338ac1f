"""What pdftoppm draws, and what happens when it does not."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import numpy as np
import pytest
from made_pdf import MadePage, write_pdf

from vnplan.errors import DependencyError
from vnplan.poppler import Wanted, draw

GREY = Wanted(1, 72.0, colour=False, hide_notes=True, timeout=30.0)


@pytest.fixture
def pdf(tmp_path: Path) -> Path:
    """Two pages of 595 × 842 points: a picture half black, half white, and an empty one."""
    half = np.full((842, 595), 255, np.uint8)
    half[:, :300] = 0
    return write_pdf(tmp_path / "a.pdf", [MadePage((), half), MadePage((), None)])


def test_a_page_in_grey_and_in_colour(pdf: Path) -> None:
    grey, colour = draw(pdf, GREY), draw(pdf, replace(GREY, colour=True))
    assert grey.shape == (842, 595)
    assert colour.shape == (842, 595, 3)
    assert not grey.flags.writeable
    assert (grey[:, :290] == 0).all()
    assert (grey[:, 310:] == 255).all()
    np.testing.assert_array_equal(colour[..., 1], grey)


def test_the_page_that_is_asked_for_at_the_resolution_that_is_asked_for(pdf: Path) -> None:
    page = draw(pdf, replace(GREY, number=2, dpi=36.0))
    assert page.shape == (421, 298)
    assert (page == 255).all()


def test_a_name_that_begins_like_an_option(pdf: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(pdf.parent)
    pdf.rename(pdf.with_name("-gray"))
    assert draw(Path("-gray"), GREY).shape == (842, 595)


def test_no_picture_is_told(pdf: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ValueError, match="no picture"):
        draw(tmp_path / "none.pdf", GREY)
    with pytest.raises(TimeoutError):
        draw(pdf, replace(GREY, timeout=1e-6))
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(DependencyError, match="poppler"):
        draw(pdf, GREY)
