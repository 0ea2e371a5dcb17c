"""Words of the law about people: shown as to be checked, looked over on screen. S0-14."""

import pytest

from phongtrao.accounts.models import Role
from phongtrao.audit.models import Entry
from phongtrao.orgs.catalogue import add_missing
from phongtrao.orgs.forms.discipline import CaseForm
from phongtrao.orgs.kinds import (
    discipline_forms,
    leave_kinds,
    rating_levels,
    read_level,
    remembered,
)
from phongtrao.orgs.models import Term
from phongtrao.orgs.services.kinds import TermData, change_term
from tests.factories import give, make_user

LIST = "/don-vi/danh-muc-nguoi/"
pytestmark = pytest.mark.django_db


def test_shipped_words_name_their_decrees_as_to_be_checked():
    assert list(rating_levels()) == [4, 3, 2, 1]
    assert all(level.needs_check for level in rating_levels().values())
    assert all(form.needs_check for form in discipline_forms().values())
    assert [key for key, kind in leave_kinds().items() if not kind.needs_check] == ["maternity"]
    assert Term.objects.get(of="rating", key="4").basis.startswith("NĐ 90/2020")


def test_what_is_chosen_says_that_it_is_to_be_checked(client, hoa, hoa_sen, binh):
    said = dict(CaseForm().fields["form"].choices)
    assert said["warning"] == "Cảnh cáo (cần kiểm tra)"
    client.force_login(binh)

    pages = [client.get(f"/don-vi/{hoa_sen.pk}/xep-loai/").content.decode()]
    pages.append(client.get(f"/don-vi/{hoa_sen.pk}/xep-loai/ghi/").content.decode())

    assert [page.count("Tên các mức xếp loại") for page in pages] == [1, 1]


def test_the_office_changes_words_and_pages_follow(client, an, hoa_sen, binh):
    client.force_login(an)
    for row in Term.objects.filter(of="rating"):
        client.post(f"{LIST}{row.pk}/", {"name": f"Mức {row.rank}", "basis": "Nghị định mới"})

    assert {level: one.name for level, one in rating_levels().items()} == {
        4: "Mức 4", 3: "Mức 3", 2: "Mức 2", 1: "Mức 1"
    }  # fmt: skip
    assert (read_level("mức 4"), read_level("HTXSNV")) == (4, 4)
    line = Entry.objects.filter(action="orgs.term_changed").earliest("pk")
    assert line.values.after["basis"] == "Nghị định mới"
    add_missing()
    assert rating_levels()[4].name == "Mức 4"
    client.force_login(binh)
    assert (
        "Tên các mức xếp loại" not in client.get(f"/don-vi/{hoa_sen.pk}/xep-loai/").content.decode()
    )


def test_length_and_counting_are_asked_where_the_list_has_them(client, an):
    client.force_login(an)
    form = Term.objects.get(of="discipline", key="warning")
    leave = Term.objects.get(of="leave", key="unpaid")

    client.post(f"{LIST}{form.pk}/", {"name": "Cảnh cáo", "months": "24", "needs_check": "on"})
    client.post(f"{LIST}{leave.pk}/", {"name": "Nghỉ không lương", "counts": "on"})

    assert discipline_forms()["warning"].months == 24
    assert (leave_kinds()["unpaid"].counts, leave_kinds()["unpaid"].needs_check) == (True, False)


def test_everybody_reads_the_list_and_the_office_keeps_it(client, an, binh):
    row = Term.objects.get(of="rating", key="4")
    client.force_login(binh)

    assert "Hoàn thành xuất sắc nhiệm vụ" in client.get(LIST).content.decode()
    assert client.get(f"{LIST}{row.pk}/").status_code == 404
    user = make_user("Tổ chức")
    give(user, Role.PERSONNEL, row_unit := an.grants.get().unit)
    client.force_login(user)
    assert (client.get(f"{LIST}{row.pk}/").status_code, row_unit.kind) == (404, "department")


def test_a_list_asks_once_whatever_it_prints(an, django_assert_num_queries):
    with remembered(), django_assert_num_queries(1):
        rating_levels()
        read_level("HTTNV")
        discipline_forms()
    row = Term.objects.get(of="rating", key="4")
    with remembered():
        rating_levels()
        change_term(row, TermData("Xuất sắc"), by=an)
        assert rating_levels()[4].name == "Xuất sắc"
