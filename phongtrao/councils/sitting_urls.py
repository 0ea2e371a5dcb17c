"""Addresses of sittings and votes, below those of councils."""

from django.urls import path

from phongtrao.councils.views import agenda, counting, sitting_papers, sittings, votes

SITTING = "phien-hop/<int:pk>/"
urlpatterns = [
    path("<int:pk>/phien-hop/", sittings.sitting_list, name="sitting_list"),
    path("<int:pk>/phien-hop/moi/", sittings.sitting_new, name="sitting_new"),
    path(SITTING, sittings.sitting, name="sitting"),
    path(SITTING + "tep-lich/", sittings.sitting_calendar, name="sitting_calendar"),
    path(SITTING + "lich/", sittings.sitting_edit, name="sitting_edit"),
    path(SITTING + "khai-mac/", sittings.sitting_open, name="sitting_open"),
    path(SITTING + "diem-danh/", sittings.sitting_roll, name="sitting_roll"),
    path(SITTING + "chu-tri/", sittings.sitting_chair, name="sitting_chair"),
    path(SITTING + "dien-bien/", sittings.sitting_course, name="sitting_course"),
    path(SITTING + "be-mac/", sittings.sitting_close, name="sitting_close"),
    path(SITTING + "huy/", sittings.sitting_cancel, name="sitting_cancel"),
    path(SITTING + "them-ho-so/", agenda.agenda_add, name="agenda_add"),
    path(SITTING + "len-dau/", agenda.agenda_first, name="agenda_first"),
    path(SITTING + "chuyen-phien/", agenda.agenda_leave, name="agenda_leave"),
    path(SITTING + "noi-dung/<int:item_pk>/", agenda.item, name="sitting_item"),
    path(SITTING + "noi-dung/<int:item_pk>/y-kien/", votes.opinion, name="sitting_opinion"),
    path(SITTING + "bieu-quyet/", votes.vote_open, name="vote_open"),
    path(SITTING + "bo-phieu/", votes.ballot, name="ballot"),
    path(SITTING + "bo-phieu-lai/", votes.vote_void, name="vote_void"),
    path(SITTING + "dem-phieu/", counting.paper_counts, name="paper_counts"),
    path(SITTING + "kiem-phieu/", counting.count, name="vote_count"),
    path(SITTING + "ap-dung/", counting.apply, name="sitting_apply"),
    path(SITTING + "van-ban/", sitting_papers.paper_new, name="sitting_paper"),
]
