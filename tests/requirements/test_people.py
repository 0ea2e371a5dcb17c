"""What a person is, where, over which days; and whom one asks about a plan."""

from datetime import date

from django.db.backends.postgresql.psycopg_any import DateRange

from phongtrao.orgs.models import Line, Post
from phongtrao.orgs.services import NewPerson, appoint, hire
from phongtrao.plans.services.intake_publish import Publication, publish_intake
from tests.factories import make_movement
from tests.plans.intake_work import accept_all, make_fact, make_intake


def test_posts_of_a_person_have_a_category_and_days(hoa, hoa_sen, binh_minh):  # S0-14 S1-19
    new = NewPerson("Đỗ Thị Hạ", "Giáo viên", Post.Category.PUBLIC, date(2020, 9, 1))
    person = hire(new, hoa_sen, by=hoa).person
    later = Post(
        person=person,
        unit=binh_minh,
        position="Kế toán",
        category=Post.Category.WORKER,
        is_full=False,
        is_frontline=False,
        days=DateRange(date(2025, 7, 1), None),
    )
    appoint(later, by=hoa)

    on = {
        day: list(person.posts.filter(days__contains=day).values_list("unit", "category"))
        for day in (date(2020, 8, 31), date(2020, 9, 1), date(2025, 7, 1))
    }

    assert list(on.values()) == [
        [],
        [(hoa_sen.pk, "public")],
        [(hoa_sen.pk, "public"), (binh_minh.pk, "worker")],
    ]


def test_plan_taken_in_says_whom_to_ask(so, an):  # S2-31
    intake = make_intake(so, an)
    make_fact(intake, "document", {"title": "Nâng cao chỉ số"})
    said = {"unit": "Phòng Giáo dục Thường xuyên", "person": "Trần Thị Mẫu", "phone": "0900000123"}
    make_fact(intake, "contacts", said)
    accept_all(intake)

    asked = Publication(so, Line.PROF, date(2026, 1, 1), movements=[make_movement(so)])
    plan = publish_intake(intake, asked, by=an)

    assert plan.contact == "Phòng Giáo dục Thường xuyên, Trần Thị Mẫu, 0900000123"
