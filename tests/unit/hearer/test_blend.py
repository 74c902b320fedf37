"""A hearer between two others: each weight from one of them."""

from __future__ import annotations

import numpy as np
import pytest

from hearer.blend import blend

BEFORE = {"layers.0.inner.weight": np.zeros((40, 50), np.float32), "signs.weight": np.zeros((3, 4), np.float32)}
GROWN = {name: np.ones_like(array) for name, array in BEFORE.items()}


@pytest.mark.parametrize(("share", "like"), [(0.0, BEFORE), (1.0, GROWN)])
def test_the_ends_are_the_two_hearers(share, like):
    blended = blend(BEFORE, GROWN, share)
    assert all(np.array_equal(blended[name], like[name]) for name in like)


def test_each_weight_of_a_matrix_comes_whole_from_one_of_the_two():
    taken = blend(BEFORE, GROWN, 0.4)["layers.0.inner.weight"]
    assert set(np.unique(taken)) == {0.0, 1.0}
    assert taken.mean() == pytest.approx(0.4, abs=0.05)


def test_the_head_lies_between_the_two():
    assert np.allclose(blend(BEFORE, GROWN, 0.4)["signs.weight"], 0.4)


def test_the_same_two_make_the_same_hearer():
    first, second = blend(BEFORE, GROWN, 0.4), blend(BEFORE, GROWN, 0.4)
    assert all(np.array_equal(first[name], second[name]) for name in first)
