"""How a position is signed: a deputy signs for the head, what the letterhead says is not said again."""

import pytest

from phongtrao.documents.positions import bare_position, capacity_for, head_of
from phongtrao.orgs.models import Unit


@pytest.mark.parametrize(
    ("position", "signed", "capacity"),
    [
        ("Giám đốc Sở", "Giám đốc", ""),
        ("Phó Giám đốc Sở", "Phó Giám đốc", "KT. Giám đốc"),
        ("PHÓ CHỦ TỊCH XÃ", "PHÓ CHỦ TỊCH", "KT. CHỦ TỊCH"),
        ("Phó Chủ tịch UBND xã Suối Mây", "Phó Chủ tịch", "KT. Chủ tịch"),
        ("Phó hiệu trưởng", "Phó hiệu trưởng", "KT. Hiệu trưởng"),
        ("Phó Trưởng phòng", "Phó Trưởng phòng", "KT. Trưởng phòng"),
        ("Chủ tịch Hội đồng trường", "Chủ tịch Hội đồng trường", ""),
        ("Hiệu trưởng", "Hiệu trưởng", ""),
    ],
)
def test_position_and_capacity(position, signed, capacity):
    assert (bare_position(position), capacity_for(position)) == (signed, capacity)


def test_a_capacity_that_is_said_stays():
    assert capacity_for("Phó Giám đốc", "TUQ. Giám đốc") == "TUQ. Giám đốc"


@pytest.mark.parametrize(
    ("kind", "name", "position", "head"),
    [
        ("department", "Sở Giáo dục và Đào tạo", "", "Giám đốc"),
        ("department", "Sở Giáo dục và Đào tạo", "Phó Giám đốc", "Giám đốc"),
        ("school", "Trường THCS Hoa Sen", "", "Hiệu trưởng"),
        ("commune", "Xã Suối Mây", "", "Chủ tịch Ủy ban nhân dân"),
        ("province", "UBND tỉnh Sông Ngân", "", "Chủ tịch"),
        ("office", "Phòng Chính trị", "Trưởng phòng", "Trưởng phòng"),
        ("office", "Phòng Chính trị", "", "Thủ trưởng"),
    ],
)
def test_who_decides_is_called_as_the_head_of_such_a_unit(kind, name, position, head):
    assert head_of(Unit(kind=kind, name=name), position) == head
