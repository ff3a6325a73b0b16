"""The page of what changed between two versions of a platform."""

from collections.abc import Sequence

from flask import Blueprint, render_template, request
from flask_babel import gettext as _

from elections.accounts.access import Permission
from elections.candidates.queries import get_candidate
from elections.errors import NotFound
from elections.platforms.differences import compare_pledges, compare_texts
from elections.platforms.review_queries import Version, list_versions, with_pledges
from elections.platforms.review_words import CHANGE_LABELS, FIELD_LABELS, LANGUAGE_LABELS, field_value
from elections.web.guards import requires
from elections.web.i18n import moment

bp = Blueprint("platform_comparison", __name__)


@bp.get("/candidates/<int:candidate_id>/platforms/changes")
@requires(Permission.SEE_PLATFORMS)
def compare(candidate_id: int) -> str:
    """Shows two versions of a candidate's platform side by side: words of the texts, fields of the pledges."""
    candidate = get_candidate(candidate_id)
    versions = list_versions(candidate_id)
    if not versions:
        raise NotFound
    new = _chosen(versions, "new", 0)
    old = _chosen(versions, "old", min(versions.index(new) + 1, len(versions) - 1))
    old, new = with_pledges(old), with_pledges(new)
    texts = {
        language: [row for name in ("title", "text") for row in _rows(old, new, f"{name}_{language}")]
        for language in LANGUAGE_LABELS
    }
    return render_template(
        "platforms/compare.html", candidate=candidate, old=old, new=new, texts=texts,
        versions={one.key: _label(one, candidate.path) for one in versions},
        pledges=compare_pledges(old.pledges, new.pledges), languages=LANGUAGE_LABELS, changes=CHANGE_LABELS,
        fields=FIELD_LABELS, field_value=field_value, newest=int(versions[0].key),
    )  # fmt: skip


def _rows(old: Version, new: Version, name: str) -> Sequence[object]:
    return compare_texts(old.texts.get(name, ""), new.texts.get(name, ""))


def _chosen(versions: Sequence[Version], side: str, otherwise: int) -> Version:
    asked = request.args.get(side, "")
    return next((one for one in versions if one.key == asked), versions[otherwise])


def _label(version: Version, path: str) -> str:
    if version.submission is None:
        return _("Edition %(number)s as it is now", number=version.edition)
    return _(
        "Edition %(number)s as submitted on %(when)s", number=version.edition, when=moment(version.submission.at, path)
    )  # fmt: skip
