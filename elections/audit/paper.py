"""An anchor of the log on paper: a sheet that is signed and kept apart from the computers."""

from flask import render_template, url_for
from flask_babel import force_locale

from elections.audit.models import AuditAnchor
from elections.documents.pdf import render_pdf
from elections.documents.qr import qr_picture

GROUP = 8


def anchor_pdf(anchor: AuditAnchor, asked: str) -> bytes:
    """Returns the sheet as PDF, with a QR that leads to the page which holds the log against it."""
    link = url_for("anchors.check", event=anchor.event_id, digest=anchor.digest, _external=True)
    with force_locale(asked):
        page = render_template(
            "paper/anchor.html",
            anchor=anchor,
            digest=in_groups(anchor.digest),
            qr=qr_picture(link),
            link=link,
        )
        return render_pdf(page)


def in_groups(digest: str) -> list[str]:
    """Returns a digest in groups of eight signs, as people compare it."""
    return [digest[place : place + GROUP] for place in range(0, len(digest), GROUP)]
