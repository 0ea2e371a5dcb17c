"""Activities for tests. Every name is invented."""

from datetime import timedelta
from io import BytesIO

from django.core.files.uploadedfile import SimpleUploadedFile
from django.utils import timezone
from PIL import Image

from phongtrao.activities.models import Activity, ActivityKind
from phongtrao.activities.services.writing import (
    Writing,
    add_proof,
    draft_activity,
    record_activity,
)


def kind(key="stem"):
    return ActivityKind.objects.get(key=key)


def days_ago(days):
    return timezone.localdate() - timedelta(days=days)


def writing(title="Ngày hội STEM", key="stem", **more):
    return Writing(kind(key), title, **{"starts_on": days_ago(3), **more})


def recorded(unit, by, title="Ngày hội STEM", key="stem", **more) -> Activity:
    draft = draft_activity(unit, writing(title, key, **more), by=by)
    if draft.kind.needs_evidence:
        add_proof(draft, by=by, url="https://hoasen.example/tin")
    return record_activity(draft, by=by)


def photo(name="anh.jpg", size=(3000, 2000), exif=None):
    """A picture of a phone, with the place it was taken at."""
    if exif is None:
        exif = Image.Exif()
        exif[0x010F] = "Máy chụp"  # maker
        exif[0x0112] = 6  # turned
        exif.get_ifd(0x8825)[1] = "N"
        exif.get_ifd(0x8825)[2] = (21.0, 2.0, 3.0)
    target = BytesIO()
    Image.new("RGB", size, "teal").save(target, "JPEG", exif=exif)
    return SimpleUploadedFile(name, target.getvalue(), "image/jpeg")
