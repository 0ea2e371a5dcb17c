"""Dossiers go once their years of keeping are over; the decision, the register and what was spent stay."""

from datetime import date

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse

from phongtrao.audit.models import Entry
from phongtrao.documents.models import StoredFile
from phongtrao.documents.services.files import store_made
from phongtrao.documents.services.packages import ZIP
from phongtrao.nominations.models import Claim, Nomination, Statement, SubmissionVersion
from phongtrao.nominations.services.claims import Told, put_claims
from phongtrao.nominations.services.forgetting import forget_due
from phongtrao.nominations.services.rounds import end_round
from tests.literacy.made import make_worker
from tests.nominations.dossiers import make_nomination, make_round, make_submission
from tests.nominations.made import form_of

pytestmark = pytest.mark.django_db
ENDED, DUE = date(2026, 6, 1), date(2046, 6, 1)


@pytest.fixture
def nomination(so, hoa_sen, giang, binh):
    found = make_round(so, status="ended", ended_on=ENDED)
    sent = make_submission(found, hoa_sen, status="taken", chair="Trần Văn Bình", discussion="Nhất trí")  # fmt: skip
    made = make_nomination(
        sent,
        make_worker(giang, hoa_sen),
        form=form_of(found),
        status="awarded",
        report={"results": "Dạy tốt."},
        summary="Dạy tốt.",
    )
    put_claims(made, [Told("Góc đọc", "recognition.creation:7"), Told("Hăng hái")])
    Statement.objects.create(nomination=made, words="Gương mẫu", answer=True, note="Đã hỏi tổ")
    file = store_made(ContentFile(b"zip", name="ho-so.zip"), ZIP, by=binh)
    SubmissionVersion.objects.create(submission=sent, number=1, package=file, made_by=binh)
    return made


def test_the_day_before_everything_is_there(nomination):
    assert forget_due(date(2046, 5, 31)) == 0
    assert nomination.claims.count() == 2


def test_the_words_and_the_package_go_and_what_became_of_it_stays(nomination):
    done = [forget_due(DUE), forget_due(DUE)]

    nomination.refresh_from_db()
    sent = nomination.submission
    assert done == [1, 0]
    assert (nomination.report, nomination.summary, sent.chair, sent.discussion) == ({}, "", "", "")
    assert list(Claim.objects.values_list("words", "source", "spends")) == [
        ("", "recognition.creation:7", True)
    ]
    assert [model.objects.count() for model in (Statement, SubmissionVersion)] == [0, 0]
    assert not StoredFile.objects.filter(name="ho-so.zip").exists()
    assert (nomination.name, nomination.status) == ("Vũ Thị Giang", "awarded")
    assert Entry.objects.get(action="nominations.dossiers_forgotten").actor is None


def test_the_page_says_that_it_is_gone(client, nomination, an):
    forget_due(DUE)
    client.force_login(an)

    page = client.get(reverse("nominations:dossier", args=[nomination.submission_id]))

    assert "Hồ sơ đã xóa ngày 01/06/2046" in page.content.decode()


def test_a_round_keeps_the_day_of_its_end(so, an, hoa_sen):
    found = make_round(so, status="closed")
    Nomination.objects.all().delete()

    end_round(found, by=an)

    found.refresh_from_db()
    assert found.ended_on is not None
