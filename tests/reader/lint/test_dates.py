"""Days: on the calendar, on their weekday, not yet passed, in order."""

import pytest

from tests.reader.lint.papers import changed, found

DUE = "trước ngày 30/4/2026"


@pytest.mark.parametrize(
    ("said", "expected"),
    [
        ("trước ngày 31/4/2026", ("dates.impossible", "31/4/2026")),
        ("trước ngày 29/2/2027", ("dates.impossible", "29/2/2027")),
        ("trước ngày 24/018/2026", ("dates.impossible", "24/018/2026")),
        ("trước ngày 31/6", ("dates.impossible", "ngày 31/6")),
        ("trước ngày 15 tháng 13 năm 2026", ("dates.impossible", "15 tháng 13 năm 2026")),
        ("trong tháng 14/2026", ("dates.impossible", "tháng 14/2026")),
        ("thứ Hai, ngày 30/4/2026", ("dates.weekday", "thứ Hai, ngày 30/4/2026")),
        ("trước ngày 30/01/2026", ("dates.passed", "trước ngày 30/01/2026")),
        (
            "từ ngày 20/5/2026 đến ngày 02/5/2026",
            ("dates.backwards", "từ ngày 20/5/2026 đến ngày 02/5/2026"),
        ),
    ],
)
def test_day_that_is_wrong(said, expected):
    assert found(changed((DUE, said))) == [expected]


@pytest.mark.parametrize(
    "said",
    [
        "thứ Năm, ngày 30/4/2026",
        "trước ngày 29/02/2028",
        "trước ngày 30/4",
        "trong thời gian 1/2 ngày",
        "từ ngày 02/5/2026 đến ngày 20/5/2026",
        "trong tháng 12/2026",
        "năm học 2026-2027",
    ],
)
def test_day_that_is_right(said):
    assert found(changed((DUE, said))) == []


def test_impossible_day_of_the_letterhead():
    text = changed(("ngày 10 tháng 3 năm 2026", "ngày 27 tháng 70 năm 2026"))

    assert found(text) == [("dates.impossible", "27 tháng 70 năm 2026")]
