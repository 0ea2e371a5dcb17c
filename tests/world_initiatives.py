"""Rounds and initiatives for tests/world.py: the Sở's own and a stranger's, written and handed in."""

from datetime import date
from typing import Any

from django.core.files.base import ContentFile
from django.utils import timezone

from phongtrao.accounts.models import User
from phongtrao.councils.models import Council, CouncilRule
from phongtrao.councils.services.councils import CouncilData, activate_council, found_council
from phongtrao.councils.services.members import SeatData, add_member
from phongtrao.documents.fields import read_fields
from phongtrao.documents.models import Form, FormVersion
from phongtrao.documents.services.shipped import Heading
from phongtrao.initiatives.kinds import KEY
from phongtrao.initiatives.models import Initiative, InitiativeRound
from phongtrao.initiatives.services.bringing import Judging, bring_to_council, set_judging
from phongtrao.initiatives.services.checking import accept_as_valid
from phongtrao.initiatives.services.explaining import ask_why
from phongtrao.initiatives.services.files import attach_file
from phongtrao.initiatives.services.proofs import ask_proof
from phongtrao.initiatives.services.questions import ask_question
from phongtrao.initiatives.services.report_forms import Read, copy_form, issue_form, save_form
from phongtrao.initiatives.services.submitting import submit_initiative
from phongtrao.orgs.models import Person, Post
from phongtrao.similarity.models import Check
from tests.councils.cast import make_decision
from tests.factories import make_person
from tests.initiatives.made import make_round, make_worker, make_written

SUBJECTS = {
    "initiatives.initiativeround": "initiative round",
    "initiatives.initiative": "initiative",
    "documents.form": "report form",
}


def fill_initiatives(world: Any) -> None:
    """A teacher of the demo writes two, of which one is handed in; a stranger's head writes a third."""
    office, teacher = world.people["vanphong"], world.people["giaovien"]
    mine = make_round(world.places["department"], office, title="Đợt xét thử của Sở")
    theirs = make_round(world.places["foreign"], world.stranger, title="Đợt xét của Sở khác")
    school = Post.objects.today().get(person__user=teacher.pk, is_full=True).unit
    draft, handed_in = (make_written(mine, school, teacher) for _ in range(2))
    submit_initiative(handed_in, by=teacher)
    if not Person.objects.filter(user=world.stranger).exists():
        make_worker(world.stranger, world.places["foreign"])
    foreign = make_written(theirs, world.places["foreign"], world.stranger)
    world.samples["initiative round"] = {"of the Sở": mine.pk, "foreign": theirs.pk}
    world.samples["report form"] = _report_forms(world, mine)
    file = attach_file(draft, ContentFile(b"so lieu", "bang-so-lieu.csv"), by=teacher)
    world.samples["initiative file"] = {"of a draft": (draft.pk, file.pk)}
    world.samples["earlier draft"] = {
        "of a draft": (draft.pk, draft.earlier_drafts.order_by("pk")[0].pk)
    }
    card = ask_proof(draft, world.places["upper"], by=teacher)
    world.samples["use proof"] = {"asked": card.pk}
    world.samples["initiative paper"] = {
        "report being written": (draft.pk, "bao-cao"),
        "application handed in": (handed_in.pk, "don"),
    }
    world.samples["initiative version"] = {
        "handed in": (handed_in.pk, 1),
        "not there": (draft.pk, 1),
    }
    world.samples["initiative"] = {
        "being written": draft.pk,
        "handed in": handed_in.pk,
        "foreign": foreign.pk,
    }


def _report_forms(world: Any, round_: InitiativeRound) -> dict[str, int]:
    """One of the Sở is issued and has a draft again, and its round could go over to a newer version."""
    shipped = Form.objects.get(key="initiative_report", owner=None)
    makers = {
        "own": ("department", world.people["vanphong"]),
        "of own school": ("upper", world.people["hieutruong"]),
        "foreign": ("foreign", world.stranger),
    }
    found = {
        label: copy_form(shipped, world.places[place], f"Mẫu của {world.places[place]}", by=by)
        for label, (place, by) in makers.items()
    }
    own, office = found["own"], world.people["vanphong"]
    boxes = read_fields(issue_form(own, Read(1), by=office).fields)
    save_form(own, Heading(own.title), boxes[1:], Read(1), by=office)
    FormVersion.objects.create(form=round_.form.form, number=2, fields=round_.form.fields[1:])
    return {"shipped": shipped.pk} | {label: form.pk for label, form in found.items()}


def fill_judged(world: Any) -> None:
    """After ``fill_councils``: judged blindly by a council in which somebody of the sign-ins sits."""
    office, teacher = world.people["vanphong"], world.people["giaovien"]
    school = Post.objects.today().get(person__user=teacher.pk, is_full=True).unit
    council = _council(world, office)
    department, above = world.places["department"], InitiativeRound.Level.PROVINCE
    round_ = make_round(department, office, title="Đợt xét kín thử của Sở")
    upper = make_round(department, office, title="Đợt xét cấp tỉnh thử", level=above)
    set_judging(round_, Judging(council=council, upper=upper, is_blind=True), by=office)
    made = make_written(round_, school, teacher)
    attach_file(made, ContentFile(b"so lieu", "so-lieu.csv"), by=teacher)
    submit_initiative(made, by=teacher)
    accept_as_valid(made, {row["key"]: True for row in round_.checklist}, by=office)
    (brought,) = bring_to_council(round_, by=office)
    question = ask_question(brought, "Đo thế nào?", by=office)
    world.samples["explanation"] = {"of the Sở": _asked_why(brought, office)}
    foreign = world.samples["case"]["foreign"]
    world.samples["initiative"]["before the council"] = brought.pk
    world.samples["initiative round"]["judged blindly"] = round_.pk
    world.samples["judged case"] = {"of the Sở": brought.case_id, "foreign": foreign}
    world.samples["judged file"] = {
        "of the Sở": (brought.case_id, 1),
        "not there": (brought.case_id, 2),
        "foreign": (foreign, 1),
    }
    world.samples["question"] = {"of the Sở": question.pk}


def _asked_why(initiative: Initiative, office: User) -> int:
    version = initiative.versions.get()
    check = Check.objects.create(
        kind=KEY,
        thing=initiative.pk,
        number=version.pk,
        day=timezone.localdate(),
        status=Check.Status.DONE,
        share=0.4,
    )
    return ask_why(initiative, check, "Vì sao trùng?", by=office).pk


def _council(world: Any, office: User) -> Council:
    people = [Person.objects.get(user=world.people["hoidong"])]
    people += [make_person(f"Người Xét Thử {n}") for n in range(2)]
    department = world.places["department"]
    rule = CouncilRule.objects.get(of="composition", key="plain", owner=None)
    data = CouncilData("Hội đồng sáng kiến thử", [KEY], date(2026, 1, 1), date(2027, 12, 31), rule)
    council = found_council(department, data, by=office)
    for role, person in zip(("chair", "secretary", "reviewer"), people, strict=True):
        add_member(council, person, SeatData(role), by=office)
    decision = make_decision(department, office, "98/QĐ-THU")
    return activate_council(council, decision, by=office)
