"""Addresses of registrations and pledges, below /khen-thuong/."""

from django.urls import path

from phongtrao.awards.views import pledges, registration_calls, registrations

urlpatterns = [
    path("dang-ky/", registration_calls.registration_calls, name="registration_calls"),
    path("dang-ky/moi/", registration_calls.call_new, name="call_new"),
    path("dang-ky/dot/<int:pk>/", registration_calls.registration_call, name="registration_call"),
    path("dang-ky/dot/<int:pk>/sua/", registration_calls.call_change, name="call_change"),
    path("dang-ky/dot/<int:pk>/huy/", registration_calls.call_cancel, name="call_cancel"),
    path("dang-ky/dot/<int:pk>/don-doc/", registration_calls.call_urge, name="call_urge"),
    path("dang-ky/phai/<int:pk>/", registration_calls.called, name="called"),
    path("dang-ky/cua-toi/", registrations.my_registrations, name="my_registrations"),
    path("dang-ky/cua-toi/<slug:period>/", registrations.register_self, name="register_self"),
    path("dang-ky/don-vi/<int:pk>/", registrations.unit_registrations, name="unit_registrations"),
    path(
        "dang-ky/don-vi/<int:pk>/<slug:period>/tap-the/",
        registrations.register_unit,
        name="register_unit",
    ),
    path(
        "dang-ky/don-vi/<int:pk>/<slug:period>/moi-nguoi/",
        registrations.register_people,
        name="register_people",
    ),
    path(
        "dang-ky/don-vi/<int:pk>/<slug:period>/xac-nhan/",
        registrations.registrations_confirm,
        name="registrations_confirm",
    ),
    path("dang-ky/<int:pk>/", registrations.registration, name="registration"),
    path("dang-ky/<int:pk>/sua/", registrations.registration_change, name="registration_change"),
    path("dang-ky/<int:pk>/tra-lai/", registrations.registration_return, name="registration_return"),
    path(
        "dang-ky/<int:pk>/bo-tra-lai/",
        registrations.registration_return_drop,
        name="registration_return_drop",
    ),
    path("dang-ky/<int:pk>/rut/", registrations.registration_withdraw, name="registration_withdraw"),
    path("giao-uoc/", pledges.pledges, name="pledges"),
    path("giao-uoc/<int:pk>/<int:year>/", pledges.pledge, name="pledge"),
    path("giao-uoc/<int:pk>/<int:year>/tai/", pledges.pledge_paper, name="pledge_paper"),
    path("giao-uoc/<int:pk>/<int:year>/ghi/", pledges.pledge_write, name="pledge_write"),
]  # fmt: skip
