"""How a position is signed: a deputy signs for the head, what the letterhead says is not said again."""

import pytest

from phongtrao.documents.positions import bare_position, capacity_for


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
