"""Marks of what a page shows."""

from datetime import date
from decimal import Decimal

from phongtrao.lib.marks import mark_of


def test_the_same_values_have_the_same_mark_in_whatever_order():
    first = mark_of({"text": "Tổ trưởng", "on": date(2025, 9, 1), "points": Decimal("7.5")})

    assert first == mark_of({"points": Decimal("7.5"), "on": date(2025, 9, 1), "text": "Tổ trưởng"})
    assert len(first) == 16


def test_other_values_have_another():
    marks = {mark_of({"on": on}) for on in (date(2025, 9, 1), date(2025, 9, 2), None, "", 0)}

    assert len(marks) == 5
