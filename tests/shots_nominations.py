"""Pictures of award rounds, from the round to the certificate somebody checks on a telephone."""

import tempfile
from pathlib import Path
from typing import Any
from urllib.parse import urlencode

from django.urls import reverse

from tests.shots_councils import print_page
from tests.shots_recognition import print_certificate

# name of the picture, who looks, at which of the places below or which address
NOMINATIONS = (
    ("dot-khen", "vanphong", "/dot-khen-thuong/"),
    ("dot-khen-truong", "hieutruong", "/dot-khen-thuong/"),
    ("dot-khen-xa", "xa", "/dot-khen-thuong/"),
    ("dot-khen-mot", "vanphong", "award round"),
    ("dot-khen-mot-truong", "daumoi", "award round"),
    ("dot-khen-soan", "hieutruong", "award round draft"),
    ("dot-khen-ghi", "vanphong", "/dot-khen-thuong/moi/"),
    ("dot-khen-hinh-thuc", "hieutruong", "award form"),
    ("dot-khen-chi-tieu", "vanphong", "award quotas"),
    ("dot-khen-chon", "daumoi", "choosing"),
    ("dot-khen-ho-so-viet", "daumoi", "submission written"),
    ("dot-khen-ho-so", "vanphong", "submission sent"),
    ("dot-khen-bien-ban", "daumoi", "award meeting"),
    ("dot-khen-gui", "daumoi", "award dossier"),
    ("dot-khen-to-trinh", "daumoi", "award letter"),
    ("dot-khen-lan-gui", "daumoi", "award version"),
    ("dot-khen-de-nghi", "vanphong", "nomination"),
    ("dot-khen-de-nghi-toi", "giaovien", "nomination own"),
    ("dot-khen-bao-cao", "daumoi", "award report written"),
    ("dot-khen-bao-cao-in", "daumoi", "award report"),
    ("dot-khen-thanh-tich", "daumoi", "award claims"),
    ("dot-khen-vi-sao", "daumoi", "award verdict"),
    ("dot-khen-xet", "vanphong", "award screening"),
    ("dot-khen-cong-khai", "xa", "/dot-khen-thuong/cong-khai/"),
    ("dot-khen-cong-khai-mot", "giaovien", "award notice"),
    ("dot-khen-phan-anh", "vanphong", "award objection"),
    ("dot-khen-quyet-dinh", "vanphong", "/dot-khen-thuong/quyet-dinh/"),
    ("dot-khen-quyet-dinh-ky", "giamdoc", "award decision"),
    ("dot-khen-quyet-dinh-mot", "vanphong", "award decision"),
    ("dot-khen-thong-bao", "vanphong", "award decision notice"),
    ("dot-khen-tien-thuong", "vanphong", "award money"),
    ("dot-khen-kinh-phi", "vanphong", "/dot-khen-thuong/kinh-phi/"),
    ("dot-khen-luong-co-so", "vanphong", "/dot-khen-thuong/luong-co-so/"),
    ("dot-khen-trinh-tren", "vanphong", "/dot-khen-thuong/trinh-cap-tren/"),
    ("dot-khen-trinh-tren-mot", "vanphong", "award hand-over"),
    ("dot-khen-kiem-tra", "", "award certificate check"),
    ("dot-khen-khoa", "", "/chung-nhan/khoa/"),
    ("khen-thuong-thong-ke", "vanphong", "/khen-thuong/thong-ke/"),
    ("khen-thuong-mot", "vanphong", "award"),
    ("khen-thuong-nguoi", "vanphong", "awards of a person"),
    ("khen-thuong-sua-tieu-chuan", "vanphong", "rule editor"),
    ("khen-thuong-sua-dieu-kien", "vanphong", "rule clause"),
)
RULE = "base_fighter"


def nomination_places(office: Any) -> dict[str, str]:
    """The rounds of the demo: one that units write for, one that is screened, one at its end, a school's draft."""
    from phongtrao.nominations.models import AwardRound, Objection  # noqa: PLC0415 -- app ready

    at = AwardRound.objects.order_by("pk").get
    written, screened = at(occasion="conference"), at(status="open", occasion="yearly")
    draft, said = at(status="draft"), Objection.objects.order_by("pk")[0]
    own = written.submissions.get(sent_by=None, nominations__isnull=False)
    sent = screened.submissions.filter(status__in=("returned", "taken")).order_by("pk")[0]
    form = written.forms.order_by("position", "pk")[0]
    return {
        "award round": _at("round", written),
        "award round draft": _at("round", draft),
        "award form": _at("form_edit", draft, draft.forms.order_by("pk")[0]),
        "award quotas": _at("quotas", written),
        "choosing": _at("choose", own, form),
        "submission written": _at("submission", own),
        "submission sent": _at("submission", sent),
        "award meeting": _at("meeting", own),
        "award dossier": _at("dossier", own),
        "award letter": _at("letter", own),
        "award version": reverse("nominations:version", args=[sent.pk, 1]),
        "award screening": _at("screening", screened),
        "award notice": _at("notice", screened.notices.order_by("pk")[0]),
        "award objection": _at("objection", said),
        **_of_nomination(own, said),
        **_of_decision(),
        **_rule_editor(office, written.owner),
    }


def _at(name: str, *of: Any) -> str:
    return reverse(f"nominations:{name}", args=[one.pk for one in of])


def _of_nomination(own: Any, said: Any) -> dict[str, str]:
    one = own.nominations.order_by("pk")[0]
    return {
        "nomination": _at("nomination", said.nomination),
        "nomination own": _at("nomination", one),
        "award report written": _at("report_write", one),
        "award report": _at("report", one),
        "award claims": _at("claims", one),
        "award verdict": _at("why", one),
    }


def _of_decision() -> dict[str, str]:
    from phongtrao.documents.certificate_seals import code_of  # noqa: PLC0415 -- app ready
    from phongtrao.nominations.models import AwardCertificate, AwardDecision, HandOver  # noqa: PLC0415

    decision = AwardDecision.objects.order_by("pk")[0]
    given = AwardCertificate.objects.select_related("certificate__batch").order_by("pk")[0]
    return {
        "award decision": _at("decision", decision),
        "award decision notice": _at("decision_notice", decision),
        "award money": _at("money", decision),
        "award hand-over": _at("hand_over", HandOver.objects.order_by("pk")[0]),
        "award certificate check": reverse("certificates:check", args=[code_of(given.certificate)]),
        "award": reverse("awards:award", args=[given.award_id]),
        "awards of a person": reverse("awards:of_person", args=[given.award.person_id]),
    }


def _rule_editor(office: Any, owner: Any) -> dict[str, str]:
    """The office's own copy of the law, one condition taken out, what that would change, and one clause of it."""
    from phongtrao.awards.models import RuleSet  # noqa: PLC0415 -- app ready
    from phongtrao.awards.rule_trees import parts_of  # noqa: PLC0415 -- app ready
    from phongtrao.awards.services.drafts import Place, drop_clause  # noqa: PLC0415 -- app ready
    from phongtrao.awards.services.rules import copy_set  # noqa: PLC0415 -- app ready
    from phongtrao.lib.marks import mark_of  # noqa: PLC0415 -- app ready

    law = RuleSet.objects.get(key="luat-06-2022", owner=None)
    made = copy_set(law, owner, f"{law.title} – bản của đơn vị", by=office)
    rows = made.versions.get().data["rules"]
    requires = next(row for row in rows if row["key"] == RULE)["requires"]
    last = len(parts_of(requires)) - 1
    place = Place(made, RULE, (last,), mark_of(parts_of(requires)[last]))
    drop_clause(place, by=office)
    asked = {"office": owner.pk, "subject": "person", "on": "10/07/2026", "calendar": "school", "year": 2025}  # fmt: skip
    at = [made.pk, RULE]
    return {
        "rule editor": f"{reverse('awards:draft_rule', args=at)}?{urlencode(asked)}",
        "rule clause": f"{reverse('awards:draft_clause', args=at)}?o=0",
    }


def print_awards(shots: Path) -> None:
    """The decision, its annex and a certificate, as they come out of the printer."""
    from phongtrao.documents.services import read_file  # noqa: PLC0415 -- app ready
    from phongtrao.nominations.models import AwardCertificate, AwardDecision  # noqa: PLC0415

    file = AwardDecision.objects.order_by("pk")[0].document.file
    for page, name in enumerate(("quyet-dinh", "phu-luc")):
        source = Path(tempfile.mkdtemp(prefix="phongtrao-shots-")) / "quyet-dinh.docx"
        source.write_bytes(read_file(file))
        print_page(str(source), shots / f"dot-khen-{name}-in.png", page=page)
    given = AwardCertificate.objects.select_related("certificate__batch").order_by("pk")[0]
    print_certificate(given.certificate, shots / "dot-khen-giay-khen-in.png")
