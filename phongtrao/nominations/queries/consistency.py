"""Whether what a unit hands in is whole and says one thing: letter, list, reports, records. S0-57

The number in the letter = rows of the list = reports, and a name is the same everywhere, mark by mark (DOMAIN §1.3).
A fixed number of queries, whatever the number of nominees.
"""

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from phongtrao.documents.comparison import read_passages
from phongtrao.documents.content import WORD
from phongtrao.documents.models import OfficialDocument, StoredFile
from phongtrao.documents.services.files import read_file
from phongtrao.lib.numbers import format_date
from phongtrao.lib.text import fold, nfc
from phongtrao.nominations.models import Nomination, Statement, Submission
from phongtrao.nominations.parts import PARTS
from phongtrao.nominations.queries.dossiers import listed, row_of
from phongtrao.nominations.queries.hindrances import hindered_rows, hindered_words
from phongtrao.nominations.queries.subjects import people_of_unit
from phongtrao.nominations.report_forms import form_of

ENDED = ("refused", "failed")


@dataclass(frozen=True, slots=True)
class Finding:
    """``where``: the part, and whose; ``is_hard``: nothing is sent while it stands."""

    part: str  # of nominations.parts, or “name”
    where: str
    words: str
    url: str
    is_hard: bool = True


def findings_of(sent: Submission) -> list[Finding]:
    """Everything that is missing or does not agree, the hard ones first."""
    rows = _with_counts(sent)
    if not rows:
        url = reverse("nominations:submission", args=[sent.pk])
        said = _("Chưa có cá nhân, tập thể nào được đề nghị. Hãy chọn ít nhất một.")
        return [Finding("form", str(sent.unit), said, url)]
    asked = sent.round.checklist
    found = [*_letter(sent, rows, asked), *_minutes(sent, rows, asked)]
    # What was accepted is not mended here.
    mended = [one for one in rows if one.status in Nomination.Status.open_to_unit]
    for one in mended:
        found += _of_nomination(one, asked)
    found += [*_hindered(mended), *_moved(sent, mended)]
    return sorted(found, key=lambda one: not one.is_hard)


def _hindered(rows: Sequence[Nomination]) -> Iterator[Finding]:
    """Asked again before anything is sent; in words that do not tell what it is."""
    for one in hindered_rows(rows, timezone.localdate()):
        page = reverse("nominations:nomination", args=[one.pk])
        yield Finding("form", one.name, hindered_words(one.name), page)


def _moved(sent: Submission, rows: Sequence[Nomination]) -> Iterator[Finding]:
    """Chosen here, and since then at another unit: that one asks, unless this one agrees with it that it does."""
    chosen = [one for one in rows if one.person_id and not hasattr(one, "came_from")]
    posts = people_of_unit(sent.unit, timezone.localdate()).order_by()
    here = set(posts.filter(person__in=[one.person_id for one in chosen]).values_list("person", flat=True))  # fmt: skip
    for one in chosen:
        if one.person_id not in here:
            said = _("Hôm nay không giữ vị trí chính ở %s. Nếu đã chuyển công tác thì đơn vị mới đề nghị: hãy xem lại, hoặc rút đề nghị này.")  # fmt: skip
            page = reverse("nominations:nomination", args=[one.pk])
            yield Finding("form", one.name, said % sent.unit, page, is_hard=False)


def missing_of(found: Nomination) -> list[Finding]:
    """The same of one nomination, for its own page."""
    (one,) = _counted(Nomination.objects.filter(pk=found.pk))
    return list(_of_nomination(one, found.submission.round.checklist))


def differs(one: str, other: str) -> str:
    """How two names differ, in words; empty where they are the same, however they are encoded and spaced."""
    if _plain(one) == _plain(other):
        return ""
    if fold(one) == fold(other):
        return _("khác nhau ở dấu hoặc chữ hoa")
    return _("khác nhau")


def _plain(text: str) -> str:
    return " ".join(nfc(text).split())


# ------------------------------------------------------------------ pieces


def _with_counts(sent: Submission) -> list[Any]:
    return _counted(listed(sent))


def _counted(rows: Any) -> list[Any]:
    told = rows.select_related("form__honour", "person", "unit", "submission__round", "came_from")
    return list(
        told.annotate(
            claim_count=Count("claims", distinct=True),
            bare_claims=Count("claims", Q(claims__source="", claims__evidence=None), distinct=True),
            unanswered=Count(
                "statements",
                Q(statements__answer=None, statements__confirmer__in=Statement.Confirmer.of_unit),
                distinct=True,
            ),
            open_marks=Count("marks", Q(marks__mended_at=None), distinct=True),
        )
    )


def _letter(sent: Submission, rows: Sequence[Nomination], asked: Sequence[str]) -> Iterator[Finding]:  # fmt: skip
    where = str(PARTS["letter"].label)
    url = reverse("nominations:letter", args=[sent.pk])
    if sent.letter is None:
        if "letter" in asked:
            yield Finding("letter", where, _("Chưa lập tờ trình. Hãy lập từ danh sách."), url)
        return
    # Those the receiver ended meanwhile stand in the letter that was signed, and need no new one.
    ended = set(sent.nominations.filter(status__in=ENDED).values_list("pk", flat=True))
    printed = [row for row in sent.letter_facts.get("rows", []) if row["id"] not in ended]
    again = _("Hãy sửa danh sách hoặc lập bản mới của tờ trình.")
    if len(printed) != len(rows):
        said = _("Tờ trình in %(letter)d, danh sách có %(list)d.")
        words = said % {"letter": len(printed), "list": len(rows)}
        yield Finding("letter", where, f"{words} {again}", url)
    known = {row["id"]: row for row in printed}
    for one in rows:
        yield from (
            Finding("letter", f"{where}: {one.name}", f"{words} {again}", url)
            for words in _differing(known.get(one.pk), row_of(one))
        )
    if sent.letter.file and sent.letter.file_id != sent.letter_facts.get("file"):
        yield from _in_file(sent.letter.file, rows, where, url)
    if sent.letter.status != OfficialDocument.Status.ISSUED:
        said = _("Tờ trình chưa lấy số. Hãy trình ký rồi gửi.")
        yield Finding("letter", where, said, url, is_hard=False)


def _in_file(file: StoredFile, rows: Sequence[Nomination], where: str, url: str) -> Iterator[Finding]:  # fmt: skip
    """Somebody went on with the letter in Word, or signed it: its names are looked for in what it says now."""
    if file.media_type != WORD:
        said = _("Tệp tờ trình không phải bản Word đã in từ danh sách. Hãy tự đọc lại số người và tên.")  # fmt: skip
        yield Finding("letter", where, said, url, is_hard=False)
        return
    text = _plain(" ".join(one.text for one in read_passages(read_file(file), WORD)))
    names = Counter(_plain(one.name) for one in rows)
    for one in rows:
        name = _plain(one.name)
        if len(re.findall(rf"(?<!\w){re.escape(name)}(?!\w)", text)) < names[name]:
            said = _("Không thấy tên này trong tệp tờ trình. Hãy sửa tệp hoặc lập bản mới.")
            yield Finding("letter", f"{where}: {one.name}", said, url)


def _differing(printed: Mapping[str, Any] | None, now: Mapping[str, Any]) -> Iterator[str]:
    if printed is None:
        yield _("Có trong danh sách mà không có trong tờ trình.")
        return
    if how := differs(printed["name"], now["name"]):
        said = _("Tờ trình ghi “%(letter)s”, danh sách ghi “%(list)s”: %(how)s.")
        yield said % {"letter": printed["name"], "list": now["name"], "how": how}
    for name, label in (("form", _("hình thức")), ("job", _("chức vụ"))):
        if printed[name] != now[name]:
            said = _("%(what)s trong tờ trình là “%(letter)s”, trong danh sách là “%(list)s”.")
            words = said % {"what": label, "letter": printed[name], "list": now[name]}
            yield words[0].upper() + words[1:]


def _minutes(sent: Submission, rows: Sequence[Nomination], asked: Sequence[str]) -> Iterator[Finding]:  # fmt: skip
    if "minutes" not in asked:
        return
    where, url = str(PARTS["minutes"].label), reverse("nominations:submission", args=[sent.pk])
    if sent.met_on is None or not sent.chair or not sent.secretary or sent.present is None:
        said = _("Biên bản chưa đủ ngày họp, chủ trì, thư ký, số người dự. Hãy ghi cuộc họp.")
        yield Finding("minutes", where, said, url)
    for one in rows:
        if one.ayes is None:
            said = _("Chưa ghi phiếu của cuộc họp.")
            yield Finding("minutes", f"{where}: {one.name}", said, url)


def _of_nomination(one: Any, asked: Sequence[str]) -> Iterator[Finding]:
    page = reverse("nominations:nomination", args=[one.pk])
    write = reverse("nominations:report_write", args=[one.pk])
    yield from _who(one, page, write)
    if "report" in asked:
        yield from _report(one, write)
    for key, words in (("summary", one.summary), ("brief", one.brief)):
        if key in asked and not words.strip():
            yield _missing(one, key, _("Chưa viết."), write)
    if "claims" in asked and not one.claim_count:
        yield _missing(
            one,
            "claims",
            _("Chưa kê thành tích nào."),
            reverse("nominations:claims", args=[one.pk]),
        )
    if "claims" in asked and one.bare_claims:
        said = _("%d thành tích chưa có minh chứng hay dữ kiện.") % one.bare_claims
        yield _missing(one, "claims", said, f"{page}#thanh-tich")
    if "statements" in asked and one.unanswered:
        said = _("%d điều chưa được xác nhận.") % one.unanswered
        why = reverse("nominations:why", args=[one.pk])
        yield _missing(one, "statements", said, f"{why}#xac-nhan")
    if one.is_flagged:
        said = _("Dữ kiện đã đổi sau khi xét tiêu chuẩn. Hãy xem lại.")
        yield Finding("form", one.name, said, page, is_hard=False)
    if one.open_marks:
        said = _("%d chỗ nơi nhận đánh dấu cần sửa; gửi lại thì coi là đã sửa.") % one.open_marks
        yield Finding("form", one.name, said, page, is_hard=False)


def _who(one: Any, page: str, write: str) -> Iterator[Finding]:
    own = one.person.full_name if one.person else one.unit.name
    if how := differs(one.name, own):
        said = _(
            "Hồ sơ ghi “%(list)s”, dữ liệu gốc ghi “%(own)s”: %(how)s. Hãy bấm “Điền từ dữ kiện” ở báo cáo, hoặc sửa dữ liệu gốc."
        )
        words = said % {"list": one.name, "own": own, "how": how}
        yield Finding("name", one.name, words, write)
    if one.person is None and one.unit.closed_on:
        said = _(
            "Tập thể này đã kết thúc ngày %s. Hãy rút, hoặc nói rõ trong báo cáo vì sao vẫn đề nghị."
        )
        words = said % format_date(one.unit.closed_on)
        yield Finding("form", one.name, words, page, is_hard=False)


def _report(one: Any, url: str) -> Iterator[Finding]:
    form = form_of(one)
    if not any(words.strip() for words in one.report.values()):
        yield _missing(one, "report", _("Chưa viết."), url)
        return
    empty = [s.label for s in form.sections if s.is_required and not one.report.get(s.key, "").strip()]  # fmt: skip
    if empty:
        yield _missing(one, "report", _("Còn trống: %s.") % ", ".join(empty), url)
    written = one.report.get("name", "")
    if written and (how := differs(written, one.name)):
        said = _("Báo cáo ghi “%(report)s”, danh sách ghi “%(list)s”: %(how)s.")
        words = said % {"report": written, "list": one.name, "how": how}
        yield _missing(one, "report", words, url)
    yield from _misspelt(one, url)


def _misspelt(one: Any, url: str) -> Iterator[Finding]:
    """The name inside a sentence with another mark; an ordinary word may look like it, so nothing is stopped."""
    said = _(
        "“%(where)s” ghi “%(written)s”, danh sách ghi “%(list)s”: khác nhau ở dấu. Hãy đọc lại."
    )
    texts = [
        (section.label, one.report.get(section.key, ""))
        for section in form_of(one).sections
        if section.key != "name"
    ]
    texts += [(str(PARTS["summary"].label), one.summary), (str(PARTS["brief"].label), one.brief)]
    for label, text in texts:
        for written in near_names(text, one.name):
            words = said % {"where": label, "written": written, "list": one.name}
            yield Finding(
                "report", f"{one.name}: {PARTS['report'].label}", words, url, is_hard=False
            )


def near_names(text: str, name: str) -> list[str]:
    """Words in a row that are the name but for its marks: “Vũ Thi Giang” for “Vũ Thị Giang”."""
    asked = re.findall(r"\w+", nfc(name))
    words = re.findall(r"\w+", nfc(text))
    runs = (words[at : at + len(asked)] for at in range(len(words) - len(asked) + 1))
    folded, exact = [fold(word) for word in asked], [word.casefold() for word in asked]
    found = (
        " ".join(run)
        for run in runs
        if [fold(word) for word in run] == folded and [word.casefold() for word in run] != exact
    )
    return list(dict.fromkeys(found)) if asked else []


def _missing(one: Any, part: str, words: str, url: str) -> Finding:
    return Finding(part, f"{one.name}: {PARTS[part].label}", words, url)
