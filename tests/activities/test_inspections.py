"""Inspections: chosen by risk, decided, carried out, followed until closed. S1-13, S1-47"""

from datetime import timedelta

import pytest
from django.core.exceptions import ValidationError
from django.core.files.base import ContentFile
from django.http import Http404
from PIL import Image

from phongtrao.activities.access import inspections as access
from phongtrao.activities.models import Checklist, Inspection, Programme
from phongtrao.activities.services import inspections as services
from phongtrao.activities.services import programmes
from phongtrao.activities.services.teams import Team, set_team
from phongtrao.documents.services import open_file
from phongtrao.lib.errors import BadInput, Conflict, NotAllowed, WrongState
from phongtrao.notifications.models import Notice
from phongtrao.plans.access.findings import can_close, get_finding, visible_findings
from phongtrao.plans.models import Finding
from phongtrao.plans.services.finding_reminders import send_finding_reminders
from phongtrao.plans.services.findings import (
    answer_finding,
    close_finding,
    send_back_finding,
)
from tests.activities.inspected import (
    choosing,
    decided,
    demand,
    paper,
    planned,
    today,
)
from tests.activities.made import photo
from tests.factories import make_person, make_user
from tests.literacy.made import make_worker

S = Inspection.Status


# ------------------------------------------------------------------ the programme


def test_a_programme_is_drafted_filled_and_issued(so, hoa_sen, an, team):
    made = planned(so, hoa_sen, an, team)

    programme = made.programme
    assert (programme.status, programme.number) == (Programme.Status.ISSUED, "05/CTr-SGDĐT")
    assert (made.status, made.why) == (S.PLANNED, "3 nhiệm vụ quá hạn.")
    assert [seat.role for seat in made.members.order_by("pk")] == ["head", "clerk"]


def test_a_programme_is_issued_with_units_only_and_then_stays(so, hoa_sen, binh_minh, an):
    programme = programmes.draft_programme(so, today().year, by=an)
    with pytest.raises(BadInput, match="chưa có đơn vị nào"):
        programmes.issue_programme(programme, paper(), by=an)
    programmes.choose_units(programme, {hoa_sen: ""}, choosing(), by=an)
    with pytest.raises(BadInput, match="Đã có trong chương trình"):
        programmes.choose_units(programme, {hoa_sen: ""}, choosing(), by=an)
    programmes.issue_programme(programme, paper(), by=an)

    with pytest.raises(NotAllowed, match="đã ban hành"):
        programmes.choose_units(programme, {binh_minh: ""}, choosing(), by=an)
    with pytest.raises(ValidationError, match="đã có chương trình"):
        programmes.draft_programme(so, today().year, by=an)


def test_a_unit_leaves_a_draft(so, hoa_sen, an):
    programme = programmes.draft_programme(so, today().year, by=an)
    (made,) = programmes.choose_units(programme, {hoa_sen: ""}, choosing(), by=an)

    programmes.drop_unit(made, by=an)

    assert not programme.inspections.exists()


def test_only_the_office_plans(so, hoa_sen, khanh, binh, dung):
    for who in (khanh, binh, dung):
        with pytest.raises(NotAllowed):
            programmes.draft_programme(so, 2027, by=who)


def test_a_draft_is_read_by_its_office_and_leaders_only(so, hoa_sen, an, dung, khanh, binh):
    programme = programmes.draft_programme(so, today().year, by=an)
    programmes.choose_units(programme, {hoa_sen: ""}, choosing(), by=an)

    for who, count in ((an, 1), (dung, 1), (khanh, 0), (binh, 0)):
        assert access.visible_programmes(who).count() == count
        assert access.visible_inspections(who).count() == count


def test_an_unscheduled_inspection_stands_in_no_programme(so, hoa_sen, province, an):
    made = programmes.add_unscheduled(so, hoa_sen, "Có phản ánh.", choosing(), by=an)
    with pytest.raises(BadInput, match="không thuộc phạm vi"):
        programmes.add_unscheduled(so, province, "Có phản ánh.", choosing(), by=an)

    assert (made.programme, made.why) == (None, "Có phản ánh.")


# ------------------------------------------------------------------ the team and the decision


def test_nobody_inspects_the_unit_they_work_in(so, hoa_sen, an, team, giang, binh):
    made = planned(so, hoa_sen, an)
    teacher, head = make_worker(giang, hoa_sen), make_person(binh.full_name, user=binh)

    for own in (teacher, head):  # by a post, by a role
        with pytest.raises(BadInput, match="đang công tác ở Trường THCS Hoa Sen"):
            set_team(made, Team(team.head, team.secretary, [own]), by=an)
    with pytest.raises(BadInput, match="hai lần"):
        set_team(made, Team(team.head, team.head), by=an)


def test_a_decision_tells_team_and_unit_and_takes_the_checklist(so, hoa_sen, an, team, khanh, binh):
    made = decided(so, hoa_sen, an, team, in_days=3)

    assert (made.status, made.lines.count()) == (S.DECIDED, 10)
    assert Notice.objects.filter(to=khanh, text__contains="Bạn trong đoàn").count() == 1
    assert Notice.objects.filter(to=binh, text__contains="Hãy xem nội dung").count() == 1
    assert access.get_inspection(binh, made.pk) == made


def test_an_unannounced_visit_is_not_told(so, hoa_sen, an, team, binh, khanh):
    made = decided(so, hoa_sen, an, team, in_days=3, is_unannounced=True)

    assert not Notice.objects.filter(to=binh).exists()
    with pytest.raises(Http404):
        access.get_inspection(binh, made.pk)
    Inspection.objects.filter(pk=made.pk).update(day=today())
    assert access.get_inspection(binh, made.pk) == made  # the team stands at the door


def test_every_change_of_day_and_team_is_told(so, hoa_sen, an, team, khanh, binh, giang, binh_minh):
    made = decided(so, hoa_sen, an, team, in_days=3)
    for days in (8, 3):
        services.postpone_inspection(made, today() + timedelta(days=days), by=an)
    first = f"{today() + timedelta(days=3):%d/%m/%Y}"
    for who in (khanh, binh):
        assert Notice.objects.filter(to=who, text__contains=first).count() == 2

    other = make_user("Lý Thị Mới", "lymoi")
    Notice.objects.all().delete()
    set_team(made, Team(make_worker(other, so, "Chuyên viên"), team.secretary), by=an)
    told = Notice.objects.order_by("to__username").values_list("to__username", "text")
    assert [(name, text[:20]) for name, text in told] == [
        ("khanh", "Bạn không còn trong "),
        ("lymoi", "Bạn trong đoàn kiểm "),
    ]


def test_a_decision_needs_a_team_and_an_issued_programme(so, hoa_sen, an, team):
    programme = programmes.draft_programme(so, today().year, by=an)
    (made,) = programmes.choose_units(programme, {hoa_sen: ""}, choosing(team), by=an)
    checklist = Checklist.objects.get(key="movement")
    said = services.Deciding(paper(), today(), checklist, "")

    with pytest.raises(WrongState, match="dự thảo"):
        services.decide_inspection(made, said, by=an)
    programmes.issue_programme(programme, paper(), by=an)
    made.members.all().delete()
    with pytest.raises(BadInput, match="chưa có trưởng đoàn"):
        services.decide_inspection(made, said, by=an)
    set_team(made, team, by=an)
    early = services.Deciding(paper(), today() - timedelta(days=30), checklist, "")
    with pytest.raises(ValidationError, match="từ ngày ký"):
        services.decide_inspection(made, early, by=an)


def test_two_clerks_decide_once(so, hoa_sen, an, team):
    made = planned(so, hoa_sen, an, team)
    said = services.Deciding(paper(), today(), Checklist.objects.get(key="movement"), "")
    services.decide_inspection(made, said, by=an)

    with pytest.raises(WrongState):
        services.decide_inspection(made, said, by=an)
    assert made.lines.count() == 10


def test_a_checklist_that_changes_leaves_the_inspection_as_it_was(on_site):
    Checklist.objects.filter(key="movement").update(lines=[{"text": "Mục mới"}])

    assert on_site.lines.count() == 10


# ------------------------------------------------------------------ on site


def test_the_team_answers_line_by_line_with_photos(on_site, khanh, so):
    line = on_site.lines.first()

    services.answer_line(line, "unmet", "Kế hoạch chưa ký.", [photo()], by=khanh)

    line.refresh_from_db()
    proof = line.evidence.get()
    assert (line.outcome, line.words, proof.unit) == ("unmet", "Kế hoạch chưa ký.", so)
    with open_file(proof.file) as file, Image.open(file) as kept:
        assert (max(kept.size), dict(kept.getexif())) == (1600, {})


def test_unmet_needs_words_and_strangers_do_not_write(on_site, khanh, binh, dung):
    line = on_site.lines.first()

    with pytest.raises(ValidationError, match="phải ghi thấy gì"):
        services.answer_line(line, "unmet", " ", by=khanh)
    for who in (binh, dung):
        with pytest.raises(NotAllowed):
            services.answer_line(line, "met", by=who)
        with pytest.raises(Http404):
            access.get_line(who, line.pk)


def test_what_a_colleague_wrote_meanwhile_is_not_lost(on_site, khanh, team):
    line = on_site.lines.first()
    seen = services.line_mark(line)
    services.answer_line(line, "unmet", "Kế hoạch chưa ký.", by=khanh, as_read=seen)

    with pytest.raises(Conflict, match="vừa được người khác ghi"):
        services.answer_line(line, "met", by=team.secretary.user, as_read=seen)

    line.refresh_from_db()
    assert (line.outcome, line.words) == ("unmet", "Kế hoạch chưa ký.")


def test_nothing_is_written_before_the_day(so, hoa_sen, an, team, khanh):
    made = decided(so, hoa_sen, an, team, in_days=3)

    with pytest.raises(NotAllowed, match="Chưa đến ngày"):
        services.answer_line(made.lines.first(), "met", by=khanh)


def test_it_is_concluded_once_every_line_is_answered(on_site, an, khanh, binh):
    with pytest.raises(BadInput, match="Còn 10 mục"):
        services.conclude_inspection(on_site, "Tốt.", by=khanh)
    for line in on_site.lines.all():
        services.answer_line(line, "met", by=khanh)
    services.conclude_inspection(on_site, "Tốt.", by=khanh)

    assert Notice.objects.filter(to=binh, text__contains="đọc biên bản").count() == 1
    with pytest.raises(NotAllowed):
        services.answer_line(on_site.lines.first(), "met", by=khanh)


# ------------------------------------------------------------------ followed until closed


def test_a_recommendation_is_a_finding_answered_sent_back_and_closed(
    done, hoa_sen, khanh, binh, an, chi
):
    finding = services.recommend_to(done, hoa_sen, demand(), done.lines.first(), by=khanh)

    assert (finding.addressee, finding.task) == (hoa_sen, None)
    assert [visible_findings(who).count() for who in (khanh, binh, an, chi)] == [1, 1, 1, 0]
    answer_finding(finding, "Đã ban hành.", by=binh, url="https://hoasen.example/kh")
    send_back_finding(finding, "Chưa giao rõ người.", today() + timedelta(days=30), by=an)
    assert (finding.status, finding.back_reason) == (Finding.Status.OPEN, "Chưa giao rõ người.")
    answer_finding(finding, "Đã giao rõ.", by=binh, file=ContentFile(b"%PDF-1.4\n%%EOF", "kh.pdf"))
    close_finding(finding, by=an)

    assert finding.evidence.count() == 2
    assert finding.status == Finding.Status.CLOSED


def test_what_is_sent_back_late_gets_a_new_day(done, hoa_sen, khanh, binh, an):
    finding = services.recommend_to(done, hoa_sen, demand(), by=khanh)
    answer_finding(finding, "Đã ban hành.", by=binh, url="https://hoasen.example/kh")
    Finding.objects.filter(pk=finding.pk).update(due_on=today() - timedelta(days=3))
    finding.refresh_from_db()

    with pytest.raises(BadInput, match="Hạn cũ đã qua"):
        send_back_finding(finding, "Chưa giao rõ người.", by=an)


def test_the_head_of_a_team_closes_though_no_inspector(done, hoa_sen, so, an, binh, team):
    clerk = team.secretary.user  # no role at all
    finding = services.recommend_to(done, hoa_sen, demand(), by=clerk)

    assert get_finding(clerk, finding.pk) == finding
    assert can_close(clerk, finding)
    assert not can_close(binh, finding)


def test_a_recommendation_needs_a_day_and_the_visit_to_be_over(
    on_site, done_demand, hoa_sen, khanh
):
    with pytest.raises(NotAllowed, match="sau khi kết thúc"):
        services.recommend_to(on_site, hoa_sen, demand(), by=khanh)
    with pytest.raises(BadInput, match="cần có hạn"):
        services.recommend_to(done_demand, hoa_sen, type(demand())("Làm lại."), by=khanh)


@pytest.fixture
def done_demand(so, binh_minh, an, team):
    """Of another unit, in the year's programme as well."""
    made = programmes.add_unscheduled(so, binh_minh, "Có phản ánh.", choosing(team), by=an)
    said = services.Deciding(paper(), today(), Checklist.objects.get(key="digital"), "")
    services.decide_inspection(made, said, by=an)
    for line in made.lines.all():
        services.answer_line(line, "na", by=an)
    return services.conclude_inspection(made, "Không có gì.", by=an)


def test_open_recommendations_are_reminded_and_late_ones_told_to_leaders(
    done, hoa_sen, khanh, binh, dung, an
):
    finding = services.recommend_to(done, hoa_sen, demand(days=1), by=an)
    Notice.objects.all().delete()

    assert send_finding_reminders(today()) == 1
    assert send_finding_reminders(today()) == 0
    assert [one.to for one in Notice.objects.all()] == [binh]
    Finding.objects.filter(pk=finding.pk).update(
        due_on=today() - timedelta(days=2), reminded_on=None
    )
    assert send_finding_reminders(today()) == 1
    late = Notice.objects.filter(text__startswith="Quá hạn 2 ngày")
    assert {one.to for one in late} == {binh, an, dung}


def test_the_unit_says_what_it_thinks_until_the_minutes_are_signed(done, binh, chi, an):
    with pytest.raises(NotAllowed):
        services.give_opinion(done, "Nhất trí.", by=chi)
    services.give_opinion(done, "Nhất trí.", by=binh)
    services.keep_minutes(done, ContentFile(b"%PDF-1.4\n%%EOF", "bb.pdf"), by=an)

    with pytest.raises(NotAllowed, match="trước khi biên bản"):
        services.give_opinion(done, "Khác.", by=binh)
    assert Inspection.objects.get(pk=done.pk).opinion == "Nhất trí."


def test_it_is_closed_with_signed_minutes_and_nothing_open(done, hoa_sen, an, binh):
    finding = services.recommend_to(done, hoa_sen, demand(), by=an)
    with pytest.raises(WrongState, match="Chưa có biên bản"):
        services.close_inspection(done, by=an)
    services.keep_minutes(done, ContentFile(b"%PDF-1.4\n%%EOF", "bb.pdf"), by=an)
    with pytest.raises(WrongState, match="Còn 1 kiến nghị"):
        services.close_inspection(done, by=an)
    answer_finding(finding, "Đã làm.", by=binh)
    close_finding(finding, by=an)

    closed = services.close_inspection(done, by=an)

    assert (closed.status, closed.closed_on) == (S.CLOSED, today())


def test_it_is_given_up_with_a_reason(on_site, an, khanh, binh):
    with pytest.raises(BadInput):
        services.cancel_inspection(on_site, " ", by=an)
    with pytest.raises(NotAllowed):
        services.cancel_inspection(on_site, "Mưa lũ.", by=khanh)
    services.cancel_inspection(on_site, "Mưa lũ.", by=an)

    assert access.get_inspection(binh, on_site.pk) == on_site  # the link of what was told leads on
    told = Notice.objects.filter(text__contains="Không tiến hành")
    assert {one.to.username for one in told} >= {"khanh", "binh"}


def test_a_commune_inspects_its_schools(suoi_may, hoa_sen, binh_minh, lam, an):
    units = access.inspectable_units(lam, suoi_may)

    assert list(units) == [hoa_sen]
    assert programmes.draft_programme(suoi_may, 2027, by=lam).owner == suoi_may
