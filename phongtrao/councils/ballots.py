"""The secret ballot: what is stored cannot be read without two people who keep a half of the key each.

A row written at the moment of voting can be tied to the voter by its transaction, so shuffling is not
enough: the box holds choices sealed to a public key (HPKE, RFC 9180: X25519, HKDF-SHA256,
ChaCha20-Poly1305) whose private key is derived from two halves. Each is shown once to one teller and never
stored. docs/decisions/0012-secret-ballot.md says what this protects against and what not.

A half is 128 random bits, written as 28 letters and digits in groups of four; the last two tell a slip of
the pen before anything is opened.
"""

import hashlib
import secrets
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.asymmetric.x25519 import X25519PrivateKey, X25519PublicKey
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.hpke import AEAD, KDF, KEM, Suite
from cryptography.hazmat.primitives.kdf.hkdf import HKDF

from phongtrao.lib.errors import BadInput, DomainError
from phongtrao.lib.words import gettext_noop
from phongtrao.lib.words import say as _

SUITE = Suite(KEM.X25519, KDF.HKDF_SHA256, AEAD.CHACHA20_POLY1305)
PADDED = 32  # bytes of every choice before it is sealed: all ballots are of one length
ALPHABET = "0123456789abcdefghjkmnpqrstvwxyz"  # without i, l, o, u, which are misread
HALF_BITS, CHARACTERS, GROUP = 128, 26, 4  # 26 × 5 bits hold 128


class WrongHalf(BadInput):
    default = gettext_noop("Nửa khóa chưa đúng. Hãy nhập lại đúng như đã ghi khi mở hòm phiếu.")


class BoxBroken(DomainError):
    default = gettext_noop(
        "Hòm phiếu không mở được nguyên vẹn bằng hai nửa khóa này. Hãy hủy lần bỏ phiếu và bỏ phiếu lại."
    )


@dataclass(frozen=True, slots=True)
class Opened:
    """A new box: ``public`` is stored; each half goes to one teller, once."""

    public: bytes
    halves: tuple[str, str]


@dataclass(frozen=True, slots=True)
class Vote:
    """What a ballot is bound to: ``context`` names case, version of its dossier and round of the vote."""

    public: bytes
    context: str
    choices: tuple[str, ...]

    def __post_init__(self) -> None:
        if any(len(choice.encode()) >= PADDED for choice in self.choices):
            raise ValueError("a key of a choice is short")

    @property
    def info(self) -> bytes:
        return self.context.encode()


def open_box() -> Opened:
    """Make the key of one vote on one case."""
    halves = secrets.token_bytes(HALF_BITS // 8), secrets.token_bytes(HALF_BITS // 8)
    public = _private(halves).public_key().public_bytes_raw()
    return Opened(public, (written_half(halves[0]), written_half(halves[1])))


def seal(choice: str, vote: Vote) -> bytes:
    """One ballot for the box. A choice that is none of the vote's is a programmer's error (ValueError)."""
    if choice not in vote.choices:
        raise ValueError("no such choice")
    padded = choice.encode().ljust(PADDED, b"\0")
    return SUITE.encrypt(padded, X25519PublicKey.from_public_bytes(vote.public), vote.info)


def drop_in(sealed: Sequence[bytes], ballot: bytes) -> list[bytes]:
    """The box with one more ballot, in an order that says nothing."""
    box = [*sealed, ballot]
    secrets.SystemRandom().shuffle(box)
    return box


def count(sealed: Iterable[bytes], vote: Vote, halves: tuple[str, str]) -> Mapping[str, int]:
    """Votes by choice, every choice named. WrongHalf; BoxBroken where a ballot is none of this vote's."""
    key = _private((read_half(halves[0]), read_half(halves[1])))
    if key.public_key().public_bytes_raw() != vote.public:
        raise WrongHalf
    found = Counter(_unseal(ballot, key, vote) for ballot in sealed)
    if found.keys() - set(vote.choices):
        raise BoxBroken
    return {choice: found[choice] for choice in vote.choices}


def _unseal(ballot: bytes, key: X25519PrivateKey, vote: Vote) -> str:
    try:
        return SUITE.decrypt(bytes(ballot), key, vote.info).rstrip(b"\0").decode()
    except (InvalidTag, ValueError) as error:
        raise BoxBroken from error


def _private(halves: tuple[bytes, bytes]) -> X25519PrivateKey:
    """Derived, not split: the halves stay short enough to be typed, and one alone tells nothing."""
    seed = HKDF(SHA256(), 32, salt=None, info=b"phongtrao ballot box").derive(halves[0] + halves[1])
    return X25519PrivateKey.from_private_bytes(seed)


# ------------------------------------------------------------------ halves on paper


def written_half(half: bytes) -> str:
    """“7k3d-…”: 26 characters and two that check them, in groups of four."""
    number = int.from_bytes(half, "big") << (CHARACTERS * 5 - HALF_BITS)
    letters = "".join(ALPHABET[number >> 5 * place & 31] for place in reversed(range(CHARACTERS)))
    letters += _check(half)
    return "-".join(letters[at : at + GROUP] for at in range(0, len(letters), GROUP))


def read_half(text: str) -> bytes:
    """What was typed, case and dashes aside; letters that look alike are taken for what they mean."""
    letters = text.casefold().translate(str.maketrans("oilu", "011v", " -–\t\n\r"))
    if len(letters) != CHARACTERS + 2 or set(letters) - set(ALPHABET):
        raise WrongHalf(_("Nửa khóa có 28 chữ và số, chia thành bảy nhóm. Hãy nhập lại cho đủ."))
    number = 0
    for letter in letters[:CHARACTERS]:
        number = number << 5 | ALPHABET.index(letter)
    half = (number >> (CHARACTERS * 5 - HALF_BITS)).to_bytes(HALF_BITS // 8, "big")
    if letters[CHARACTERS:] != _check(half):
        raise WrongHalf(_("Nửa khóa có chữ hoặc số bị gõ nhầm. Hãy so lại từng nhóm."))
    return half


def _check(half: bytes) -> str:
    digest = hashlib.sha256(half).digest()
    return ALPHABET[digest[0] & 31] + ALPHABET[digest[1] & 31]
