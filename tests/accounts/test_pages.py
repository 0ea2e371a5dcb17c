"""Pages of accounts: one's own, and those of an administrator."""

import re

import pytest

from phongtrao.accounts.models import User
from tests.factories import make_user


def post(client, path, **data):
    return client.post(path, data, follow=True)


def test_profile_saves_ones_choice(client, binh):
    client.force_login(binh)

    page = post(client, "/tai-khoan/cua-toi/")

    assert "Đã lưu lựa chọn" in page.content.decode()
    binh.refresh_from_db()
    assert binh.wants_mail is False


def test_profile_shows_ones_own_history(client, binh):
    client.force_login(binh)

    assert client.get(f"/nhat-ky/accounts.user/{binh.pk}/").status_code == 200
    assert "Tài khoản của tôi" in client.get("/tai-khoan/cua-toi/").content.decode()


@pytest.mark.parametrize("who", ["an", "dung", "khanh", "binh", "chi"])
def test_accounts_do_not_exist_for_others(client, request, giang, who):
    client.force_login(request.getfixturevalue(who))

    paths = ["", "moi/", *(f"{giang.pk}/{end}" for end in ("", "sua/", "khoa/", "mat-khau/"))]
    assert {client.get(f"/tai-khoan/{path}").status_code for path in paths} == {404}
    assert client.get(f"/nhat-ky/accounts.user/{giang.pk}/").status_code == 404


def test_list_narrows_with_and_without_marks(client, hoa, giang, binh):
    client.force_login(hoa)

    def found(**words):
        return list(client.get("/tai-khoan/", words).context["table"].filtered)

    assert found(q="vu thi giang") == [giang]
    assert found(q="Giang", tinh_trang="khoa") == []
    assert set(found()) == {hoa, giang, binh}


@pytest.mark.parametrize("rows", [1, 3])
def test_list_asks_the_same_with_more_rows(client, hoa, rows, django_assert_num_queries):
    for _n in range(rows):
        make_user("Người Thử")
    client.force_login(hoa)

    with django_assert_num_queries(7):  # session, user, grants, works, bell, count, page
        page = client.get("/tai-khoan/", {"q": "nguoi thu"})

    assert page.content.decode().count("Người Thử") >= rows


def test_new_account_shows_its_password_once(client, hoa):
    client.force_login(hoa)

    answer = client.post(
        "/tai-khoan/moi/", {"username": "mai", "full_name": "Lê Thị Mai", "email": ""}
    )

    password = re.search(r'<code class="secret">(.*?)</code>', answer.content.decode())[1]
    user = User.objects.get(username="mai")
    assert user.check_password(password)
    assert "no-store" in answer["Cache-Control"]
    assert password not in client.get(f"/tai-khoan/{user.pk}/").content.decode()


def test_new_account_says_what_is_wrong_at_the_field(client, hoa, binh):
    client.force_login(hoa)

    page = client.post("/tai-khoan/moi/", {"username": "Binh", "full_name": "Người Khác"})

    assert "đã có người dùng" in page.content.decode()
    assert User.objects.filter(full_name="Người Khác").count() == 0


def test_edit_saves_and_says_so(client, hoa, giang):
    client.force_login(hoa)

    page = post(client, f"/tai-khoan/{giang.pk}/sua/", full_name="Vũ Thị Giáng", email="")

    giang.refresh_from_db()
    assert (giang.full_name, giang.email) == ("Vũ Thị Giáng", "")
    assert "Đã lưu tài khoản" in page.content.decode()


def test_deactivate_asks_for_a_word_and_can_be_undone(client, hoa, giang):
    client.force_login(hoa)
    path = f"/tai-khoan/{giang.pk}/khoa/"

    assert "Gõ “khóa”" in client.get(path).content.decode()
    assert "Chưa đúng từ" in client.post(path, {"confirm": "sai"}).content.decode()
    page = post(client, path, confirm="khoa")
    assert "Đã khóa tài khoản" in page.content.decode()

    page = post(client, f"/tai-khoan/{giang.pk}/mo-lai/")
    giang.refresh_from_db()
    assert giang.is_active
    assert "Đã mở lại" in page.content.decode()


def test_deactivate_twice_says_why_not(client, hoa, giang):
    client.force_login(hoa)
    post(client, f"/tai-khoan/{giang.pk}/khoa/", confirm="khóa")

    page = post(client, f"/tai-khoan/{giang.pk}/khoa/", confirm="khóa")

    assert "Tài khoản đã khóa." in page.content.decode()


def test_reset_password_shows_a_new_one(client, hoa, giang):
    client.force_login(hoa)

    page = client.post(f"/tai-khoan/{giang.pk}/mat-khau/", {"confirm": "cấp lại"})

    password = re.search(r'<code class="secret">(.*?)</code>', page.content.decode())[1]
    giang.refresh_from_db()
    assert giang.check_password(password)


def test_reset_second_factor_says_when_there_is_none(client, hoa, giang):
    client.force_login(hoa)

    page = post(client, f"/tai-khoan/{giang.pk}/hai-buoc/", confirm="gỡ")

    assert "không dùng xác thực hai bước" in page.content.decode()


def test_administrator_sees_no_reset_for_oneself(client, hoa):
    client.force_login(hoa)

    page = client.get(f"/tai-khoan/{hoa.pk}/").content.decode()

    assert "Cấp lại mật khẩu" not in page
    assert "Khóa tài khoản" not in page
