"""Nobody finds in the history what he may not open: not in the list, its filters, its export, a line."""

from datetime import date

import pytest
from django.urls import reverse

from phongtrao.accounts.models import Role
from phongtrao.audit import visibility
from phongtrao.audit.models import Entry
from phongtrao.audit.services import record
from phongtrao.lib.sheets import open_workbook
from phongtrao.orgs.models import Line, Unit
from phongtrao.plans.models import Plan
from phongtrao.plans.services.plans import draft_plan, publish_plan
from phongtrao.plans.services.tasks import TaskDraft, add_task
from tests.factories import give, make_movement, make_person, make_unit, make_user

SECRET = "Xq7 bí mật"


@pytest.fixture
def foreign(province):
    return make_unit(f"Sở {SECRET}", Unit.Kind.DEPARTMENT, admin=province)


@pytest.fixture
def stranger(foreign):
    user = make_user("Cao Bá Ngoại", "ngoai")
    give(user, Role.OFFICE, foreign, Line.PROF)
    return user


def a_draft(owner, by):
    draft = Plan(title=f"Kế hoạch {SECRET}", owner=owner, starts_on=date(2026, 1, 1))
    plan = draft_plan(draft, [make_movement(owner)], by=by)
    add_task(plan, TaskDraft("Việc đầu", leads=("Các trường",)), by=by)
    return plan


@pytest.fixture
def hidden(an, so, foreign, stranger):
    """Lines of a draft of the Sở, and of everything another Sở has."""
    a_draft(so, an)
    publish_plan(a_draft(foreign, stranger), by=stranger)
    record(foreign, "orgs.unit_edited", by=stranger)
    record(make_person(f"Người {SECRET}"), "orgs.appointed", by=stranger)
    record(stranger, "accounts.sign_in_failed", by=None)
    open_to_them = Entry.objects.filter(subject_type="orgs.unit", subject_id=str(so.pk))
    return list(Entry.objects.exclude(pk__in=open_to_them).values_list("pk", flat=True))


def found(client, **words):
    return [row.pk for row in client.get("/nhat-ky/", words).context["table"].filtered]


@pytest.mark.parametrize("who", ["khanh", "hoa"])
def test_lines_of_drafts_and_of_foreign_departments_show_nowhere(client, request, hidden, who):
    client.force_login(request.getfixturevalue(who))
    asked = [{}, {"doi_tuong": SECRET}, {"nguoi": "ngoai"}, {"viec": "plans.plan_drafted"}]

    shown = [set(found(client, **words)) & set(hidden) for words in asked]
    book = open_workbook(client.get("/nhat-ky/", {"xuat": "xlsx"}).content, "nhat-ky.xlsx")
    exported = " ".join(str(cell) for row in book.rows(book.names[0]) for cell in row)
    lines = {client.get(reverse("audit:entry", args=[pk])).status_code for pk in hidden}

    assert shown == [set()] * 4
    assert SECRET not in exported
    assert SECRET not in client.get("/nhat-ky/").content.decode()
    assert lines == {404}


def test_the_same_plan_is_found_once_it_is_published(client, khanh, an, so):
    plan = a_draft(so, an)
    client.force_login(khanh)
    before = found(client, doi_tuong=SECRET)

    publish_plan(plan, by=an)

    told = Entry.objects.filter(subject_type="plans.plan", subject_id=str(plan.pk))
    assert before == []
    assert set(found(client, doi_tuong=SECRET)) >= set(told.values_list("pk", flat=True))


@pytest.mark.parametrize("who", ["khanh", "hoa"])
def test_search_finds_a_line_exactly_when_its_subject_has_a_history_page(
    client, request, hidden, hoa_sen, who
):
    client.force_login(request.getfixturevalue(who))
    subjects = set(Entry.objects.values_list("subject_type", "subject_id"))

    rows = Entry.objects.filter(pk__in=found(client))
    opens = {s for s in subjects if client.get(reverse("audit:history", args=s)).status_code == 200}

    assert set(rows.values_list("subject_type", "subject_id")) == opens
    assert ("orgs.unit", str(hoa_sen.pk)) in opens


def test_lines_of_what_no_app_answers_for_are_found_by_nobody(client, hoa, so, monkeypatch):
    entry = record(so, "orgs.unit_edited", by=hoa)
    client.force_login(hoa)
    assert entry in found(client)

    monkeypatch.delitem(visibility.SOCKETS.subjects, "orgs.unit")

    assert entry not in found(client)
