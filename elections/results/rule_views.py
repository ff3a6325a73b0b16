"""The page of the rules of protocols: what each checks, and from where a figure is unlikely."""

from typing import Any

from flask import Blueprint, flash, render_template, url_for
from flask_babel import gettext as _
from flask_babel import lazy_gettext
from werkzeug.wrappers import Response
from wtforms import IntegerField
from wtforms.validators import NumberRange

from elections.accounts.access import Permission
from elections.campaign.actions import may_change_campaign, require_change
from elections.campaign.queries import get_election
from elections.results.rule_actions import change_thresholds
from elections.results.rule_words import FIELDS, SAYS
from elections.results.rules import BOUNDS, RULES, Thresholds
from elections.results.words import SEVERITY_LABELS
from elections.web.forms import REQUIRED, Answered, Form, run_form, version_of
from elections.web.guards import requires, viewer
from elections.web.objections import article

bp = Blueprint("protocol_rules", __name__)
Answer = Response | str | tuple[str, int]


def _threshold(name: str, label: Any) -> IntegerField:
    least, most = BOUNDS[name]
    words = lazy_gettext("Enter a whole number from %(least)s to %(most)s", least=least, most=most)
    return IntegerField(label, [Answered(REQUIRED), NumberRange(least, most, words)])


class ThresholdsForm(Form):
    """From where a figure of a protocol is unlikely."""

    voters_most = _threshold("voters_most", lazy_gettext("W.202: most voters of a precinct"))
    turnout_high = _threshold("turnout_high", lazy_gettext("W.204: turnout above, percent"))
    invalid_high = _threshold("invalid_high", lazy_gettext("W.205: share of invalid ballots above, percent"))
    zero_from = _threshold(
        "zero_from", lazy_gettext("W.207: nobody for a candidate, where as many took part")
    )
    turnout_apart = _threshold(
        "turnout_apart", lazy_gettext("W.209: turnout apart from the other precincts, points")
    )
    share_apart = _threshold(
        "share_apart", lazy_gettext("W.210: share apart from the other precincts, points")
    )
    compare_from = _threshold("compare_from", lazy_gettext("W.209, W.210: other precincts that must be in"))


@bp.get("/protocols/rules")
@requires(Permission.SEE_RESULTS)
def show() -> str:
    """Lists the rules with their codes and thresholds."""
    limits = Thresholds.from_json(get_election().protocol_thresholds)
    return render_template(
        "results/rules.html", rules=RULES, limits=limits.to_json(), severities=SEVERITY_LABELS, says=SAYS,
        fields=FIELDS, article=article, can_change=may_change_campaign(viewer()),
    )  # fmt: skip


@bp.route("/protocols/rules/thresholds", methods=["GET", "POST"])
@requires(Permission.MANAGE_ELECTION)
def edit() -> Answer:
    """Changes from where a figure is unlikely."""
    require_change(viewer())
    election = get_election()
    known: dict[str, Any] = dict(Thresholds.from_json(election.protocol_thresholds).to_json())
    form = ThresholdsForm(data=known)

    def act() -> str:
        change_thresholds(
            viewer(), election, version_of(form), Thresholds(**{name: form[name].data for name in BOUNDS})
        )
        flash(_("The thresholds were saved. They hold for protocols that are entered from now on."))
        return url_for("protocol_rules.show")

    return run_form(
        form, "results/thresholds.html", act, record=election, known=lambda: known, names=tuple(BOUNDS)
    )
