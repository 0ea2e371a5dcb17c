"""How tests of digital literacy look at its pages and send its forms."""

import re

from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from django.urls import reverse

from phongtrao.lib.sheets import SheetContent, write_workbook


def as_(user):
    client = Client()
    client.force_login(user)
    return client


def get(user, name, *args, **query):
    return as_(user).get(reverse(f"literacy:{name}", args=args, query=query))


def page(user, name, *args, **query):
    response = get(user, name, *args, **query)
    assert response.status_code == 200, (name, response.status_code)
    return response.content.decode()


def send(user, name, *args, **data):
    return as_(user).post(reverse(f"literacy:{name}", args=args), data)


def book(columns, *rows):
    content = write_workbook([SheetContent("Bảng", columns, rows)], title="")
    return SimpleUploadedFile("bang.xlsx", content)


def rows_in(text):
    return re.search(r'name="rows" value="([^"]+)"', text)[1]
