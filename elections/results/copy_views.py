"""A protocol's copy as PDF."""

from flask import Blueprint, Response

from elections.accounts.access import Permission
from elections.results.protocol_paper import copy_pdf
from elections.web.guards import requires

bp = Blueprint("protocol_paper", __name__)


@bp.get("/protocols/<int:protocol_id>.pdf")
@requires(Permission.SEE_RESULTS)
def show(protocol_id: int) -> Response:
    """Prints the copy of a protocol, in Kazakh and Russian side by side."""
    headers = {"Content-Disposition": f'inline; filename="protocol-{protocol_id}.pdf"'}
    return Response(copy_pdf(protocol_id), mimetype="application/pdf", headers=headers)
