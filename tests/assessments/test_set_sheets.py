"""An edition as a workbook: what goes out comes back the same; every bad cell is told. S1-58"""

from dataclasses import replace
from io import BytesIO
from string import ascii_uppercase

import pytest
import xlsxwriter
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from phongtrao.assessments.levels import read_rules
from phongtrao.assessments.models import Edition, IndexSet
from phongtrao.assessments.services.sets import copy_set, draft_edition
from phongtrao.assessments.set_sheets import BadSheet, edition_workbook, read_edition
from phongtrao.lib.sheets import open_workbook
from tests.assessments.made import ROWS, make_edition

pytestmark = pytest.mark.django_db


def changed(content, sheet=0, **cells):
    """The workbook with other values in cells of one sheet, by “column line”."""
    book, target = open_workbook(content, "bo.xlsx"), BytesIO()
    with xlsxwriter.Workbook(target) as made:
        for number, name in enumerate(book.names):
            page = made.add_worksheet(name)
            for at, row in enumerate(book.rows(name), start=1):
                for letter, value in zip(ascii_uppercase, row, strict=False):
                    told = cells.get(f"{letter}{at}") if number == sheet else None
                    page.write(f"{letter}{at}", value if told is None else told)
    return target.getvalue()


def upload(client, draft, content):
    file = SimpleUploadedFile("bo.xlsx", content)
    address = reverse("assessments:edition_import", args=[draft.pk])
    answer = client.post(address, {"read": draft.saved, "file": file})
    return answer, " ".join(answer.content.decode().split())


@pytest.fixture
def draft(so, an):
    return draft_edition(make_edition(so, an).index_set, by=an)


def test_every_shipped_set_comes_back_as_it_went_out():
    for index_set in IndexSet.objects.filter(owner=None):
        edition = index_set.editions.latest("number")
        read = read_edition(edition_workbook(edition), "bo.xlsx")

        assert read.rows == [replace(row, choices=list(row.choices)) for row in edition.rows]
        assert read_rules(read.rules) == edition.level_rules


def test_a_changed_workbook_replaces_the_draft(client, draft, an):
    content = edition_workbook(draft)
    line = read_edition(content, "bo.xlsx").lines["1.2"]
    client.force_login(an)
    answer, _words = upload(client, draft, changed(content, **{f"C{line}": "Phần mềm dùng chung"}))

    assert answer.status_code == 302
    kept = Edition.objects.get(pk=draft.pk)
    titles = {row.code: row.title for row in kept.rows}
    assert titles == {row.code: row.title for row in ROWS} | {"1.2": "Phần mềm dùng chung"}
    assert kept.level_rules == draft.level_rules


def test_every_bad_cell_is_told_and_nothing_written(client, draft, an):
    content = edition_workbook(draft)
    lines = read_edition(content, "bo.xlsx").lines
    wrong = {
        f"A{lines['1.1']}": 7,
        f"D{lines['1.2']}": "Bốc thăm",
        f"E{lines['1.3']}": "nhiều",
        f"H{lines['2.1']}": "Chưa",
        f"K{lines['2.2']}": "khong.co",
    }
    client.force_login(an)
    answer, words = upload(client, draft, changed(content, **wrong))

    assert answer.status_code == 200
    with pytest.raises(BadSheet) as told:
        read_edition(changed(content, **wrong), "bo.xlsx")
    assert len(told.value.errors) == 5
    for place, code in (("Bậc", "1.1"), ("Cách tính", "1.2"), ("Điểm tối đa", "1.3")):
        assert f"Tiêu chí: Dòng {lines[code]}, cột “{place}”" in words
    assert Edition.objects.get(pk=draft.pk).rows == draft.rows


def test_what_the_tree_forbids_is_told_with_its_line(client, draft, an):
    content = edition_workbook(draft)
    line = read_edition(content, "bo.xlsx").lines["1.3"]
    client.force_login(an)
    _answer, words = upload(client, draft, changed(content, **{f"B{line}": "1.2"}))

    assert "cột “Mã”: Hai tiêu chí có cùng mã 1.2." in words


def test_a_gap_in_the_levels_and_another_file_are_refused(client, draft, an):
    content = edition_workbook(draft)
    levels = list(open_workbook(content, "bo.xlsx").rows("Xếp mức"))
    line = next(n for n, row in enumerate(levels, start=1) if row[4] == 75)
    client.force_login(an)
    gap = changed(content, sheet=1, **{f"E{line}": 70})
    _answer, words = upload(client, draft, gap)
    _answer, other = upload(client, draft, b"khong phai bang tinh")

    assert "Chưa có mức nào cho" in words
    assert "error" in other
    assert Edition.objects.get(pk=draft.pk).saved == draft.saved


def test_whoever_reads_it_takes_it_out_and_only_its_office_brings_one_in(
    client, draft, so, an, lan
):
    shipped = IndexSet.objects.get(key="qd_4725", owner=None).editions.get()
    mine = copy_set(shipped.index_set, so, "Bản sao", by=an).editions.get()
    client.force_login(lan)
    answers = [
        client.get(reverse("assessments:edition_sheet", args=[one.pk])).status_code
        for one in (shipped, mine)
    ]
    brought = client.get(reverse("assessments:edition_import", args=[mine.pk])).status_code
    client.force_login(an)
    frozen = client.get(reverse("assessments:edition_import", args=[shipped.pk])).status_code

    assert answers == [200, 404]
    assert (brought, frozen) == (404, 403)
