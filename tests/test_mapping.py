"""Matrices between pictures: joined, turned round, applied to points and to pictures."""

import numpy as np
import pytest

from vnplan.clean.mapping import Matrix, inverse, joined, mapped, moved_by, warped

TURN = np.array([[0.0, -1, 40], [1, 0, 5]])
TILT = np.array([[1.0, 0.1, 3], [-0.1, 1, 7], [0.001, 0.0005, 1]])
POINTS = [(0.0, 0.0), (30.0, 12.0), (-4.0, 200.0)]


@pytest.mark.parametrize(("one", "other"), [(TURN, moved_by(3, 9)), (TURN, TILT), (TILT, TURN)])
def test_joined_matrices_do_the_last_one_first(one: Matrix, other: Matrix) -> None:
    expected = mapped(mapped(POINTS, other), one)
    assert np.allclose(mapped(POINTS, joined(one, other)), expected)


@pytest.mark.parametrize("matrix", [TURN, TILT, moved_by(-3, 2.5)])
def test_the_way_back(matrix: Matrix) -> None:
    assert np.allclose(mapped(mapped(POINTS, matrix), inverse(matrix)), POINTS)
    assert inverse(matrix).shape == matrix.shape


def test_a_tilt_that_is_taken_back_is_affine_again() -> None:
    assert joined(inverse(TILT), TILT) == pytest.approx(np.eye(2, 3), abs=1e-12)


@pytest.mark.parametrize("matrix", [TURN, TILT])
def test_a_warped_picture_has_its_pixels_where_the_matrix_says(matrix: Matrix) -> None:
    picture = np.full((60, 60), 255, np.uint8)
    picture[20:24, 30:34] = 0
    seen = warped(picture, matrix, (80, 80), border=255.0)
    rows, columns = np.nonzero(seen < 60)
    found = mapped([(columns.mean(), rows.mean())], matrix)
    assert np.allclose(found, [(31.5, 21.5)], atol=1.0)
