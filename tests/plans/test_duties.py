"""Every kind of open work in one person's hands goes along when another follows, or says why it stays."""

from datetime import timedelta

import pytest
from django.apps import apps
from django.utils import timezone

from phongtrao.accounts.models import Role, User
from phongtrao.audit.models import Entry
from phongtrao.audit.words import changes_of
from phongtrao.documents.models import (
    Delivery,
    Incoming,
    Purpose,
    RecipientGroup,
    RecipientLine,
    RecipientMember,
)
from phongtrao.orgs.duties import duties
from phongtrao.orgs.models import Line, PlannedAct
from phongtrao.orgs.services import take_over
from phongtrao.plans.models import HandOver
from tests.documents.outgoing import make_issued, make_submitted
from tests.factories import give, make_user
from tests.plans.work import make_work

pytestmark = pytest.mark.django_db
TODAY = timezone.localdate()
SOON = TODAY + timedelta(days=5)

THE_ACCOUNT = "the account's own: signing in, its notices, what it fills in just now"
WHO_DID = "who did it, as history: nothing is left to do"
OF_THE_UNIT = "who began it; what is left is the whole unit's, and others of it go on"
LISTED = "listed, and stays: the list says why"
# Keys to an account that no duty hands over, and why not.
STAYS = {
    THE_ACCOUNT: """account.emailaddress.user mfa.authenticator.user socialaccount.socialaccount.user
        base.formkey.user web.work.started_by accounts.resetcode.user accounts.invitation.user
        accounts.signin.user accounts.gatewaylink.user notifications.mail.to notifications.notice.to
        orgs.person.user orgs.closedaccount.user recognition.savedcreation.user
        indicators.roundlook.user""",
    WHO_DID: """indicators.unitreport.submitted_by indicators.unitreport.reviewed_by
        indicators.lockexception.given_by indicators.correction.corrected_by
        indicators.difference.mended_by indicators.roundsheet.made_by
        assessments.campaign.created_by assessments.edition.made_by assessments.assessment.submitted_by assessments.score.verified_by
        assessments.objection.raised_by assessments.objection.answered_by
        audit.entry.actor audit.entry.acting_for audit.sensitiveread.reader
        documents.formversion.made_by initiatives.initiativeversion.made_by initiatives.earlierdraft.made_by initiatives.question.asked_by
        initiatives.question.answered_by initiatives.useproof.asked_by initiatives.useproof.answered_by
        recognition.objection.raised_by recognition.objection.answered_by
        recognition.scoperequest.asked_by recognition.scoperequest.answered_by
        recognition.adoption.confirmed_by recognition.replication.proposed_by
        initiatives.validitycheck.made_by councils.conflict.set_by councils.rubricversion.made_by councils.scoresheet.assigned_by
        accounts.resetcode.made_by accounts.invitation.made_by orgs.reorganisation.made_by
        orgs.reorganisation.undone_by orgs.correction.answered_by orgs.grant.given_by orgs.distinctpair.told_by
        orgs.headcount.declared_by orgs.learner.kept_by orgs.yearlyrating.given_by
        orgs.rightsreview.signed_by orgs.takeover.giver orgs.takeover.made_by
        nominations.submission.sent_by nominations.submission.taken_by nominations.submissionversion.made_by
        nominations.nomination.screened_by nominations.statement.said_by nominations.mark.made_by
        nominations.opinion.recorded_by nominations.publicnotice.made_by nominations.objection.made_by
        nominations.objection.answered_by nominations.handover.made_by nominations.handovernote.made_by
        awards.award.recorded_by awards.award.checked_by awards.registrationcall.opened_by awards.registration.registered_by awards.registration.confirmed_by awards.pledge.written_by
        awards.rulesetversion.made_by awards.lawversion.made_by awards.completesince.said_by awards.evaluation.asked_by
        documents.storedfile.stored_by documents.officialdocument.public_by
        documents.bookline.taken_by documents.certificatebatch.issued_by documents.delivery.opened_by documents.delivery.acknowledged_by
        research.regimeversion.made_by research.taskreport.submitted_by research.taskchange.asked_by
        research.taskchange.decided_by research.taskvisit.made_by
        literacy.questionversion.made_by literacy.confirmation.decided_by literacy.learnercount.declared_by
        literacy.learnerresult.confirmed_by
        activities.activity.recorded_by activities.activity.confirmed_by activities.contribution.confirmed_by
        similarity.referencetext.added_by similarity.referenceload.made_by documents.evidence.added_by documents.templateversion.uploaded_by
        documents.paper.requested_by documents.paper.approved_by documents.draftversion.added_by
        documents.approval.submitted_by documents.approval.acts_for documents.signedcopy.added_by
        documents.finishedfile.added_by documents.package.requested_by plans.assignment.answered_by
        plans.assignment.override_by plans.progressreport.submitted_by
        plans.progressreport.reviewed_by plans.finding.seen_by plans.finding.answered_by
        plans.handover.given_by plans.handover.reported_by plans.partevidence.added_by
        plans.consultation.given_by plans.commonanswer.published_by plans.difficulty.answered_by plans.intakefact.decided_by
        plans.carriedchange.by plans.textdefect.dismissed_by plans.changeanswer.answered_by
        similarity.check.asked_by similarity.textgroup.seen_by initiatives.explanation.asked_by
        initiatives.explanation.answered_by initiatives.explanation.judged_by initiatives.explanation.raised_by
        initiatives.explanation.replied_by reports.requestanswer.submitted_by reports.requestanswer.reviewed_by""",
    OF_THE_UNIT: """councils.council.created_by initiatives.initiativeround.created_by
        initiatives.initiative.started_by awards.ruledraft.changed_by documents.officialdocument.registered_by documents.opinion.asked_by
        documents.certificatebatch.prepared_by
        plans.consultation.asked_by plans.progressreport.written_by plans.finding.written_by
        research.researchtask.created_by research.contest.created_by plans.difficulty.raised_by plans.intake.uploaded_by reports.reportrequest.created_by""",
    "a role: chosen on the form of the takeover": "orgs.grant.user",
    "ends by itself on its last day, and with the role": "orgs.grant.acts_for",
    "checked against what its bringer reaches: whoever follows brings the list anew": (
        "orgs.import.made_by"
    ),
    LISTED: "orgs.takeover.receiver documents.delivery.user documents.approval.signer",
}


@pytest.fixture
def tuyet(hoa_sen):
    """Who follows the focal person."""
    user = make_user("Lý Ánh Tuyết", "tuyet")
    give(user, Role.TEACHER, hoa_sen)
    return user


def handed(unit, user, **more):
    said = {"status": Incoming.Status.HANDED, "year": 2026, "arrived_on": TODAY, "kind": "CV"}
    words = {"sender": "UBND", "abstract": "Về việc thi đua", "arrival_number": 1, "number": "7/CV"}
    return Incoming.objects.create(unit=unit, handed_to=user, **{**said, **words, **more})


def test_every_key_to_an_account_has_a_duty_or_a_reason(giang, hoa_sen):
    keys = {
        f"{model._meta.label_lower}.{field.name}"
        for model in apps.get_models()
        for field in model._meta.concrete_fields
        if field.remote_field and field.remote_field.model is User
    }
    rows = {duty: duty.rows(giang, hoa_sen).model._meta.label_lower for duty in duties()}
    moved = {f"{model}.{duty.field}" for duty, model in rows.items() if duty.field}
    reasoned = [key for named in STAYS.values() for key in named.split()]

    assert sorted([*moved, *reasoned]) == sorted(keys)
    listed = {key.rpartition(".")[0] for key in STAYS[LISTED].split()}
    assert {model for duty, model in rows.items() if not duty.field} == listed
    assert all(duty.stays for duty in duties() if not duty.field)


def test_incoming_papers_and_places_in_groups_go_along(lan, tuyet, binh, hoa_sen, binh_minh):
    paper, elsewhere = handed(hoa_sen, lan), handed(binh_minh, lan)
    done = handed(hoa_sen, lan, status=Incoming.Status.DONE, arrival_number=2)
    groups = [RecipientGroup.objects.create(owner=hoa_sen, name=name) for name in "AB"]
    for group, user in ((groups[0], lan), (groups[1], lan), (groups[1], tuyet)):
        RecipientMember.objects.create(group=group, user=user)

    made = take_over(hoa_sen, lan, tuyet, by=binh)

    holders = Incoming.objects.in_bulk([paper.pk, elsewhere.pk, done.pk])
    assert [holders[row.pk].handed_to for row in (paper, elsewhere, done)] == [tuyet, lan, lan]
    assert [(item["text"], item["moved"]) for item in made.items] == [
        (str(paper), True),
        ("A", True),
        ("B", False),
    ]
    assert groups[0].members.get().user == tuyet
    assert groups[1].members.count() == 2


def test_the_history_of_each_row_says_on_which_list_it_went(lan, tuyet, binh, so, hoa_sen):
    paper, work = handed(hoa_sen, lan), make_work(so, hoa_sen)
    said = {"given_by": binh, "given_at": timezone.now(), "due_on": SOON}
    part = HandOver.objects.create(assignment=work, user=lan, note="Lập danh sách", **said)

    made = take_over(hoa_sen, lan, tuyet, by=binh)

    lines = Entry.objects.filter(action="orgs.duty_taken_over")
    assert {(line.subject_type, line.subject_id, line.actor) for line in lines} == {
        ("plans.handover", str(part.pk), binh),
        ("documents.incoming", str(paper.pk), binh),
    }
    assert [changes_of(line) for line in lines] == [
        [("biên bản bàn giao", None, f"#{made.pk}")]
    ] * 2


def test_papers_sent_by_name_and_papers_to_sign_stay_and_say_why(client, so, an, dung, khanh):
    give(an, Role.HEAD, so)
    draft = make_submitted(so, an, dung).document
    issued = make_issued(so, an, dung, abstract="Về việc riêng")
    line = RecipientLine.objects.create(document=issued, said="Dũng", position=1)
    said = {"purpose": Purpose.KNOW, "sent_at": timezone.now()}
    Delivery.objects.create(document=issued, line=line, user=dung, **said)
    head = User.objects.get(pk=an.pk)

    made = take_over(so, dung, khanh, by=head)

    assert [(item["text"], item["moved"]) for item in made.items] == [
        (str(issued), False),
        (str(draft), False),
    ]
    client.force_login(head)
    page = client.get(f"/don-vi/ban-giao/{made.pk}/").content.decode()
    assert "không chuyển theo: gửi đích danh; văn thư gửi lại cho người thay" in page
    assert "không chuyển theo: người ký chọn theo thẩm quyền trong ngày" in page
    assert not Entry.objects.filter(action="orgs.duty_taken_over").exists()


def test_planned_acts_of_an_administrator_go_along_with_the_role(hoa, khanh, so, hoa_sen):
    order = {"steps": [], "posts": []}
    act = PlannedAct.objects.create(
        title="Sáp nhập", on=SOON, status="waiting", order=order, made_by=hoa
    )
    past = PlannedAct.objects.create(
        title="Đã rút", on=SOON, status="withdrawn", order=order, made_by=hoa
    )
    second = make_user("Phan Thị Thu")
    give(second, Role.ADMIN, so, Line.PROF)

    made = take_over(so, hoa, khanh, grants=hoa.grants.all(), by=second)

    act.refresh_from_db()
    past.refresh_from_db()
    assert (act.made_by, past.made_by) == (khanh, hoa)
    assert [(item["kind"], item["moved"]) for item in made.items] == [("quyết định hẹn ngày", True)]
    assert khanh.grants.filter(role=Role.ADMIN, unit=so).exists()


def test_a_list_costs_the_same_for_one_and_three(
    lan, tuyet, binh, hoa_sen, django_assert_max_num_queries
):
    numbers = iter(range(10, 20))
    for count in (1, 3):
        for _each in range(count):
            handed(hoa_sen, lan, arrival_number=next(numbers))
        head, follower = User.objects.get(pk=binh.pk), User.objects.get(pk=tuyet.pk)
        with django_assert_max_num_queries(60) as asked:
            take_over(hoa_sen, lan, follower, by=head)
        if count == 1:
            first = len(asked)

    assert len(asked) == first
