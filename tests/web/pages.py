"""Pages made only of the components, with names as long as they come."""

from types import SimpleNamespace

from django import forms
from django.contrib import messages
from django.db.models import Sum
from django.http import HttpResponse
from django.shortcuts import redirect
from django.template import engines
from django.utils.timezone import localdate, now, timedelta

from phongtrao.base.forms import DayField, LongTextField, NumberField, TextField, UploadField
from phongtrao.base.idempotency import once
from phongtrao.web.components import Due, Progress
from phongtrao.web.forms import ConfirmForm
from phongtrao.web.models import Work
from phongtrao.web.tables import BulkAction, Column, Filter, Table, respond, selected_rows
from phongtrao.web.views import work_state

LONG_UNIT = (
    "Trường Trung học cơ sở và Trung học phổ thông Nguyễn Thị Ngọc Nữ – Phường Đồi Thông Thượng"
)


class WorkFilter(Filter):
    q = TextField(label="Tìm trong tên việc")
    status = forms.MultipleChoiceField(
        label="Trạng thái", choices=Work.Status.choices, widget=forms.CheckboxSelectMultiple
    )
    since = DayField(label="Bắt đầu từ ngày")
    mine = forms.BooleanField(label="Chỉ việc có thông báo")

    def narrow(self, rows):
        given = self.cleaned_data
        if given["q"]:
            rows = rows.filter(title__icontains=given["q"])
        if given["status"]:
            rows = rows.filter(status__in=given["status"])
        if given["since"]:
            rows = rows.filter(created_at__date__gte=given["since"])
        return rows.exclude(message="") if given["mine"] else rows


WORKS = Table(
    key="viec",
    title="Việc của các trường",
    order="title",
    filter=WorkFilter,
    columns=(
        Column("title", "Việc", sort="title", card="title"),
        Column("state", "Trạng thái", value=work_state, sort="status"),
        Column(
            "due",
            "Hạn",
            value=lambda work: Due(localdate() + timedelta(work.done - 5), localdate()),
        ),
        Column("progress", "Tiến độ", value=lambda work: Progress(work.done, work.total)),
        Column("done", "Số lượt xong", sort="done", align="end", total=Sum("done")),
        Column("year", "Năm", value=lambda _: 2026, align="end", grouped=False, on_screen=False),
    ),
    row_url=lambda work: f"/viec/{work.pk}/",
    bulk=(
        BulkAction("Đôn đốc", "mau-chon", icon="send"),
        BulkAction("Hủy việc", "mau-chon", icon="x"),
    ),
    file_name="viec-cua-truong",
)


class ReportForm(forms.Form):
    title = TextField(label="Tên báo cáo", max_length=200, help_text="Ghi ngắn gọn, có kỳ báo cáo.")
    unit = forms.ChoiceField(label="Đơn vị", choices=[("1", LONG_UNIT), ("2", "Trường Hoa Sen")])
    due = DayField(label="Hạn nộp", required=False)
    share = NumberField(label="Tỷ lệ hoàn thành (%)", lowest=0, highest=100)
    done = LongTextField(label="Việc đã làm", help_text="Nêu kết quả chính, số liệu kèm theo.")
    kind = forms.ChoiceField(
        label="Loại báo cáo",
        choices=[("m", "Báo cáo tháng"), ("q", "Báo cáo quý")],
        widget=forms.RadioSelect,
    )
    proof = UploadField(label="Minh chứng", kinds=(".pdf", ".docx"), required=False)
    sure = forms.BooleanField(label="Tôi đã đối chiếu số liệu với hồ sơ của trường", required=False)


FORM_PAGE = """
{% extends "web/base.html" %}{% load web %}
{% block title %}Báo cáo tiến độ{% endblock %}
{% block crumbs %}<li><a href="/mau/">Mẫu</a></li><li>Báo cáo tiến độ</li>{% endblock %}
{% block heading %}Báo cáo tiến độ{% endblock %}
{% block lead %}Kỳ này cần nộp trước ngày 15/12; thủ trưởng đơn vị duyệt trước khi gửi.{% endblock %}
{% block content %}
<form class="form" method="post" enctype="multipart/form-data" data-draft="report">
  {% form_body form %}
  <div class="form-actions">
    <button class="btn btn-primary">Nộp báo cáo</button><a class="btn" href="/mau/">Quay lại</a>
  </div>
</form>
{% endblock %}
"""

LIST_PAGE = """
{% extends "web/base.html" %}{% load web %}
{% block title %}Việc{% endblock %}
{% block crumbs %}<li>Việc của các trường</li>{% endblock %}
{% block heading %}Việc của các trường{% endblock %}
{% block lead %}38 trong 40 trường đã tiếp nhận; 2 trường quá hạn.{% endblock %}
{% block primary %}<a class="btn btn-primary" href="/mau/bieu-mau/">{% icon "plus" %}Giao việc</a>{% endblock %}
{% block more %}{% menu %}<a class="menu-item" href="/mau/">{% icon "printer" %}In danh sách</a>{% endmenu %}{% endblock %}
{% block content %}{% include "web/table.html" %}{% endblock %}
"""

ALL_PAGE = """
{% extends "web/base.html" %}{% load web %}
{% block title %}Mẫu{% endblock %}
{% block crumbs %}<li><a href="/mau/">Kế hoạch thi đua đổi mới sáng tạo và chuyển đổi số</a></li><li>{{ unit }}</li>{% endblock %}
{% block heading %}Tổ chức Ngày hội Sáng tạo trẻ và Chuyển đổi số ngành Giáo dục năm học 2025–2026{% endblock %}
{% block lead %}38 trong 40 trường đã tiếp nhận; 2 trường quá hạn, hãy đôn đốc.{% endblock %}
{% block primary %}<a class="btn btn-primary" href="/mau/xoa/" data-dialog>Thu hồi</a>{% endblock %}
{% block more %}{% menu %}<a class="menu-item" href="/mau/">{% icon "printer" %}In</a>{% endmenu %}{% endblock %}
{% block tabs %}{% tabs parts %}{% endblock %}
{% block content %}
<div class="stats">
  {% stat "Đơn vị được giao" 1240 %}
  {% stat "Quá hạn" 2 note="1 trường, 1 xã" url="/mau/bang/" kind="late" %}
  {% stat "Sắp đến hạn" 5 kind="due" %}
</div>
<h2>Trạng thái</h2>
<p>{% state "Chưa bắt đầu" "neutral" %} {% state "Đang làm" "running" %} {% state "Sắp đến hạn" "due" %}
  {% state "Quá hạn" "late" why="Hạn 15/10/2026, chưa có báo cáo." %} {% state "Hoàn thành" "done" %} {% state "Trả lại" "refused" %}</p>
<p>{% due soon %}; {% due late %}; {% due late True %}; {% progress 38 40 "Tiến độ tiếp nhận" %}</p>
{% definitions pairs %}
<p>{% why %}<p>Vì hạn là 15/10/2026 và chưa có báo cáo nào được tiếp nhận.</p>{% endwhy %}</p>
<h3>Tiến độ</h3>
{% empty_state "Chưa có minh chứng nào." "Minh chứng cho thấy việc đã làm thật: ảnh, văn bản, đường dẫn." "/mau/" "Thêm minh chứng" %}
<h2>Lịch sử</h2>
{% timeline entries %}
{% endblock %}
"""


def page(request, source, context):
    return HttpResponse(engines["django"].from_string(source).render(context, request))


def everything(request):
    today = localdate()
    messages.success(request, "Đã giao việc cho 38 trường.")
    messages.error(request, "Hai trường chưa có đầu mối. Hãy phân công rồi giao lại.")
    entry = SimpleNamespace(
        at=now(),
        actor="Lê Thu An",
        sentence="đã đổi hạn của việc.",
        changes=[("Hạn", today, today + timedelta(9)), ("Số đơn vị", None, 1240)],
    )
    context = {
        "unit": LONG_UNIT,
        "soon": today + timedelta(3),
        "late": today - timedelta(5),
        "parts": [
            {"label": "Nội dung", "url": "/mau/", "active": True},
            {"label": "Đơn vị", "url": "/mau/?phan=don-vi", "active": False, "count": 40},
            {"label": "Lịch sử", "url": "/mau/?phan=lich-su", "active": False},
        ],
        "pairs": [
            ("Chủ trì", LONG_UNIT),
            ("Kinh phí (nghìn đồng)", "1.234.567,5"),
            ("Ghi chú", ""),
        ],
        "entries": [entry, entry],
    }
    return page(request, ALL_PAGE, context)


def work_table(request):
    return WORKS.of(Work.objects.all(), request.GET)


def works(request):
    table = work_table(request)
    engine = engines["django"]
    if request.GET.get("xuat") or request.htmx:
        return respond(request, table, "web/table.html")
    return HttpResponse(engine.from_string(LIST_PAGE).render({"table": table}, request))


def chosen(request):
    rows = selected_rows(WORKS, Work.objects.all(), request.POST)
    return HttpResponse(
        ", ".join(sorted(row.title for row in rows)), content_type="text/plain; charset=utf-8"
    )


@once
def report(request):
    form = ReportForm(request.POST or None, request.FILES or None)
    if request.method == "POST" and form.is_valid():
        work = Work.objects.create(title=form.cleaned_data["title"], started_by=request.user)
        messages.success(request, "Đã nộp báo cáo.")
        return redirect("web:work", pk=work.pk)
    return page(request, FORM_PAGE, {"form": form})


def revoke(request):
    form = ConfirmForm(request.POST or None, word="thu hồi")
    if request.method == "POST" and form.is_valid():
        return redirect("/mau/")
    context = {
        "form": form,
        "title": "Thu hồi việc đã giao?",
        "consequences": [(38, "đơn vị sẽ không còn việc này"), (12, "báo cáo sẽ chỉ còn để xem")],
        "warning": "Việc đã thu hồi không giao lại được; hãy tạo việc mới nếu cần.",
        "action_label": "Thu hồi",
        "cancel_url": "/mau/",
    }
    return page(request, '{% extends "web/confirm.html" %}', context)


def broken(request):
    raise RuntimeError("for the page of 500")
