"""How tests of awards look at its pages and send its forms."""

from django.test import Client
from django.urls import reverse


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def get(user, name, *args, **query):
    return as_(user).get(reverse(f"awards:{name}", args=args, query=query))


def page(user, name, *args, **query):
    response = get(user, name, *args, **query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def send(user, name, /, *args, **data):
    return as_(user).post(reverse(f"awards:{name}", args=args), data)
