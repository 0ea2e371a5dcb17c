"""One look at a zip's directory tells an office file from a bomb."""

import zipfile
from io import BytesIO

import pytest

from phongtrao.lib.archives import Limits, has_macros, is_bomb, refuse_bomb
from phongtrao.lib.errors import BadFile


def pack(*parts: bytes) -> tuple[zipfile.ZipFile, int]:
    out = BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, content in enumerate(parts):
            archive.writestr(f"part{number}.xml", content)
    return zipfile.ZipFile(out), len(out.getvalue())


@pytest.mark.parametrize(
    ("limits", "expected"),
    [
        (Limits(unpacked=99_999), True),
        (Limits(unpacked=100_000), False),
        (Limits(unpacked=10**9, ratio=20), True),
        (Limits(unpacked=10**9, ratio=20, harmless=100_000), False),
        (Limits(unpacked=10**9, ratio=20_000), False),
        (Limits(unpacked=10**9, parts=1), True),
        (Limits(unpacked=10**9, parts=2), False),
    ],
)
def test_bomb_is_told_by_size_ratio_and_number_of_parts(limits, expected):
    archive, size = pack(b" " * 99_999, b"x")

    assert is_bomb(archive, limits, size=size) is expected


def test_bomb_is_refused_with_the_sentence_of_the_door():
    archive, size = pack(b" " * 1000)

    refuse_bomb(archive, Limits(unpacked=1000), "Quá lớn.", size=size)
    with pytest.raises(BadFile, match="Quá lớn"):
        refuse_bomb(archive, Limits(unpacked=999), "Quá lớn.", size=size)


@pytest.mark.parametrize(
    ("name", "expected"),
    [
        ("word/vbaProject.bin", True),
        ("xl/VBAPROJECT.BIN", True),
        ("word/vbaData.xml", True),
        ("word/document.xml", False),
    ],
)
def test_macros_are_told_by_their_parts(name, expected):
    assert has_macros(["[Content_Types].xml", name]) is expected
