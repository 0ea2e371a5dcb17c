from django.urls import reverse

from phongtrao.base.http import addresses_of


def test_addresses_of_a_view_are_those_of_reverse_for_any_key():
    address = addresses_of("plans:report")

    assert [address(pk) for pk in (1, 20, 300)] == [
        reverse("plans:report", args=[pk]) for pk in (1, 20, 300)
    ]
