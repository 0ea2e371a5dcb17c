"""The addresses of filtered lists speak Vietnamese, and say one thing by one word in every app."""

from django.urls import get_resolver

from phongtrao.plans.forms.board import BoardFilter
from phongtrao.web.tables import Filter

WORDS = {
    "q": "words to look for",
    "ap_dung": "whether others use it",
    "cap": "level of schools",
    "chi_tieu": "whether there is a quota, or it is used up",
    "chu_de": "theme",
    "co_quan": "issuing body",
    "da_doi": "whether recorded facts changed since",
    "dat": "whether what is asked was reached",
    "den_ngay": "until",
    "dia_ban": "area",
    "danh_hieu": "title or form of commendation",
    "danh_muc": "which list",
    "dip": "occasion of an award round",
    "dinh_huong": "direction of research",
    "doc_sau": "what one keeps to read later",
    "doi_tuong": "whom or what it is about",
    "don_vi": "unit",
    "dong": "line of “Nơi nhận”",
    "duoi": "under which unit",
    "giai": "prize",
    "gop": "summed up",
    "han": "due day",
    "hoi_dong": "council",
    "hoat_dong": "whether anything was done this quarter",
    "ke_hoach": "plan",
    "ky": "period",
    "cum": "cluster",
    "khac": "told apart",
    "kiem_tra": "needs a check",
    "lich": "what the calendar of a unit counts",
    "linh_vuc": "field of work",
    "loai": "kind",
    "mo": "for whom it is open",
    "moi": "whether asked in",
    "muc": "level of a rating",
    "muc_dich": "what a paper is sent for",
    "muon": "late",
    "nam": "year",
    "ngay": "as of which day",
    "nguoi": "who did it",
    "nguon": "where it comes from",
    "pham_vi": "how far it is recognised",
    "phan_cong": "whether somebody is to score it",
    "phat_dong": "whether the unit has launched its own",
    "phong_trao": "movement",
    "quy_mo": "how large",
    "tham_quyen": "who decides",
    "the": "tag",
    "theo": "by what rows are counted",
    "tiep_nhan": "answer of the unit",
    "tinh_trang": "state",
    "truc_tiep": "frontline or not",
    "tu_ngay": "from",
    "tuyen": "line",
    "vai": "role",
    "viec": "what is to do, or was done",
    "xa": "commune",
    "xem": "read or not",
}


def every(kind):
    for below in kind.__subclasses__():
        yield below
        yield from every(below)


def test_filters_use_the_words_of_the_list():
    assert get_resolver().url_patterns  # every view is loaded, and its forms with it
    ours = [found for found in every(Filter) if found.__module__.startswith("phongtrao.")]

    unknown = {
        f"{found.__module__}.{found.__name__}.{name}"
        for found in ours
        for name in found.base_fields
        if name not in WORDS
    }

    assert BoardFilter in ours
    assert unknown == set()
