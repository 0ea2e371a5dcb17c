"""An icon that the sprite does not have is an empty square, which nobody notices in a review.

One that nobody uses is carried to every visitor.
"""

import re
from pathlib import Path

import pytest

from phongtrao.config.collect import read_names
from phongtrao.web.components import STATE_ICONS

PACKAGE = Path(__file__).resolve().parents[2] / "phongtrao"
# {% icon "bell" %} · icon="bell" as an argument of a tag, a nav item or a bulk action
USED = re.compile(r"""\{% icon ['"]([a-z0-9-]+)['"]|\bicon=['"]([a-z0-9-]+)['"]""")


FILES = [*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("*.py")]
SORTED = {"sort-ascending", "sort-descending"}  # put together in web/tables


@pytest.fixture
def drawn() -> set[str]:
    return {
        f"{name.removeprefix('filled/')}-filled" if name.startswith("filled/") else name
        for name in read_names(PACKAGE / "web" / "icons.txt")
    }


def test_every_icon_used_is_in_the_sprite(drawn):
    used = set(STATE_ICONS.values())
    for file in FILES:
        used |= {one or other for one, other in USED.findall(file.read_text(encoding="utf-8"))}

    assert used - drawn == set()


def test_every_icon_of_the_sprite_is_used(drawn):
    said = "".join(file.read_text(encoding="utf-8") for file in FILES)
    named = set(re.findall(r"""['"]([a-z0-9-]+)['"]""", said))

    assert drawn - named - SORTED == set()
