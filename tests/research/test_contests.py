"""Contests of students: projects, prizes, names with consent only, numbers and facts. S1-26 S2-18"""

from datetime import date, timedelta
from decimal import Decimal

import pytest
from django.db import connection

from phongtrao.audit.models import Entry, EntryValues
from phongtrao.indicators.models import Indicator, Measurement
from phongtrao.lib import facts
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.lib.sheets import Column, SheetContent, write_workbook
from phongtrao.orgs.models import Learner, Person, Post, Unit
from phongtrao.orgs.services import forget_expired, name_learner
from phongtrao.research.models import ContestProject, ProjectLearner
from phongtrao.research.services import contest_feeding
from phongtrao.research.services.contest_results import Imported, import_results
from phongtrao.research.services.contests import (
    change_contest,
    change_project,
    drop_project,
    give_prize,
    name_students,
)
from tests.activities.made import recorded
from tests.indicators.measured import make_indicator, yes_no
from tests.literacy.made import make_worker
from tests.research.contests import (
    YESTERDAY,
    contest_data,
    make_contest,
    make_project,
    project_data,
)
from tests.research.made import TODAY

pytestmark = pytest.mark.django_db
LABELS = ("Trường", "Tên dự án", "Lĩnh vực", "Số học sinh", "Giáo viên hướng dẫn", "Giải")


@pytest.fixture
def contest(so, an):
    return make_contest(so, an)


@pytest.fixture
def guide(giang, hoa_sen):
    return make_worker(giang, hoa_sen)


@pytest.fixture
def project(contest, hoa_sen, guide, lan):
    return make_project(contest, hoa_sen, lan, teacher=guide)


def named(hoa_sen, lan, name="Phùng Bảo Châu", purpose="prize"):
    return name_learner(
        Learner(
            unit=hoa_sen,
            full_name=name,
            purpose=purpose,
            purpose_note="Thi khoa học, kỹ thuật",
            consent_by="Mẹ",
            consent_on=YESTERDAY,
            keep_until=TODAY + timedelta(days=365),
        ),
        by=lan,
    )


def test_a_school_enters_and_the_organiser_gives_the_prize(project, lan, an):
    with pytest.raises(NotAllowed, match="Sở Giáo dục"):
        give_prize(project, "first", by=lan)
    give_prize(project, "second", by=an)
    project.refresh_from_db()

    assert (project.prize, project.rank) == ("second", 2)
    with pytest.raises(NotAllowed, match="đã có giải"):
        change_project(project, project_data(project.unit, students=3), by=lan)
    with pytest.raises(BadInput, match="không có giải “gold”"):
        give_prize(project, "gold", by=an)
    give_prize(project, "", by=an)
    project.refresh_from_db()
    assert (project.prize, project.rank) == ("", None)


def test_no_prize_before_the_results_are_known(so, hoa_sen, lan, an):
    coming = make_contest(so, an, held_on=TODAY + timedelta(days=9))
    project = make_project(coming, hoa_sen, lan)

    with pytest.raises(WrongState, match="Đến ngày ấy mới ghi giải"):
        give_prize(project, "first", by=an)


def test_the_day_stays_past_once_there_are_prizes(contest, project, an):
    give_prize(project, "first", by=an)
    with pytest.raises(WrongState, match="không thể ở tương lai"):
        change_contest(contest, contest_data(held_on=TODAY + timedelta(days=1)), by=an)


def test_nobody_writes_down_a_wider_contest_than_the_own(so, suoi_may, hoa_sen, lan, lam, an):
    with pytest.raises(BadInput, match="ghi được cuộc thi đến “Cấp đơn vị, trường”"):
        make_contest(hoa_sen, lan, level="nation")
    with pytest.raises(BadInput, match="ghi được cuộc thi đến “Cấp xã, phường”"):
        make_contest(suoi_may, lam, level="province")
    own = make_contest(hoa_sen, lan, level="unit")
    with pytest.raises(BadInput, match="do đơn vị cấp trên ghi"):
        change_contest(own, contest_data(level="province"), by=lan)

    assert own.level == "unit"
    assert make_contest(so, an, level="nation").level == "nation"


def test_only_units_below_take_part_in_fields_of_the_contest(
    so, suoi_may, lam, contest, hoa_sen, binh_minh, lan, an, chi
):
    of_commune = make_contest(suoi_may, lam, level="commune", fields=("robotics",))
    with pytest.raises(BadInput, match="“Trường Tiểu học Bình Minh” không thuộc Xã Suối Mây"):
        make_project(of_commune, binh_minh, lam, field="robotics")
    with pytest.raises(BadInput, match="không có lĩnh vực này"):
        make_project(of_commune, hoa_sen, lan, field="plant")
    with pytest.raises(NotAllowed, match="Chỉ Trường THCS Hoa Sen"):
        make_project(contest, hoa_sen, chi)


def test_an_idea_of_its_own_school_becomes_a_project(contest, hoa_sen, binh_minh, lan, chi):
    idea = recorded(hoa_sen, lan, "Thùng rác biết nói", key="student_idea")
    project = make_project(contest, hoa_sen, lan, idea=idea)

    assert idea.contest_projects.get() == project
    with pytest.raises(BadInput, match="của chính trường ấy"):
        make_project(contest, binh_minh, chi, idea=idea)


def test_a_name_stands_at_a_project_with_consent_only(project, hoa_sen, binh_minh, lan, chi, an):
    learner = named(hoa_sen, lan)
    for_nomination = named(hoa_sen, lan, "Tạ Khôi", "nomination")
    elsewhere = named(binh_minh, chi, "Lục Vân")

    for wrong in (for_nomination, elsewhere):
        with pytest.raises(BadInput, match="đã có sự đồng ý"):
            name_students(project, [wrong], by=lan)
    with pytest.raises(NotAllowed, match="nơi giữ giấy đồng ý"):
        name_students(project, [learner], by=an)
    name_students(project, [learner], by=lan)
    assert [row.learner for row in project.named.all()] == [learner]
    change_project(project, project_data(hoa_sen, students=1), by=lan)
    with pytest.raises(BadInput, match="có 1 học sinh, không ghi được 2 tên"):
        name_students(project, [learner, named(hoa_sen, lan, "Hà My")], by=lan)
    with pytest.raises(WrongState, match="bỏ tên trước"):
        change_project(project, project_data(binh_minh), by=an)


def test_there_are_never_more_names_than_students(project, contest, hoa_sen, lan, an):
    name_students(project, [named(hoa_sen, lan), named(hoa_sen, lan, "Hà My")], by=lan)

    with pytest.raises(BadInput, match="đang ghi tên 2 học sinh"):
        change_project(project, project_data(hoa_sen, students=1), by=lan)
    row = (hoa_sen.name, project.title, "Toán học", 1, "", "")
    assert [str(one) for one in bring(contest, an, row).errors] == [
        "Dòng 4, cột “Số học sinh”: Dự án đang ghi tên 2 học sinh nên không ghi được 1. Hãy bỏ tên trước."
    ]


def test_results_are_made_known_in_the_year_or_soon_after(so, an):
    held_on = date(2026, 2, 20)
    for year in ("2025", "2026", "SY2025"):
        assert make_contest(so, an, held_on=held_on, year=year).held_on == held_on
    for year in ("2024", "2027", "SY2026"):
        with pytest.raises(BadInput, match="Ngày công bố kết quả không thuộc"):
            make_contest(so, an, held_on=held_on, year=year)


def test_a_school_that_ended_keeps_its_project(project, hoa_sen, binh_minh, an):
    Unit.objects.filter(pk=hoa_sen.pk).update(closed_on=YESTERDAY)
    change_project(project, project_data(hoa_sen, students=4), by=an)

    project.refresh_from_db()
    assert (project.unit, project.students) == (hoa_sen, 4)


def test_a_forgotten_name_leaves_nothing_at_the_project(project, hoa_sen, lan):
    learner = named(hoa_sen, lan)
    name_students(project, [learner], by=lan)
    forget_expired(learner.keep_until + timedelta(days=1))

    assert not ProjectLearner.objects.exists()
    told = [*Entry.objects.values(), *EntryValues.objects.values()]
    assert "Châu" not in str(told)


def test_a_project_entered_by_mistake_goes(project, lan, chi):
    with pytest.raises(NotAllowed):
        drop_project(project, by=chi)
    drop_project(project, by=lan)
    with pytest.raises(WrongState, match="vừa được xóa"):
        drop_project(project, by=lan)

    assert not ContestProject.objects.exists()


# ------------------------------------------------------------------ a workbook


def book(*rows, labels=LABELS):
    columns = tuple(Column(label, label) for label in labels)
    return write_workbook([SheetContent("Kết quả", columns, rows)], title="Kết quả")


def bring(contest, by, *rows, **more):
    return import_results(contest, book(*rows, **more), "ket-qua.xlsx", by=by)


def test_results_come_in_and_change_what_is_there(project, contest, binh_minh, hoa_sen, guide, an):
    Person.objects.filter(pk=guide.pk).update(code="GV77")
    found = bring(
        contest, an,
        (hoa_sen.name, project.title.upper(), "Rô-bốt và máy thông minh", 2, "", "Giải Nhì"),
        (binh_minh.code, "Vườn trên cao", "khoa học thực vật", "3", "GV77", ""),
    )  # fmt: skip

    assert found == Imported(1, 1)
    old, new = ContestProject.objects.order_by("pk")
    assert (old.pk, old.prize, old.rank, old.teacher) == (project.pk, "second", 2, guide)
    assert (new.unit, new.field, new.students, new.teacher) == (binh_minh, "plant", 3, guide)
    assert new.search_text == "vuon tren cao"
    told = Entry.objects.filter(subject_type="research.contestproject").order_by("pk")
    assert [(one.action, one.subject_id) for one in told] == [
        ("research.project_entered", str(old.pk)),
        ("research.project_entered", str(new.pk)),
        ("research.prize_given", str(old.pk)),
    ]
    given = EntryValues.objects.get(entry=told[2])
    assert (given.before, given.after) == ({"prize": ""}, {"prize": "Giải Nhì"})


def test_a_name_at_another_school_is_nobody(project, contest, binh_minh, hoa_sen, guide, an):
    """Else a namesake of another school has a fact for awards."""
    title, field = project.title, "Toán học"
    found = bring(contest, an, (binh_minh.name, "Một", field, 1, guide.full_name, "Giải Ba"))
    assert [(one.row, one.column) for one in found.errors] == [(4, "Giáo viên hướng dẫn")]
    Post.objects.filter(person=guide).delete()
    found = bring(contest, an, (hoa_sen.name, title, field, 1, guide.full_name, ""))

    assert found == Imported(0, 1)  # who guides it is there already


def test_every_bad_cell_is_told_and_nothing_is_written(contest, hoa_sen, guide, an):
    school = hoa_sen.name
    found = bring(
        contest, an,
        ("Trường Không Đâu", "Một", "Toán học", 1, "", ""),
        (school, "", "Toán học", 1, "", ""),
        (school, "Ba", "Bói toán", 1, "", ""),
        (school, "Bốn", "Toán học", "Phùng Bảo Châu", "", ""),
        (school, "Năm", "Toán học", 0, "Người Không Có", "Giải Vàng"),
        (school, "Sáu", "Toán học", 1, "", ""),
        (school, "SÁU", "Toán học", 1, "", ""),
    )  # fmt: skip

    assert [(error.row, error.column) for error in found.errors] == [
        (4, "Trường"),
        (5, "Tên dự án"),
        (6, "Lĩnh vực"),
        (7, "Số học sinh"),
        (8, "Số học sinh"),
        (8, "Giải"),
        (8, "Giáo viên hướng dẫn"),
        (10, "Tên dự án"),
    ]
    # A name typed where a number belongs is not even repeated.
    assert "Châu" not in " ".join(str(error) for error in found.errors)
    assert not ContestProject.objects.exists()


def test_names_in_a_column_of_their_own_are_not_read(contest, hoa_sen, an):
    labels = (*LABELS, "Họ tên học sinh")
    row = (hoa_sen.name, "Máy lọc nước", "Toán học", 2, "", "Giải Ba", "Phùng Bảo Châu; Tạ Khôi")
    bring(contest, an, row, labels=labels)

    project = ContestProject.objects.get()
    kept = {**vars(project), "_state": ""}
    assert "Châu" not in f"{kept} {[*Entry.objects.values(), *EntryValues.objects.values()]}"
    assert project.students == 2


def test_a_table_without_its_columns_is_refused(contest, hoa_sen, an, lan):
    with pytest.raises(BadInput, match="thiếu cột “Số học sinh”"):
        bring(contest, an, (hoa_sen.name, "Một", "Toán học"), labels=LABELS[:3])
    with pytest.raises(NotAllowed):
        bring(contest, lan, (hoa_sen.name, "Một", "Toán học", 1, "", ""))


# ------------------------------------------------------------------ numbers and facts


@pytest.fixture
def indicator(so, an):
    return make_indicator(so, an, "HSKT", rolling="sum")


def numbers(indicator):
    rows = Measurement.objects.filter(indicator=indicator)
    return {row.unit.name: (row.numerator, row.denominator, row.origin) for row in rows}


def typed(indicator, unit, period, number):
    Measurement.objects.create(
        indicator=indicator, unit=unit, period=period, numerator=number, origin="office"
    )


def test_an_indicator_counts_contests_of_its_level(
    project, contest, indicator, suoi_may, hoa_sen, binh_minh, lam, an, lan
):  # S2-18
    make_project(make_contest(suoi_may, lam, level="commune"), hoa_sen, lam, title="Cấp xã")
    feed = contest_feeding.start_feed(indicator, "students", "province", by=an)
    assert numbers(indicator) == {"Trường THCS Hoa Sen": (Decimal(2), None, "system")}

    make_project(contest, hoa_sen, lan, title="Thêm một", students=3)
    contest_feeding.compute_all(TODAY + timedelta(days=1))
    # Bình Minh took no part: missing, never nought.
    assert numbers(indicator) == {"Trường THCS Hoa Sen": (Decimal(5), None, "system")}
    contest_feeding.stop_feed(feed, by=an)
    indicator.refresh_from_db()
    assert (numbers(indicator), indicator.computed_from) == ({}, "")


def test_prizes_are_counted_once_they_are_given(project, indicator, an, lan):
    feed = contest_feeding.start_feed(indicator, "prizes", "province", by=an)
    # It took part and has no prize: nought is known.
    assert numbers(indicator) == {"Trường THCS Hoa Sen": (Decimal(0), None, "system")}
    give_prize(project, "third", by=an)
    contest_feeding.compute(feed, TODAY, by=None)

    assert numbers(indicator) == {"Trường THCS Hoa Sen": (Decimal(1), None, "system")}


def test_a_number_a_unit_typed_stays_and_nights_write_nothing(
    project, contest, indicator, hoa_sen, binh_minh, an
):
    make_project(contest, binh_minh, an, title="Hai")
    typed(indicator, hoa_sen, str(TODAY.year), 7)
    feed = contest_feeding.start_feed(indicator, "projects", "province", by=an)
    assert numbers(indicator) == {
        "Trường THCS Hoa Sen": (Decimal(7), None, "office"),
        "Trường Tiểu học Bình Minh": (Decimal(1), None, "system"),
    }
    before = list(Measurement.objects.order_by("pk")), Entry.objects.count()
    contest_feeding.compute(feed, TODAY, by=None)

    assert (list(Measurement.objects.order_by("pk")), Entry.objects.count()) == before


def test_school_years_and_other_shapes_are_not_fed(so, an, hoa_sen, indicator):
    typed(indicator, hoa_sen, "SY2025", 3)
    with pytest.raises(BadInput, match="không so với nhau được"):
        contest_feeding.start_feed(indicator, "projects", "nation", by=an)
    for wrong in ({"is_cumulative": True}, {"splits": ["gender"]}, {"measure": "%"}):
        other = make_indicator(so, an, f"X{len(str(wrong))}", rolling="sum")
        Indicator.objects.filter(pk=other.pk).update(**wrong)
        other.refresh_from_db()
        with pytest.raises(BadInput, match="không nối được"):
            contest_feeding.start_feed(other, "projects", "nation", by=an)


def test_a_share_is_not_fed(so, an, lan, indicator):
    ratio = yes_no(so, an)
    with pytest.raises(BadInput, match="số lượng, cộng dồn"):
        contest_feeding.start_feed(ratio, "projects", "nation", by=an)
    with pytest.raises(NotAllowed):
        contest_feeding.start_feed(indicator, "projects", "nation", by=lan)


def ask(name, subject, **asked):
    with connection.cursor() as cursor:
        found = facts.facts_of(cursor, name, subject.pk, until=TODAY, **asked)
    return [(one.date, one.value, one.evidence) for one in found]


def test_who_guided_a_project_with_a_prize_has_a_fact(project, guide, hoa_sen, an):
    assert ask("research.contest_prize", guide) == []
    give_prize(project, "first", by=an)

    evidence = (f"research.contestproject:{project.pk}",)
    assert ask("research.contest_prize", guide, scope="province") == [
        (YESTERDAY, "first", evidence)
    ]
    assert ask("research.contest_prize", guide, scope="nation") == []
    assert ask("research.contest_prize", guide, since=TODAY) == []
    assert ask("research.unit_contest_prize", hoa_sen) == [(YESTERDAY, 1, evidence)]


def test_a_prize_of_the_commune_is_none_of_the_sector(suoi_may, hoa_sen, guide, lam):
    contest = make_contest(suoi_may, lam, level="commune")
    give_prize(make_project(contest, hoa_sen, lam, teacher=guide), "first", by=lam)
    assert len(ask("research.contest_prize", guide, scope="base")) == 1
    assert ask("research.contest_prize", guide, scope="department") == []
