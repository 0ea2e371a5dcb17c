"""A PDF handed to an outside signer and taken back: what is accepted, what is refused."""

from datetime import UTC, datetime

import pytest
from pyhanko.sign import fields

from phongtrao.documents.models import SignedCopy
from phongtrao.documents.services import Issue, issue_document, take_signed_copy
from phongtrao.lib.errors import BadFile, NotAllowed
from tests.documents.files import upload
from tests.documents.outgoing import make_approved, make_draft, today
from tests.documents.pdfs import make_pdf
from tests.documents.signed_pdfs import lay_note_over, make_certificate, sign, write_over

PLAN = make_pdf("Ke hoach", "Noi dung")


@pytest.fixture(scope="module")
def certificate():
    return make_certificate()


@pytest.fixture
def paper(an, dung, so):
    return make_approved(so, an, dung, file=upload(PLAN, "ke-hoach.pdf"))


def test_a_signed_copy_is_taken_back_with_the_name_of_its_signer(an, paper, certificate):
    copy = take_signed_copy(paper, upload(sign(PLAN, certificate), "da-ky.pdf"), by=an)

    (said,) = copy.signers
    assert (said["name"], said["issuer"], said["is_trusted"]) == (
        "Phạm Quang Dũng",
        "Phạm Quang Dũng",
        False,
    )
    assert datetime.fromisoformat(said["at"]) <= datetime.now(UTC)
    assert copy.is_trusted is False


def test_a_root_the_office_trusts_makes_it_trusted(an, paper, certificate, settings, tmp_path):
    roots = tmp_path / "roots"
    roots.mkdir()
    (roots / "goc.cer").write_bytes(certificate[1])
    settings.SIGNATURE_ROOTS = str(roots)

    copy = take_signed_copy(paper, upload(sign(PLAN, certificate), "da-ky.pdf"), by=an)

    assert copy.is_trusted is True


def test_leader_and_office_may_sign_one_after_the_other(an, paper, certificate):
    seen = fields.SigFieldSpec("ConDau", on_page=0, box=(60, 60, 200, 120))
    first = sign(PLAN, certificate, new_field_spec=fields.SigFieldSpec("ChuKy", on_page=0))
    second = sign(first, certificate, "ConDau", new_field_spec=seen)

    copy = take_signed_copy(paper, upload(second, "da-ky.pdf"), by=an)

    assert len(copy.signers) == 2


@pytest.mark.parametrize(
    ("forge", "words"),
    [
        (lambda cert: sign(make_pdf("Ke hoach khac"), cert), "khác bản được duyệt"),
        (lambda cert: PLAN, "chưa có chữ ký số"),
        (lambda cert: sign(write_over(PLAN), cert), "thêm vào ngoài chữ ký"),
        (lambda cert: sign(lay_note_over(PLAN), cert), "thêm vào ngoài chữ ký"),
        (lambda cert: write_over(sign(PLAN, cert)), "thêm vào ngoài chữ ký"),
        (lambda cert: sign(PLAN, cert) + b"\n% them\n", "không phủ hết tệp|Không đọc được"),
        (lambda cert: broken(sign(PLAN, cert)), "không còn nguyên vẹn"),
        (lambda cert: PLAN + b"rac" * 50, "chưa có chữ ký|Không đọc được"),
    ],
)
def test_what_is_not_the_approved_paper_whole_and_signed_is_refused(
    an, paper, certificate, forge, words
):
    with pytest.raises(BadFile, match=words):
        take_signed_copy(paper, upload(forge(certificate), "da-ky.pdf"), by=an)

    assert list(SignedCopy.objects.all()) == []


def broken(signed):
    """One letter of what was signed turned, in the appended part: the name of the field."""
    return signed[: len(PLAN)] + signed[len(PLAN) :].replace(b"ChuKy", b"ChuKi")


def test_what_others_are_given_is_the_signed_copy(an, binh, paper, certificate):
    copy = take_signed_copy(paper, upload(sign(PLAN, certificate), "da-ky.pdf"), by=an)

    issued = issue_document(paper, Issue("KH-SGDĐT", today()), by=an)
    later = take_signed_copy(issued, upload(sign(PLAN, certificate, "Sau"), "ky-sau.pdf"), by=an)

    assert issued.file == copy.file
    issued.refresh_from_db()
    assert issued.file == later.file


def test_word_files_and_drafts_are_refused_in_words(an, dung, binh, so, paper, certificate):
    signed = sign(PLAN, certificate)
    word = make_approved(so, an, dung, abstract="Bản Word")

    with pytest.raises(BadFile, match="là tệp Word"):
        take_signed_copy(word, upload(signed, "da-ky.pdf"), by=an)
    with pytest.raises(NotAllowed, match="chưa được duyệt"):
        take_signed_copy(make_draft(so, an), upload(signed, "da-ky.pdf"), by=an)
    with pytest.raises(NotAllowed):
        take_signed_copy(paper, upload(signed, "da-ky.pdf"), by=binh)
