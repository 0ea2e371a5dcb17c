"""Where the report behind a work of the library is read: the initiative, for whoever may open it."""

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext as _

from phongtrao.initiatives.access.initiatives import visible_initiatives
from phongtrao.recognition.models import Creation
from phongtrao.recognition.origins import Origin


def report_of(user: AbstractBaseUser, creation: Creation) -> Origin | None:
    """Its page keeps secret parts from whoever does not check them (``initiatives.reading``)."""
    found = visible_initiatives(user).filter(creation=creation).order_by("pk").first()
    if found is None:
        return None
    return Origin(_("Đọc báo cáo sáng kiến"), reverse("initiatives:initiative", args=[found.pk]))
