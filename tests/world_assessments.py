"""Samples of index sets, campaigns and assessments, for tests/world.py; strangers' too."""

from datetime import timedelta
from typing import Any

from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.assessments.models import Assessment, Campaign, Edition, IndexSet
from phongtrao.assessments.rows import Way
from phongtrao.assessments.services.campaigns import draft_campaign, open_campaign
from phongtrao.assessments.services.sets import copy_set, draft_edition, issue_edition
from phongtrao.assessments.services.verifying import (
    Found,
    finish_verification,
    object_to,
    save_findings,
)
from phongtrao.assessments.services.writing import Given, save_answers, submit_assessment
from phongtrao.orgs.models import Unit

SUBJECTS = {
    "assessments.indexset": "index set",
    "assessments.campaign": "campaign",
    "assessments.assessment": "assessment",
}


def fill_assessments(world: Any) -> None:
    people, places = world.people, world.places
    office, department = people["vanphong"], places["department"]
    ours = _issued(department, "Bộ chỉ số thử", office)
    theirs = _issued(places["foreign"], "Bộ chỉ số của Sở khác", world.stranger)
    following = draft_edition(ours.index_set, by=office)
    world.samples["index set"] = {
        "shipped": IndexSet.objects.get(key="qd_4725", owner=None).pk,
        "own": ours.index_set_id,
        "foreign": theirs.index_set_id,
    }
    world.samples["edition"] = {"draft": following.pk, "issued": ours.pk, "foreign": theirs.pk}
    world.samples["criterion place"] = {
        "draft": (following.pk, 1),
        "issued": (ours.pk, 1),
        "foreign": (theirs.pk, 1),
    }
    draft = _campaign("Đợt đang lập thử", department, ours, office)
    running = _campaign("Đợt đang chạy thử", department, ours, office)
    open_campaign(running, by=office)
    foreign = _campaign("Đợt của Sở khác", places["foreign"], theirs, world.stranger)
    found = {"draft": draft, "running": running, "foreign": foreign}
    world.samples["campaign"] = {label: one.pk for label, one in found.items()}
    world.samples["campaign edition"] = {label: (one.pk, ours.pk) for label, one in found.items()}
    _assessments(world, running)


def _issued(unit: Unit, title: str, by: User) -> Edition:
    shipped = IndexSet.objects.get(key="qd_4725", owner=None)
    draft = copy_set(shipped, unit, title, by=by).editions.get()
    return issue_edition(draft, by=by)


def _campaign(title: str, owner: Unit, edition: Edition, by: User) -> Campaign:
    today = timezone.localdate()
    campaign = Campaign(owner=owner, edition=edition, title=title, year=today.year)
    campaign.kinds, campaign.as_of = ["school"], today
    campaign.self_due, campaign.verify_due = today + timedelta(9), today + timedelta(30)
    return draft_campaign(campaign, by=by)


def _assessments(world: Any, campaign: Campaign) -> None:
    places, people = world.places, world.people
    own, upper, other = (_of(campaign, places[name]) for name in ("lower", "upper", "other"))
    _hand_in(upper, people["hieutruong"])
    _hand_in(other, people["la"])
    answered = other.scores.select_related("criterion").order_by("pk")
    made = {one.criterion_id: Found(one.value) for one in answered}
    save_findings(other, made, by=people["vanphong"])
    finish_verification(other, by=people["vanphong"])
    other = _of(campaign, places["other"])
    criterion = answered[2].criterion
    objection = object_to(other, criterion, "Ý kiến thử", by=people["la"])
    found = {"own, open": own, "upper, submitted": upper, "other, objected": other}
    world.samples["assessment"] = {label: one.pk for label, one in found.items()}
    world.samples["assessment criterion"] = {
        label: (one.pk, criterion.pk) for label, one in found.items()
    }
    world.samples["assessment objection"] = {"other": objection.pk}


def _hand_in(assessment: Assessment, by: User) -> None:
    given = {
        one.pk: Given(one.most if one.way == Way.POINTS else 1, "Đường dẫn thử")
        for one in assessment.campaign.edition.leaves
    }
    save_answers(assessment, given, by=by)
    submit_assessment(assessment, by=by)


def _of(campaign: Campaign, unit: Unit) -> Assessment:
    rows = campaign.assessments.select_related("campaign__owner", "campaign__edition", "unit")
    return rows.get(unit=unit)
