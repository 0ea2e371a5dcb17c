"""Movements: phong-trao/…"""

from django.urls import path

from phongtrao.plans.views import movement_steps as steps
from phongtrao.plans.views import movement_units as units
from phongtrao.plans.views import movements as views

urlpatterns = [
    path("phong-trao/", views.movement_list, name="movement_list"),
    path("phong-trao/lap/", views.movement_new, name="movement_new"),
    path("phong-trao/<int:pk>/", views.movement, name="movement"),
    path("phong-trao/<int:pk>/sua/", views.movement_edit, name="movement_edit"),
    path("phong-trao/<int:pk>/chuyen-buoc/", steps.movement_move, name="movement_move"),
    path("phong-trao/<int:pk>/so-ket-nam/", steps.movement_year, name="movement_year"),
    path("phong-trao/<int:pk>/huong-ung/", steps.movement_answer, name="movement_answer"),
    path("phong-trao/<int:pk>/don-vi/", units.movement_units, name="movement_units"),
    path("phong-trao/<int:pk>/don-vi/don-doc/", units.urge_units, name="movement_urge"),
]
