"""A round of initiatives follows a task of a plan and leads to it. S4-44"""

import re

import pytest
from django.test import Client
from django.urls import reverse

from phongtrao.initiatives.models import InitiativeRound
from phongtrao.plans.models import Plan
from tests.initiatives.made import TODAY
from tests.plans.work import make_plan, make_task

pytestmark = pytest.mark.django_db
SAID = "Phát động phong trào viết sáng kiến kinh nghiệm trong toàn ngành"


@pytest.fixture
def task(so):
    return make_task(make_plan(so, "Kế hoạch 004"), SAID)


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def asked(form, so, **more):
    said = {"owner": so.pk, "title": "Đợt xét thử", "level": "department", "year": "SY2026"}
    day = f"{TODAY:%d/%m/%Y}"
    said |= {"opens_on": day, "closes_on": day, "check_days": "30", "decide_days": "90"}
    report = re.search(r'name="report"[^>]*>\s*<option value="(\d+)"', form)[1]
    year = re.search(r'name="year".*?<option value="(SY\d+)"', form, re.DOTALL)[1]
    return said | {"line": "prof", "report": report, "themes": "", "year": year} | more


def test_a_round_names_the_task_it_follows_and_leads_to_it(task, so, an):
    client, address = as_(an), reverse("initiatives:round_new")
    form = client.get(address).content.decode()
    assert SAID[:40] in form
    client.post(address, asked(form, so, task=task.pk))

    made = InitiativeRound.objects.get()
    assert made.task == task
    page = client.get(reverse("initiatives:round", args=[made.pk])).content.decode()
    assert f'href="{reverse("plans:task", args=[task.pk])}"' in page
    edit = client.get(reverse("initiatives:round_edit", args=[made.pk])).content.decode()
    assert f'<option value="{task.pk}" selected>' in edit


def test_only_running_plans_of_ones_own_units_are_offered(task, so, suoi_may, an):
    make_task(make_plan(so, "Bản thảo", status=Plan.Status.DRAFT), "Viết sáng kiến của bản thảo")
    make_task(make_plan(suoi_may), "Viết sáng kiến của xã")
    make_task(task.plan, "Tập huấn phần mềm")
    form = as_(an).get(reverse("initiatives:round_new")).content.decode()

    box = form[form.index('name="task"') :]
    box = box[: box.index("</select>")]
    assert box.count("<option") == 2
