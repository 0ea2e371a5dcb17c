"""The addresses of the product with error pages of one word: the table of rights wants codes only."""

from django.http import HttpRequest, HttpResponse

from phongtrao.config.urls import urlpatterns

__all__ = ["handler403", "handler404", "urlpatterns"]


def handler403(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("403", status=403)


def handler404(request: HttpRequest, exception: Exception) -> HttpResponse:
    return HttpResponse("404", status=404)
