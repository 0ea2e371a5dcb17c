from django.urls import path

from phongtrao.accounts.views import administration, own, resets

app_name = "accounts"
urlpatterns = [
    path("cua-toi/", own.profile, name="profile"),
    path("cua-toi/lich/", own.calendar_open, name="calendar_open"),
    path("cua-toi/lich/thu-hoi/", own.calendar_close, name="calendar_close"),
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
    path("<int:pk>/mat-khau/", administration.user_reset_password, name="user_reset_password"),
    path("<int:pk>/hai-buoc/", administration.user_reset_factor, name="user_reset_factor"),
]
