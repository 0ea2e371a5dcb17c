"""Who sees work handed on inside a unit and its evidence, and what happens when somebody leaves. Issue 3."""

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.db.backends.postgresql.psycopg_any import DateRange
from django.http import Http404
from django.urls import reverse
from django.utils import timezone

from phongtrao.accounts.models import Role
from phongtrao.documents.access import visible_evidence
from phongtrao.documents.services import add_evidence
from phongtrao.documents.visibility import may_see_file
from phongtrao.lib.errors import NotAllowed
from phongtrao.notifications.models import Notice
from phongtrao.orgs.models import Grant
from phongtrao.plans.access import handovers as access
from phongtrao.plans.models import HandOver, ProgressReport
from phongtrao.plans.queries.inside import with_presence
from phongtrao.plans.services import handovers as services
from phongtrao.plans.services.handovers import Handing
from phongtrao.plans.services.reports import (
    attach_existing,
    attach_new,
    detach,
    submit_report,
    withdraw_report,
)
from tests.factories import LONG_AGO, give, make_user
from tests.plans.handed import DAY, hand, post_at, reported
from tests.plans.test_reports import PDF
from tests.plans.work import make_work

S = HandOver.Status


@pytest.fixture
def today():
    return timezone.localdate()


@pytest.fixture
def work(so, hoa_sen, today):
    return make_work(so, hoa_sen, due_on=today + 20 * DAY)


@pytest.fixture
def handed(work, binh, giang, today):
    return hand(work, binh, giang, today)


# ------------------------------------------------------------------ somebody who left


def test_person_who_left_is_shown_and_the_part_goes_to_another(handed, binh, lan, giang, today):
    Grant.objects.filter(user=giang).update(days=DateRange(LONG_AGO, today))
    giang = type(giang).objects.get(pk=giang.pk)

    gone = with_presence(HandOver.objects.all()).get().is_gone
    sees = access.visible_handovers(giang).exists()
    services.pass_on(handed, Handing(today + 3 * DAY, lan, note="Làm tiếp."), by=binh)

    assert (gone, sees) == (True, False)
    assert (handed.receiver, handed.status, handed.note) == (str(lan), S.GIVEN, "Làm tiếp.")
    assert with_presence(HandOver.objects.all()).get().is_gone is False


def test_who_stays_by_a_post_is_not_gone(handed, hoa_sen, giang, today):
    post_at(hoa_sen, giang)
    Grant.objects.filter(user=giang).update(days=DateRange(LONG_AGO, today))

    assert with_presence(HandOver.objects.all()).get().is_gone is False


def test_reported_part_is_neither_passed_on_nor_taken_back(handed, binh, lan, giang, today):
    reported(handed, giang)

    with pytest.raises(NotAllowed, match="không chuyển người khác"):
        services.pass_on(handed, Handing(today, lan), by=binh)
    with pytest.raises(NotAllowed, match="không thu hồi"):
        services.drop_handover(handed, by=binh)


def test_part_nobody_reported_on_is_taken_back_and_the_person_is_told(handed, binh, giang):
    services.drop_handover(handed, by=binh)

    assert not HandOver.objects.exists()
    notice = Notice.objects.get(to=giang, key__contains=":left:")
    assert notice.text.startswith("Phần việc của bạn đã được thu hồi: ")
    assert notice.url == ""


def test_who_had_the_part_before_is_told_with_the_words_given_to_them(
    work, binh, lan, giang, today
):
    part = services.hand_over(work, Handing(today, giang, note="Phần cũ"), by=binh)

    services.pass_on(part, Handing(today, lan, note="Dặn riêng cô Lan"), by=binh)
    services.pass_on(part, Handing(today + DAY, lan, note="Thêm ngày"), by=binh)

    told = Notice.objects.filter(key__contains=":left:").values_list("to", "text")
    assert list(told) == [(giang.pk, "Phần việc của bạn đã được giao cho người khác: “Phần cũ”.")]


# ------------------------------------------------------------------ who sees it


@pytest.mark.parametrize(
    ("who", "sees"),
    [
        ("binh", True),
        ("lan", True),
        ("giang", True),
        ("chi", False),
        ("lam", False),
        ("an", False),
        ("dung", False),
        ("khanh", False),
        ("hoa", False),
    ],
)
def test_hand_over_is_the_units_own_business(request, handed, who, sees):
    user = request.getfixturevalue(who)

    assert access.visible_handovers(user).exists() is sees
    if not sees:
        with pytest.raises(Http404):
            access.get_visible(user, handed.pk)


def test_teacher_sees_only_what_is_handed_to_him(work, handed, hoa_sen, binh, giang, today):
    colleague = make_user("Lý Thu Thảo")
    give(colleague, Role.TEACHER, hoa_sen)
    theirs = hand(work, binh, colleague, today)

    assert list(access.visible_handovers(giang)) == [handed]
    assert list(access.visible_handovers(colleague)) == [theirs]


def test_evidence_of_a_part_is_opened_by_those_who_see_the_part(handed, hoa_sen, binh, giang, chi):
    file = SimpleUploadedFile("anh.pdf", PDF)
    stored = services.prove(handed, "Ảnh", file=file, by=giang).file

    assert [may_see_file(user, stored) for user in (giang, binh, chi)] == [True, True, False]


def test_report_made_of_parts_is_submitted_like_any(handed, binh, giang):
    reported(handed, giang)

    report = submit_report(services.take_over(handed, by=binh), by=binh)

    assert report.status == ProgressReport.Status.SUBMITTED


# ------------------------------------------------------------------ its evidence


def test_evidence_of_a_part_is_the_units_until_the_report_is_submitted(
    handed, binh, lan, giang, an, dung, khanh, lam
):
    services.prove(handed, "Ảnh", file=SimpleUploadedFile("anh.pdf", PDF), by=giang)
    people = {"binh": binh, "lan": lan, "giang": giang}
    above = {"an": an, "dung": dung, "khanh": khanh, "lam": lam}

    def seers():
        return {n for n, user in (people | above).items() if visible_evidence(user).exists()}

    seen = [seers()]
    report = services.take_over(reported(handed, giang), by=binh)
    seen.append(seers())
    submit_report(report, by=binh)
    seen.append(seers())
    withdraw_report(report, by=binh)
    seen.append(seers())

    assert seen == [{*people}, {*people}, {*people, *above}, {*people}]


def test_evidence_taken_off_a_part_stays_within_the_unit(handed, binh, giang, an, khanh):
    proof = services.prove(handed, "Ảnh", file=SimpleUploadedFile("anh.pdf", PDF), by=giang)

    services.unprove(handed, proof, by=giang)

    seen = [visible_evidence(user).exists() for user in (binh, an, khanh)]
    assert seen == [True, False, False]


def test_evidence_taken_off_a_draft_stays_within_the_unit(handed, hoa_sen, binh, an):
    kept = add_evidence(hoa_sen, "Giấy khen", url="https://vidu.example/khen", by=binh)
    report = services.take_over(reported(handed, handed.user), by=binh)
    dropped = attach_new(report, "Nháp", url="https://vidu.example/nhap", by=binh)
    attach_existing(report, kept, by=binh)

    for evidence in (dropped, kept):
        detach(report, evidence, by=binh)

    assert list(visible_evidence(an)) == [kept]  # read above before, and again
    assert dropped in visible_evidence(binh)


def test_evidence_no_claim_cites_is_read_above_as_before(hoa_sen, binh, an):
    kept = add_evidence(hoa_sen, "Giấy khen", url="https://vidu.example/khen", by=binh)

    assert list(visible_evidence(an)) == [kept]


def test_part_names_who_laid_the_evidence_beside_it(client, handed, hoa_sen, binh, giang):
    file = SimpleUploadedFile("anh.pdf", PDF)
    add_evidence(hoa_sen, "Ảnh", file=file, by=binh)
    file.seek(0)

    services.prove(handed, "Ảnh lớp học", file=file, by=giang)
    client.force_login(binh)
    page = client.get(reverse("plans:handover", args=[handed.pk])).content.decode()

    listed = page[page.index('class="evidence-list"') :]
    listed = listed[: listed.index("</ul>")]
    assert (str(giang) in listed, str(binh) in listed) == (True, False)
