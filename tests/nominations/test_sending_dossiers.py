"""What a unit hands in: whole and in one voice, sent as a version, called back, packed, compared. S0-57 S3-47 S3-48"""

import hashlib
import json
import zipfile
from datetime import date, timedelta
from io import BytesIO

import pytest
from django.core.files.base import ContentFile
from django.urls import reverse
from django.utils import timezone

from phongtrao.audit.models import Entry
from phongtrao.documents.access import visible_evidence
from phongtrao.documents.comparison import read_passages
from phongtrao.documents.content import WORD
from phongtrao.documents.services import read_file, store_bytes
from phongtrao.documents.services.evidence import add_evidence
from phongtrao.documents.services.outgoing import Draft, change_draft
from phongtrao.documents.visibility import may_see_file
from phongtrao.lib.errors import BadInput, NotAllowed
from phongtrao.nominations.forms.letters import SAID, usual_letter
from phongtrao.nominations.queries.consistency import findings_of
from phongtrao.nominations.services.claims import Told, set_claims
from phongtrao.nominations.services.letters import LetterWording, print_letter
from phongtrao.nominations.services.packing import build_dossier
from phongtrao.nominations.services.proving import prove_claim
from phongtrao.nominations.services.reports import save_report
from phongtrao.nominations.services.sending import call_back, send_submission
from phongtrao.notifications.models import Notice
from phongtrao.web.models import Work
from tests.literacy.made import make_worker
from tests.nominations.dossiers import make_nomination, make_round, make_submission
from tests.plans.work import make_submitted, make_work
from tests.threads import at_once

pytestmark = pytest.mark.django_db
TEXT = {"about": "Giáo viên.", "duties": "Dạy Toán.", "results": "Dạy tốt.", "movement": "Hăng hái.", "policy": "Tốt."}  # fmt: skip


@pytest.fixture
def teacher(giang, hoa_sen):
    return make_worker(giang, hoa_sen)


@pytest.fixture
def sent(so, an, hoa_sen):
    return make_submission(
        make_round(so, receiver=an),
        hoa_sen,
        met_on=date(2025, 5, 20),
        chair="Trần Văn Bình",
        secretary="Đỗ Ngọc Lan",
        present=20,
        absent=1,
    )


@pytest.fixture
def nomination(sent, teacher):
    return make_nomination(sent, teacher, job="Giáo viên", ayes=19, noes=1, invalid=0)


@pytest.fixture
def whole(sent, nomination, binh):
    """Everything the round asks for."""
    write(nomination, binh)
    proof = [Told("Dạy giỏi cấp tỉnh")]
    set_claims(nomination, proof, by=binh)
    file = ContentFile("Giấy chứng nhận giáo viên dạy giỏi.".encode(), name="giay.txt")
    prove_claim(nomination.claims.get(), None, by=binh, file=file)
    return with_letter(sent, binh)


def write(nomination, by, **more):
    nomination.refresh_from_db()
    said = {**TEXT, "name": nomination.name, "summary": "Dạy tốt.", "brief": "Dạy tốt.", **more}
    return save_report(nomination, said, nomination.saved, by=by)


def with_letter(sent, by):
    said = usual_letter(sent)
    wording = LetterWording(**{name: said.get(name, "") for name in SAID}, recipients="Lưu: VT")
    return print_letter(sent, wording, by=by)


def hard(sent):
    sent.refresh_from_db()
    return [(one.part, one.words) for one in findings_of(sent) if one.is_hard]


def test_each_missing_part_is_named_and_stops_the_sending(sent, nomination, binh):
    parts = [part for part, _words in hard(sent)]

    assert sorted(parts) == ["claims", "letter", "report", "summary"]
    with pytest.raises(BadInput, match="Còn 4 chỗ phải sửa"):
        send_submission(sent, by=binh)
    sent.refresh_from_db()
    assert sent.status == "writing"


def test_a_whole_dossier_is_sent_to_the_named_receiver(whole, nomination, binh, an):
    assert hard(whole) == []

    version = send_submission(whole, by=binh)

    nomination.refresh_from_db()
    assert (whole.status, nomination.status, whole.is_late) == ("sent", "sent", False)
    assert version.number == 1
    assert version.data["reports"][str(nomination.pk)]["name"] == "Vũ Thị Giang"
    assert Notice.objects.get(to=an).text.startswith("Trường THCS Hoa Sen đã gửi hồ sơ")
    assert Entry.objects.filter(action="nominations.sent").exists()


def test_a_name_with_one_other_mark_is_told_and_stops_the_sending(whole, nomination, binh):
    nomination.name = "Vũ Thi Giang"
    nomination.save()

    said = "\n".join(words for _part, words in hard(whole))

    assert "dữ liệu gốc ghi “Vũ Thị Giang”: khác nhau ở dấu hoặc chữ hoa" in said
    assert "Tờ trình ghi “Vũ Thị Giang”, danh sách ghi “Vũ Thi Giang”" in said
    assert "Báo cáo ghi “Vũ Thị Giang”" in said


def test_the_letter_must_have_as_many_as_the_list(whole, hoa_sen, binh):
    make_nomination(whole, hoa_sen, ayes=20, noes=0, invalid=0)

    said = [words for part, words in hard(whole) if part == "letter"]

    assert said[0].startswith("Tờ trình in 1, danh sách có 2.")
    with_letter(whole, binh)
    assert [words for part, words in hard(whole) if part == "letter"] == []


def test_a_letter_that_went_on_in_word_is_read_again(whole, nomination, binh):
    content = read_file(whole.letter.file)
    changed = BytesIO()
    with zipfile.ZipFile(BytesIO(content)) as old, zipfile.ZipFile(changed, "w") as new:
        for name in old.namelist():
            body = old.read(name)
            if name == "word/document.xml":
                body = body.replace("Vũ Thị Giang".encode(), "Vũ Thị Giảng".encode())
            new.writestr(name, body)
    file = store_bytes(changed.getvalue(), "to-trinh.docx", by=binh)
    change_draft(whole.letter, Draft("TTr", whole.letter.abstract), file, by=binh)

    said = [words for part, words in hard(whole) if part == "letter"]

    assert said == ["Không thấy tên này trong tệp tờ trình. Hãy sửa tệp hoặc lập bản mới."]


def test_whom_the_receiver_refused_needs_no_new_letter(whole, hoa_sen, binh):
    other = make_nomination(whole, hoa_sen, ayes=20, noes=0, invalid=0)
    with_letter(whole, binh)
    other.status, other.end_reason = "refused", "Chưa đủ năm."
    other.save()

    assert [words for part, words in hard(whole) if part == "letter"] == []


def test_what_came_after_the_day_is_marked_as_late(whole, binh):
    whole.round.due_at = timezone.now() - timedelta(hours=1)
    whole.round.save()

    send_submission(whole, by=binh)

    assert whole.is_late


def test_called_back_until_taken_and_sent_again_as_another_version(whole, nomination, binh, an):
    send_submission(whole, by=binh)
    call_back(whole, by=binh)
    write(nomination, binh, results="Dạy rất tốt.")
    second = send_submission(whole, by=binh)
    whole.status = "taken"
    whole.save()

    with pytest.raises(NotAllowed, match="chưa được tiếp nhận"):
        call_back(whole, by=binh)

    first = whole.versions.get(number=1)
    texts = [
        [one["text"] for one in version.data["reports"][str(nomination.pk)]["sections"]]
        for version in (first, second)
    ]
    assert ("Dạy tốt." in texts[0], "Dạy rất tốt." in texts[1]) == (True, True)


def test_only_the_unit_sends_and_calls_back(whole, an, chi, giang):
    for user in (an, chi, giang):
        with pytest.raises(NotAllowed):
            send_submission(whole, by=user)
        with pytest.raises(NotAllowed):
            call_back(whole, by=user)


@pytest.mark.django_db(transaction=True)
def test_of_two_who_send_at_once_one_is_refused(whole, binh, lan):
    answers = at_once(
        lambda: send_submission(whole, by=binh), lambda: send_submission(whole, by=lan)
    )

    assert sorted(type(answer).__name__ for answer in answers) == ["NoneType", "NotAllowed"]
    assert whole.versions.count() == 1


def test_the_package_holds_every_file_with_its_hash(whole, nomination, binh):
    version = send_submission(whole, by=binh)
    work = Work.objects.latest("pk")

    build_dossier(version.pk, work.pk)
    build_dossier(version.pk, work.pk)  # a job may run twice

    version.refresh_from_db()
    archive = zipfile.ZipFile(BytesIO(read_file(version.package)))
    manifest = json.loads(archive.read("manifest.json"))
    assert [one["part"] for one in manifest["files"]] == ["letter", "minutes", "list", "report", "claims"]  # fmt: skip
    for one in manifest["files"]:
        assert hashlib.sha256(archive.read(one["file"])).hexdigest() == one["sha256"]
    assert manifest["nominees"][0]["name"] == "Vũ Thị Giang"
    said = [x.text for x in read_passages(archive.read("bien-ban.docx"), WORD)]
    assert any("Vũ Thị Giang" in text for text in said)


def test_a_package_is_opened_by_the_unit_and_its_receiver_only(whole, binh, an, giang, chi):
    version = send_submission(whole, by=binh)
    build_dossier(version.pk, Work.objects.latest("pk").pk)
    version.refresh_from_db()

    opens = [may_see_file(user, version.package) for user in (binh, an, giang, chi)]

    assert opens == [True, True, False, False]


def test_evidence_handed_in_stays_readable_when_a_new_draft_cites_it(so, hoa_sen, binh, an, lan):
    proofs = [add_evidence(hoa_sen, "Ảnh", by=lan, url=f"https://vidu.example/{n}") for n in (1, 2)]
    make_submitted(make_work(so, hoa_sen), lan).evidence.add(proofs[0])
    found = make_nomination(make_submission(make_round(so), hoa_sen), hoa_sen)

    set_claims(found, [Told("Dạy giỏi", evidence=proof) for proof in proofs], by=binh)

    assert list(visible_evidence(an)) == proofs[:1]


def test_the_nominated_reads_the_own_report_and_nothing_of_the_vote(client, nomination, giang):
    client.force_login(giang)

    page = client.get(reverse("nominations:nomination", args=[nomination.pk])).content.decode()
    dossier = client.get(reverse("nominations:dossier", args=[nomination.submission_id]))

    assert "Viết báo cáo" in page
    assert "Thành phần hồ sơ" not in page
    assert dossier.status_code == 404


def test_the_nominated_finds_the_own_report_in_the_own_record(client, nomination, giang):
    client.force_login(giang)

    page = client.get(reverse("orgs:my_record")).content.decode()

    assert reverse("nominations:nomination", args=[nomination.pk]) in page


def test_the_unit_walks_from_gaps_to_receipt(client, sent, nomination, binh):
    client.force_login(binh)
    page = reverse("nominations:dossier", args=[sent.pk])
    assert "Chưa lập tờ trình." in client.get(page).content.decode()
    client.post(reverse("nominations:claims", args=[nomination.pk]), {"told": "Dạy giỏi"})
    claim = nomination.claims.get()
    client.post(
        reverse("nominations:claim_prove", args=[claim.pk]),
        {"url": "https://vidu.example/giay", "file": "", "evidence": ""},
    )
    write(nomination, binh)
    letter = client.get(reverse("nominations:letter", args=[sent.pk])).context["form"].initial
    client.post(reverse("nominations:letter", args=[sent.pk]), {**letter, "signer": "Trần Văn Bình"})  # fmt: skip
    assert "Đủ và khớp, gửi được" in client.get(page).content.decode()

    answer = client.post(reverse("nominations:dossier_send", args=[sent.pk]), follow=True)

    said = answer.content.decode()
    assert "Lê Thu An nhận hồ sơ" in said
    assert "chờ tiếp nhận" in said
    shown = client.get(reverse("nominations:version", args=[sent.pk, 1])).content.decode()
    assert "Dạy tốt." in shown
