"""Registrations from a unit's own list: what is refused, what is written, taken back."""

import pytest
from django.utils import timezone

from phongtrao.awards.models import CalledUnit, Registration
from phongtrao.awards.queries.registrations import year_at_hand
from phongtrao.awards.services.registrations import confirm_registrations
from phongtrao.lib.errors import Conflict, NotAllowed
from phongtrao.orgs.imports import services
from phongtrao.orgs.models import Import
from tests.awards.made import called, waiting_mark
from tests.orgs import sheets_in
from tests.orgs.sheets_in import applied, faults, sheet
from tests.recognition.lists_in import employ

pytestmark = pytest.mark.django_db
HEAD = ("Đơn vị", "Mã người", "Họ và tên", "Năm học", "Danh hiệu", "Việc làm cụ thể", "Lý do")
S = Registration.Status


def row(unit, name="", titles="Lao động tiên tiến", **more):
    start = year_at_hand().start.year
    said = {
        "code": "",
        "year": f"{start}-{start + 1}",
        "actions": "Hai chuyên đề",
        "why": "",
        **more,
    }
    return (unit.name, said["code"], name, said["year"], titles, said["actions"], said["why"])


def checked(by, office, *rows) -> Import:
    return sheets_in.checked(sheet(HEAD, *rows), by, office, "registered")


@pytest.fixture
def ha(hoa_sen):
    return employ("Nông Thị Hạ", hoa_sen)


@pytest.fixture
def mai(hoa_sen):
    return employ("Lâm Thị Mai", hoa_sen, "GV2")


def test_a_whole_school_comes_in_and_waits_for_its_head(hoa_sen, ha, mai, lan, binh):
    act = checked(
        lan, hoa_sen,
        row(hoa_sen, "Nông Thị Hạ", "LĐTT; CSTĐCS"),
        row(hoa_sen, "", "Chiến sĩ thi đua cơ sở", code="gv2"),
        row(hoa_sen, "", "TTLĐXS"),
    )  # fmt: skip
    assert faults(act) == []
    act = applied(act, lan)

    rows = Registration.objects.order_by("pk", "-titles__honour__rank")
    assert list(rows.values_list("person", "status", "titles__honour__key")) == [
        (ha.pk, S.WAITING, "base_fighter"),
        (ha.pk, S.WAITING, "advanced_worker"),
        (mai.pk, S.WAITING, "base_fighter"),
        (None, S.WAITING, "excellent_collective"),
    ]
    again = checked(lan, hoa_sen, row(hoa_sen, "Nông Thị Hạ"))
    assert again.counts["same"] == 1
    period = year_at_hand().key
    confirm_registrations(hoa_sen, period, by=binh, as_read=waiting_mark(hoa_sen))
    with pytest.raises(Conflict, match="không hoàn tác được"):
        services.undo_import(act, by=lan)


def test_what_nobody_touched_is_taken_back_and_what_a_head_brings_is_confirmed(hoa_sen, ha, binh):
    act = checked(binh, hoa_sen, row(hoa_sen, "Nông Thị Hạ"))
    act = applied(act, binh)
    assert Registration.objects.get().status == S.CONFIRMED

    services.undo_import(act, by=binh)

    assert not Registration.objects.exists()


def test_each_mistake_is_said_where_it_stands(hoa_sen, binh_minh, ha, mai, lan):
    act = checked(
        lan, hoa_sen,
        row(hoa_sen, "Nông Thị Hạ", "Tập thể lao động xuất sắc"),
        row(hoa_sen, "Nông Thị Hạ", year="2019-2020"),
        row(hoa_sen, "Ai Đó"),
        row(binh_minh, "Nông Thị Hạ"),
        row(hoa_sen, "Nông Thị Hạ", actions=""),
        row(hoa_sen, "Nông Thị Hạ"),
        row(hoa_sen, "Nông Thị Hạ"),
    )  # fmt: skip
    assert [line for line, _column, _words in faults(act)] == [2, 3, 4, 5, 6, 8]
    said = " ".join(words for _line, _column, words in faults(act))
    for words in (
        "không phải danh hiệu",
        "đã qua",
        "không thấy “Ai Đó”",
        "ngoài phạm vi",
        "chưa có việc làm cụ thể",
        "trùng với dòng 7",
    ):
        assert words in said


def test_after_the_day_a_list_needs_its_reason(hoa_sen, ha, mai, lan, an):
    called(an)
    CalledUnit.objects.update(due_on=timezone.localdate().replace(year=2020))

    act = checked(
        lan, hoa_sen, row(hoa_sen, "Nông Thị Hạ"), row(hoa_sen, "Lâm Thị Mai", why="Mới nhận việc")
    )

    assert len(faults(act)) == 1
    assert "hãy ghi lý do" in str(faults(act)[0])


def test_only_who_writes_for_the_unit_brings_its_list(hoa_sen, an, giang, so):
    for user, office in ((an, so), (giang, hoa_sen)):
        with pytest.raises(NotAllowed):
            checked(user, office, row(hoa_sen))
