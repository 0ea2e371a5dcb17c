"""Jobs: thin doors to services. All are safe to run twice."""

from procrastinate.contrib.django import app


@app.task(name="documents.render_paper", queue="documents", retry=3)
def render_paper_job(paper_id: int) -> None:
    from phongtrao.documents.services import render_paper  # noqa: PLC0415 -- leaf

    render_paper(paper_id)


@app.task(name="documents.build_package", queue="documents", retry=3)
def build_package_job(package_id: int, document_ids: list[int]) -> None:
    from phongtrao.documents.services.packages import build_package  # noqa: PLC0415 -- leaf

    build_package(package_id, document_ids)


@app.task(name="documents.print_certificates", queue="documents", retry=3)
def print_certificates_job(batch_id: int) -> None:
    from phongtrao.documents.services.printing_certificates import (  # noqa: PLC0415 -- leaf
        print_certificates,
    )

    print_certificates(batch_id)


@app.periodic(cron="40 2 * * *")
@app.task(name="documents.sweep_orphans", queue="maintenance")
def sweep_orphans_job(timestamp: int) -> None:  # noqa: ARG001 -- given by the scheduler
    from phongtrao.documents.services import sweep_orphans  # noqa: PLC0415 -- leaf

    sweep_orphans()


@app.task(name="documents.print_pages", queue="documents", retry=3)
def print_pages_job(key: str) -> None:
    from phongtrao.documents.services.page_images import print_pages  # noqa: PLC0415 -- leaf

    print_pages(key)


@app.periodic(cron="50 2 * * *")
@app.task(name="documents.sweep_page_images", queue="maintenance")
def sweep_page_images_job(timestamp: int) -> None:  # noqa: ARG001 -- given by the scheduler
    from phongtrao.documents.services.page_images import sweep_page_images  # noqa: PLC0415 -- leaf

    sweep_page_images()
