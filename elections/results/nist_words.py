"""Texts of the NIST format (pure): each in Russian and Kazakh, as the ballot has them."""

from typing import Any

from elections.results.outgoing import Place

AGAINST_ALL = ("Против всех", "Бәріне қарсымын")
OFFICE = ("Аким: {}", "Әкім: {}")
COUNTRY = Place("KZ", "Республика Казахстан", "Қазақстан Республикасы")


def text(ru: str, kk: str) -> dict[str, Any]:
    """Returns an InternationalizedText of both languages, of one where there is no other."""
    return _text([(ru, "ru"), (kk, "kk")])


def bare(name: str) -> dict[str, Any]:
    """Returns somebody's name, which is written alike on ballots of both languages."""
    return text(name, name)


def plain_name(place: Place) -> str:
    """Returns a name for where the standard has room for one language: both, where they differ."""
    return " / ".join(dict.fromkeys(filter(None, (place.name_ru, place.name_kk))))


def _text(parts: list[tuple[str, str]]) -> dict[str, Any]:
    kind = {"@type": "ElectionResults.LanguageString"}
    return {
        "@type": "ElectionResults.InternationalizedText",
        "Text": [
            {**kind, "Content": content, "Language": language} for content, language in parts if content
        ],
    }
