"""Every deed of this app that history may tell, by noun; ``apps.py`` registers them."""

from django.utils.translation import gettext_lazy as _

ASSIGNMENT = {
    "plans.assignment_accepted": _("Tiếp nhận nhiệm vụ"),
    "plans.assignment_proposed": _("Đề xuất điều chỉnh nhiệm vụ"),
    "plans.assignment_declined": _("Từ chối đề nghị"),
    "plans.proposal_agreed": _("Đồng ý điều chỉnh nhiệm vụ"),
    "plans.proposal_kept": _("Giữ nguyên nhiệm vụ"),
    "plans.status_overridden": _("Đánh giá lại tình trạng"),
    "plans.status_reset": _("Bỏ đánh giá lại"),
    "plans.local_task_added": _("Thêm nhiệm vụ riêng của đơn vị"),
    "plans.local_task_dropped": _("Bỏ nhiệm vụ riêng của đơn vị"),
    "plans.urged": _("Đôn đốc"),
}

REPORT = {
    "plans.report_started": _("Lập báo cáo tiến độ"),
    "plans.report_submitted": _("Nộp báo cáo tiến độ"),
    "plans.report_withdrawn": _("Rút báo cáo tiến độ"),
    "plans.report_returned": _("Trả lại báo cáo tiến độ"),
    "plans.report_accepted": _("Duyệt báo cáo tiến độ"),
    "plans.evidence_cited": _("Đính kèm minh chứng"),
    "plans.evidence_dropped": _("Bỏ minh chứng"),
}

HANDOVER = {
    "plans.handed_over": _("Giao việc trong đơn vị"),
    "plans.handover_passed_on": _("Giao phần việc cho người khác"),
    "plans.handover_dropped": _("Thu hồi phần việc"),
    "plans.handover_reported": _("Báo cáo phần việc"),
    "plans.handover_returned": _("Trả lại phần việc"),
    "plans.handover_taken_over": _("Đưa kết quả phần việc vào báo cáo của đơn vị"),
    "plans.handover_proved": _("Đính kèm minh chứng vào phần việc"),
    "plans.handover_unproved": _("Bỏ minh chứng khỏi phần việc"),
}

ARRANGED = {
    "plans.programme_set": _("Ghi chương trình, đề án của kế hoạch"),
    "plans.section_in_charge": _("Giao lãnh đạo phụ trách mục"),
    "plans.task_arranged": _("Ghi lãnh đạo phụ trách, chương trình của nhiệm vụ"),
    "plans.task_linked": _("Nối nhiệm vụ với kế hoạch riêng, phong trào"),
    "plans.guidance_added": _("Thêm văn bản hướng dẫn"),
    "plans.guidance_dropped": _("Bỏ văn bản hướng dẫn"),
    "plans.budget_added": _("Thêm kinh phí"),
    "plans.budget_edited": _("Sửa kinh phí"),
    "plans.budget_dropped": _("Bỏ kinh phí"),
    "plans.opinion_asked": _("Xin ý kiến"),
    "plans.opinion_given": _("Cho ý kiến"),
    "plans.difficulty_raised": _("Nêu vướng mắc"),
    "plans.difficulty_raised_inside": _("Nêu vướng mắc với thủ trưởng"),
    "plans.difficulty_sent_up": _("Gửi vướng mắc lên"),
    "plans.difficulty_passed_up": _("Chuyển vướng mắc lên cấp trên"),
    "plans.difficulty_amended_for": _("Sửa đổi kế hoạch từ vướng mắc"),
    "plans.answer_published": _("Đăng hỏi – đáp chung"),
    "plans.answer_edited": _("Sửa hỏi – đáp chung"),
    "plans.answer_withdrawn": _("Gỡ hỏi – đáp chung"),
    "plans.difficulty_answered": _("Trả lời vướng mắc"),
    "plans.difficulty_closed": _("Ghi vướng mắc đã giải quyết"),
    "plans.finding_written": _("Ghi nhận xét, kiến nghị kiểm tra"),
    "plans.finding_seen": _("Xem nhận xét, kiến nghị kiểm tra"),
    "plans.finding_answered": _("Trả lời kiểm tra"),
    "plans.finding_sent_back": _("Yêu cầu làm tiếp kiến nghị kiểm tra"),
    "plans.finding_closed": _("Kết thúc nhận xét, kiến nghị kiểm tra"),
}

MOVEMENT = {
    "plans.movement_created": _("Lập phong trào"),
    "plans.movement_edited": _("Sửa phong trào"),
    "plans.movement_moved": _("Chuyển bước phong trào"),
    "plans.movement_reviewed": _("Ghi kết quả sơ kết, tổng kết"),
    "plans.year_reviewed": _("Ghi sơ kết năm"),
}

PLAN = {
    "plans.plan_drafted": _("Soạn kế hoạch"),
    "plans.plan_edited": _("Sửa kế hoạch"),
    "plans.plan_copied": _("Chép nhiệm vụ từ kế hoạch khác"),
    "plans.own_plan_begun": _("Soạn kế hoạch của đơn vị từ kế hoạch cấp trên"),
    "plans.tasks_taken_up": _("Nhận thêm nhiệm vụ của kế hoạch cấp trên"),
    "plans.own_plans_called": _("Yêu cầu đơn vị ban hành kế hoạch của mình"),
    "plans.own_plans_uncalled": _("Bỏ yêu cầu đơn vị ban hành kế hoạch"),
    "plans.own_plans_urged": _("Đôn đốc ban hành kế hoạch của đơn vị"),
    "plans.target_added": _("Thêm chỉ tiêu"),
    "plans.target_edited": _("Sửa chỉ tiêu"),
    "plans.target_dropped": _("Bỏ chỉ tiêu"),
    "plans.paper_printed": _("Lập văn bản của kế hoạch"),
    "plans.paper_released": _("Tách văn bản khỏi kế hoạch"),
    "plans.plan_published": _("Ban hành kế hoạch"),
    "plans.plan_closed": _("Kết thúc kế hoạch"),
    "plans.amendment_begun": _("Soạn bản sửa đổi kế hoạch"),
    "plans.amendment_withdrawn": _("Bỏ bản sửa đổi kế hoạch"),
    "plans.change_confirmed": _("Xác nhận một thay đổi"),
    "plans.changes_confirmed": _("Xác nhận các thay đổi"),
    "plans.change_reopened": _("Xem lại một thay đổi"),
    "plans.plan_amended": _("Áp dụng bản sửa đổi vào kế hoạch"),
    "plans.changes_urged": _("Đôn đốc trả lời thay đổi kế hoạch"),
    "plans.tasks_imported": _("Nhập danh sách nhiệm vụ"),
    "plans.tasks_issued": _("Giao nhiệm vụ cho các đơn vị"),
}

TASK = {
    "plans.task_added": _("Thêm nhiệm vụ"),
    "plans.task_edited": _("Sửa nhiệm vụ"),
    "plans.task_placed": _("Gắn nhiệm vụ vào nội dung, nhiệm vụ cấp trên"),
    "plans.task_moved": _("Đổi thứ tự nhiệm vụ"),
    "plans.task_dropped": _("Bỏ nhiệm vụ"),
    "plans.task_merged": _("Gộp nhiệm vụ vào nhiệm vụ khác"),
    "plans.task_taken_in": _("Nhận nhiệm vụ khác gộp vào"),
}

INTAKE = {
    "plans.intake_started": _("Tiếp nhận tệp kế hoạch"),
    "plans.intake_read": _("Đọc xong tệp"),
    "plans.intake_reread": _("Yêu cầu đọc lại tệp"),
    "plans.intake_failed": _("Không đọc được tệp"),
    "plans.intake_dropped": _("Bỏ bản tiếp nhận"),
    "plans.intake_published": _("Ban hành kế hoạch từ bản tiếp nhận"),
    "plans.facts_accepted": _("Nhận mục"),
    "plans.facts_unaccepted": _("Hoàn tác việc nhận mục"),
    "plans.fact_edited": _("Sửa mục"),
    "plans.unit_said": _("Xác nhận đơn vị của một tên trong kế hoạch"),
    "plans.fact_split": _("Tách mục"),
    "plans.facts_joined": _("Gộp hai mục"),
    "plans.fact_turned": _("Chuyển mục sang phần khác"),
    "plans.fact_dropped": _("Bỏ mục"),
    "plans.fact_restored": _("Lấy lại mục"),
    "plans.fact_added": _("Thêm mục"),
    "plans.tasks_drafted": _("Lập nhiệm vụ nháp từ nội dung"),
    "plans.tasks_undrafted": _("Hoàn tác việc lập nhiệm vụ nháp"),
}

TEXT = {
    "plans.text_checked": _("Soát lỗi văn bản"),
    "plans.defect_dismissed": _("Bỏ qua một lỗi văn bản"),
    "plans.defect_restored": _("Lấy lại một lỗi văn bản đã bỏ qua"),
}

CHANGE = {
    "plans.changes_known": _("Đã nắm thay đổi của kế hoạch"),
    "plans.changes_proposed": _("Đề xuất về thay đổi của kế hoạch"),
    "plans.changes_settled": _("Trả lời đề xuất về thay đổi của kế hoạch"),
    "plans.change_carried": _("Đưa thay đổi của cấp trên vào kế hoạch"),
    "plans.change_left": _("Giữ nguyên, không theo thay đổi của cấp trên"),
}

# What stands in the lines besides fields.
LABELS = {
    "words": _("lời nhắn"),
    "to": _("người nhận"),
    "units": _("số đơn vị"),
    "written": _("số lượt mới"),
    "year": _("năm"),
    "defects": _("số điểm cần sửa"),
    "defect": _("lỗi văn bản"),
    "amendment": _("bản sửa đổi"),
    "version": _("phiên bản"),
    "changes": _("số thay đổi"),
    "into": _("gộp vào"),
    "merged": _("nhiệm vụ được gộp"),
    "moved": _("số việc chuyển sang"),
    "joined": _("số việc gộp"),
}

ALL = (ASSIGNMENT, REPORT, HANDOVER, ARRANGED, MOVEMENT, PLAN, TASK, INTAKE, TEXT, CHANGE)
