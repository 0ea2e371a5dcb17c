"""What becomes of the rows about people in orgs and in the apps below, when somebody has left.

How long is a proposal the office looks over; no text in force names these months.
"""

from django.db.models import CharField, F, Value
from django.db.models.functions import Cast, Concat
from django.utils.translation import gettext_lazy as _

from phongtrao.lib.text import fold, name_sort_key
from phongtrao.orgs.personal_data import Rule, register

ERASED = "Người đã xóa dữ liệu"  # stands where the name stood, in data: not a word of a screen
A_YEAR = 12

NAMELESS = {
    "full_name": ERASED,
    "sort_key": name_sort_key(ERASED),
    "search_text": fold(ERASED),
}


def plug_keeping() -> None:
    register(
        "orgs.person",
        Rule(
            blank={
                **NAMELESS,
                "code": None,
                "birth_date": None,
                "sex": "",
                "home_town": "",
                "qualification": "",
            }
        ),
    )
    register(
        "accounts.user",
        Rule(
            blank={
                **NAMELESS,
                "username": Concat(Value("da-xoa-"), Cast(F("pk"), CharField())),
                "email": "",
                "is_active": False,
                "calendar_key": "",
            }
        ),
    )
    register(
        "orgs.post", Rule(kept_because=_("căn cứ của việc đã làm và khen thưởng; không còn tên"))
    )
    register(
        "orgs.grant", Rule(kept_because=_("ai đã được làm gì phải tra lại được; không còn tên"))
    )
    leaves = frozenset({"orgs.leave_granted", "orgs.leave_ended"})
    register("orgs.leave", Rule(months=5 * A_YEAR, is_deleted=True, told_in=leaves))
    ratings = frozenset({"orgs.rated", "orgs.rating_corrected"})
    register("orgs.yearlyrating", Rule(months=10 * A_YEAR, is_deleted=True, told_in=ratings))
    register("orgs.discipline", Rule(months=5 * A_YEAR, is_deleted=True))
    register("orgs.correction", Rule(months=2 * A_YEAR, is_deleted=True))
    register("accounts.signin", Rule(months=6, is_deleted=True))
    register("notifications.notice", Rule(months=6, is_deleted=True))
    register("notifications.mail", Rule(months=6, is_deleted=True))
