"""Storing a file once, under the hash of its content, and giving it back.

The bytes reach the storage before the row commits, so a row never points at nothing; what a failed
transaction leaves behind is swept by a job. One lock for each hash: two people sending the same file
at once write it once, and the sweeper never takes away what somebody is just storing.
"""

import hashlib
from collections.abc import Iterator, Mapping
from datetime import datetime, timedelta
from io import BytesIO
from pathlib import Path, PurePath
from typing import Any, BinaryIO, cast

from django.conf import settings
from django.contrib.auth.base_user import AbstractBaseUser
from django.core.files.base import ContentFile, File
from django.core.files.storage import default_storage
from django.db import connection, transaction
from django.db.models import ProtectedError
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.audit.services import record
from phongtrao.documents.content import CHUNK, NOTHING, examine
from phongtrao.documents.models import StoredFile
from phongtrao.lib.errors import BadFile
from phongtrao.lib.text import nfc

ORPHAN_AGE = timedelta(days=1)
NAME_LIMIT = 200
PREFIXES = 2  # folders named by two hexadecimal digits


@transaction.atomic
def store_file(
    upload: "File[Any]",
    *,
    by: AbstractBaseUser | None,
    also: Mapping[str, tuple[str, ...]] = NOTHING,
) -> StoredFile:
    """Store an upload; the same content again gives the same row.

    ``upload`` is a Django file with ``name`` and ``size`` (bytes); ``also``: media types with their
    endings that are stored here besides the usual ones. Raises BadFile for what may not be stored:
    empty, larger than ``settings.UPLOAD_LIMIT``, active content, an ending that lies.
    """
    return _keep(upload, clean_name(upload.name or ""), check_file(upload, also), by)


def check_file(upload: "File[Any]", also: Mapping[str, tuple[str, ...]] = NOTHING) -> str:
    """The media type it would be stored as; BadFile as ``store_file`` raises it. Stores nothing."""
    name = clean_name(upload.name or "")
    _refuse_too_big(upload.size, name)
    return examine(cast("BinaryIO", upload), name, size=upload.size, also=also).media_type


@transaction.atomic
def store_made(made: "File[Any]", media_type: str, *, by: AbstractBaseUser | None) -> StoredFile:
    """Store what the program itself has made, of a kind and size nobody may upload (a package)."""
    return _keep(made, clean_name(made.name or ""), media_type, by)


def _keep(
    upload: "File[Any]", name: str, media_type: str, by: AbstractBaseUser | None
) -> StoredFile:
    digest = _sha256(cast("BinaryIO", upload))
    _lock(digest)
    existing = StoredFile.objects.filter(sha256=digest).first()
    stored = existing or StoredFile(
        sha256=digest,
        size=upload.size,
        media_type=media_type,
        name=name,
        stored_by_id=by.pk if by else None,
    )
    _write(stored, upload)
    if existing is None:
        stored.save(force_insert=True)
        record(stored, "documents.file_stored", by=by, size=stored.size, sha256=digest)
    return stored


def store_bytes(content: bytes, name: str, *, by: AbstractBaseUser | None) -> StoredFile:
    """The same for what the program itself has made."""
    return store_file(File(BytesIO(content), name=name), by=by)


def open_file(file: StoredFile) -> "File[bytes]":
    """Open the stored content for reading; the caller closes it."""
    return default_storage.open(file.path, "rb")


@transaction.atomic
def forget_file(file: StoredFile) -> bool:
    """Delete what may not be kept here, row and content; False where something else cites it."""
    path = file.path
    _lock(file.sha256)
    try:
        with transaction.atomic():
            file.delete()
    except ProtectedError:
        return False
    # At once, not on commit: what may not be here goes even when the rest is rolled back.
    default_storage.delete(path)
    for drawn in Path(settings.PAGE_IMAGES_DIR).glob(f"{file.sha256}*"):
        drawn.unlink(missing_ok=True)
    return True


def read_file(file: StoredFile) -> bytes:
    with open_file(file) as stream:
        return bytes(stream.read())


def clean_name(name: str) -> str:
    """Only the last part, NFC, printable, short enough: names come from other people's machines."""
    last = PurePath(nfc(name).replace("\\", "/")).name
    printable = "".join(c for c in last if c.isprintable()).strip() or _("tệp")
    suffix = PurePath(printable).suffix[:20]
    return printable[: NAME_LIMIT - len(suffix)].removesuffix(suffix) + suffix


# ------------------------------------------------------------------ orphans


def sweep_orphans(*, now: datetime | None = None) -> int:
    """Delete stored content that no row knows and that is older than a day; return how many."""
    before = (now or timezone.now()) - ORPHAN_AGE
    return sum(_sweep(path) for path in _stored_paths() if _is_older(path, before))


@transaction.atomic
def _sweep(path: str) -> bool:
    digest = PurePath(path).name
    _lock(digest)  # whoever is storing this very content now commits first
    if StoredFile.objects.filter(sha256=digest).exists():
        return False
    default_storage.delete(path)
    return True


def _stored_paths(folder: str = "", depth: int = 0) -> Iterator[str]:
    if folder and not default_storage.exists(folder):
        return
    if not folder and not default_storage.exists("."):
        return
    folders, files = default_storage.listdir(folder)
    if depth == PREFIXES:
        yield from (f"{folder}/{name}" for name in files)
        return
    for name in folders:
        yield from _stored_paths(f"{folder}/{name}".lstrip("/"), depth + 1)


def _is_older(path: str, before: datetime) -> bool:
    return default_storage.get_modified_time(path) < before


# ------------------------------------------------------------------ pieces


def _refuse_too_big(size: int, name: str) -> None:
    if size > settings.UPLOAD_LIMIT:
        raise BadFile(
            _(
                "Tệp “%(name)s” lớn %(size)d MB, vượt mức %(limit)d MB. Hãy giảm dung lượng ảnh trong tệp"
                " hoặc tách tệp rồi tải lên."
            )
            % {
                "name": name,
                "size": size // (1024 * 1024),
                "limit": settings.UPLOAD_LIMIT // (1024 * 1024),
            }
        )


def _sha256(stream: BinaryIO) -> str:
    stream.seek(0)
    digest = hashlib.sha256()
    while chunk := stream.read(CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _lock(digest: str) -> None:
    """Until the end of the transaction; 60 bits of the hash are enough to tell files apart."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(%s)", [int(digest[:15], 16)])


def _write(stored: StoredFile, upload: "File[Any]") -> None:
    """Write unless it is there whole; a leftover of a killed process has another size."""
    if default_storage.exists(stored.path):
        if default_storage.size(stored.path) == stored.size:
            return
        default_storage.delete(stored.path)
    upload.seek(0)
    # Copied, not moved: the caller may still want to read its upload.
    default_storage.save(stored.path, _Copy(upload))


class _Copy(ContentFile):  # type: ignore[type-arg]  # not generic at run time
    """Looks like a file without a temporary path, so that the storage copies it chunk by chunk."""

    def __init__(self, upload: "File[Any]") -> None:
        super().__init__(b"")
        self.upload = upload
        self.size = upload.size

    def chunks(self, chunk_size: int | None = None) -> Iterator[bytes]:
        self.upload.seek(0)
        while chunk := self.upload.read(chunk_size or CHUNK):
            yield chunk
