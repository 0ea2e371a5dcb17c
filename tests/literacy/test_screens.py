"""Digital literacy on screen: frameworks, courses, results of people, numbers of learners."""

import json
import re

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse
from django.utils import timezone

from phongtrao.lib.periods import PeriodKind, containing
from phongtrao.lib.sheets import open_workbook
from phongtrao.literacy.models import (
    Completion,
    Course,
    LearnerCount,
    SkillFramework,
    TargetGroup,
)
from phongtrao.literacy.result_sheets import COUNT_COLUMNS, RESULT_COLUMNS
from phongtrao.literacy.services.counts import Declared, declare_counts
from phongtrao.orgs.models import Headcount, Unit
from tests.literacy.made import make_bank, make_quiz, make_worker, take
from tests.literacy.screens import as_, book, get, page, rows_in, send

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
QUARTER = containing(TODAY, PeriodKind.QUARTER).start


# ------------------------------------------------------------------ frameworks, courses


def test_frameworks_are_taken_in_from_packs(so, an):  # S1-34
    assert "Chưa có khung nào" in page(an, "frameworks")
    for key in ("qd757", "tt02-2025", "tt18-2026"):
        send(an, "framework_take_in", key=key)

    tt02 = SkillFramework.objects.get(key="tt02-2025").versions.get()
    nodes = tt02.competences
    assert [nodes.filter(depth=depth).count() for depth in (0, 1)] == [6, 24]
    assert len(tt02.levels) == 8
    assert nodes.filter(state="check").count() == 7
    text = page(an, "framework", SkillFramework.objects.get(key="qd757").pk)
    assert text.count("Chưa có văn bản") >= 4


def test_a_version_in_use_stays_and_the_next_is_written(framework, bank, an):
    frozen = framework.versions.get()
    outline = {"outline": "1 Dữ liệu\n- 1.1 Tìm kiếm [?]", "note": ""}
    refused = send(an, "version_edit", frozen.pk, **outline).content.decode()
    send(an, "version_new", framework.pk, number="1.1", holds_from=f"{TODAY:%d/%m/%Y}")
    newest = framework.versions.get(number="1.1")
    send(an, "version_edit", newest.pk, **outline)

    assert "Hãy lập phiên bản mới" in refused
    assert [str(one) for one in newest.competences.all()] == ["1 Dữ liệu", "1.1 Tìm kiếm"]


def test_a_tree_that_cannot_be_read_names_its_line(framework, an):
    version = framework.versions.get()
    said = send(an, "version_edit", version.pk, outline="1 Dữ liệu\n-- 1.1.1 Sâu quá", note="")

    assert "Dòng 2" in said.content.decode()


def course(**more):
    given = {"title": "Lớp mở", "kind": "course", "licence": "open", "holder": "Trường nghề"}
    return given | {"address": "https://hoc.example/", "is_free": "on", "is_public": "on"} | more


def test_courses_are_listed_with_type_licence_and_owner(
    framework, an, so, giang, teacher
):  # S1-35 S1-36 S1-42
    version = framework.versions.get()
    send(an, "course_new", owner=so.pk, version=version.pk, **course())
    paid = course(title="Lớp có phí")
    del paid["is_free"]
    send(an, "course_new", owner=so.pk, version=version.pk, **paid)

    text = page(giang, "courses")
    for said in ("Lớp mở", "Trường nghề", "Giấy phép mở", "1 khóa học, học liệu miễn phí"):
        assert said in text
    assert "Lớp có phí" not in page(giang, "courses", mo="mo")
    assert page(giang, "course", Course.objects.get(title="Lớp mở").pk)


def test_a_course_is_somewhere(framework, an, so):
    given = course(address="")
    response = send(an, "course_new", owner=so.pk, version=framework.versions.get().pk, **given)

    assert "địa chỉ hoặc tải tệp" in response.content.decode()


# ------------------------------------------------------------------ results and numbers


def test_many_are_confirmed_after_a_preview_that_names_who_is_not(quiz, teacher, giang, binh):
    take(quiz, giang, right=4)
    row = Completion.objects.get()
    assert "1 kết quả chờ bạn xác nhận" in page(binh, "results")

    preview = send(binh, "results_confirm", row=row.pk)
    assert Completion.objects.get().status == "waiting"
    send(binh, "results_confirm", row=row.pk, decided_on=f"{TODAY:%d/%m/%Y}", until="", document="")

    assert "Vũ Thị Giang" in preview.content.decode()
    assert Completion.objects.get().status == "confirmed"
    assert "Đã xác nhận đến" in page(giang, "home")


def test_a_large_list_is_confirmed_in_parts(quiz, teacher, giang, lan, hoa_sen, binh, monkeypatch):
    monkeypatch.setattr("phongtrao.literacy.views.results.MOST", 1)
    make_worker(lan, hoa_sen)
    for user in (giang, lan):
        take(quiz, user, right=4)

    text = send(binh, "results_confirm", all="1", filter="").content.decode()

    assert "1 kết quả sẽ được xác nhận." in text
    assert "1 kết quả nữa để lần sau" in text


@pytest.mark.parametrize("name", ["completion_refuse", "confirmation_revoke"])
def test_a_reason_is_asked(quiz, teacher, giang, binh, name):
    take(quiz, giang, right=4)
    row = Completion.objects.get()
    if name == "confirmation_revoke":
        send(binh, "results_confirm", row=row.pk, decided_on=f"{TODAY:%d/%m/%Y}")

    send(binh, name, row.pk, reason="")
    before = Completion.objects.get().status
    send(binh, name, row.pk, reason="Làm hộ.")

    row.refresh_from_db()
    assert before != "refused"
    assert "Làm hộ." in page(giang, "completion", row.pk)


def test_results_of_another_platform_come_in_from_excel(framework, teacher, hoa_sen, lan):  # S4-41
    teacher.code = "GV-1"
    teacher.save()
    good = ["GV-1", "", TODAY, None, "MOOC 7"]
    bad = book(RESULT_COLUMNS, good, ["GV-9", "", TODAY, None, ""])
    refused = send(lan, "results_import", file=bad, framework=framework.pk).content.decode()
    preview = send(lan, "results_import", file=book(RESULT_COLUMNS, good), framework=framework.pk)

    send(lan, "results_import", rows=rows_in(preview.content.decode()))

    assert "“GV-9”" in refused
    row = Completion.objects.get()
    assert (row.person, row.source, row.status, row.reference) == (
        teacher,
        "import",
        "waiting",
        "MOOC 7",
    )


def test_a_result_is_typed_by_hand_for_somebody_at_work_here(framework, teacher, hoa_sen, lan, chi):
    teacher.code = "GV-1"
    teacher.save()
    given = {
        "framework": framework.pk,
        "done_on": f"{TODAY:%d/%m/%Y}",
        "reference": "Lớp tại trường",
    }

    unknown = send(lan, "result_new", code="GV-9", **given).content.decode()
    foreign = send(chi, "result_new", code="GV-1", **given).content.decode()
    send(lan, "result_new", code="GV-1", **given)

    assert "“GV-9”" in unknown
    assert "không thuộc đơn vị" in foreign
    row = Completion.objects.get()
    assert (row.person, row.source, row.status) == (teacher, "typed", "waiting")


def test_the_board_goes_out_as_it_is_shown(framework, so, hoa_sen, binh_minh, an, chi):
    elderly = framework.groups.get(key="elderly")
    declare_counts([Declared(hoa_sen, elderly, framework, TODAY, 30, 40)], by=an)

    answer = get(an, "board_sheet", so.pk, khung=framework.pk, nhom=elderly.pk)

    rows = [row[:3] for row in open_workbook(answer.getvalue(), "so-lieu.xlsx").rows()]
    assert ["Xã Suối Mây", 30, 40] in rows
    assert ["Tổng cộng", 30, 40] in rows
    assert get(chi, "board_sheet", so.pk).status_code == 404


def statement(code, verb="completed", **more):
    return {
        "actor": {"account": {"homePage": "https://hoc.example", "name": code}},
        "verb": {"id": f"http://adlnet.gov/expapi/verbs/{verb}"},
        "object": {"id": "https://hoc.example/khoa/7"},
        "timestamp": "2026-03-04T20:00:00Z",
        **more,
    }


def test_statements_of_another_platform_come_in_as_json(framework, teacher, lan):  # S1-35
    teacher.code = "GV-1"
    teacher.save()
    rows = [
        statement("GV-1"),
        statement("GV-1", verb="experienced"),
        statement("GV-1", verb="passed", result={"success": False}),
    ]
    file = SimpleUploadedFile("ket-qua.json", json.dumps({"statements": rows}).encode())

    preview = send(lan, "results_import", file=file, framework=framework.pk).content.decode()
    send(lan, "results_import", rows=rows_in(preview))

    assert "2 bản ghi không phải hoàn thành" in preview
    assert str(Completion.objects.get().done_on) == "2026-03-05"  # the day here


@pytest.mark.parametrize(
    ("content", "said"),
    [
        (b"{", "không phải JSON"),
        (b"{}", "không có danh sách"),
        (b'[{"verb": {}}]', "bản ghi thiếu"),
        (b"[]", "không có kết quả"),
        (b"[" * 100_000, "không phải JSON"),
    ],
)
def test_json_that_tells_nothing(framework, lan, content, said):
    file = SimpleUploadedFile("ket-qua.json", content)

    assert said in send(lan, "results_import", file=file, framework=framework.pk).content.decode()


def test_numbers_come_in_from_excel_with_every_bad_cell(framework, hoa_sen, binh_minh, lan):
    rows = (
        [hoa_sen.code, "", "Người cao tuổi", TODAY, 30, 20, ""],
        [binh_minh.code, "", "Người cao tuổi", TODAY, 3, 20, ""],
        [hoa_sen.code, "", "Nhóm lạ", TODAY, 3, 20, ""],
    )
    bad = send(lan, "counts_import", file=book(COUNT_COLUMNS, *rows), framework=framework.pk)
    good = book(COUNT_COLUMNS, [hoa_sen.code, "", "Người cao tuổi", TODAY, 12, 20, "Hội"])
    preview = send(lan, "counts_import", file=good, framework=framework.pk).content.decode()

    send(lan, "counts_import", rows=rows_in(preview))

    text = bad.content.decode()
    for said in ("lớn hơn tổng số", "không được khai số của đơn vị này", "Nhóm lạ"):
        assert said in text
    assert (LearnerCount.objects.get().done, LearnerCount.objects.get().whole) == (12, 20)


def test_a_file_too_long_for_one_import_says_so(framework, lan, monkeypatch):
    monkeypatch.setattr("phongtrao.literacy.result_sheets.MOST", 2)
    statements = SimpleUploadedFile("ket-qua.json", json.dumps([statement("GV-1")] * 3).encode())
    results = book(RESULT_COLUMNS, *[["GV-1", "", TODAY, None, ""]] * 3)
    counts = book(COUNT_COLUMNS, *[["A", "", "Người cao tuổi", TODAY, 3, 20, ""]] * 3)

    for name, file in (
        ("results_import", statements),
        ("results_import", results),
        ("counts_import", counts),
    ):
        text = send(lan, name, file=file, framework=framework.pk).content.decode()
        assert "Tệp có 3 dòng, mỗi lần nhập được 2 dòng." in text


def test_groups_of_one_name_are_told_apart_and_the_board_shows_one_of_its_framework(
    framework, so, suoi_may, hoa_sen, an, binh
):
    TargetGroup.objects.create(owner=suoi_may, key="x", name="Người cao tuổi", counted="declared")
    foreign = TargetGroup.objects.create(owner=so, key="y", name="Lạ", counted="declared")

    form = page(binh, "count_new", hoa_sen.pk)
    board = page(an, "board", khung=framework.pk, nhom=foreign.pk)

    for unit in (so, suoi_may):
        assert f"Người cao tuổi ({unit})" in form
    first = framework.groups.order_by("position", "pk").first()
    assert f'<option value="{first.pk}" selected>' in board


def test_the_template_of_numbers_has_a_line_for_each_group(framework, hoa_sen, lan):
    content = get(lan, "counts_sheet").getvalue()

    rows = list(open_workbook(content, "mau.xlsx").rows())
    assert sum("Trường THCS Hoa Sen" in row for row in rows) == 6  # all but staff


def test_everybody_reads_what_is_published_and_nothing_small(
    framework, so, hoa_sen, binh_minh, an, client
):  # S1-34
    elderly = framework.groups.get(key="elderly")
    for unit, done, whole in ((hoa_sen, 3, 40), (binh_minh, 33, 71)):
        declare_counts([Declared(unit, elderly, framework, QUARTER, done, whole)], by=an)
    url = reverse("literacy:open_numbers", args=[framework.pk], query={"nhom": elderly.pk})
    before = client.get(url).status_code
    send(an, "numbers_publish", framework.pk)

    text = client.get(url).content.decode()
    cells = re.findall(r'<div class="cell">([^<]+)</div>', text)

    assert before == 404
    assert "3" not in cells
    assert "33" not in cells
    assert cells[-3:] == ["36", "111", "32%"]
    assert f"tính đến ngày {QUARTER:%d/%m/%Y}, đầu quý này" in text


def test_what_is_published_stays_a_quarter_so_that_no_two_days_tell_a_small_number(
    framework, so, suoi_may, doi_thong, hoa_sen, binh_minh, an, client, django_assert_num_queries
):
    Unit.objects.filter(pk=suoi_may.pk).update(
        name="Xã Đá"
    )  # after “Phường Đồi Thông”, before “Xã Én”
    Unit.objects.filter(pk=doi_thong.pk).update(name="Xã Én")
    elderly = framework.groups.get(key="elderly")
    url = reverse("literacy:open_numbers", args=[framework.pk], query={"nhom": elderly.pk})

    def read():
        table = client.get(url).content.decode().partition("So các nhóm")[0]
        return re.findall(r'<div class="cell">([^<]+)</div>', table)

    def declare(unit, done, day=QUARTER):
        declare_counts([Declared(unit, elderly, framework, day, done, 100)], by=an)

    for unit in (hoa_sen, binh_minh):
        declare(unit, 40)
        declare(unit, 60, TODAY)
    send(an, "numbers_publish", framework.pk)
    first = read()
    declare(hoa_sen, 42)
    with django_assert_num_queries(3):  # framework, groups, what was added up
        second = read()
    for deed in ("numbers_withdraw", "numbers_publish"):
        send(an, deed, framework.pk)

    assert first == second == ["Xã Đá", "40", "100", "40%", "Xã Én", "40", "100", "40%", "Tổng cộng", "80", "200", "40%"]  # fmt: skip
    assert read()[1] == "42"


def test_the_board_opens_downwards(framework, so, suoi_may, hoa_sen, an, lam, binh, giang):
    Headcount.objects.create(
        unit=hoa_sen, day=TODAY, staff=0, frontline=0, learners=400, counted_staff=0, counted_frontline=0
    )  # fmt: skip
    pupils = framework.groups.get(key="pupils")
    given = {"group": pupils.pk, "framework": framework.pk, "day": f"{TODAY:%d/%m/%Y}", "whole": ""}
    send(binh, "count_new", hoa_sen.pk, done="100", reference="", **given)

    for user, name, args in (
        (an, "board", ()),
        (lam, "board", ()),
        (binh, "board_of", (hoa_sen.pk,)),
    ):
        assert "100 trong 400 người đạt" in page(
            user, name, *args, khung=framework.pk, nhom=pupils.pk
        )
    assert get(giang, "board").status_code == 404
    assert get(lam, "board_of", so.pk).status_code == 404


def test_lists_cost_the_same_for_one_row_and_three(framework, an, so, giang, teacher):
    banks = [make_bank(framework, an)]
    version = framework.versions.get()

    def cost():
        make_quiz(banks[-1], an)
        send(an, "course_new", owner=so.pk, version=version.pk, **course())
        counts = []
        for user, name in ((an, "banks"), (an, "courses"), (giang, "home"), (an, "frameworks")):
            client = as_(user)
            client.get(reverse("literacy:home"))
            with CaptureQueriesContext(connection) as captured:
                client.get(reverse(f"literacy:{name}"))
            counts.append(len(captured))
        return counts

    one = cost()
    banks.append(make_bank(framework, an))
    cost()
    banks.append(make_bank(framework, an))
    assert cost() == one
