"""The keys certificates are signed with: files of a folder that only the program reads.

The last one signs; every one before still tells its certificates from forged ones. A file is either a
private key or, once it must sign no more, only its public half. The first is made when it is needed; of
two processes that make it at once one wins, and both use that.
"""

import os
import time
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from tempfile import mkstemp

from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from cryptography.hazmat.primitives.serialization import (
    Encoding,
    NoEncryption,
    PrivateFormat,
    PublicFormat,
    load_pem_private_key,
)
from django.conf import settings

from phongtrao.lib.seals import fingerprint, keys_in

SETTLED = 2_000_000_000  # nanoseconds


@dataclass(frozen=True, slots=True)
class KeyFile:
    name: str
    public: Ed25519PublicKey
    private: Ed25519PrivateKey | None

    @property
    def fingerprint(self) -> str:
        return fingerprint(self.public)

    @property
    def pem(self) -> str:
        said = self.public.public_bytes(Encoding.PEM, PublicFormat.SubjectPublicKeyInfo)
        return said.decode("ascii")


def signing_key() -> Ed25519PrivateKey:
    """The newest; made where there is none yet."""
    found = [one.private for one in key_files() if one.private]
    return found[-1] if found else _made_first()


def public_keys() -> list[Ed25519PublicKey]:
    return [one.public for one in key_files()]


def key_files() -> list[KeyFile]:
    """Oldest first. Read anew when the folder changes: a new key needs no restart."""
    folder: Path = settings.CERTIFICATE_KEYS_DIR
    try:
        changed = folder.stat().st_mtime_ns
    except FileNotFoundError:
        return []
    if (
        time.time_ns() - changed < SETTLED
    ):  # a clock of files may be too coarse to tell two changes apart
        _read.cache_clear()
    return list(_read(folder, changed))


def new_key() -> KeyFile:
    """Signs from now on; the ones before stay for what they signed."""
    folder: Path = settings.CERTIFICATE_KEYS_DIR
    count = len(key_files())
    while not _kept(folder / f"{(count := count + 1):04}.pem"):
        pass
    _read.cache_clear()
    return key_files()[-1]


# ------------------------------------------------------------------ pieces


@lru_cache(maxsize=2)
def _read(folder: Path, _changed: int) -> tuple[KeyFile, ...]:
    return tuple(_key_file(path) for path in sorted(folder.glob("*.pem")))


def _key_file(path: Path) -> KeyFile:
    """Raises TypeError or ValueError for what is none: a broken folder must not look like an empty one."""
    said = path.read_bytes()
    if b"PRIVATE KEY" not in said:
        return KeyFile(path.stem, keys_in(said)[0], None)
    private = load_pem_private_key(said, None)
    if not isinstance(private, Ed25519PrivateKey):
        raise TypeError(f"{path}: expected an Ed25519 key")
    return KeyFile(path.stem, private.public_key(), private)


def _made_first() -> Ed25519PrivateKey:
    _kept(settings.CERTIFICATE_KEYS_DIR / "0001.pem")
    _read.cache_clear()
    return next(one.private for one in reversed(key_files()) if one.private)


def _kept(path: Path) -> bool:
    """A new key under this name, whole or not at all; False where somebody was faster."""
    path.parent.mkdir(mode=0o700, parents=True, exist_ok=True)
    said = Ed25519PrivateKey.generate().private_bytes(
        Encoding.PEM, PrivateFormat.PKCS8, NoEncryption()
    )
    handle, made = mkstemp(dir=path.parent, prefix=".")  # 0600
    with os.fdopen(handle, "wb") as target:
        target.write(said)
    try:
        os.link(made, path)
    except FileExistsError:
        return False
    finally:
        Path(made).unlink()
    return True
