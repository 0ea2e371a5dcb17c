"""The catalogue: what is told of an honour, an office's own letters of praise, what a movement may bring.

S1-62 … S1-67
"""

from dataclasses import replace
from datetime import date

import pytest
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.awards.access.register import offered_honours
from phongtrao.awards.models import Honour
from phongtrao.awards.services.honours import Praise, add_honour, end_honour
from phongtrao.awards.services.register import record_award
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.plans.models import Movement
from tests.awards.made import given, honour, recorded
from tests.awards.screens import get, page, send

pytestmark = pytest.mark.django_db


def praise(title="Giấy khen phong trào đọc", **more):
    said = {"for_people": True, "for_units": False, **more}
    return Praise(title, "Quy chế của trường", date(2025, 6, 1), **said)


def test_a_head_adds_a_letter_of_praise_of_a_movement_and_gives_it(hoa_sen, teacher, binh):
    movement = Movement.objects.create(title="Đọc sách", owner=hoa_sen, starts_on=date(2025, 1, 1))
    made = add_honour(hoa_sen, praise(movement=movement), by=binh)

    assert (made.owner, made.sort, made.level) == (hoa_sen, "praise", "base")
    assert made in offered_honours(binh)
    award = record_award(replace(given(hoa_sen, "praise", teacher), honour=made, route="merit"), by=binh)  # fmt: skip
    assert award.route == "movement"
    assert Entry.objects.get(action="awards.honour_added").actor_id == binh.pk


def test_who_keeps_no_unit_that_praises_adds_none(hoa_sen, so, binh, giang, chi):
    for user, owner in ((giang, hoa_sen), (chi, hoa_sen), (binh, so)):
        with pytest.raises(NotAllowed):
            add_honour(owner, praise(), by=user)
    assert get(giang, "honour_new").status_code == 404
    assert send(chi, "honour_new", owner=hoa_sen.pk).status_code == 200
    assert not Honour.objects.exclude(owner=None).exists()
    movement = Movement.objects.create(title="Đọc sách", owner=so, starts_on=date(2025, 1, 1))
    with pytest.raises(BadInput, match="của nơi khác"):
        add_honour(hoa_sen, praise(movement=movement), by=binh)


def test_the_same_name_once_and_the_last_day_not_before_what_was_given(hoa_sen, teacher, binh, an):
    made = add_honour(hoa_sen, praise(), by=binh)
    with pytest.raises(BadInput, match="đã có"):
        add_honour(hoa_sen, praise("giấy khen phong trào ĐỌC"), by=binh)
    with pytest.raises(BadInput, match="từ 01/06/2025"):
        end_honour(made, date(2025, 5, 31), by=binh)
    row = recorded(hoa_sen, binh, "praise", teacher)
    type(row).objects.filter(pk=row.pk).update(honour=made)
    with pytest.raises(BadInput, match="20/06/2025"):
        end_honour(made, date(2025, 6, 19), by=binh)

    end_honour(made, date(2025, 6, 20), by=binh)

    with pytest.raises(NotAllowed, match="Đã có ngày"):
        end_honour(made, date(2025, 7, 1), by=binh)
    with pytest.raises(NotAllowed, match="của luật"):
        end_honour(honour("praise"), timezone.localdate(), by=an)
    add_honour(hoa_sen, praise(), by=binh)  # a name that is free again


def test_a_page_tells_who_signs_money_forms_criteria_and_movements(hoa_sen, giang, an, chi, binh):
    html = page(giang, "honour", honour("order_third").pk)
    for words in ("Chủ tịch nước", "cá nhân 4,5; tập thể 9 lần lương cơ sở", "Mẫu 08", "điều 44",
                  "Huân chương Lao động hạng Ba – cá nhân", "từ 5 năm"):  # fmt: skip
        assert words in html, words
    assert "Giám đốc sở" in page(giang, "honour", honour("praise").pk)
    own = add_honour(hoa_sen, praise(), by=binh)
    assert page(an, "honour", own.pk)
    assert get(chi, "honour", own.pk).status_code == 404


def test_an_own_one_is_added_and_ended_on_screen(hoa_sen, binh):
    said = {"owner": hoa_sen.pk, "title": "Giấy khen trường", "basis": "Quy chế", "valid_from": "01/06/2025", "for_people": "on", "multiple": "0,2"}  # fmt: skip
    assert "Giấy khen trường" not in page(binh, "honours")
    sent = send(binh, "honour_new", **said)
    made = Honour.objects.get(title="Giấy khen trường")
    assert (sent.status_code, made.unit_multiple, str(made.multiple)) == (302, None, "0.20")
    assert "Giấy khen trường" in page(binh, "honours")
    assert "Thôi tặng" in page(binh, "honour", made.pk)
    assert send(binh, "honour_end", made.pk, last_day="30/06/2025").status_code == 302
    made.refresh_from_db()
    assert made.valid_to == date(2025, 6, 30)
    assert get(binh, "honour_end", made.pk).status_code == 403


def test_the_ceiling_of_a_movement_is_asked_on_a_page(giang):
    html = page(giang, "ceilings", cap="province", nam="2", ky="final")
    allowed, beyond = html.split("Chưa được xét")
    assert "Bằng khen của bộ, ban, ngành, tỉnh" in allowed
    assert "Phong trào phải kéo dài từ 3 năm trở lên." in beyond
    assert "Số lớn nhất" in page(giang, "ceilings", cap="province", nam="99", ky="final")
    assert "Được xét" not in page(giang, "ceilings")
