"""A signed PDF that comes in: who signed, when, is it still what was signed. S0-20, S4-24"""

from datetime import UTC, date, datetime

import pytest
from django.urls import reverse

from phongtrao.documents.models import DocumentKind, SignatureCheck
from phongtrao.documents.pages.signatures import SignaturePanel
from phongtrao.documents.services import store_file
from phongtrao.documents.services.checking import check_signatures
from phongtrao.documents.services.receiving import Arrival, register_incoming
from tests.documents.files import upload
from tests.documents.pdfs import make_pdf
from tests.documents.signed_pdfs import lay_note_over, make_certificate, sign, write_over

PAPER = make_pdf("Ke hoach", "Noi dung")
V = SignatureCheck.Verdict


@pytest.fixture(scope="module")
def certificate():
    return make_certificate()


@pytest.fixture
def checked(an):
    def check(content):
        return check_signatures(store_file(upload(content, "den.pdf"), by=an))

    return check


def test_a_signed_file_tells_who_signed_and_when(checked, certificate):
    found = checked(sign(PAPER, certificate))

    (signer,) = found.signers
    assert (found.verdict, found.had_roots) == (V.WHOLE, False)
    assert (signer["name"], signer["is_whole"], signer["is_trusted"]) == (
        "Phạm Quang Dũng",
        True,
        False,
    )
    assert datetime.fromisoformat(signer["at"]) <= datetime.now(UTC)


def test_two_signatures_one_after_the_other_are_both_whole(checked, certificate):
    found = checked(sign(sign(PAPER, certificate, "Mot"), certificate, "Hai"))

    assert found.verdict == V.WHOLE
    assert [signer["is_whole"] for signer in found.signers] == [True, True]


@pytest.mark.parametrize("forge", [write_over, lay_note_over])
def test_what_was_changed_after_signing_says_so(checked, certificate, forge):
    found = checked(forge(sign(PAPER, certificate)))

    assert found.verdict == V.ALTERED


def test_bytes_changed_in_place_break_the_signature(checked, certificate):
    signed = sign(PAPER, certificate)

    assert checked(signed.replace(b"Noi dung", b"Noi gian")).verdict == V.ALTERED


def test_a_damaged_file_says_that_its_signature_cannot_be_read(checked, certificate):
    signed = sign(PAPER, certificate)

    found = checked(signed.replace(b"startxref", b"startxxxx"))

    assert (found.verdict, found.signers) == (V.UNREADABLE, [])
    assert "không đọc được" in SignaturePanel.of(found.file).sentence


def test_a_file_nobody_signed_has_no_check(checked, an):
    assert checked(PAPER) is None
    word = store_file(upload(b"Chi la van ban.", "a.txt"), by=an)
    assert check_signatures(word) is None


def test_the_same_file_is_checked_once_and_anew_with_roots(
    checked, certificate, settings, tmp_path
):
    signed = sign(PAPER, certificate)
    checked(signed)
    (tmp_path / "goc.cer").write_bytes(certificate[1])
    settings.SIGNATURE_ROOTS = str(tmp_path)

    found = checked(signed)

    assert SignatureCheck.objects.count() == 1
    assert (found.had_roots, found.signers[0]["is_trusted"]) == (True, True)
    assert "tin cậy" in SignaturePanel.of(found.file).sentence


def test_the_page_of_an_incoming_paper_says_it(client, hoa_sen, binh, certificate):
    file = upload(lay_note_over(sign(PAPER, certificate)), "ke-hoach.pdf")
    arrival = Arrival(DocumentKind.PLAN, "Sở Xây dựng", "Kế hoạch", date(2026, 1, 5), file=file)
    made = register_incoming(hoa_sen, arrival, by=binh)
    client.force_login(binh)

    page = client.get(reverse("documents:incoming", args=[made.pk])).content.decode()

    assert "Bị sửa sau khi ký" in page
    assert "Phạm Quang Dũng ký" in page


def test_an_unknown_certificate_is_said_honestly(client, hoa_sen, binh, certificate):
    file = upload(sign(PAPER, certificate), "ke-hoach.pdf")
    arrival = Arrival(DocumentKind.PLAN, "Sở Xây dựng", "Kế hoạch", date(2026, 1, 5), file=file)
    made = register_incoming(hoa_sen, arrival, by=binh)
    client.force_login(binh)

    page = client.get(reverse("documents:incoming", args=[made.pk])).content.decode()

    assert "Chữ ký còn nguyên vẹn" in page
    assert "Chưa biết chứng thư có thật hay không" in page
