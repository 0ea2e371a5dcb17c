"""Two at the same moment: one deed, and the other is told."""

from uuid import uuid4

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.audit.models import Entry
from phongtrao.lib.errors import WrongState
from phongtrao.plans.models import Movement, ProgressReport
from phongtrao.plans.services.reports import accept_report, withdraw_report
from tests.plans.work import make_submitted, make_work
from tests.threads import at_once

pytestmark = pytest.mark.django_db(transaction=True)


def fresh(report):
    rows = ProgressReport.objects.select_related(
        "assignment__unit", "assignment__task__plan__owner"
    )
    return rows.get(pk=report.pk)


def test_one_form_sent_twice_at_once_makes_one_record(an, so):
    form = {
        "form_key": str(uuid4()),
        "owner": so.pk,
        "title": "Phong trào gửi hai lần",
        "starts_on": "01/12/2026",
        "giai-doan-TOTAL_FORMS": "0",
        "giai-doan-INITIAL_FORMS": "0",
    }
    answers = []

    def send():
        client = Client()
        client.force_login(an)
        answers.append(client.post(reverse("plans:movement_new"), form))

    faults = at_once(send, send)

    made = Movement.objects.get(title="Phong trào gửi hai lần")
    place = reverse("plans:movement", args=[made.pk])
    assert faults == [None, None]
    assert [(a.status_code, a["Location"]) for a in answers] == [(302, place)] * 2


def test_a_key_of_somebody_else_leads_nowhere(an, dung, so):
    form = {"form_key": str(uuid4())}
    first, second = Client(), Client()
    first.force_login(an)
    second.force_login(dung)

    assert first.post(reverse("notifications:read_all"), form).status_code == 302
    assert second.post(reverse("notifications:read_all"), form).status_code == 404


def test_of_two_officers_who_accept_at_once_one_is_told(an, dung, so, hoa_sen, lan):
    report = make_submitted(make_work(so, hoa_sen), lan)
    one, two = fresh(report), fresh(report)

    faults = at_once(lambda: accept_report(one, by=an), lambda: accept_report(two, by=an))

    assert sorted(type(fault) for fault in faults if fault) == [WrongState]
    assert Entry.objects.filter(action="plans.report_accepted").count() == 1


def test_accepting_and_withdrawing_at_once_leave_one_of_both(an, so, hoa_sen, lan):
    report = make_submitted(make_work(so, hoa_sen), lan)
    one, two = fresh(report), fresh(report)

    faults = at_once(lambda: accept_report(one, by=an), lambda: withdraw_report(two, by=lan))

    left = fresh(report)
    counted = left.assignment.percent
    assert [type(fault) for fault in faults if fault] == [WrongState]
    assert (left.status, counted) in {("accepted", 60), ("draft", 0)}
