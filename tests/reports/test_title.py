"""The title of a consolidated report, as an office would write it."""

import pytest

from phongtrao.reports.paper import plan_report_title


@pytest.mark.parametrize(
    ("plan", "report"),
    [
        (
            "Triển khai phong trào Bình dân học vụ số",
            "Kết quả thực hiện triển khai phong trào Bình dân học vụ số, quý IV/2026",
        ),
        (
            "Thực hiện Nghị quyết số 57-NQ/TW",
            "Kết quả thực hiện Nghị quyết số 57-NQ/TW, quý IV/2026",
        ),
    ],
)
def test_title_says_the_deed_once(plan, report):
    assert plan_report_title(plan, "Quý IV/2026") == report
