"""A job of an import that crashes: tried again it goes on, and at its last try it leaves nothing waiting."""

from datetime import date

import pytest
from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.orgs.imports import services
from phongtrao.orgs.models import ImportFile, Person, Post
from tests.factories import LONG_AGO, make_person
from tests.orgs.sheets_in import PEOPLE, checked, faults, sheet

pytestmark = pytest.mark.django_db


@pytest.fixture
def act(hoa, so, hoa_sen):
    row = ("GV1", "Nguyễn Thị An", "", hoa_sen.code, "Giáo viên", "Viên chức", "01/09/2020")
    act = checked(sheet(PEOPLE, row), hoa, so)
    services.apply_import(act, by=hoa)
    return act


@pytest.fixture
def file(act):
    """Its workbook, gone meanwhile: reading it crashes."""
    file = ImportFile.objects.get(act=act)
    ImportFile.objects.filter(act=act).delete()
    return file


def test_a_crash_before_the_last_try_is_made_up_for(act, file):
    with pytest.raises(ImportFile.DoesNotExist):
        services.write_rows(act.pk, act.work.pk, is_last=False)
    file.save(force_insert=True)
    services.write_rows(act.pk, act.work.pk)

    act.refresh_from_db()
    act.work.refresh_from_db()
    assert (act.status, act.work.status) == ("applied", "done")
    assert Person.objects.filter(code="GV1").exists()


def test_a_crash_at_the_last_try_ends_the_list_with_a_sentence(act, file):
    with pytest.raises(ImportFile.DoesNotExist):
        services.write_rows(act.pk, act.work.pk, is_last=True)

    act.refresh_from_db()
    act.work.refresh_from_db()
    assert (act.status, act.work.status) == ("failed", "failed")
    assert act.error.startswith("Hệ thống gặp lỗi nên chưa ghi gì.")


def test_a_post_cannot_begin_after_its_end(hoa, so, hoa_sen):
    Post.objects.create(
        person=make_person("Nguyễn Thị An"),
        unit=hoa_sen,
        position="Giáo viên",
        category="public",
        days=DateRange(LONG_AGO, date(2090, 8, 1)),
    )
    row = ("", "Nguyễn Thị An", "", hoa_sen.code, "Giáo viên", "Viên chức", "01/08/2090")

    act = checked(sheet(PEOPLE, row), hoa, so)

    assert faults(act) == [
        (2, "Từ ngày", "vị trí này kết thúc ngày 01/08/2090. “Từ ngày” phải trước ngày ấy.")
    ]
