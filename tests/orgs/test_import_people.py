"""Lists of people: what is understood, what is refused, what is written. S1-81, S3-29."""

from datetime import date

import pytest

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import BadFile, NotAllowed
from phongtrao.lib.sheets import open_workbook
from phongtrao.lib.text import fold
from phongtrao.orgs.imports import services
from phongtrao.orgs.models import Import, ImportFile, ImportNote, Person, Post, SavedMapping
from tests.factories import make_person
from tests.orgs.sheets_in import PEOPLE, applied, checked, faults, sheet, told

pytestmark = pytest.mark.django_db


def row(code, name, unit, born="12/05/1990", position="Giáo viên", since="01/09/2020"):
    return (code, name, born, unit.code, position, "Viên chức", since)


def test_people_come_in_with_their_posts(hoa, so, hoa_sen):
    content = sheet(PEOPLE, row("GV1", "Nguyễn  Thị An", hoa_sen), above=3)

    act = applied(checked(content, hoa, so), hoa)

    assert (act.status, act.counts["new"], act.counts["changed"]) == ("applied", 1, 0)
    person = Person.objects.get(code="GV1")
    assert (person.full_name, person.birth_date) == ("Nguyễn Thị An", date(1990, 5, 12))
    assert person.search_text == fold("Nguyễn Thị An")
    post = Post.objects.get(person=person)
    assert (post.unit, post.position, post.category) == (hoa_sen, "Giáo viên", "public")
    assert (post.days.lower, post.days.upper, post.is_full) == (date(2020, 9, 1), None, True)


def test_the_same_list_again_changes_nothing(hoa, so, hoa_sen):
    content = sheet(PEOPLE, row("GV1", "Nguyễn Thị An", hoa_sen), row("GV2", "Lê Bình", hoa_sen))
    applied(checked(content, hoa, so), hoa)

    act = checked(content, hoa, so)

    assert {key: act.counts[key] for key in ("new", "changed", "same", "faults")} == {
        "new": 0,
        "changed": 0,
        "same": 2,
        "faults": 0,
    }
    with pytest.raises(NotAllowed, match="Không có gì thay đổi"):
        services.apply_import(act, by=hoa)


def test_every_bad_cell_is_told_at_once_and_nothing_is_written(hoa, so, hoa_sen, thpt):
    content = sheet(
        PEOPLE,
        row("GV1", "Nguyễn Thị An", hoa_sen, born="31/02/1990"),
        row("GV1", "", hoa_sen),
        row("GV3", "NguyÔn V¨n B×nh", hoa_sen),
        row("GV4", "Lê Châu", hoa_sen, born=1985),
        ("GV5", "Lê Dung", "", "X-99", "Giáo viên", "Hợp đồng", ""),
    )

    act = checked(content, hoa, so)

    found = faults(act)
    assert [(line, column) for line, column, __ in found] == [
        (2, "Ngày sinh"),
        (3, "Họ và tên"),
        (3, "Mã"),
        (4, "Họ và tên"),
        (5, "Ngày sinh"),
        (6, "Mã đơn vị"),
        (6, "Từ ngày"),
        (6, "Đối tượng"),
    ]
    said = {(line, column): message for line, column, message in found}
    assert "đã có ở dòng 2" in said[3, "Mã"]
    assert "đọc ra là “Nguyễn Văn Bình”" in said[4, "Họ và tên"]
    assert "chỉ có năm" in said[5, "Ngày sinh"]
    assert act.counts["bad"] == 5
    assert not Person.objects.exists()
    with pytest.raises(NotAllowed, match="còn chỗ chưa đúng"):
        services.apply_import(act, by=hoa)


def test_the_marked_workbook_is_the_same_with_a_column_of_sentences(hoa, so, hoa_sen):
    content = sheet(PEOPLE, row("GV1", "An", hoa_sen, born="31/02/1990"), above=2)

    act = checked(content, hoa, so)

    rows = list(open_workbook(bytes(act.file.marked), "x.xlsx").rows())
    assert rows[2] == [*PEOPLE, "Cần sửa"]
    assert rows[3][:2] == ["GV1", "An"]
    assert rows[3][-1].startswith("Ngày sinh: “31/02/1990” không phải là ngày.")


def test_100_000_rows_with_900_bad_cells_are_all_told_and_nothing_is_written(hoa, so, hoa_sen):
    bad = range(50, 100_000, 111)  # 901 places, the first of them right
    rows = [row(f"GV{n}", f"Nguyễn Văn {n}", hoa_sen) for n in range(100_000)]
    for n in bad[1:]:
        rows[n] = row(f"GV{n}", f"Nguyễn Văn {n}", hoa_sen, born="30/02/1990")

    act = checked(sheet(PEOPLE, *rows), hoa, so)

    assert [line for line, __, __ in faults(act)] == [n + 2 for n in bad[1:]]
    assert act.counts["faults"] == 900
    marked = list(open_workbook(bytes(act.file.marked), "x.xlsx").rows())
    assert [n for n, cells in enumerate(marked[1:]) if cells[-1]] == list(bad[1:])
    assert (Person.objects.count(), Post.objects.count()) == (0, 0)
    with pytest.raises(NotAllowed, match="còn chỗ chưa đúng"):
        services.apply_import(act, by=hoa)


def test_what_changes_is_told_with_old_and_new(hoa, so, hoa_sen):
    applied(checked(sheet(PEOPLE, row("GV1", "Nguyễn Thị An", hoa_sen)), hoa, so), hoa)

    changed = checked(
        sheet(PEOPLE, row("GV1", "Nguyễn Thị Ân", hoa_sen, position="Tổ trưởng", since="")), hoa, so
    )

    assert told(changed, ImportNote.Kind.CHANGE) == [
        (
            2,
            "",
            (
                "Nguyễn Thị An: Họ và tên “Nguyễn Thị An” → “Nguyễn Thị Ân”;"
                " Chức vụ “Giáo viên” → “Tổ trưởng”"
            ),
        )
    ]
    applied(changed, hoa)
    assert Post.objects.values_list("position", flat=True).get() == "Tổ trưởng"


def test_a_later_day_ends_the_old_post_and_begins_the_next(hoa, so, hoa_sen, thpt):
    applied(checked(sheet(PEOPLE, row("GV1", "An", hoa_sen)), hoa, so), hoa)

    moved = row("GV1", "An", thpt, since="01/08/2024")
    applied(checked(sheet(PEOPLE, moved), hoa, so), hoa)

    posts = Post.objects.order_by("days").values_list("unit", "days__startswith", "days__endswith")
    assert list(posts) == [
        (hoa_sen.pk, date(2020, 9, 1), date(2024, 8, 1)),
        (thpt.pk, date(2024, 8, 1), None),
    ]


def test_a_transfer_needs_its_day(hoa, so, hoa_sen, thpt):
    applied(checked(sheet(PEOPLE, row("GV1", "An", hoa_sen)), hoa, so), hoa)

    act = checked(sheet(PEOPLE, row("GV1", "An", thpt, since="")), hoa, so)

    assert [message for *__, message in faults(act)] == [
        f"người này đang công tác tại “{hoa_sen}”. Hãy ghi “Từ ngày” nếu chuyển về đơn vị khác."
    ]


def test_who_has_no_code_is_met_by_name_in_the_unit(hoa, so, hoa_sen):
    applied(checked(sheet(PEOPLE, row("", "Nguyễn Thị An", hoa_sen, born="")), hoa, so), hoa)

    act = checked(sheet(PEOPLE, row("GV1", "NGUYỄN THỊ AN", hoa_sen)), hoa, so)

    assert (act.counts["new"], act.counts["changed"]) == (0, 1)


def test_a_new_one_who_looks_like_somebody_is_told(hoa, so, hoa_sen, thpt):
    applied(checked(sheet(PEOPLE, row("GV1", "Nguyễn Thị An", hoa_sen)), hoa, so), hoa)

    act = checked(sheet(PEOPLE, row("GV9", "Nguyễn Thị An", thpt)), hoa, so)

    ((line, __, message),) = told(act, ImportNote.Kind.TWIN)
    assert line == 2
    assert message.startswith(f"giống Nguyễn Thị An (mã GV1) đang công tác tại {hoa_sen}")


def test_a_teacher_imports_nothing(giang, hoa_sen):
    with pytest.raises(NotAllowed):
        services.start_import(
            services.Upload("x.xlsx", sheet(PEOPLE)), Import.Kind.PEOPLE, hoa_sen, by=giang
        )


def test_one_value_for_all_rows(hoa, so, hoa_sen):
    content = sheet(("Họ đệm", "Tên", "Ngày sinh"), ("Nguyễn Thị", "An", "12/05/1990"))
    constants = {
        "unit": hoa_sen.code, "position": "Giáo viên", "category": "Viên chức",
        "since": "01/09/2020",
    }  # fmt: skip

    applied(checked(content, hoa, so, **constants), hoa)

    assert Post.objects.select_related("person").get().person.full_name == "Nguyễn Thị An"


def test_the_mapping_is_remembered_for_the_office_and_the_shape(hoa, so):
    content = sheet(("Cột A", "Cột B"), ("GV1", "Nguyễn Thị An"))
    act = services.start_import(services.Upload("la.xlsx", content), Import.Kind.PEOPLE, so, by=hoa)
    assert act.columns == {}
    choice = services.propose(act)
    choice.columns.update({"code": 0, "full_name": 1})

    services.choose_columns(act, choice, by=hoa)

    again = services.start_import(
        services.Upload("la-2.xlsx", content), Import.Kind.PEOPLE, so, by=hoa
    )
    assert again.columns == {"code": 0, "full_name": 1}
    assert SavedMapping.objects.count() == 1


def test_a_known_export_is_recognised_and_marked_to_be_checked(hoa, so):
    header = (
        "STT",
        "Mã giáo viên",
        "Họ đệm",
        "Tên",
        "Ngày sinh",
        "Giới tính",
        "Chức vụ",
        "Trình độ",
    )
    act = services.start_import(
        services.Upload("vnedu.xlsx", sheet(header, (1, "GV1"))), "people", so, by=hoa
    )

    choice = services.propose(act)

    assert choice.origin == "Nhận ra mẫu vnEdu (cán bộ, giáo viên); cách ghép này cần kiểm tra."
    assert choice.columns["family_name"] == 2


def test_history_of_each_person_tells_the_one_line_of_the_act(hoa, so, hoa_sen):
    act = applied(checked(sheet(PEOPLE, row("GV1", "An", hoa_sen)), hoa, so), hoa)

    entry = Entry.objects.get(action="orgs.import_applied")
    from phongtrao.audit.acts import acts_behind  # noqa: PLC0415 -- leaf

    person = Person.objects.get(code="GV1")
    assert list(acts_behind("orgs.person", str(person.pk))) == [entry.pk]
    assert entry.subject_id == str(act.pk)
    assert list(acts_behind("orgs.person", str(make_person("Khác").pk))) == []


def test_what_is_no_workbook_is_refused(hoa, so):
    with pytest.raises(BadFile):
        services.start_import(services.Upload("x.xlsx", b"%PDF"), "people", so, by=hoa)
    assert not Import.objects.exists()


def test_workbooks_and_notes_go_after_a_month_and_the_act_stays(hoa, so, hoa_sen):
    act = applied(checked(sheet(PEOPLE, row("GV1", "An", hoa_sen)), hoa, so), hoa)

    assert services.remove_old_contents(date(2020, 1, 1)) == 0
    assert services.remove_old_contents(date(2099, 1, 1)) == 1

    assert not ImportFile.objects.exists()
    assert Import.objects.get().pk == act.pk


def test_two_lists_of_the_same_people_cannot_both_win(hoa, so, hoa_sen):
    content = sheet(PEOPLE, row("GV1", "An", hoa_sen), row("", "Bình", hoa_sen))
    first, second = checked(content, hoa, so), checked(content, hoa, so)
    applied(first, hoa)

    services.apply_import(second, by=hoa)
    services.write_rows(second.pk, second.work.pk)

    assert Person.objects.count() == 2  # the second met what the first had written
