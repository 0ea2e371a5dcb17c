"""Which unit a text means: one answer for forms, workbooks and “Nơi nhận”. S3-29, S1-90."""

import pytest

from phongtrao.lib.errors import BadInput
from phongtrao.orgs.queries import Bearer, Bearers, bearers_of, write_unit
from tests.factories import make_unit

UNITS = (
    Bearer(1, "Trường THCS Hoa Sen", "THCS Hoa Sen", "H99.1"),
    Bearer(2, "Trường THCS Hòa Sen"),
    Bearer(3, "Trường Mầm non Sao Mai", code="H99.3"),
    Bearer(4, "Trường Tiểu học Đồi Thông", "Đồi Thông"),
    Bearer(5, "Trường THPT Đồi Thông", "Đồi Thông"),
)


@pytest.mark.parametrize(
    ("said", "pks"),
    [
        ("h99.1", [1]),
        ("Trường THCS Hoa Sen (H99.1)", [1]),
        ("Trường THCS Hoa Sen", [1]),
        ("Trường  THCS Hòa Sen", [2]),
        ("truong thcs hoa sen", [1, 2]),
        ("thcs hoa sen", [1]),
        ("mầm non sao mai", [3]),
        ("Sao Mai", [3]),
        ("Mai", []),
        ("Đồi Thông", [4, 5]),
        ("Tiểu học Đồi Thông", [4]),
        ("Trường Mầm non", []),
    ],
)
def test_a_text_means_who_bears_it(said, pks):
    assert [unit.pk for unit in Bearers.of(UNITS).meant(said)] == pks


def test_refusals_name_codes_and_near_names():
    known = Bearers.of(UNITS)

    assert known.refusal("đồi thông") == (
        "Có nhiều đơn vị tên “đồi thông”. Hãy ghi mã định danh: #4, #5."
    )
    assert "Có phải “Trường Mầm non Sao Mai”" in known.refusal("Trường Mầm non Sao Mại 2")
    assert known.refusal("Xưởng in") == (
        "Không thấy đơn vị “Xưởng in”. Hãy kiểm tra tên hoặc dùng mã định danh."
    )
    with pytest.raises(BadInput, match="Xưởng in"):
        known.one("Xưởng in")


def test_a_unit_written_is_understood_again(hoa_sen, binh_minh, django_assert_num_queries):
    texts = [write_unit(hoa_sen), "thcs bình minh"]

    with django_assert_num_queries(2):
        known = bearers_of(texts)
    with django_assert_num_queries(1):
        bearers_of([hoa_sen.code, binh_minh.name])

    assert known.one(texts[0]).pk == hoa_sen.pk


def test_units_that_ended_are_meant_by_nobody(so):
    make_unit("Trường Mầm non Sao Mai", admin=so, closed_on="2024-01-01")

    assert bearers_of(["Sao Mai"]).meant("Sao Mai") == []
