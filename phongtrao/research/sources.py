"""Where a number that was computed from contests is read: the list of contests of its year."""

from urllib.parse import urlencode

from django.contrib.auth.base_user import AbstractBaseUser
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from phongtrao.indicators import sources
from phongtrao.indicators.models import Measurement
from phongtrao.research.access.tasks import works_with_research

KEY = "contests"


def plug() -> None:
    sources.register(KEY, sources.Source(_("tính từ cuộc thi của học sinh"), _where_read))


def _where_read(measurement: Measurement, user: AbstractBaseUser) -> str:
    """Only who has research in the menu opens its lists."""
    if not works_with_research(user):
        return ""
    return f"{reverse('research:contests')}?{urlencode({'nam': measurement.period})}"
