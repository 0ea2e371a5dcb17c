"""Next year's round from this year's, and words about the day of the validity check."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils.timezone import localdate

from phongtrao.documents.models import FormVersion
from phongtrao.initiatives.models import InitiativeRound
from phongtrao.initiatives.services.copying import copy_round
from phongtrao.initiatives.services.reminding import remind_checkers
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.notifications.models import Notice
from tests.initiatives.made import make_round, make_written

pytestmark = pytest.mark.django_db


def test_a_copy_is_next_years_draft_in_the_newest_form(so, an):
    days = {"opens_on": date(2027, 2, 1), "closes_on": date(2028, 2, 29)}
    tags = [{"key": "ai", "label": "Trí tuệ nhân tạo"}]
    round_ = make_round(so, an, tags=tags, is_blind=True, guide="Nộp sớm.", **days)
    newer = FormVersion.objects.create(form=round_.form.form, number=2, fields=round_.form.fields)

    copy = copy_round(round_, by=an)

    assert (copy.title, copy.year, copy.status) == (
        "Đợt xét sáng kiến năm học 2027-2028",
        "SY2027",
        "draft",
    )
    assert (copy.opens_on, copy.closes_on) == (date(2028, 2, 1), date(2029, 2, 28))
    assert (copy.tags, copy.is_blind, copy.guide, copy.form) == (tags, True, "Nộp sớm.", newer)
    assert (copy.council, copy.task, copy.initiatives.count()) == (None, None, 0)


def test_only_who_runs_it_copies_and_no_draft(so, an, binh):
    round_ = make_round(so, an)

    with pytest.raises(NotAllowed):
        copy_round(round_, by=binh)
    with pytest.raises(BadInput, match="chưa mở"):
        copy_round(copy_round(round_, by=an), by=an)


def test_the_copy_opens_to_be_looked_over(client, so, an):
    round_ = make_round(so, an)
    client.force_login(an)

    answer = client.post(reverse("initiatives:round_copy", args=[round_.pk]))

    made = InitiativeRound.objects.exclude(pk=round_.pk).get()
    assert answer.url == reverse("initiatives:round_edit", args=[made.pk])
    assert client.get(answer.url).status_code == 200


# ------------------------------------------------------------------ the day of the check
def test_the_office_is_told_before_on_and_after_the_day(round_, an, hoa_sen, giang, giang_at_work):
    written = make_written(round_, hoa_sen, giang)
    submit_initiative(written, by=giang)
    last = localdate(written.submitted_at) + timedelta(days=round_.check_days)
    Notice.objects.all().delete()

    counts = [remind_checkers(last + timedelta(days=n)) for n in (-4, -3, -2, 0, 1, 5)]

    assert counts == [0, 1, 1, 1, 1, 1]
    told = list(Notice.objects.order_by("pk").values_list("to", "text"))
    assert told == [
        (
            an.pk,
            f"Còn 3 ngày: 1 hồ sơ kiểm tra hợp lệ trước {last:%d/%m/%Y}, {round_.title}.",
        ),
        (an.pk, f"Hôm nay là hạn kiểm tra hợp lệ 1 hồ sơ của {round_.title}."),
        (an.pk, f"Quá hạn 1 ngày: 1 hồ sơ chưa kiểm tra hợp lệ, {round_.title}."),
    ]
