"""Photos of a phone: looked at by what they are, turned upright, made smaller; where and when they were taken is left out."""

from io import BytesIO
from pathlib import PurePath
from typing import Any

from django.core.files.base import ContentFile, File
from django.utils.translation import gettext as _
from PIL import Image, ImageOps

from phongtrao.lib.errors import BadFile

MOST_BYTES = 20 * 1024 * 1024
MOST_PIXELS = 60_000_000
LONG_SIDE, QUALITY = 1_600, 82
TAKEN = ("JPEG", "PNG", "WEBP")  # what phones make


def shrink_photo(upload: "File[Any]") -> "File[Any]":
    """A new JPEG of at most 1.600 points, without anything but the picture. Raises BadFile with a sentence.

    The picture is drawn anew, so nothing that was hidden in the file beside it is stored.
    """
    name = PurePath(upload.name or "anh").name
    if upload.size > MOST_BYTES:
        words = {"name": name, "size": upload.size // (1024 * 1024), "most": MOST_BYTES >> 20}
        said = _("Ảnh “%(name)s” nặng %(size)s MB, quá mức %(most)s MB. Hãy chụp lại ở cỡ nhỏ hơn.")
        raise BadFile(said % words)
    try:
        upload.seek(0)
        # Opening reads the head only; a bomb is refused by its size before a point is drawn.
        with Image.open(upload, formats=TAKEN) as photo:
            if photo.width * photo.height > MOST_PIXELS:
                said = _("Ảnh “%s” quá nhiều điểm ảnh. Hãy chụp lại ở cỡ nhỏ hơn.")
                raise BadFile(said % name)
            photo.draft("RGB", (LONG_SIDE, LONG_SIDE))  # JPEG: decoded small at once
            drawn = ImageOps.exif_transpose(photo).convert("RGB")
    except (OSError, SyntaxError, ValueError, Image.DecompressionBombError) as error:
        said = _("“%s” không phải là ảnh chụp (.jpg, .png, .webp) hoặc đã hỏng. Hãy chọn ảnh khác.")
        raise BadFile(said % name) from error
    drawn.thumbnail((LONG_SIDE, LONG_SIDE), Image.Resampling.LANCZOS)
    clean = Image.new("RGB", drawn.size)
    clean.paste(drawn)  # points only: no EXIF, no profile, no comment
    target = BytesIO()
    clean.save(target, "JPEG", quality=QUALITY, optimize=True)
    return ContentFile(target.getvalue(), name=f"{PurePath(name).stem[:80]}.jpg")
