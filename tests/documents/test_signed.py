"""A PDF handed to an outside signer and taken back: what is accepted, what is refused."""

from datetime import UTC, datetime, timedelta
from io import BytesIO

import pytest
from asn1crypto import keys as asn1_keys
from asn1crypto import x509 as asn1_x509
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.x509.oid import NameOID
from pyhanko.pdf_utils import generic
from pyhanko.pdf_utils.incremental_writer import IncrementalPdfFileWriter
from pyhanko.sign import fields, signers
from pyhanko_certvalidator.registry import SimpleCertificateStore

from phongtrao.documents.models import SignedCopy
from phongtrao.documents.services import Issue, issue_document, take_signed_copy
from phongtrao.lib.errors import BadFile, NotAllowed
from tests.documents.files import upload
from tests.documents.outgoing import make_approved, make_draft, today
from tests.documents.pdfs import make_pdf

DER = serialization.Encoding.DER
PLAN = make_pdf("Ke hoach", "Noi dung")


@pytest.fixture(scope="module")
def certificate():
    """A self-made one of an invented signer; (signer, certificate as DER)."""
    key = rsa.generate_private_key(public_exponent=65_537, key_size=2_048)
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "Phạm Quang Dũng")])
    now = datetime.now(UTC)
    use = x509.KeyUsage(True, True, False, False, False, True, False, False, False)
    made = (
        x509.CertificateBuilder()
        .subject_name(name)
        .issuer_name(name)
        .public_key(key.public_key())
        .serial_number(1)
        .not_valid_before(now - timedelta(days=1))
        .not_valid_after(now + timedelta(days=30))
        .add_extension(x509.BasicConstraints(ca=True, path_length=None), critical=True)
        .add_extension(use, critical=True)
        .sign(key, hashes.SHA256())
    )
    der = made.public_bytes(DER)
    loaded = asn1_x509.Certificate.load(der)
    private = key.private_bytes(
        DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    store = SimpleCertificateStore()
    store.register(loaded)
    signer = signers.SimpleSigner(
        signing_cert=loaded,
        signing_key=asn1_keys.PrivateKeyInfo.load(private),
        cert_registry=store,
    )
    return signer, der


def sign(content, certificate, name="ChuKy", **more):
    meta = signers.PdfSignatureMetadata(field_name=name)
    writer = IncrementalPdfFileWriter(BytesIO(content))
    pdf_signer = signers.PdfSigner(meta, signer=certificate[0], **more)
    return pdf_signer.sign_pdf(writer).getvalue()


def write_over(content):
    """What a forger would do: more text on the page, appended before signing."""
    writer = IncrementalPdfFileWriter(BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    more = generic.StreamObject(stream_data=b"BT /F1 40 Tf 72 500 Td (Gia mao) Tj ET")
    page["/Contents"] = generic.ArrayObject([page.raw_get("/Contents"), writer.add_object(more)])
    writer.update_container(page)
    return saved(writer)


def lay_note_over(content):
    writer = IncrementalPdfFileWriter(BytesIO(content))
    page = writer.root["/Pages"]["/Kids"][0]
    note = generic.DictionaryObject(
        {
            generic.pdf_name("/Type"): generic.pdf_name("/Annot"),
            generic.pdf_name("/Subtype"): generic.pdf_name("/FreeText"),
            generic.pdf_name("/Contents"): generic.pdf_string("Gia mao"),
        }
    )
    page["/Annots"] = generic.ArrayObject([writer.add_object(note)])
    writer.update_container(page)
    return saved(writer)


def saved(writer):
    out = BytesIO()
    writer.write(out)
    return out.getvalue()


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
