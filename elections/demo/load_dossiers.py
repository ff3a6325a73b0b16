"""Writes the consents of the demo's nominees, and drawings in place of photos."""

from hashlib import sha256

from flask import current_app

from elections.candidates.consent import CURRENT, ConsentWay
from elections.candidates.models import CandidateFile, Consent
from elections.demo.bulk import Row, insert
from elections.demo.dossiers import WITHDRAWAL
from elections.demo.invention import Campaign
from elections.demo.load_people import Roll
from elections.demo.night import CLOCK_AT
from elections.documents.file_kind import FileKind
from elections.documents.picture import draw_silhouette
from elections.vault import Vault

UPLOADED_BY = "coordinator"


def load_dossiers(campaign: Campaign, roll: Roll) -> None:
    """Writes what lies in the dossiers of the nominees."""
    insert(
        Consent,
        [
            {
                "candidate_id": roll.candidates[one.candidate],
                "text_version": CURRENT.version,
                "given_on": one.consented_on,
                "way": ConsentWay.PAPER,
                "withdrawn_on": one.withdrawn_on,
                "withdrawal_reason": WITHDRAWAL if one.withdrawn_on else "",
                "path": roll.places[one.person],
            }
            for one in campaign.dossiers
            if one.consented_on
        ],
    )
    vault: Vault = current_app.extensions["vault"]
    drawn = [one for one in campaign.dossiers if one.is_drawn]
    pictures = [draw_silhouette(number) for number in range(4)]
    insert(
        CandidateFile,
        [
            _photo(vault, roll.candidates[one.candidate], roll.places[one.person], pictures[number % 4])
            for number, one in enumerate(drawn)
        ],
    )


def _photo(vault: Vault, candidate_id: int, path: str, content: bytes) -> Row:
    return {
        "candidate_id": candidate_id, "path": path, "document": None, "name": "photo.jpg",
        "mimetype": FileKind.JPEG.value, "size": len(content),
        "digest": vault.blind_index(sha256(content).hexdigest()), "content_sealed": vault.encrypt_bytes(content),
        "uploaded_at": CLOCK_AT, "uploaded_by": UPLOADED_BY,
    }  # fmt: skip
