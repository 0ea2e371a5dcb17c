"""Certificates that cannot be forged: what is signed, what is told of a changed one, with a network and without."""

import subprocess
import sys
from dataclasses import replace
from html import unescape
from io import BytesIO

import pypdfium2
import pytest
import zxingcpp
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from django.core.cache import cache
from django.urls import reverse

from phongtrao.config.verifying import verify
from phongtrao.documents.certificate_answers import told
from phongtrao.documents.certificate_keys import key_files, new_key, public_keys, signing_key
from phongtrao.documents.certificate_pdf import batch_pdf, certificates_pdf
from phongtrao.documents.certificate_seals import check_url, code_of
from phongtrao.documents.certificate_words import FormWords
from phongtrao.documents.models import Certificate
from phongtrao.documents.services.certificates import (
    Ending,
    issue_batch,
    reissue_certificate,
    revoke_certificate,
)
from phongtrao.lib.certified import content_of
from phongtrao.lib.errors import BadFile
from phongtrao.lib.seals import SIGNATURE, fingerprint, is_signed, keys_in, seal, to_digits
from phongtrao.recognition.services.certificates import prepare_certificates
from tests.documents.outgoing import today
from tests.factories import make_person
from tests.recognition.decided import make_decision
from tests.recognition.made import make_creation
from tests.threads import at_once

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def storage(settings, tmp_path):
    settings.MEDIA_ROOT = tmp_path
    settings.CERTIFICATE_KEYS_DIR = tmp_path / "keys"
    cache.clear()


@pytest.fixture
def one(hoa_sen, binh):
    """Of Vũ Thị Giang, printed."""
    make_creation(hoa_sen, {make_person("Vũ Thị Giang"): 100}, title="Góc đọc")
    batch = prepare_certificates(make_decision(hoa_sen, binh), by=binh)
    return issue_batch(batch, today(), by=binh).certificates.select_related("batch").get()


def pdf_of(one, tmp_path, name="giay.pdf"):
    path = tmp_path / name
    path.write_bytes(batch_pdf(one.batch, [one]))
    return path


def edited(one, tmp_path, **fields):
    """The page with other words beside the QR code of the true one, as who edits the PDF makes it."""
    fake = Certificate.objects.get(pk=one.pk)
    for name, value in fields.items():
        setattr(fake, name, value)
    path = tmp_path / "sua.pdf"
    path.write_bytes(certificates_pdf(FormWords.from_json(one.batch.said), [fake]))
    return path


def changed(one, key=None, **fields):
    """A seal with other words: with the true signature, or signed by somebody else."""
    content = replace(content_of(bytes(one.sealed)), **fields)
    made = seal(content.texts(), key or Ed25519PrivateKey.generate())
    return made if key else made[:-SIGNATURE] + bytes(one.sealed)[-SIGNATURE:]


def check(client, code):
    answer = client.get(reverse("certificates:check", args=[code]))
    return unescape(answer.content.decode())


# ------------------------------------------------------------------ what is signed


def test_the_code_holds_every_printed_line(one, hoa_sen):  # S0-33
    page = pypdfium2.PdfDocument(BytesIO(batch_pdf(one.batch, [one])))[0]
    (read,) = zxingcpp.read_barcodes(page.render(scale=2).to_pil())
    content = content_of(bytes(one.sealed))

    assert read.text == check_url(one)
    assert read.text.endswith(f"/chung-nhan/kiem-tra/{to_digits(bytes(one.sealed))}/")
    assert (content.name, content.number, content.unit) == (
        "Vũ Thị Giang", f"1/{today().year}/GCN-THCSHS", "Trường THCS Hoa Sen",
    )  # fmt: skip
    assert (content.about, content.day) == ("Góc đọc", today().isoformat())
    assert "01/QĐ-THCSHS" in content.basis
    assert is_signed(bytes(one.sealed), public_keys())


def test_the_key_is_made_once_and_read_by_nobody_else(one, settings):
    first = [key.fingerprint for key in key_files()]
    (path,) = settings.CERTIFICATE_KEYS_DIR.iterdir()

    assert len(first) == 1
    assert path.stat().st_mode & 0o077 == 0


def test_of_two_processes_that_need_the_first_key_at_once_both_use_the_same(settings):
    made = []
    faults = at_once(*[lambda: made.append(fingerprint(signing_key().public_key()))] * 4)

    assert faults == [None] * 4
    assert (len(set(made)), len(key_files())) == (1, 1)


def test_what_an_older_key_signed_stays_good(one, client):
    new_key()

    assert len(key_files()) == 2
    assert "Có giá trị" in check(client, code_of(one))
    assert is_signed(bytes(one.sealed), public_keys())
    assert not is_signed(bytes(one.sealed), public_keys()[1:])


# ------------------------------------------------------------------ asked over the network


def test_one_letter_changed_is_told_with_what_was_signed(one, client):  # S0-33
    page = check(client, to_digits(changed(one, name="Vũ Thị Giáng")))

    assert "Không phải giấy thật" in page
    assert "Có giá trị" not in page
    assert ("Vũ Thị Giáng" in page, "Vũ Thị Giang" in page) == (True, True)


def test_signed_by_somebody_else_tells_nothing_of_the_true_one(one, client):
    """Who knows a number and guesses a name learns neither whether it is right nor the true one."""
    key = Ed25519PrivateKey.generate()

    right = check(client, to_digits(changed(one, key)))
    wrong = check(client, to_digits(changed(one, key, name="Nông Văn Đoán", about="xq7")))

    assert all("Không phải giấy thật" in page for page in (right, wrong))
    assert "Vũ Thị Giang" not in right
    assert ("Vũ Thị Giang" in wrong, "Góc đọc" in wrong, "xq7" in wrong) == (False, False, False)


def test_a_row_written_into_the_database_is_no_certificate(one, client):
    made = changed(one, Ed25519PrivateKey.generate(), name="Kẻ Chép Giấy")
    Certificate.objects.update(name="Kẻ Chép Giấy", sealed=made)

    assert "Không phải giấy thật" in check(client, to_digits(made))


def test_a_revocation_is_seen_at_once_with_its_decision_and_without_the_reason(one, client, binh):
    before = check(client, to_digits(bytes(one.sealed)))
    revoke_certificate(one, Ending("xq7 lý do riêng", "45/QĐ-THCSHS", today()), by=binh)

    after = check(client, to_digits(bytes(one.sealed)))

    assert ("Có giá trị" in before, "45/QĐ-THCSHS" in before) == (True, False)
    assert f"Theo Quyết định số 45/QĐ-THCSHS ngày {today():%d/%m/%Y}" in after
    assert ("Đã thu hồi" in after, "xq7" in after) == (True, False)


def test_of_two_papers_only_the_newer_holds(one, client, binh):
    new = reissue_certificate(one, "Vũ Thị Giàng", "In sai tên", by=binh)

    old, page = (check(client, to_digits(bytes(each.sealed))) for each in (one, new))

    assert f"cấp lại bằng giấy số {new.written}" in old
    assert "In sai tên" not in old
    assert ("Có giá trị" in page, "Vũ Thị Giàng" in page) == (True, True)


def test_the_page_of_keys_is_open_and_the_file_checks_the_paper(one, client, tmp_path):
    page = unescape(client.get(reverse("certificates:public_key")).content.decode())
    path = tmp_path / "tai-ve.pem"
    path.write_bytes(client.get(reverse("certificates:public_key_file")).content)

    assert key_files()[0].fingerprint in page
    assert "PRIVATE" not in page + path.read_text()
    assert is_signed(bytes(one.sealed), keys_in(path.read_bytes()))


# ------------------------------------------------------------------ phongtrao verify
def test_a_long_batch_is_set_in_pieces_and_every_page_checks(one, tmp_path, monkeypatch):
    monkeypatch.setattr("phongtrao.documents.certificate_pdf.AT_ONCE", 2)
    path = tmp_path / "dot.pdf"
    path.write_bytes(batch_pdf(one.batch, [one] * 5))

    assert len(pypdfium2.PdfDocument(path)) == 5
    assert verify(str(path), public_keys(), None) == 0


def test_a_good_pdf_is_good_without_a_network(one, tmp_path, capsys):
    assert verify(str(pdf_of(one, tmp_path)), public_keys(), None) == 0
    said = capsys.readouterr().out
    assert "THẬT" in said
    assert "Vũ Thị Giang" in said
    assert "Chưa hỏi sổ cấp" in said
    assert verify(check_url(one), public_keys(), None) == 0


@pytest.mark.parametrize(
    ("field", "value", "told_of"),
    [
        ("name", "Vũ Thị Giáng", "Cấp cho"),
        ("name", "Vũ Thị Giang Hương", "chữ không nằm trong nội dung đã ký"),
        ("about", "Góc đọc và thư viện xanh", "chữ không nằm trong nội dung đã ký"),
        ("workplace", "Trường THCS Bình Minh", "Đơn vị"),
    ],
)
def test_an_edited_letter_of_the_pdf_is_told(one, tmp_path, capsys, field, value, told_of):
    assert verify(str(edited(one, tmp_path, **{field: value})), public_keys(), None) == 1
    said = capsys.readouterr().out
    assert "GIẢ HOẶC ĐÃ BỊ SỬA" in said
    assert told_of in said


def test_another_key_and_a_changed_code_are_forged(one, tmp_path):
    others = [Ed25519PrivateKey.generate().public_key()]

    assert verify(str(pdf_of(one, tmp_path)), others, None) == 1
    assert verify(to_digits(changed(one, name="Vũ Thị Giáng")), public_keys(), None) == 1


def test_the_register_is_asked_where_there_is_one(one, tmp_path, binh, capsys):
    path = pdf_of(one, tmp_path)
    codes = (str(path), code_of(one), check_url(one))

    before = [verify(what, public_keys(), told) for what in codes]
    revoke_certificate(one, Ending("Chép", "45/QĐ-THCSHS", today()), by=binh)
    after = [verify(what, public_keys(), told) for what in codes]

    assert (before, after) == ([0, 0, 0], [1, 1, 1])
    assert "Theo Quyết định số 45/QĐ-THCSHS" in capsys.readouterr().out


def test_the_command_needs_neither_django_nor_a_database(one, tmp_path):
    key = tmp_path / "khoa-cong-khai.pem"
    key.write_text(key_files()[0].pem)
    run = (
        "import sys; from phongtrao.config.cli import main; code = main(sys.argv[1:]);"
        " print(sorted(name for name in sys.modules if name.split('.')[0] in ('django', 'psycopg')));"
        " sys.exit(code)"
    )
    asked = [
        pdf_of(one, tmp_path),
        edited(one, tmp_path, name="Vũ Thị Giáng"),
        code_of(one),
        tmp_path / "la.pdf",
    ]

    said = [
        subprocess.run(
            [sys.executable, "-c", run, "verify", str(what), "--key", str(key)],
            capture_output=True, text=True, check=False, cwd=tmp_path,
        )
        for what in asked
    ]  # fmt: skip

    assert [each.returncode for each in said] == [0, 1, 2, 2], said
    assert [each.stdout.splitlines()[-1] for each in said] == ["[]"] * 4, said


def test_what_cannot_be_read_is_neither_good_nor_forged(one, tmp_path, capsys):
    blank = pypdfium2.PdfDocument.new()
    blank.new_page(842, 595)
    blank.save(tmp_path / "trang.pdf")
    page = pypdfium2.PdfDocument(BytesIO(batch_pdf(one.batch, [one])))[0]
    page.render(scale=3).to_pil().convert("RGB").save(tmp_path / "anh.pdf")
    (tmp_path / "hong.pdf").write_text("không phải PDF")

    asked = [str(tmp_path / "trang.pdf"), str(tmp_path / "anh.pdf"), "1-AAAA-AAAA-AAAA", "chao"]
    assert [verify(what, public_keys(), None) for what in asked] == [2] * 4
    assert (
        "so từng dòng" in capsys.readouterr().out
    )  # a picture: its signature is right, its words unread
    with pytest.raises(BadFile, match="không phải PDF"):
        verify(str(tmp_path / "hong.pdf"), public_keys(), None)
