"""Addresses of outgoing papers and number books; part of ``documents.urls``."""

from django.urls import path

from phongtrao.documents.views import books, finishing, outgoing, signing, writing

patterns = [
    path("di/", outgoing.outgoing_list, name="outgoing_list"),
    path("di/moi/", outgoing.draft_new, name="draft_new"),
    path("di/moi/theo-mau/", writing.draft_write, name="draft_write"),
    path("di/<int:pk>/", outgoing.outgoing, name="outgoing"),
    path("di/<int:pk>/sua/", outgoing.draft_edit, name="draft_edit"),
    path("di/<int:pk>/noi-dung/", writing.draft_rewrite, name="draft_rewrite"),
    path("di/<int:pk>/so-sanh/", outgoing.compare, name="compare_drafts"),
    path("di/<int:pk>/xin-y-kien/", outgoing.opinion_ask, name="opinion_ask"),
    path("di/<int:pk>/trinh/", signing.submit, name="submit"),
    path("di/<int:pk>/rut-lai/", signing.recall, name="recall"),
    path("di/<int:pk>/ky-so/", signing.signed_copy, name="signed_copy"),
    path("di/<int:pk>/cap-so/", books.issue, name="issue"),
    path("di/<int:pk>/tep-ban-hanh/", finishing.finished_file, name="finished_file"),
    path("di/<int:pk>/tep-ban-hanh/dung/", finishing.agree_finished, name="agree_finished"),
    path(
        "di/<int:pk>/tep-ban-hanh/nhu-da-duyet/",
        finishing.keep_approved,
        name="keep_approved_file",
    ),
    path("y-kien/<int:pk>/", outgoing.opinion, name="opinion"),
    path("trinh-ky/", signing.to_sign_list, name="to_sign"),
    path("trinh-ky/duyet/", signing.approve_selected, name="approve_selected"),
    path("trinh-ky/<int:pk>/", signing.approval, name="approval"),
    path("trinh-ky/<int:pk>/duyet/", signing.approve, name="approve"),
    path("trinh-ky/<int:pk>/ky-thay/", signing.hand_to_deputy, name="hand_to_deputy"),
    path("trinh-ky/<int:pk>/tra-lai/", signing.return_draft, name="return_draft"),
    path("so/", books.book_list, name="book_list"),
    path("so/<int:pk>/", books.book, name="book"),
    path("so/<int:pk>/bo-so/", books.leave_out, name="leave_out_number"),
    path("lap/<int:pk>/thanh-du-thao/", outgoing.paper_to_draft, name="paper_to_draft"),
]
