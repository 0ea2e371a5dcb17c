"""An icon that the sprite does not have is an empty square, which nobody notices in a review."""

import re
from pathlib import Path

from phongtrao.config.collect import read_names
from phongtrao.web.components import STATE_ICONS

PACKAGE = Path(__file__).resolve().parents[2] / "phongtrao"
# {% icon "bell" %} · icon="bell" as an argument of a tag, a nav item or a bulk action
USED = re.compile(r"""\{% icon ['"]([a-z0-9-]+)['"]|\bicon=['"]([a-z0-9-]+)['"]""")


def test_every_icon_used_is_in_the_sprite():
    files = [*PACKAGE.rglob("templates/**/*.html"), *PACKAGE.rglob("*.py")]

    used = set(STATE_ICONS.values())
    for file in files:
        used |= {one or other for one, other in USED.findall(file.read_text(encoding="utf-8"))}

    drawn = {
        f"{name.removeprefix('filled/')}-filled" if name.startswith("filled/") else name
        for name in read_names(PACKAGE / "web" / "icons.txt")
    }
    assert used - drawn == set()
