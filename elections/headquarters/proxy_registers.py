"""The registers of proxies and observers for import and export."""

from flask_babel import lazy_gettext as _

from elections.accounts.access import Permission
from elections.alphabet import fold
from elections.headquarters import observer_rows, proxy_rows
from elections.headquarters.proxy_words import GROUND_WORDS
from elections.headquarters.watch_rows import NAMES, NEEDS, PERSON, PLACE, RECORD, STANDS_FOR
from elections.imports.registers import Column, Kind, Register, RowByRow

CHOICES = {fold(word): ground for ground, words in GROUND_WORDS.items() for word in (*words, ground.value)}
WORDS = tuple(word for words in GROUND_WORDS.values() for word in words[:2])

OF_PROXY = (
    Column("candidate", False, ("Кандидат", "Кандидат (үміткер)", "Candidate"), longest=400),
    Column("declared_on", False, ("Дата заявления", "Өтініш күні", "Declared on"), Kind.DATE),
    Column("consent_on", False, ("Дата согласия", "Келісім күні", "Consent on"), Kind.DATE),
    Column("certificate_number", False, ("№ удостоверения", "Куәлік №", "Certificate No", "Удостоверение"), longest=40),
    Column("registered_on", False, ("Дата регистрации", "Тіркелген күні", "Registered on"), Kind.DATE),
    Column("ended_on", False, ("Полномочия прекращены", "Өкілеттігі тоқтатылды", "Ended on"), Kind.DATE),
    Column("ground", False, ("Основание прекращения", "Тоқтату негізі", "Ground of the end"), Kind.CHOICE, choices=CHOICES,
           words=WORDS),
    Column("note", False, ("Примечание", "Ескерту", "Note"), longest=300),
)  # fmt: skip
OF_OBSERVER = (
    Column("starts", False, ("С (время)", "Басталуы (уақыты)", "From (time)", "С", "Начало")),
    Column("ends", False, ("До (время)", "Аяқталуы (уақыты)", "Until (time)", "До", "Конец")),
    Column("mandate_number", False, ("№ направления", "Жолдама №", "Mandate No", "Направление"), longest=40),
    Column("mandate_on", False, ("Дата направления", "Жолдама күні", "Mandate on"), Kind.DATE),
    Column("certificate_number", False, ("№ удостоверения", "Куәлік №", "Certificate No", "Удостоверение"), longest=40),
    Column("phone_consent_on", False, ("Согласие на показ телефона", "Телефонды көрсетуге келісім", "Agreed to show the phone"), Kind.DATE),
    Column("removed_on", False, ("Снят", "Кері шақырылды", "Taken back on"), Kind.DATE),
)  # fmt: skip

PROXIES = Register(
    "proxies", (RECORD, *PLACE, *PERSON, *OF_PROXY), RowByRow(proxy_rows.plan, proxy_rows.apply), proxy_rows.dump,
    permission=Permission.EDIT_HEADQUARTERS, needs=NEEDS, names=NAMES, undo=proxy_rows.undo, stands_for=STANDS_FOR,
    title=_("Proxies of our candidates"),
)  # fmt: skip
OBSERVERS = Register(
    "observers", (RECORD, *PLACE, *PERSON, *OF_OBSERVER), RowByRow(observer_rows.plan, observer_rows.apply),
    observer_rows.dump, permission=Permission.EDIT_HEADQUARTERS, needs=NEEDS, names=NAMES, undo=observer_rows.undo,
    stands_for=STANDS_FOR, title=_("Observers of the party"),
)  # fmt: skip
REGISTERS = (PROXIES, OBSERVERS)
