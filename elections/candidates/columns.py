"""The columns of the candidates' spreadsheets: how people head them, and what may stand in their cells.

The first three headings of each are its Russian, Kazakh and English names, as templates and exports write them.
"""

import re
from collections.abc import Mapping
from typing import Any

from elections.alphabet import fold
from elections.candidates.registration import Nomination, Status
from elections.imports.registers import Column, Kind
from elections.people.iin import Sex

Words = Mapping[Any, tuple[str, ...]]


def _choices(words: Words) -> dict[str, Any]:
    return {fold(word): value for value, spellings in words.items() for word in spellings}


def _told(words: Words) -> tuple[str, ...]:
    """Returns the Russian and the Kazakh word for each value, the first two of its spellings."""
    return tuple(dict.fromkeys(word for spellings in words.values() for word in spellings[:2]))


_YES_NO = {True: ("да", "иә", "yes", "true", "1", "есть", "бар"), False: ("нет", "жоқ", "no", "false", "0")}
_SEXES = {
    Sex.MALE: ("муж", "ер", "мужской", "м", "мужчина", "еркек", "male", "man", "m"),
    Sex.FEMALE: ("жен", "әйел", "женский", "ж", "женщина", "female", "woman", "f"),
}  # fmt: skip
_NOMINATIONS = {
    Nomination.PARTY: ("партия", "партия", "a party", "party", "от партии"),
    Nomination.SELF: ("самовыдвижение", "өзін-өзі ұсыну", "self-nomination", "self", "самовыдвиженец"),
    Nomination.AKIM: ("аким района", "аудан әкімі", "the akim of the district", "akim", "акимом района"),
}  # fmt: skip
_STATUSES = {
    Status.PROPOSED: ("предложен", "ұсынылды", "proposed"),
    Status.DOCUMENTS: ("собирает документы", "құжаттар жиналуда", "collecting documents", "documents"),
    Status.FILED: ("документы поданы в комиссию", "құжаттар комиссияға тапсырылды", "filed with the commission", "filed"),
    Status.REGISTERED: ("зарегистрирован", "тіркелді", "registered"),
    Status.REFUSED: ("в регистрации отказано", "тіркеуден бас тартылды", "registration refused", "refused"),
    Status.CANCELLED: ("регистрация отменена", "тіркеудің күші жойылды", "registration cancelled", "cancelled"),
    Status.WITHDRAWN: ("снял кандидатуру", "кандидатурасын алып тастады", "withdrawn"),
}  # fmt: skip
YES_NO, SEXES = _choices(_YES_NO), _choices(_SEXES)
NOMINATIONS, STATUSES = _choices(_NOMINATIONS), _choices(_STATUSES)


def _flag(key: str, *headings: str) -> Column:
    return Column(key, False, headings, Kind.CHOICE, choices=YES_NO, words=_told(_YES_NO))


def _is_iin(cell: str) -> bool:
    return re.fullmatch(r"[0-9]{12}", cell) is not None


def _is_kato(cell: str) -> bool:
    return re.fullmatch(r"[0-9]{9}", cell) is not None and cell.endswith("00")


def _is_phone(cell: str) -> bool:
    return re.fullmatch(r"(\+7|8)([ ()-]*[0-9]){10}", cell) is not None


_NAMES = re.compile(r"[^\W\d_]{2,}(?:-[^\W\d_]+)?(?: [^\W\d_]{2,}){1,3}")
_FATHERS = ("ұлы", "қызы", "улы", "кызы", "вич", "вна", "ович", "овна")
_PLACES = (" с.о.", " а.о.", "сельский округ", "ауылдық округі")


def _is_full_name(cell: str) -> bool:
    return _NAMES.fullmatch(cell) is not None and cell.lower().endswith(_FATHERS)


def _is_birth_date(cell: str) -> bool:
    found = re.fullmatch(r"(?:\d{1,2}[./]\d{1,2}[./](19\d\d|200\d|\d\d)|(19\d\d|200\d)-\d\d-\d\d)", cell)
    return found is not None


def _is_place(cell: str) -> bool:
    return cell.lower().endswith(_PLACES)


def _is_sex(cell: str) -> bool:
    return fold(cell) in SEXES


COLUMNS = (
    Column("record", False, ("№ записи", "Жазба №", "Record No"), Kind.INTEGER),
    Column(
        "kato", False, ("КАТО округа", "Округтің ӘАОЖ коды", "KATO code", "КАТО", "Код КАТО", "ӘАОЖ коды"),
        Kind.KATO, looks_like=_is_kato,
    ),
    Column(
        "constituency", False,
        ("Избирательный округ", "Сайлау округі", "Constituency", "Округ", "Сельский округ", "Ауылдық округ", "Село"),
        looks_like=_is_place,
    ),
    Column("district", False, ("Район", "Аудан", "District", "Район (город)")),
    Column("region", False, ("Область", "Облыс", "Region")),
    Column("iin", False, ("ИИН", "ЖСН", "IIN"), looks_like=_is_iin, is_secret=True),
    Column("full_name", False, ("ФИО", "Т.А.Ә.", "Full name", "Ф.И.О.", "Фамилия, имя, отчество", "Аты-жөні"),
           looks_like=_is_full_name),
    Column("surname", False, ("Фамилия", "Тегі", "Surname")),
    Column("given_name", False, ("Имя", "Аты", "Given name")),
    Column("patronymic", False, ("Отчество", "Әкесінің аты", "Patronymic")),
    Column("born_on", False, ("Дата рождения", "Туған күні", "Birth date", "Д.р.", "Дата рожд."), Kind.DATE,
           looks_like=_is_birth_date, is_birth=True),
    Column("birth_year", False, ("Год рождения", "Туған жылы", "Birth year"), Kind.INTEGER),
    Column("sex", False, ("Пол", "Жынысы", "Sex"), Kind.CHOICE, choices=SEXES, words=_told(_SEXES), looks_like=_is_sex),
    Column(
        "nomination", False, ("Способ выдвижения", "Ұсыну тәсілі", "Way of nomination"), Kind.CHOICE,
        choices=NOMINATIONS, words=_told(_NOMINATIONS),
    ),
    Column("nominated_by", False, ("Выдвинувшая партия", "Ұсынған партия", "Nominating party", "Партия"),
           longest=200),
    Column("member_of", False, ("Партийность", "Партия мүшесі", "Member of the party", "Член партии"),
           longest=200),
    Column("status", False, ("Статус", "Мәртебесі", "Status"), Kind.CHOICE, choices=STATUSES, words=_told(_STATUSES)),
    Column("status_on", False, ("Дата регистрации", "Тіркелген күні", "Registered on", "Статус с", "Мәртебе күні",
                                "Status since"), Kind.DATE),
    Column("education", False, ("Образование", "Білімі", "Education"), longest=300),
    Column("occupation", False, ("Сфера деятельности", "Қызмет саласы", "Occupation", "Род занятий", "Қызмет түрі"),
           longest=300),
    Column("workplace", False, ("Место работы, должность", "Жұмыс орны, лауазымы", "Place of work", "Место работы",
                                "Жұмыс орны", "Должность"), longest=300),
    _flag("is_new_face", "Новое лицо", "Жаңа тұлға", "New face"),
    _flag("is_incumbent", "Действующий аким", "Қызметтегі әкім", "Incumbent akim"),
    _flag("was_in_primaries", "Участник праймериз", "Праймериз қатысушысы", "Took part in the primaries"),
    _flag("heads_primary_organisation", "Председатель ППО", "БПҰ төрағасы", "Heads a primary party organisation"),
    Column("phone", False, ("Телефон", "Телефоны", "Phone", "Контакты"), looks_like=_is_phone, longest=40),
    Column("email", False, ("Эл. почта", "Эл. поштасы", "E-mail", "Почта", "Электронная почта"), longest=200),
    Column("address", False, ("Адрес", "Мекенжайы", "Address"), longest=300),
)  # fmt: skip

PERSON_TEXTS = ("phone", "email", "address")
TEXTS = ("education", "occupation", "workplace")
FLAGS = ("is_new_face", "is_incumbent", "was_in_primaries", "heads_primary_organisation")
