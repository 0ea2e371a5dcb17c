"""The pages of this app by axe, on a phone and on a desk."""

from datetime import date

import pytest

from phongtrao.documents.models import Citation, DocumentKind
from phongtrao.documents.services import (
    DocumentData,
    add_evidence,
    cite,
    current_version,
    register_document,
)
from phongtrao.reports.paper import KEY
from tests.browser import DESK, PHONE, dress, faults, sign_in, too_wide

pytestmark = [pytest.mark.browser, pytest.mark.django_db(transaction=True)]


@pytest.fixture
def paths(so, an, lan, hoa_sen):
    data = DocumentData(
        DocumentKind.DECISION, "Phát động phong trào thi đua", "05/KH-SGDĐT", date(2026, 1, 15), so
    )
    document = register_document(data, by=an)
    for number in ("57-NQ/TW", "03/NQ-CP"):
        basis = DocumentData(
            DocumentKind.RESOLUTION, "Đột phá phát triển khoa học", number, issuer_name="Trung ương"
        )
        cite(document, register_document(basis, by=None), Citation.Role.BASIS, "Căn cứ", by=an)
    evidence = add_evidence(hoa_sen, "Chuyên mục", by=lan, url="https://vidu.example/tin")
    current_version(KEY)
    return {
        an: [
            "",
            f"{document.pk}/",
            f"{document.pk}/dan/",
            "moi/",
            "mau/",
            f"mau/{KEY}/",
        ],
        lan: [
            f"minh-chung/don-vi/{hoa_sen.pk}/",
            f"minh-chung/don-vi/{hoa_sen.pk}/them/",
            f"minh-chung/{evidence.pk}/",
        ],
    }


def settle(page):
    """Wait for what htmx is fetching: half-faded text has too little contrast."""
    page.locator(".htmx-request, .htmx-swapping, .htmx-settling").first.wait_for(state="detached")


@pytest.mark.parametrize(("size", "theme"), [(PHONE, "light"), (DESK, "dark")])
def test_pages_are_accessible_and_fit(page, live_server, paths, size, theme):
    dress(page, size=size, theme=theme)

    found = []
    for user, own in paths.items():
        sign_in(page, live_server, user)
        for path in own:
            page.goto(f"{live_server.url}/van-ban/{path}")
            settle(page)
            found += [f"{path}: {fault}" for fault in faults(page)]
            found += [f"{path}: too wide"] * too_wide(page)

    assert found == []
