"""The peer of a night: a Flask view that only parses the form of a protocol, and keeps, checks and shows nothing else."""

from functools import lru_cache

from flask import Flask, redirect, request
from flask_babel import Babel
from werkzeug.wrappers import Response

from elections.results.forms import FIGURE_NAMES, ProtocolForm, _figure
from elections.results.rules import read_figure

app = Flask("bare")
app.config.update(SECRET_KEY="bare", WTF_CSRF_ENABLED=False)
Babel(app)


@lru_cache
def _form(votes: tuple[str, ...]) -> type[ProtocolForm]:
    return type("BallotForm", (ProtocolForm,), {name: _figure(name, required=True) for name in votes})


@app.post("/protocols/<int:protocol_id>/entry")
def enter(protocol_id: int) -> Response:
    """Parses an entry, and leads to its protocol."""
    votes = tuple(name for name in request.form if name.startswith("votes_"))
    form = _form(votes)()
    if not form.validate():
        return Response(str(form.errors), 422)
    for name in (*FIGURE_NAMES, "against_all", *votes):
        read_figure(form[name].data or "", name, required=False)
    return redirect(f"/protocols/{protocol_id}", 303)
