"""Intakes as the tests of the review need them."""

import re
from datetime import date
from pathlib import Path

from django.core.files.uploadedfile import SimpleUploadedFile
from procrastinate.contrib.django.models import ProcrastinateJob

from phongtrao.documents.models import OfficialDocument
from phongtrao.documents.services import DocumentData, register_document, store_bytes
from phongtrao.orgs.models import Unit
from phongtrao.plans import tasks as jobs
from phongtrao.plans.models import Intake, IntakeFact
from phongtrao.plans.services.intake import take_in

PLANS = Path(__file__).resolve().parents[3] / "shared" / "plans"

# A plan in the genre: small, whole, all people invented.
PLAN = """\
SỞ GIÁO DỤC VÀ ĐÀO TẠO SÔNG NGÂN

KẾ HOẠCH
Phát động phong trào thi đua đổi mới sáng tạo năm 2026

Thực hiện Kế hoạch số 155/KH-UBND ngày 05/01/2026 của UBND tỉnh Sông Ngân về đổi mới sáng tạo, Sở Giáo dục và Đào tạo xây dựng kế hoạch như sau:

I. MỤC ĐÍCH, YÊU CẦU
1. Mục đích
- Nâng cao nhận thức của cán bộ, giáo viên về đổi mới sáng tạo trong toàn ngành.
- Tạo khí thế thi đua sôi nổi ở các cơ sở giáo dục trên địa bàn tỉnh.
2. Yêu cầu
- Việc tổ chức phong trào bảo đảm thiết thực, hiệu quả, tránh hình thức.

II. NỘI DUNG THI ĐUA
a) Đẩy mạnh nghiên cứu khoa học sư phạm ứng dụng trong các nhà trường.
b) Phát huy sáng kiến, cải tiến phương pháp dạy học gắn với chuyển đổi số.

III. TỔ CHỨC THỰC HIỆN
1. Văn phòng Sở
- Tham mưu tổ chức hội nghị sơ kết phong trào thi đua, báo cáo Giám đốc Sở.
2. Các cơ sở giáo dục
- Xây dựng kế hoạch chi tiết và tổ chức thực hiện phong trào tại đơn vị.

Nơi nhận:
- UBND tỉnh (để b/c);
- Lưu: VT.
KT. GIÁM ĐỐC
PHÓ GIÁM ĐỐC
Phạm Quang Dũng
"""


def upload(content: bytes, name: str = "ke-hoach.txt") -> SimpleUploadedFile:
    return SimpleUploadedFile(name, content)


def run_jobs() -> None:
    """What the worker would do: the newest reading."""
    job = ProcrastinateJob.objects.filter(task_name="plans.read_intake").latest("id")
    jobs.read_intake(**job.args)


def read_in(unit: Unit, by, content: str = PLAN, name: str = "ke-hoach.txt") -> Intake:
    """A plan taken in and read, waiting for its review."""
    taken = take_in(upload(content.encode(), name), unit, by=by)
    run_jobs()
    return Intake.objects.get(pk=taken.intake.pk)


def make_intake(unit: Unit, by, **more) -> Intake:
    """An intake under review without facts or source."""
    number = Intake.objects.count()
    file = store_bytes(f"Kế hoạch {number}".encode(), f"ke-hoach-{number}.txt", by=by)
    fields = {"status": Intake.Status.REVIEW, "title": f"Kế hoạch {number}", **more}
    return Intake.objects.create(file=file, unit=unit, uploaded_by=by, **fields)


def make_fact(intake: Intake, section: str = "tasks", value=None, **more) -> IntakeFact:
    """A fact as read; tasks get a lead unless the value says otherwise."""
    value = value if value is not None else task_value()
    fields = {"value_read": value, "position": intake.facts.count(), "confidence": 0.95, **more}
    return IntakeFact.objects.create(intake=intake, section=section, value=value, **fields)


def task_value(text: str = "Tổ chức hội thi sáng tạo", **more) -> dict:
    return {
        "section": "Tổ chức thực hiện",
        "ordinal": "I.1",
        "text": text,
        "lead_units": ["Trường THCS Hoa Sen"],
        "coordinating_units": [],
        "time": "Năm 2026",
        "time_kind": "year",
        "deadline": "2026",
        "deliverable": "Hội thi",
        **more,
    }


def register(unit: Unit, number: str, day: date = date(2026, 1, 5)) -> OfficialDocument:
    """A plan of the unit as it stands in the register, entered by nobody in particular."""
    data = DocumentData(
        kind="KH", number=number, issued_on=day, issuer=unit, abstract="Phát động phong trào"
    )
    return register_document(data, by=None)


def accept_all(intake: Intake) -> None:
    intake.facts.update(state=IntakeFact.State.CONFIRMED)


def source(count: int) -> list[dict]:
    return [
        {
            "number": n,
            "kind": "line",
            "text": f"Dòng chữ số {n}",
            "page": None,
            "line": n,
            "cells": [],
        }
        for n in range(count)
    ]


def page(client, intake: Intake, query: str = "", **headers) -> str:
    return client.get(f"/tiep-nhan/{intake.pk}/{query}", headers=headers).content.decode()


def marked(text: str) -> list[str]:
    """Ids of the blocks that are marked."""
    return re.findall(r'id="(b\d+)"\s+class="[^"]*marked"', text)
