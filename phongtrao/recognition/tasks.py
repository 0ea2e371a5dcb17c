"""Doors of this app's jobs: ids in, one call of a service, no logic. Each is safe to run twice."""

from procrastinate.contrib.django import app


@app.task(name="recognition.forget_files", queue="documents", retry=2)
def forget_files(*, file_ids: list[int]) -> None:
    from phongtrao.recognition.services.files import forget_unused  # noqa: PLC0415 -- leaf

    forget_unused(file_ids)
