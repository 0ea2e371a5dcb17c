"""A workbook that waits goes with the data of a person it names. S0-14."""

import pytest
from django.utils.timezone import localdate

from phongtrao.accounts.models import Role
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Import, ImportFile, ImportNote, Person, Post
from phongtrao.orgs.services import end_post, erase_person
from tests.factories import give, make_user
from tests.orgs.sheets_in import PEOPLE, applied, checked, sheet

pytestmark = pytest.mark.django_db


def row(code, name, unit, position="Giáo viên"):
    return (code, name, "", unit.code, position, "Viên chức", "01/09/2020")


@pytest.fixture
def keeper(province):
    user = make_user("Quản trị tỉnh")
    give(user, Role.ADMIN, province)
    return user


def test_lists_that_name_the_person_go_and_others_stay(hoa, so, hoa_sen, keeper):
    first = applied(checked(sheet(PEOPLE, row("GV1", "Lò Thị Hạ", hoa_sen)), hoa, so), hoa)
    waiting = checked(sheet(PEOPLE, row("GV1", "", hoa_sen, "Tổ trưởng")), hoa, so)
    other = checked(sheet(PEOPLE, row("GV12", "Lò Thị Hạnh", hoa_sen)), hoa, so)
    columns = ("Mã", "Họ và tên đệm", "Tên", "Mã đơn vị", "Chức vụ")
    apart = checked(sheet(columns, ("", "LÒ THỊ", "HẠ", hoa_sen.code, "Giáo viên")), hoa, so)
    person = Person.objects.get(code="GV1")
    end_post(Post.objects.get(person=person), localdate(), by=hoa)

    erased = erase_person(person, why="Đề nghị của người này", by=keeper)

    assert erased["orgs.importfile"] == 3
    assert list(ImportFile.objects.values_list("act", flat=True)) == [other.pk]
    assert set(ImportNote.objects.values_list("act", flat=True)) <= {other.pk}
    states = dict(Import.objects.values_list("pk", "status"))
    assert states == {
        first.pk: "applied", waiting.pk: "dropped", other.pk: "checked", apart.pk: "dropped"
    }  # fmt: skip
    assert Notice.objects.filter(to=hoa, key__startswith="import-erased").count() == 2
