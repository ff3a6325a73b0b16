"""The words of a history: no field and no code is shown raw."""

from flask import Flask
from flask_babel import force_locale

from elections.candidates.history_words import field_label, worded
from elections.candidates.registration import Document
from elections.candidates.words import DOCUMENT_LABELS


def test_documents_of_a_change_taken_back_are_told_by_their_names(app: Flask) -> None:
    with app.test_request_context(), force_locale("en"):
        told = worded("documents", [Document.BIOGRAPHY.value], {})
        assert field_label("documents") == "Documents"
        assert told == str(DOCUMENT_LABELS[Document.BIOGRAPHY])
