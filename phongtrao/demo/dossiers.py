"""What the demo's units handed in: reports filled from what is on record, summaries, the version that was sent."""

from phongtrao.nominations.models import Nomination, Submission, SubmissionVersion
from phongtrao.nominations.queries.report_facts import lines_of
from phongtrao.nominations.report_forms import form_of
from phongtrao.nominations.services.claims import Told, put_claims
from phongtrao.nominations.services.packing import build_dossier
from phongtrao.nominations.services.sending import frozen
from phongtrao.web.work import start_work

WRITTEN = {
    "duties": "Dạy học, chủ nhiệm lớp, tham gia tổ chuyên môn.",
    "measures": "Chia nhóm theo năng lực, dùng học liệu số của tổ, dự giờ và góp ý hằng tuần.",
    "effect": "Đồng nghiệp trong cụm đã dự giờ và dùng lại học liệu.",
    "policy": "Chấp hành tốt chủ trương, chính sách, quy định của đơn vị.",
}


def write_dossiers() -> None:
    """Of submissions that stand as sent: their units wrote all of this before."""
    for sent in Submission.objects.exclude(status=Submission.Status.WRITING).order_by("pk"):
        rows = list(sent.nominations.select_related("form__honour", "person", "unit", "submission__round"))  # fmt: skip
        said = lines_of(rows)
        for one in rows:
            _write(one, said[one.pk])
        if sent.sent_by is None or sent.versions.exists():
            continue
        version = SubmissionVersion.objects.create(
            submission=sent, number=1, data=frozen(sent), made_by=sent.sent_by
        )
        work = start_work(f"Đóng gói hồ sơ đề nghị khen thưởng: {sent.round}"[:250], by=sent.sent_by)  # fmt: skip
        build_dossier(version.pk, work.pk)


def _write(found: Nomination, lines: dict[str, list[str]]) -> None:
    filled = {
        one.key: "\n".join(line for source in one.sources for line in lines.get(source, ()))
        or WRITTEN.get(one.key, "")
        for one in form_of(found).sections
    }
    if not filled.get("results"):
        filled["results"] = found.achievement
    found.report, found.summary, found.brief = filled, found.achievement, found.achievement[:200]
    found.save(update_fields=["report", "summary", "brief"])
    if found.achievement and not found.claims.exists():
        put_claims(found, [Told(found.achievement[:400])])
