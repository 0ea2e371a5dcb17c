"""Sealed words: texts with an Ed25519 signature, small enough for a QR code, checked without a network.

A seal is a byte of format, the texts (a JSON list, deflated against a dictionary of usual words) and 64
bytes of signature over all before them. It is written as one decimal number: a QR code packs digits
tighter than any letters, and they stand in an address as they are.
"""

import hmac
import json
import zlib
from base64 import b32encode
from collections.abc import Iterable, Sequence
from hashlib import sha256

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import Encoding, PublicFormat, load_pem_public_key

from phongtrao.lib.errors import BadFile, BadInput
from phongtrao.lib.words import gettext_noop

FORMAT = b"\x01"
SAID_BEFORE = b"phongtrao.certificate\x00"  # so that no other use of the key signs the same bytes
SIGNATURE = 64
ROOM = 1_700  # bytes of a seal: as a number it must fit the largest QR code
MOST = 20_000  # bytes of words: who packs a bomb gets no further
BIGINT = 18  # digits of the key of a row
SHORT = 12  # letters of the signature in the code that is typed: 60 bits

# What stands on nearly every certificate, so that it costs next to nothing. It belongs to the format: a
# letter changed here and no printed code is read any more.
PHRASES = (
    '["0/2026/GCN-GK-SGDĐT',
    "GIẤY CHỨNG NHẬN KẾT QUẢ NGHIÊN CỨU MÔ HÌNH, CÁCH LÀM HAY KỸ NĂNG SỐ",
    "TẶNG DANH HIỆU",
    "GIẤY KHEN",
    "CHIẾN SĨ THI ĐUA CƠ SỞ",
    "LAO ĐỘNG TIÊN TIẾN",
    "TẬP THỂ LAO ĐỘNG XUẤT SẮC",
    "CHỦ TỊCH ỦY BAN NHÂN DÂN PHƯỜNG TỈNH",
    "GIÁM ĐỐC SỞ GIÁO DỤC VÀ ĐÀO TẠO",
    "HIỆU TRƯỞNG TRƯỜNG MẦM NON TIỂU HỌC THCS THPT CHỨNG NHẬN",
    "UBND XÃ",
    "GIẤY CHỨNG NHẬN SÁNG KIẾN",
    "Nguyễn Thị Trần Văn Lê Phạm Hoàng",
    "Sở Giáo dục và Đào tạo Ủy ban nhân dân xã phường tỉnh",
    "Đã có thành tích xuất sắc tiêu biểu trong phong trào thi đua “Bình dân học vụ số” giai đoạn",
    "là đồng tác giả (tỷ lệ đóng góp 50%) của công trình nghiên cứu",
    "là tác giả của sáng kiến",
    "cho học sinh lớp",
    "Được công nhận cấp cơ sở năm học 2025-2026 theo Quyết định số 0/QĐ-SGDĐT\\nngày 20/11/2026 của Trường Mầm non Tiểu học THCS THPT ",
    "2026-01-2",
    "",
    "KT. ",
    "HIỆU TRƯỞNG",
    "PHÓ GIÁM ĐỐC",
)
USUAL = '","'.join(PHRASES).encode()


class BadSeal(BadInput):
    default = gettext_noop("Mã này không phải mã của giấy chứng nhận. Hãy quét hoặc nhập lại.")


def seal(texts: Sequence[str], key: Ed25519PrivateKey) -> bytes:
    """Raises ValueError for more than a QR code holds."""
    said = json.dumps(texts, ensure_ascii=False, separators=(",", ":")).encode()
    packer = zlib.compressobj(9, zlib.DEFLATED, -15, 9, zdict=USUAL)
    body = FORMAT + packer.compress(said) + packer.flush()
    if len(body) + SIGNATURE > ROOM:
        raise ValueError("more words than a QR code holds")
    return body + key.sign(SAID_BEFORE + body)


def opened(sealed: bytes) -> list[str]:
    """The texts, whoever signed them. Raises BadSeal for what is none."""
    body = sealed[:-SIGNATURE]
    if body[:1] != FORMAT:
        raise BadSeal
    unpacker = zlib.decompressobj(-15, zdict=USUAL)
    try:
        texts = json.loads(unpacker.decompress(body[1:], MOST))
    except (zlib.error, ValueError):
        raise BadSeal from None
    if not isinstance(texts, list) or not all(isinstance(one, str) for one in texts):
        raise BadSeal
    return texts


def is_signed(sealed: bytes, keys: Iterable[Ed25519PublicKey]) -> bool:
    """Whether one of the keys signed exactly these words."""
    body, signature = sealed[:-SIGNATURE], sealed[-SIGNATURE:]
    for key in keys:
        try:
            key.verify(signature, SAID_BEFORE + body)
        except InvalidSignature:
            continue
        return True
    return False


def to_digits(sealed: bytes) -> str:
    return str(int.from_bytes(b"\x01" + sealed, "big"))  # a one before, so that no byte is lost


def from_digits(digits: str) -> bytes:
    """Raises BadSeal for what is no number of a seal."""
    if not (digits.isascii() and digits.isdecimal()) or len(digits) > ROOM * 5 // 2:
        raise BadSeal
    number = int(digits)
    held = number.to_bytes((number.bit_length() + 7) // 8, "big")
    if held[:1] != b"\x01" or len(held) < SIGNATURE + 2:
        raise BadSeal
    return held[1:]


def short_code(key: str, sealed: bytes) -> str:
    """“17-ABCD-EFGH-IJKL”: the row and the beginning of its signature, for who types; letters and 2 to 7 only."""
    said = b32encode(sealed[-SIGNATURE:][:8]).decode()[:SHORT]
    return "-".join([key, *(said[n : n + 4] for n in range(0, SHORT, 4))])


def split_code(typed: str) -> tuple[str, str]:
    """Row and signature of a typed code, with small letters, blanks and dashes as they come; "" where it is none."""
    said = "".join(letter for letter in typed.upper() if letter.isascii() and letter.isalnum())
    key, letters = said[:-SHORT], said[-SHORT:]
    return (key, letters) if key.isdecimal() and len(key) <= BIGINT else ("", "")


def is_code_of(letters: str, sealed: bytes) -> bool:
    expected = split_code(short_code("0", sealed))[1]
    return hmac.compare_digest(letters.encode(), expected.encode())


def fingerprint(key: Ed25519PublicKey) -> str:
    """“3FA2 9C01 …”: 128 bits of SHA-256 of the key, to be read out over the telephone."""
    raw = key.public_bytes(Encoding.Raw, PublicFormat.Raw)
    said = sha256(raw).hexdigest()[:32].upper()
    return " ".join(said[n : n + 4] for n in range(0, 32, 4))


def keys_in(pem: bytes) -> list[Ed25519PublicKey]:
    """Public keys of a file, in PEM one after the other. Raises BadFile where there is none."""
    end = b"-----END PUBLIC KEY-----"
    found = []
    for part in pem.split(end)[:-1]:
        try:
            key = load_pem_public_key(part[part.find(b"-----BEGIN") :] + end)
        except ValueError:
            raise BadFile("Tệp khóa công khai không đọc được.") from None
        if isinstance(key, Ed25519PublicKey):
            found.append(key)
    if not found:
        raise BadFile("Trong tệp không có khóa công khai Ed25519 nào.")
    return found
