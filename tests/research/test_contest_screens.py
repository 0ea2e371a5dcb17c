"""Contests of students on screen: lists, a contest with its picture, deeds, strangers, names nowhere. S1-26"""

from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db import connection
from django.test.utils import CaptureQueriesContext
from django.urls import reverse

from phongtrao.activities.services.writing import draft_activity
from phongtrao.lib.sheets import open_workbook
from phongtrao.orgs.models import Learner, Person, Post, Unit
from phongtrao.research.access.contests import ONWARD, contests_onward
from phongtrao.research.models import Contest, ContestFeed, ContestProject
from phongtrao.research.services.contests import give_prize
from tests.activities.made import recorded, writing
from tests.factories import make_unit, make_user
from tests.indicators.measured import make_indicator
from tests.literacy.made import make_worker
from tests.research.contests import YESTERDAY, make_contest, make_project
from tests.research.made import TODAY
from tests.research.screens import as_, get, page, send
from tests.research.test_contests import book, named

pytestmark = pytest.mark.django_db
OLD = TODAY - timedelta(days=3000)  # its year is among no choices any more
LONG = "Ứng dụng trí tuệ nhân tạo phân loại rác thải sinh hoạt tại nguồn cho trường học vùng cao biên giới nhiều sương mù quanh năm"


@pytest.fixture
def contest(so, an):
    return make_contest(so, an)


@pytest.fixture
def project(contest, hoa_sen, giang, lan):
    return make_project(contest, hoa_sen, lan, teacher=make_worker(giang, hoa_sen), title=LONG)


def contest_said(so, **more):
    given = {
        "owner": so.pk,
        "name": "Thi sáng tạo",
        "level": "province",
        "year": str(YESTERDAY.year),
    }
    given |= {"held_on": f"{YESTERDAY:%d/%m/%Y}", "organiser": "Sở", "fields_said": ["robotics"]}
    return given | more


def project_said(unit, **more):
    given = {"unit": unit.pk, "title": "Máy gieo hạt", "field": "robotics", "students": "3"}
    return given | {"teacher": "", "idea": ""} | more


def test_a_project_goes_on_to_the_contest_above(so, hoa_sen, an, lan, binh):
    school = make_contest(hoa_sen, lan, name="Thi cấp trường", level="unit")
    small = make_project(school, hoa_sen, lan, title="Máy gieo hạt", students=3)
    wide = make_contest(so, an)
    before = YESTERDAY - timedelta(days=20)
    make_contest(so, an, name="Đã qua", held_on=before, year=str(before.year))

    text = page(lan, "project", small.pk)
    assert "Đã qua" not in text
    assert f"{reverse('research:project_new', args=[wide.pk])}?tu={small.pk}" in text
    given = get(lan, "project_new", wide.pk, tu=small.pk).context["form"].initial
    said = {name: given[name] for name in ("title", "field", "students", "teacher")}
    send(lan, "project_new", wide.pk, unit=hoa_sen.pk, idea="", **said)

    assert wide.projects.get().title == "Máy gieo hạt"
    assert "Dự thi tiếp" not in page(lan, "project", small.pk)
    assert get(binh, "project_new", wide.pk, tu=10**9).status_code == 404


def test_contests_one_may_not_enter_do_not_crowd_out_those_one_may(so, hoa_sen, an, lan, lam):
    small = make_project(make_contest(hoa_sen, lan, level="unit"), hoa_sen, lan)
    for number in range(ONWARD):
        make_contest(so, an, name=f"Thi {number}")
    Contest.objects.filter(owner=so).update(owner=make_unit("Trường ở nơi khác", admin=so))
    wide = make_contest(so, an)

    assert contests_onward(an, small) == contests_onward(lan, small) == [wide]
    assert contests_onward(lam, small) == []


def test_from_an_empty_list_to_a_prize(so, hoa_sen, an, lan, giang):
    make_worker(giang, hoa_sen)
    assert "Chưa có cuộc thi nào" in page(an, "contests")
    send(an, "contest_new", **contest_said(so))
    contest = Contest.objects.get()
    assert contest.fields == ["robotics"]
    assert "Chưa có dự án nào" in page(lan, "contest", contest.pk)
    idea = recorded(hoa_sen, lan, "Gieo hạt tự động", key="student_idea")
    told = send(lan, "project_new", contest.pk, **project_said(hoa_sen, teacher="Ai Đó"))
    assert "Không tìm thấy “Ai Đó”" in told.content.decode()
    send(
        lan,
        "project_new",
        contest.pk,
        **project_said(hoa_sen, teacher="vũ thị giang", idea=idea.pk),
    )
    project = ContestProject.objects.get()
    assert "Gieo hạt tự động" in page(lan, "project", project.pk)
    send(an, "prize", project.pk, prize="first")

    text = page(an, "contest", contest.pk)
    assert "Số dự án có giải theo trường" in text
    assert "Giải Nhất" in text
    assert "Giải Nhất" in page(giang, "project", project.pk)
    assert get(an, "contest_picture", contest.pk)["Content-Type"].startswith("image/svg")
    send(an, "contest_edit", contest.pk, **contest_said(so, name="Thi sáng tạo trẻ"))
    assert "Thi sáng tạo trẻ" in page(lan, "contests")


def test_a_school_sees_its_own_projects_and_strangers_nothing(
    project, contest, so, hoa_sen, chi, an
):
    other = make_project(contest, hoa_sen, an, title="Một dự án khác")

    assert get(chi, "project", project.pk).status_code == 404
    text = page(chi, "contest", contest.pk)
    assert LONG not in text
    assert "Chưa có dự án nào" in text
    for name in ("contest_edit", "results", "results_sheet"):
        assert get(chi, name, contest.pk).status_code == 403
    assert send(chi, "prize", other.pk, prize="first").status_code == 404
    stranger = make_user("Người Ngoài", "ngoai")
    assert get(stranger, "contest", contest.pk).status_code == 404


def test_only_the_organiser_gives_prizes_and_the_school_names(project, lan, an, giang):
    assert get(lan, "prize", project.pk).status_code == 403
    assert get(an, "names", project.pk).status_code == 403
    assert get(giang, "project_edit", project.pk).status_code == 403
    assert get(giang, "project", project.pk).status_code == 200


def test_a_project_is_changed_and_dropped(project, hoa_sen, lan):
    send(lan, "project_edit", project.pk, **project_said(hoa_sen, students="5"))
    project.refresh_from_db()
    assert (project.title, project.students, project.teacher) == ("Máy gieo hạt", 5, None)
    send(lan, "project_drop", project.pk, confirm="xóa")

    assert not ContestProject.objects.exists()


def test_a_form_keeps_what_it_does_not_offer(contest, so, hoa_sen, binh_minh, an, lan, giang):
    """A school that ended, a draft the office does not read, a teacher who left, a year long ago."""
    guide = make_worker(giang, hoa_sen)
    idea = draft_activity(hoa_sen, writing("Gieo hạt tự động", "student_idea"), by=lan)
    project = make_project(contest, hoa_sen, lan, teacher=guide, idea=idea)
    Post.objects.filter(person=guide).delete()
    Unit.objects.filter(pk=hoa_sen.pk).update(closed_on=YESTERDAY)

    form = get(an, "project_edit", project.pk).context["form"]
    assert "idea" not in form.fields
    assert form["unit"].initial == hoa_sen
    assert hoa_sen in form.fields["unit"].queryset
    send(an, "project_edit", project.pk, **project_said(hoa_sen, teacher=guide.full_name))
    project.refresh_from_db()
    assert (project.unit, project.idea, project.teacher) == (hoa_sen, idea, guide)
    send(an, "project_edit", project.pk, **project_said(binh_minh, teacher=guide.full_name))
    project.refresh_from_db()
    assert (project.unit, project.idea, project.teacher) == (binh_minh, None, guide)

    old = make_contest(so, an, name="Đã lâu", held_on=OLD, year=str(OLD.year))
    years = dict(get(an, "contest_edit", old.pk).context["form"].fields["year"].choices)
    assert str(OLD.year) in years


def test_a_teacher_of_another_school_is_taken_by_code_alone(contest, binh_minh, hoa_sen, an, giang):
    guide = make_worker(giang, hoa_sen)
    answer = send(an, "project_new", contest.pk, **project_said(binh_minh, teacher=guide.full_name))
    assert "Không tìm thấy" in answer.content.decode()
    Person.objects.filter(pk=guide.pk).update(code="GV77")
    send(an, "project_new", contest.pk, **project_said(binh_minh, teacher="GV77"))

    assert ContestProject.objects.get().teacher == guide


def test_a_name_is_read_and_offered_until_its_day(project, hoa_sen, lan):
    learner = named(hoa_sen, lan)
    send(lan, "names", project.pk, learners=[learner.pk])
    Learner.objects.update(consent_on=TODAY - timedelta(days=9), keep_until=TODAY)
    assert learner.full_name in page(lan, "project", project.pk)
    Learner.objects.update(keep_until=YESTERDAY)

    assert learner.full_name not in page(lan, "project", project.pk)
    assert learner.full_name not in page(lan, "names", project.pk)


def test_names_are_ticked_and_stand_nowhere_else(project, contest, hoa_sen, lan, binh, an, giang):
    learner = named(hoa_sen, lan)
    bare = named(hoa_sen, lan, "Tạ Hoài Khôi")  # kept for the purpose, not ticked at the project
    send(lan, "names", project.pk, learners=[learner.pk])
    give_prize(project, "first", by=an)

    assert "Phùng Bảo Châu" in page(lan, "project", project.pk)
    assert "Phùng Bảo Châu" in page(binh, "project", project.pk)
    # The teacher who guides is no reader of names; nobody finds one in lists, sheets, history or search.
    places = [page(giang, "project", project.pk)]
    for user in (lan, binh, an, giang):
        client = as_(user)
        places += [
            page(user, "contests"),
            page(user, "contest", contest.pk),
            client.get(reverse("audit:history", args=["research.contestproject", project.pk])).content.decode(),
            client.get(reverse("audit:history", args=["research.contest", contest.pk])).content.decode(),
            client.get(reverse("portal:search"), {"q": "Phùng Bảo"}).content.decode().replace('value="Phùng Bảo"', ""),
            sheet_of(user, contest),
        ]  # fmt: skip
    places.append(page(lan, "project", project.pk).replace("Phùng Bảo Châu", ""))
    assert [text for text in places if "Châu" in text or bare.full_name in text] == []


def sheet_of(user, contest):
    response = get(user, "contest", contest.pk, xuat="xlsx")
    book = open_workbook(b"".join(response), "x.xlsx") if response.streaming else open_workbook(response.content, "x.xlsx")  # fmt: skip
    return str([list(book.rows(name)) for name in book.names])


def test_the_list_of_a_contest_goes_out_and_comes_in_again(project, contest, hoa_sen, an):
    give_prize(project, "second", by=an)
    response = get(an, "contest", contest.pk, xuat="xlsx")
    content = b"".join(response) if response.streaming else response.content
    upload = SimpleUploadedFile("ket-qua.xlsx", content)
    answer = send(an, "results", contest.pk, file=upload, is_trial="on")
    assert "0 dự án mới, 1 dự án đã có" in answer.content.decode()
    upload = SimpleUploadedFile("ket-qua.xlsx", content)
    send(an, "results", contest.pk, file=upload)

    project.refresh_from_db()
    assert (project.prize, ContestProject.objects.count()) == ("second", 1)


def test_bad_cells_are_told_on_the_page(contest, hoa_sen, an):
    content = book((hoa_sen.name, "Một", "Bói toán", 1, "", ""))
    answer = send(an, "results", contest.pk, file=SimpleUploadedFile("a.xlsx", content))
    text = answer.content.decode()

    assert "Tệp có 1 chỗ chưa đúng" in text
    assert "Dòng 4, cột “Lĩnh vực”" in text
    assert get(an, "results_sheet", contest.pk).status_code == 200


def test_lists_narrow(project, contest, so, an, hoa_sen):
    make_contest(so, an, name="Cuộc thi khác", level="nation", held_on=OLD, year=str(OLD.year))
    give_prize(project, "third", by=an)

    make_contest(so, an, name="Trong tỉnh", level="unit")
    text = page(an, "contests", **{"sap-xep": "level"})
    assert text.index("Trong tỉnh") < text.index(contest.name) < text.index("Cuộc thi khác")
    assert "Cuộc thi khác" not in page(an, "contests", cap="province")
    assert "Cuộc thi khác" not in page(an, "contests", nam=str(YESTERDAY.year))
    for none in ("x", "0000", "٠"):
        assert "Cuộc thi khác" not in page(an, "contests", nam=none)
    assert "Cuộc thi khác" in page(an, "contests", nam=str(OLD.year))
    assert "Cuộc thi khác" in page(an, "contests", q="cuoc thi khac")
    for query, shown in (
        ({"giai": "co"}, True),
        ({"giai": "khong"}, False),
        ({"giai": "third"}, True),
        ({"giai": "first"}, False),
        ({"q": "hoa sen"}, True),
        ({"linh_vuc": "plant"}, False),
    ):
        assert (f"{LONG[:40]}" in page(an, "contest", contest.pk, **query)) == shown, query


def test_pages_ask_the_same_for_one_and_for_many(contest, hoa_sen, an):
    def queries(name, *args):
        with CaptureQueriesContext(connection) as found:
            page(an, name, *args)
        return len(found)

    give_prize(make_project(contest, hoa_sen, an), "first", by=an)
    before = queries("contests"), queries("contest", contest.pk)
    for number in range(3):
        give_prize(make_project(contest, hoa_sen, an, title=f"Dự án {number}"), "second", by=an)
        make_contest(contest.owner, an, name=f"Thi {number}")

    assert (queries("contests"), queries("contest", contest.pk)) == before


def test_an_indicator_is_tied_and_untied(project, so, an, lan):
    indicator = make_indicator(so, an, "HSKT", rolling="sum")
    assert "Nối với chỉ số" in page(an, "contests")
    assert "Nối với chỉ số" not in page(lan, "contests")
    assert get(lan, "feed_new").status_code == 404
    send(an, "feed_new", indicator=indicator.pk, counted="projects", level="province")
    feed = ContestFeed.objects.get()
    assert "tính đến ngày" in page(an, "contests")
    assert get(lan, "feed_stop", feed.pk).status_code == 404
    send(an, "feed_stop", feed.pk, confirm="thôi nối")

    assert not ContestFeed.objects.exists()
