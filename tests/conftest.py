"""What several modules of tests share."""

from __future__ import annotations

from pathlib import Path

import pytest


@pytest.fixture(scope="session")
def review_batch(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    """Inputs and output of a small batch (review_support.py); copy the output to change it."""
    from review_support import SCAN, cast_doubt, make_batch, make_inputs

    folder = tmp_path_factory.mktemp("review")
    inputs = make_inputs(folder / "in")
    out = make_batch(inputs, folder / "out")
    cast_doubt(out, SCAN)
    return inputs, out.path
