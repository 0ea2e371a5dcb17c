"""What the pages of awards and award rounds are dressed with."""

import re
from pathlib import Path

import pytest

APPS = Path(__file__).resolve().parents[2] / "phongtrao"
SHARED = [*(APPS / "web" / "static").rglob("*.css"), *(APPS / "web" / "vendor").rglob("*.css")]
MARK = re.compile(r"{[%{].*?[%}]}")


def dressed(*sheets: Path) -> set[str]:
    words = "".join(sheet.read_text(encoding="utf-8") for sheet in (*SHARED, *sheets))
    return set(re.findall(r"\.([a-zA-Z][\w-]*)", words))


@pytest.mark.parametrize("app", ["awards", "nominations"])
def test_every_class_of_a_page_is_known_to_a_style_sheet_it_loads(app):
    known = dressed(*(APPS / app / "static").rglob("*.css"))
    used = {
        name
        for page in (APPS / app / "templates").rglob("*.html")
        for said in re.findall(r'class="([^"]*)"', page.read_text(encoding="utf-8"))
        for name in MARK.sub("", said).split()
    }

    # The depth of a reason is put behind its name.
    assert sorted(used - known - {"reason-"}) == []
