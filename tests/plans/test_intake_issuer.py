"""Whose plan it is, by the names on the paper."""

import pytest

from phongtrao.plans.intake.issuer import foreign_issuer

OURS = ("Sở Giáo dục và Đào tạo Sông Ngân", "Sở GDĐT")
ABOVE = ("Ủy ban nhân dân tỉnh Sông Ngân", "UBND tỉnh")


@pytest.mark.parametrize(
    ("unit", "parent", "foreign"),
    [
        ("Sở Giáo dục và Đào tạo", "UBND tỉnh Sông Ngân", ""),
        ("SỞ GIÁO DỤC VÀ ĐÀO TẠO", "UBND TỈNH", ""),
        ("Sở GD&ĐT Sông Ngân", None, ""),
        ("Không rõ", None, ""),
        ("", None, ""),
        (
            "Sở Giáo dục và Đào tạo",
            "UBND tỉnh Núi Cao",
            "Sở Giáo dục và Đào tạo (UBND tỉnh Núi Cao)",
        ),
        ("Sở Khoa học và Công nghệ", None, "Sở Khoa học và Công nghệ"),
        ("Ủy ban nhân dân tỉnh Sông Ngân", None, "Ủy ban nhân dân tỉnh Sông Ngân"),
        ("Bộ Giáo dục và Đào tạo", None, "Bộ Giáo dục và Đào tạo"),
    ],
)
def test_the_issuer_is_ours_or_named(unit, parent, foreign):
    said = {"issuing_unit": unit, "issuing_parent": parent}

    assert foreign_issuer(said, OURS, ABOVE) == foreign
