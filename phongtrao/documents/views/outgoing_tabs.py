"""The three faces of outgoing papers: the list, what waits for one's signature, the number books."""

from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.documents.access import reads_books
from phongtrao.documents.queries import to_sign


def tabs_for(user: AbstractBaseUser, active: str) -> list[dict[str, Any]]:
    tabs: list[dict[str, Any]] = [
        {"key": "outgoing", "label": _("Văn bản đi"), "url": reverse("documents:outgoing_list")},
        {
            "key": "to_sign",
            "label": _("Trình ký"),
            "url": reverse("documents:to_sign"),
            "count": to_sign(user).count(),
        },
    ]
    if reads_books(user):
        tabs.append({"key": "books", "label": _("Sổ số"), "url": reverse("documents:book_list")})
    return [tab | {"active": tab["key"] == active} for tab in tabs]
