from django.urls import path

from phongtrao.accounts.views import administration, invitations, own, resets, sessions

app_name = "accounts"
urlpatterns = [
    path("cua-toi/", own.profile, name="profile"),
    path("cua-toi/lich/", own.calendar_open, name="calendar_open"),
    path("cua-toi/lich/thu-hoi/", own.calendar_close, name="calendar_close"),
    path("cua-toi/phien/", sessions.session_list, name="sessions"),
    path("cua-toi/phien/khac/", sessions.session_end_others, name="session_end_others"),
    path("cua-toi/phien/<int:pk>/", sessions.session_end, name="session_end"),
    path("loi-moi/", invitations.invitation_list, name="invitations"),
    path("loi-moi/gui-lai/", invitations.resend, name="invitations_resend"),
    path("loi-moi/rut/", invitations.withdraw, name="invitations_withdraw"),
    path("loi-moi/moi/", invitations.invite, name="invite"),
    path("loi-moi/moi/thu/", invitations.invite_mail, name="invite_mail"),
    path("loi-moi/moi/phieu/", invitations.invite_slips, name="invite_slips"),
    path("nhan-loi-moi/<str:token>/", invitations.accept, name="accept"),
    path("mat-khau/ma/", resets.use_code, name="use_code"),
    path("dong-nghiep/", resets.colleague_list, name="colleagues"),
    path("dong-nghiep/<int:pk>/ma/", resets.issue_code, name="issue_code"),
    path("dung-thu/", own.demo_sign_in, name="demo_sign_in"),
    path("", administration.user_list, name="user_list"),
    path("moi/", administration.user_new, name="user_new"),
    path("<int:pk>/", administration.user_detail, name="user"),
    path("<int:pk>/sua/", administration.user_edit, name="user_edit"),
    path("<int:pk>/khoa/", administration.user_deactivate, name="user_deactivate"),
    path("<int:pk>/mo-lai/", administration.user_reactivate, name="user_reactivate"),
    path("<int:pk>/mo-tam-khoa/", administration.user_lift_lockout, name="user_lift_lockout"),
    path("<int:pk>/go-noi/", administration.user_unlink, name="user_unlink"),
    path("<int:pk>/phien/", sessions.user_end_sessions, name="user_end_sessions"),
    path("<int:pk>/mat-khau/", administration.user_reset_password, name="user_reset_password"),
    path("<int:pk>/hai-buoc/", administration.user_reset_factor, name="user_reset_factor"),
]
