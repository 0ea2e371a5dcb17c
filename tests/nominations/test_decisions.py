"""A decision that names what passed: drafted, signed, numbered; in the same moment the register has it. S0-49 S0-57"""

import pytest
from django.urls import reverse

from phongtrao.awards.models import Award
from phongtrao.documents.models import SignedCopy
from phongtrao.documents.services import (
    Draft,
    approve_draft,
    edit_draft,
    read_file,
    take_signed_copy,
)
from phongtrao.documents.services.signing import submit_draft
from phongtrao.documents.word.finish import read_text_lines
from phongtrao.lib.errors import BadFile, BadInput, NotAllowed
from phongtrao.nominations.models import AwardDecision, Claim, DecisionLine, Nomination
from phongtrao.nominations.queries.decisions import waiting_groups
from phongtrao.nominations.services.decisions import (
    draft_decision,
    drop_decision,
    enact_decision,
    leave_out,
    print_decision,
)
from phongtrao.notifications.models import Notice
from phongtrao.recognition.models import ScopeRecognition
from phongtrao.recognition.services.decisions import DecisionWording
from tests.documents.files import upload
from tests.documents.outgoing import today
from tests.documents.pdfs import make_pdf
from tests.documents.signed_pdfs import make_certificate, sign
from tests.factories import make_person
from tests.nominations.decided import draft, issue, make_round, nominate, wording
from tests.recognition.made import make_creation

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path


@pytest.fixture
def found(hoa_sen):
    return make_round(hoa_sen)


@pytest.fixture
def three(found, hoa_sen, giang):
    """A fighter who signs in; a teacher in the front line and the school itself for letters of praise."""
    fighter = make_person("Vũ Thị Giang", user=giang)
    praised = make_person("Lò Văn Sơn")
    return (
        nominate(found, fighter, "base_fighter", hoa_sen),
        nominate(found, praised, "praise", hoa_sen, is_frontline=True),
        nominate(found, hoa_sen, "praise", hoa_sen),
    )


def test_its_number_enters_the_register_in_the_order_of_the_annex(found, three, binh, giang):
    decision = draft(found, binh)

    document = issue(decision, binh)

    said = read_text_lines(read_file(document.file))
    start = said.index("Hình thức") + 1
    lines = said[start:]
    lines = [line for line in lines if line != "Hình thức"][:17]
    assert lines[:6] == [
        "I. Chiến sĩ thi đua cơ sở: cá nhân",
        *("1", "Vũ Thị Giang", "Giáo viên", "Trường THCS Hoa Sen", "Chiến sĩ thi đua cơ sở"),
    ]
    assert lines[6:9] == ["II. Giấy khen: tập thể", "2", "Trường THCS Hoa Sen"]
    assert [line.nomination_id for line in decision.lines.all()] == [
        three[0].pk,
        three[2].pk,
        three[1].pk,
    ]
    awards = Award.objects.order_by("pk")
    assert {(one.status, one.decision, one.decided_on, one.document_id) for one in awards} == {
        ("confirmed", "01/QĐ-THCSHS", today(), document.pk)
    }
    assert [(one.honour.key, one.route, one.period, bool(one.person_id)) for one in awards] == [
        ("base_fighter", "yearly", "SY2025", True),
        ("praise", "merit", "SY2025", False),
        ("praise", "merit", "SY2025", True),
    ]
    assert {one.status for one in Nomination.objects.exclude(award=None)} == {"awarded"}
    told = Notice.objects.filter(to__in=[giang, binh], key__startswith="awards-granted")
    assert sorted(told.values_list("to", flat=True)) == sorted([giang.pk, binh.pk])


def test_enacting_again_gives_nothing_twice(found, three, binh):
    decision = draft(found, binh)
    document = issue(decision, binh)

    assert enact_decision(decision, document, by=binh) == []
    assert Award.objects.count() == 3


def test_what_is_in_one_decision_waits_for_no_other(found, three, binh):
    assert [(one.form.honour.key, one.count) for one in waiting_groups([found])] == [
        ("base_fighter", 1),
        ("praise", 2),
    ]
    form = found.forms.get(honour__key="praise").pk
    draft_decision(found, form, wording(found), by=binh)

    assert [one.form.honour.key for one in waiting_groups([found])] == ["base_fighter"]
    with pytest.raises(BadInput, match="Không còn đề nghị"):
        draft_decision(found, form, wording(found), by=binh)


def test_only_who_runs_the_round_drafts_it(found, three, chi, an, lan, giang):
    for user in (chi, an, lan, giang):
        with pytest.raises(NotAllowed):
            draft(found, user)


def test_what_the_owner_may_not_sign_waits_for_no_decision_of_its(hoa_sen, binh, giang):
    found = make_round(hoa_sen, "province_merit")
    nominate(found, make_person("Vũ Thị Giang", user=giang), "province_merit", hoa_sen)

    assert waiting_groups([found]) == []
    with pytest.raises(BadInput, match="Không còn đề nghị"):
        draft(found, binh)


def test_a_line_left_out_moves_the_numbers_up_and_asks_for_a_new_print(found, three, binh):
    decision = draft(found, binh)

    leave_out(decision, decision.lines.get(position=1), by=binh)

    assert list(decision.lines.values_list("position", flat=True)) == [1, 2]
    with pytest.raises(BadInput, match="Danh sách đã đổi"):
        submit_draft(decision.document, binh, by=binh)
    print_decision(decision, wording(found), by=binh)
    issue(decision, binh)
    assert sorted(Nomination.objects.values_list("status", flat=True)) == [
        "awarded",
        "awarded",
        "passed",
    ]


@pytest.mark.parametrize(
    ("change", "words"),
    [
        ({"status": "withdrawn", "end_reason": "Xin rút"}, "Không còn trong diện khen: Lò Văn Sơn"),
        ({"is_flagged": True}, "Dữ kiện đã đổi sau khi xét: Lò Văn Sơn"),
    ],
)
def test_what_changed_meanwhile_keeps_it_from_its_number(found, three, binh, change, words):
    decision = draft(found, binh)
    Nomination.objects.filter(pk=three[1].pk).update(**change)

    with pytest.raises(BadInput, match=words):
        issue(decision, binh)
    assert not Award.objects.exists()


def test_a_dropped_decision_lets_its_list_wait_again(found, three, binh):
    document = drop_decision(draft(found, binh), by=binh)

    assert (document.status, DecisionLine.objects.count()) == ("draft", 0)
    assert sum(one.count for one in waiting_groups([found])) == 3


def test_an_issued_decision_is_not_changed(found, three, binh):
    decision = draft(found, binh)
    issue(decision, binh)
    decision = AwardDecision.objects.select_related("document", "round").get()

    with pytest.raises(NotAllowed, match="đã ban hành"):
        drop_decision(decision, by=binh)


def test_the_pages_tell_the_way_from_waiting_to_printed(found, three, binh, client):
    client.force_login(binh)
    url = reverse("nominations:decision_new", args=[found.pk])
    assert url in client.get(reverse("nominations:decision_list")).content.decode()
    assert client.get(url).status_code == 200

    words = wording(found)
    said = {name: getattr(words, name) or "" for name in DecisionWording.__dataclass_fields__}
    answer = client.post(url, said)

    decision = AwardDecision.objects.get()
    assert answer.url == reverse("nominations:decision", args=[decision.pk])
    assert "Bỏ khỏi danh sách: Lò Văn Sơn" in client.get(answer.url).content.decode()
    out = reverse("nominations:decision_leave_out", args=[decision.pk, decision.lines.first().pk])
    assert client.get(out).status_code == 200
    again = reverse("nominations:decision_print", args=[decision.pk])
    assert client.post(again, said | {"abstract": "Về việc khác"}).url == answer.url
    decision.document.refresh_from_db()
    assert decision.document.abstract == "Về việc khác"


def test_a_draft_is_nobody_elses_and_an_issued_one_is_read_by_whom_it_names(
    found, three, binh, an, chi, giang, client
):
    decision = draft(found, binh)
    url = reverse("nominations:decision", args=[decision.pk])

    def answers():
        said = []
        for user in (an, chi, giang):
            client.force_login(user)
            said.append(client.get(url).status_code)
        return said

    assert answers() == [404, 404, 404]
    issue(decision, binh)
    assert answers() == [200, 404, 200]


def test_it_is_signed_outside_and_held_against_what_was_approved(found, three, binh):  # S0-49
    """The office puts the paper as PDF in the place of the Word file; its signature is read on return."""
    decision, certificate = draft(found, binh), make_certificate()
    plain = make_pdf("Quyet dinh khen thuong")
    facts = Draft("QD", decision.document.abstract)
    edit_draft(decision.document, facts, upload(plain, "quyet-dinh.pdf"), by=binh)
    approve_draft(submit_draft(decision.document, binh, by=binh), by=binh)
    decision.document.refresh_from_db()
    signed = sign(plain, certificate)
    turned = signed[: len(plain)] + signed[len(plain) :].replace(b"ChuKy", b"ChuKi")

    with pytest.raises(BadFile, match="không còn nguyên vẹn"):
        take_signed_copy(decision.document, upload(turned, "da-ky.pdf"), by=binh)
    copy = take_signed_copy(decision.document, upload(signed, "da-ky.pdf"), by=binh)

    (said,) = copy.signers
    assert said["name"] == "Phạm Quang Dũng"
    assert said["at"]
    assert SignedCopy.objects.count() == 1


def test_the_notice_names_everybody_by_form(found, three, binh, giang, client):
    decision = draft(found, binh)
    url = reverse("nominations:decision_notice", args=[decision.pk])
    client.force_login(binh)
    assert client.get(url).status_code == 404
    issue(decision, binh)
    client.force_login(giang)

    page = client.get(url).content.decode()

    assert (
        "3 tập thể, cá nhân được khen thưởng:\n\nI. Chiến sĩ thi đua cơ sở: cá nhân\n1. Vũ Thị Giang"
        in page
    )
    assert "Theo Quyết định số 01/QĐ-THCSHS" in page


def test_a_title_is_given_once_a_year(found, three, hoa_sen, binh):
    issue(draft(found, binh), binh)
    later = make_round(hoa_sen, "base_fighter", "praise", title="Đợt bổ sung")
    nominate(later, three[0].person, "base_fighter", hoa_sen)
    nominate(later, three[0].person, "praise", hoa_sen)

    decision = draft(later, binh)

    with pytest.raises(
        BadInput, match="Đã có danh hiệu, hình thức này của năm ấy trong sổ: Vũ Thị Giang"
    ):
        issue(decision, binh)


def test_a_work_that_is_no_longer_recognised_keeps_it_from_its_signer(found, three, hoa_sen, binh):
    work = make_creation(hoa_sen, {three[1].person: 100}, title="Góc đọc")
    ScopeRecognition.objects.filter(creation=work).update(revoked_on=today(), revoke_reason="Chép")
    source, whose = f"recognition.creation:{work.pk}", {"person": three[1].person}
    Claim.objects.create(nomination=three[1], **whose, source=source, words="Góc đọc")

    with pytest.raises(BadInput, match="sáng kiến đã bị hủy công nhận: Lò Văn Sơn"):
        issue(draft(found, binh), binh)
