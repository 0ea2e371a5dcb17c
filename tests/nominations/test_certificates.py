"""Certificates after a decision of commendation: in its order, one each, gone with the award. S0-49"""

from datetime import date

import pytest
from django.urls import reverse

from phongtrao.accounts.models import Role
from phongtrao.awards.models import Award
from phongtrao.awards.services.register import Given, check_awards, correct_award, revoke_award
from phongtrao.documents.certificate_seals import code_of
from phongtrao.documents.services.certificates import issue_batch, reissue_certificate
from phongtrao.lib.errors import BadInput, NotAllowed, WrongState
from phongtrao.nominations.models import AwardCertificate, AwardDecision, Claim, Nomination
from phongtrao.nominations.services.certificates import (
    certificates_of,
    lines_without,
    prepare_certificates,
)
from phongtrao.orgs.models import Person, Unit
from phongtrao.recognition.models import ScopeRecognition
from tests.documents.outgoing import today
from tests.factories import give, make_person
from tests.nominations.decided import draft, issue, make_decision, make_round, nominate
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def found(hoa_sen, giang):
    found = make_round(hoa_sen)
    nominate(found, make_person("Vũ Thị Giang", user=giang), "base_fighter", hoa_sen)
    nominate(found, make_person("Lò Văn Sơn"), "praise", hoa_sen)
    nominate(found, hoa_sen, "praise", hoa_sen)
    return found


def test_titles_and_forms_have_a_batch_each_in_the_order_of_the_annex(found, binh):
    titles, forms = prepare_certificates(make_decision(found, binh), by=binh)

    assert (titles.kind, forms.kind) == ("awards.title", "awards.form")
    rows = forms.certificates.order_by("position")
    assert [(one.name, one.honour, one.golden) for one in rows] == [
        ("Trường THCS Hoa Sen", "Giấy khen", 2),
        ("Lò Văn Sơn", "Giấy khen", 3),
    ]
    assert rows[1].about == "Đã có thành tích dạy giỏi nhiều năm, năm học 2025–2026"
    assert "Quyết định số 01/QĐ-THCSHS" in rows[1].basis
    assert AwardCertificate.objects.count() == 3


def test_an_achievement_that_ends_a_sentence_runs_on_in_the_certificate(found, binh):
    found.forms.get(honour__key="praise").nominations.update(achievement="Giúp bạn nghèo.")

    _titles, forms = prepare_certificates(make_decision(found, binh), by=binh)

    assert {one.about for one in forms.certificates.all()} == {
        "Đã có thành tích giúp bạn nghèo, năm học 2025–2026"
    }


def test_whoever_checks_one_reads_that_it_is_an_award(found, binh, client):
    _titles, forms = prepare_certificates(make_decision(found, binh), by=binh)
    issue_batch(forms, today(), by=binh)
    one = forms.certificates.order_by("position")[0]

    page = client.get(reverse("certificates:check", args=[code_of(one)]))

    assert f"Bằng, giấy khen thưởng số {one.number}" in page.content.decode()


def test_nobody_gets_a_second_and_none_before_the_decision(found, binh, chi):
    decision = draft(found, binh)
    with pytest.raises(WrongState, match="chưa ban hành"):
        prepare_certificates(decision, by=binh)
    decision.delete()
    decision = make_decision(found, binh)
    with pytest.raises(NotAllowed):
        prepare_certificates(decision, by=chi)
    prepare_certificates(decision, by=binh)

    with pytest.raises(BadInput, match="đã có bằng, giấy"):
        prepare_certificates(decision, by=binh)


def test_a_revoked_award_takes_its_certificate_with_it_issued_again_or_not(
    found, hoa_sen, binh, an, client
):
    _titles, forms = prepare_certificates(make_decision(found, binh), by=binh)
    issue_batch(forms, today(), by=binh)
    award = Award.objects.get(honour__key="praise", person__isnull=False)
    again = reissue_certificate(certificates_of(award).get(), "", "Rách", by=binh)

    revoke_award(award, "9/QĐ-SGDĐT", today(), "Khai sai", by=an)

    again.refresh_from_db()
    assert (again.status, again.reason, again.ended_by) == ("revoked", "Khai sai", "9/QĐ-SGDĐT")
    client.force_login(an)
    page = client.get(reverse("awards:award", args=[award.pk])).content.decode()
    assert "đã thu hồi" in page


def test_a_revoked_work_under_a_title_is_told_on_its_page(
    found, hoa_sen, giang, binh, client
):  # S0-57
    person = giang.person
    work = make_creation(hoa_sen, {person: 100}, title="Góc đọc")
    nomination = found.submissions.get().nominations.get(person=person)
    Claim.objects.create(
        nomination=nomination,
        person=person,
        source=f"recognition.creation:{work.pk}",
        words="Góc đọc",
    )
    make_decision(found, binh)
    nomination.refresh_from_db()
    url = reverse("awards:award", args=[nomination.award_id])
    client.force_login(giang)
    assert "hủy công nhận" not in client.get(url).content.decode()

    ScopeRecognition.objects.filter(creation=work).update(
        revoked_on=date(2026, 11, 1), revoke_reason="Chép"
    )

    assert "“Góc đọc” đã bị hủy công nhận từ 01/11/2026" in client.get(url).content.decode()


@pytest.fixture
def praised(found, binh):
    """Of Lò Văn Sơn: a letter of praise and its certificate, issued."""
    _titles, forms = prepare_certificates(make_decision(found, binh), by=binh)
    issue_batch(forms, today(), by=binh)
    award = Award.objects.get(honour__key="praise", person__isnull=False)
    return award, certificates_of(award).get()


def corrected(award, **more):
    names = ("honour", "unit", "period", "decision", "decided_on", "decided_by", "person", "route", "reason")  # fmt: skip
    return Given(**{name: getattr(award, name) for name in names} | more)


def test_a_certificate_that_the_register_contradicts_says_so_at_once_and_is_replaced(
    praised, binh, an, client
):
    award, old = praised
    correct_award(award, corrected(award, reason="Dạy giỏi và giúp bạn"), by=binh)

    page = client.get(reverse("certificates:check", args=[code_of(old)])).content.decode()
    assert "Chờ cấp lại" in page
    assert f"không còn khớp với sổ từ ngày {today():%d/%m/%Y}" in page
    with pytest.raises(NotAllowed, match="không cấp lại nguyên lời"):
        reissue_certificate(old, "", "Rách", by=binh)
    check_awards(Award.objects.filter(pk=award.pk), by=an)
    decision = AwardDecision.objects.get()
    assert [line.nomination.award_id for line in lines_without(decision)] == [award.pk]
    (batch,) = prepare_certificates(decision, by=binh)
    assert not lines_without(decision).exists()
    issue_batch(batch, today(), by=binh)

    old.refresh_from_db()
    new = old.replaced_by
    assert (old.status, new.status, new.written) == ("replaced", "issued", "3/2026/GK-THCSHS")
    assert new.about == "Đã có thành tích dạy giỏi và giúp bạn, năm học 2025–2026"
    page = client.get(reverse("certificates:check", args=[code_of(old)])).content.decode()
    assert f"cấp lại bằng giấy số {new.written}" in page


def test_one_corrected_back_holds_again(praised, binh):
    award, old = praised
    reason = award.reason
    correct_award(award, corrected(award, reason="Dạy giỏi và giúp bạn"), by=binh)
    old.refresh_from_db()
    assert old.outdated_on == today()

    correct_award(award, corrected(award, reason=reason), by=binh)

    old.refresh_from_db()
    assert (old.status, old.outdated_on) == ("issued", None)


def test_the_names_are_those_of_the_day_of_the_decision(found, hoa_sen, binh):
    decision = make_decision(found, binh)
    Person.objects.filter(full_name="Lò Văn Sơn").update(full_name="Lò Văn Sớm")
    Unit.objects.filter(pk=hoa_sen.pk).update(name="Trường THCS Sen Hồng")

    _titles, forms = prepare_certificates(decision, by=binh)

    rows = forms.certificates.order_by("position")
    assert [(one.name, one.workplace) for one in rows] == [
        ("Trường THCS Hoa Sen", "Xã Suối Mây"),
        ("Lò Văn Sơn", "Trường THCS Hoa Sen"),
    ]


def test_a_long_achievement_is_shortened_after_a_word(found, binh):
    said = "Đã có thành tích " + "xây dựng phong trào đọc sách " * 20
    nomination = found.submissions.get().nominations.get(name="Lò Văn Sơn")
    Nomination.objects.filter(pk=nomination.pk).update(achievement=said[:500].strip())

    _titles, forms = prepare_certificates(make_decision(found, binh), by=binh)
    issue_batch(forms, today(), by=binh)

    about = forms.certificates.get(name="Lò Văn Sơn").about
    assert about.startswith("Đã có thành tích xây dựng phong trào đọc sách xây")
    assert about.endswith(" phong trào đọc sách…, năm học 2025–2026")
    assert len(about) <= 400


def test_a_revoked_award_frees_its_place_and_what_it_was_given_for(
    found, hoa_sen, binh, an
):  # S3-51
    nomination = found.submissions.get().nominations.get(name="Lò Văn Sơn")
    source, whose = "recognition.creation:1", {"person": nomination.person}
    Claim.objects.create(nomination=nomination, **whose, source=source, words="Góc đọc", spends=True)  # fmt: skip
    make_decision(found, binh)
    nomination.refresh_from_db()

    revoke_award(nomination.award, "9/QĐ-SGDĐT", today(), "Khai sai", by=an)

    nomination.refresh_from_db()
    assert (nomination.status, nomination.end_reason) == ("revoked", "Khai sai")
    assert nomination.status not in Nomination.Status.living
    assert not Claim.objects.filter(spends=True).exists()


def test_the_head_of_the_school_that_decided_revokes_it_and_no_office_below_who_decided(
    so, hoa_sen, binh, an
):
    above = make_round(so, "praise")
    nominate(above, make_person("Nông Thị Hạ"), "praise", hoa_sen)
    give(an, Role.HEAD, so)
    issue(draft(above, an), an, "QĐ-SGDĐTSN")
    award = Award.objects.get()
    with pytest.raises(NotAllowed):
        revoke_award(award, "9/QĐ", today(), "Khai sai", by=binh)
    own = make_round(hoa_sen, "praise", title="Của trường")
    nominate(own, make_person("Lò Văn Sơn"), "praise", hoa_sen)
    make_decision(own, binh)
    award = Award.objects.latest("pk")

    revoke_award(award, "9/QĐ", today(), "Khai sai", by=binh)

    assert award.status == "revoked"
