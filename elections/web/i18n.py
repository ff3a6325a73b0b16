"""Languages and formats: Kazakh, Russian, English; 25.07.2021; 1 209 817 with narrow no-break spaces; 79,1 %."""

from datetime import date, datetime
from fractions import Fraction
from math import floor
from typing import Any
from urllib.parse import urlencode

from babel import Locale
from flask import Flask, current_app, g, request, session, url_for
from flask_babel import Babel, get_locale
from werkzeug.wrappers import Response

from elections.zones import zone_for

OWN_NAMES = {"kk": "Қазақша", "ru": "Русский", "en": "English"}
_LOCALES = {code: Locale.parse(code) for code in OWN_NAMES}
NARROW_SPACE = "\N{NARROW NO-BREAK SPACE}"


def init_i18n(app: Flask) -> None:
    """Sets the languages of `app` up, and the filters of its templates."""
    Babel(
        app, locale_selector=_choose_locale, default_translation_directories=str(app.config["TRANSLATIONS"])
    )
    app.after_request(_remember_language)
    app.jinja_env.filters["full_stop"] = full_stop
    app.jinja_env.filters.update(
        number=number, decimal=decimal, percent=percent, date=day, datetime=moment, clock=clock, local=local
    )


def full_stop(text: object) -> str:
    """Returns a text with one full stop at its end: "Жаңасай с.о." has its own."""
    return f"{str(text).rstrip('.')}."


def choose_language() -> str:
    """Returns the language of this request: asked for, remembered, the browser's, the installation's."""
    for chosen in (g.get("language"), _asked(), session.get("language") if request else None):
        if chosen in OWN_NAMES:
            return str(chosen)
    best = request.accept_languages.best_match(list(OWN_NAMES)) if request else None
    return best or str(current_app.config["DEFAULT_LANGUAGE"])


def _choose_locale() -> Locale:
    """Returns the locale of this request, which Babel would look for in its files each time."""
    chosen = choose_language()
    return _LOCALES.get(chosen) or Locale.parse(chosen)


def _asked() -> str:
    return request.args.get("lang", "") if request else ""


def _remember_language(response: Response) -> Response:
    if _asked() in OWN_NAMES:
        session["language"] = _asked()
    return response


def language() -> str:
    """Returns the code of the present language."""
    locale = get_locale()
    return "ru" if locale is None else str(locale.language)


def local(row: Any, stem: str = "name") -> str:
    """Returns the text of a row in the present language: its `stem`_kk in Kazakh, else its `stem`_ru."""
    own = getattr(row, f"{stem}_{language()}", "") or ""
    return str(own or getattr(row, f"{stem}_ru") or getattr(row, f"{stem}_kk"))


def language_links() -> list[tuple[str, str, str]]:
    """Returns (code, own name, address of this page in it) of each language."""
    return [(code, name, current_url_with(lang=code)) for code, name in OWN_NAMES.items()]


def current_url_with(**changes: object) -> str:
    """Returns the address of this page with some query arguments changed; None takes one away."""
    address = url_for(request.endpoint, **(request.view_args or {})) if request.endpoint else ""
    arguments: dict[str, Any] = {**request.args.to_dict(flat=False), **changes}
    query = urlencode({key: value for key, value in arguments.items() if value is not None}, doseq=True)
    return f"{address}?{query}" if query else address


def number(value: int | None) -> str:
    """Returns 1209817 as 1 209 817."""
    return "–" if value is None else f"{value:,}".replace(",", NARROW_SPACE)


def percent(value: Fraction | None, digits: int = 1) -> str:
    """Returns Fraction(791, 1000) as 79,1 % (79.1 % in English), rounded half up; only the whole is 100 %, only none is 0 %."""
    if value is None:
        return "–"
    whole = 100 * 10**digits
    scaled = floor(value * whole + Fraction(1, 2))
    if 0 < value < 1:
        scaled = min(max(scaled, 1), whole - 1)
    text = f"{scaled / 10**digits:.{digits}f}"
    return (text if language() == "en" else text.replace(".", ",")) + "\N{NO-BREAK SPACE}%"


def decimal(value: Fraction | None) -> str:
    """Returns Fraction(91, 2) as 45,5 (45.5 in English), rounded half up."""
    return "–" if value is None else percent(value / 100).removesuffix("\N{NO-BREAK SPACE}%")


def day(value: date | None) -> str:
    """Returns a date as 25.07.2021."""
    return "–" if value is None else value.strftime("%d.%m.%Y")


def moment(value: datetime | None, path: str = "") -> str:
    """Returns a moment as 25.07.2021 18:00 in the time of the region of `path`."""
    return "–" if value is None else value.astimezone(zone_for(path)).strftime("%d.%m.%Y %H:%M")


def clock(value: datetime, path: str = "") -> str:
    """Returns a moment of today as 18:00, of another day as 25.07.2021 18:00, in the time of the region of `path`."""
    zone = zone_for(path)
    is_today = value.astimezone(zone).date() == datetime.now(zone).date()
    return value.astimezone(zone).strftime("%H:%M") if is_today else moment(value, path)
