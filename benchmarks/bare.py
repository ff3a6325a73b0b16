"""The peer of a night: a Flask view that only parses the form of a protocol, and keeps, checks and shows nothing else."""

from functools import lru_cache

from flask import Flask, redirect, request
from flask_babel import Babel
from flask_wtf import FlaskForm
from werkzeug.wrappers import Response

from elections.results.entry_papers import BallotLine
from elections.results.forms import FIGURE_NAMES, FORMS_KEPT, ProtocolForm, form_of
from elections.results.rules import read_figure

app = Flask("bare")
app.config.update(SECRET_KEY="bare", WTF_CSRF_ENABLED=False)  # noqa: S106
Babel(app)


@app.post("/protocols/<int:protocol_id>/entry")
def enter(protocol_id: int) -> Response:
    """Parses an entry, and leads to its protocol."""
    votes = tuple(name for name in request.form if name.startswith("votes_"))
    form = _stock(tuple(BallotLine(int(name[6:]), name) for name in votes))()
    if not form.validate():
        return Response(str(form.errors), 422)
    for name in (*FIGURE_NAMES, "against_all", *votes):
        read_figure(form[name].data or "", name, required=False)
    return redirect(f"/protocols/{protocol_id}", 303)


@lru_cache(maxsize=FORMS_KEPT)
def _stock(ballot: tuple[BallotLine, ...]) -> type[ProtocolForm]:
    """Returns a ballot's form as Flask-WTF makes one: without what ours has been made faster by."""
    stock = {"get_translations": FlaskForm.Meta.get_translations}
    return type("StockForm", (form_of(ballot),), {"Meta": type("Meta", (), stock)})
