"""What of papers waits for a person: outgoing ones to sign, mend, number or comment on; and those received."""

from datetime import timedelta
from typing import Any

from django.contrib.auth.base_user import AbstractBaseUser
from django.db.models import (
    Case,
    DateField,
    Exists,
    F,
    OuterRef,
    Q,
    QuerySet,
    TextField,
    Value,
    When,
)
from django.db.models.functions import Cast
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from phongtrao.documents.models import Approval, Delivery, OfficialDocument, Opinion
from phongtrao.documents.queries.deliveries_waiting import (
    PaperRow,
    PaperWaiting,
    delivery_sorts,
    say_delivery,
    text_of,
)
from phongtrao.documents.queries.outgoing import before_signer, still_of_office

S = OfficialDocument.Status
MOST = 30  # rows of one person's home
DAYS_TO_SEND = 30  # after that an issued paper was meant for nobody inside, or went another way
Text = str | Promise
# sort → what is said of the paper, the word on the button, where it leads (key: way, paper or opinion)
WORDS: dict[str, tuple[Text, Text, str]] = {
    "sign": (_("Ký: %s"), _("Đọc và duyệt"), "documents:approval"),
    "void": (_("Mất hiệu lực duyệt: %s"), _("Xem lý do"), "documents:outgoing"),
    "back": (_("Bị trả lại: %s"), _("Xem lý do"), "documents:outgoing"),
    "number": (_("Chờ cấp số: %s"), _("Cấp số, ban hành"), "documents:issue"),
    "finish": (
        _("Tệp chưa có số, ngày: %s"),
        _("Tải tệp hoàn chỉnh lên"),
        "documents:finished_file",
    ),
    "send": (_("Chờ gửi tới nơi nhận: %s"), _("Gửi văn bản"), "documents:distribute"),
    "opinion": (_("Góp ý: %s"), _("Góp ý"), "documents:opinion"),
}


def papers_waiting_for(user: AbstractBaseUser) -> list[PaperWaiting]:
    """Outgoing papers; one query, whatever waits."""
    ways, opinions = _ways(user), _opinions(user)
    return [_say(PaperRow(*values)) for values in ways.union(opinions, all=True)]


def all_papers_waiting(user: AbstractBaseUser) -> list[PaperWaiting]:
    """Those, and what was sent or handed to the user; still one query."""
    rows = _ways(user).union(_opinions(user), *delivery_sorts(user), all=True)
    found = [PaperRow(*values) for values in rows]
    return [_say(row) if row.sort in WORDS else say_delivery(row) for row in found]


def _say(row: PaperRow) -> PaperWaiting:
    words, label, name = WORDS[row.sort]
    url = reverse(name, args=[row.key])
    what, is_back = str(words) % row.abstract, row.sort in {"void", "back"}
    return PaperWaiting(what, row.whom, row.due, url, str(label), is_back)


def _ways(user: AbstractBaseUser) -> "QuerySet[Any, Any]":
    """As signer: what is to be decided. As drafter: what came back, lacks its number, is to be sent."""
    newer = Approval.objects.filter(document=OuterRef("document"), pk__gt=OuterRef("pk"))
    deciding = Q(document__status=S.SUBMITTED) & before_signer(user)
    back = Q(submitted_by=user.pk, document__status=S.DRAFT, recalled_at=None)
    approved = Q(submitted_by=user.pk, document__status=S.APPROVED)
    sent = Delivery.objects.filter(document=OuterRef("document"))
    since = timezone.localdate() - timedelta(days=DAYS_TO_SEND)
    issued = Q(submitted_by=user.pk, document__status=S.ISSUED, document__issued_on__gte=since)
    to_send = issued & ~Exists(sent)
    rows = Approval.objects.filter(~Exists(newer)).filter(deciding | back | approved | to_send)
    sort = Case(
        When(document__status=S.SUBMITTED, then=Value("sign")),
        When(document__status=S.APPROVED, then=Value("number")),
        When(pk__in=Approval.objects.unfinished(), document__status=S.ISSUED, then=Value("finish")),
        When(document__status=S.ISSUED, then=Value("send")),
        When(voided_at__isnull=False, then=Value("void")),
        default=Value("back"),
        output_field=TextField(),
    )
    key = Case(When(document__status=S.SUBMITTED, then=F("pk")), default=F("document_id"))
    nothing = Value("", output_field=TextField())
    return rows.order_by("pk").values_list(
        sort,
        key,
        nothing,
        text_of("document__abstract"),
        text_of("document__issuer_name"),
        Value(None, output_field=DateField()),
    )[:MOST]


def _opinions(user: AbstractBaseUser) -> "QuerySet[Any, Any]":
    rows = Opinion.objects.waiting().filter(still_of_office(user), asked=user.pk)
    return rows.order_by("due_on", "pk").values_list(
        Value("opinion", output_field=TextField()),
        "pk",
        Value("", output_field=TextField()),
        text_of("document__abstract"),
        text_of("document__issuer_name"),
        Cast("due_on", DateField()),
    )[:MOST]
