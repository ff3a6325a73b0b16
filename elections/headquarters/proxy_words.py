"""The words of proxies, observers and commissions: how they stand, what speaks against them."""

from flask_babel import lazy_gettext

from elections.headquarters.proxies import Declaration, EndGround, ProxyStatus

STATUS_LABELS = {
    ProxyStatus.PROPOSED: lazy_gettext("proposed, no consent yet"),
    ProxyStatus.CONSENTED: lazy_gettext("has consented, not registered yet"),
    ProxyStatus.REGISTERED: lazy_gettext("registered by the commission"),
    ProxyStatus.ENDED: lazy_gettext("is a proxy no more"),
}
STATUS_TONES = {
    ProxyStatus.PROPOSED: "wait",
    ProxyStatus.CONSENTED: "wait",
    ProxyStatus.REGISTERED: "good",
    ProxyStatus.ENDED: "bad",
}
GROUND_LABELS = {
    EndGround.CAMPAIGN_OVER: lazy_gettext("the campaign is over"),
    EndGround.OWN_WISH: lazy_gettext("own wish"),
    EndGround.CANDIDATES_DECISION: lazy_gettext("decision of the candidate"),
    EndGround.REGISTRATION_CANCELLED: lazy_gettext(
        "the candidacy has ended: refused, cancelled or withdrawn"
    ),
}
GROUND_WORDS = {
    EndGround.CAMPAIGN_OVER: ("кампания окончена", "науқан аяқталды", "the campaign is over"),
    EndGround.OWN_WISH: ("собственное желание", "өз қалауы", "own wish", "по собственному желанию"),
    EndGround.CANDIDATES_DECISION: ("решение кандидата", "кандидаттың шешімі", "decision of the candidate"),
    EndGround.REGISTRATION_CANCELLED: ("регистрация отменена", "тіркеудің күші жойылды", "registration cancelled"),
}  # fmt: skip
"""How files say it: in Russian, in Kazakh, in English, otherwise."""
DECLARATION_LABELS = {
    Declaration.CITIZEN: lazy_gettext("is a citizen of Kazakhstan"),
    Declaration.NOT_IN_COMMISSION: lazy_gettext("is not a member of an election commission"),
    Declaration.NOT_POLITICAL_SERVANT: lazy_gettext("is not a political civil servant"),
}
SHOW_LABELS = {
    "none": lazy_gettext("nobody watches the count"),
    "any": lazy_gettext("somebody watches the count"),
    "proxy": lazy_gettext("with a proxy"),
    "observer": lazy_gettext("with an observer"),
}

OBJECTIONS = {
    "proxy.candidacy_over": lazy_gettext(
        "The candidacy has ended, and its proxies with it: nobody can become one any more"
    ),
    "proxy.not_ours": lazy_gettext(
        "Proxies are kept for the party's nominees and members: this candidate is neither"
    ),
    "proxy.is_citizen": lazy_gettext("A proxy is a citizen of Kazakhstan: the person declares it"),
    "proxy.is_not_in_commission": lazy_gettext(
        "A proxy is not a member of an election commission: the person declares it"
    ),
    "proxy.is_not_political_servant": lazy_gettext(
        "A proxy is not a political civil servant: the person declares it"
    ),
    "proxy.declaration_undated": lazy_gettext("Enter the day on which the person declared this"),
    "proxy.day_in_future": lazy_gettext("The day lies in the future: today is %(today)s"),
    "proxy.day_too_early": lazy_gettext("The day lies before that of the step before: %(previous)s"),
    "proxy.precinct_missing": lazy_gettext("Choose one precinct at least"),
    "proxy.is_candidate": lazy_gettext(
        "This person is a candidate in this election: a candidate cannot be a proxy"
    ),
    "proxy.of_another": lazy_gettext("This person is a proxy of another candidate already: %(name)s"),
    "proxy.both_serve": lazy_gettext(
        "They are proxies of different candidates, %(one)s and %(other)s: end one of them first"
    ),
    "proxy.in_commission": lazy_gettext(
        "Somebody of this name is in the commission of precinct %(places)s: a member of a commission cannot be a proxy."
        " If they are two people, enter both years of birth"
    ),
    "proxy.twice": lazy_gettext("This person is the candidate's proxy in precinct %(precinct)s already"),
    "proxy.too_many": lazy_gettext(
        "In precinct %(precinct)s the candidate has all %(most)s proxies already: %(names)s"
    ),
    "proxy.no_consent": lazy_gettext(
        "Without written consent nobody is registered: record the consent first"
    ),
    "proxy.step_not_allowed": lazy_gettext(
        "This step does not follow from how the proxy stands: open the proxy again"
    ),
    "proxy.candidate_not_registered": lazy_gettext(
        "The commission certifies proxies of registered candidates: this candidate is not registered yet"
    ),
    "proxy.before_the_candidate": lazy_gettext(
        "The candidate was registered on %(registered)s: no proxy is certified before that day"
    ),
    "proxy.certificate_missing": lazy_gettext("Enter the number of the certificate"),
    "proxy.ground_missing": lazy_gettext("Choose why the person is a proxy no more"),
    "observer.shift_empty": lazy_gettext("The shift ends when it begins: enter another end"),
    "observer.twice": lazy_gettext(
        "This person is an observer at that time already: precinct %(precinct)s, %(shift)s"
    ),
    "observer.too_many": lazy_gettext(
        "At most %(most)s observer of a party may be present at once, and at that time there are: %(names)s."
        " Change the shift"
    ),
    "observer.mandate_missing": lazy_gettext("Enter the number of the party's mandate"),
    "observer.mandate_undated": lazy_gettext("Enter the day of the party's mandate"),
    "observer.phone_without_consent": lazy_gettext(
        "Without consent the phone is not kept: enter the day of the consent, or leave the phone empty"
    ),
    "observer.in_commission": lazy_gettext(
        "Somebody of this name is in the commission of precinct %(places)s: a member of a commission cannot be an"
        " observer. If they are two people, enter both years of birth"
    ),
    "observer.is_proxy": lazy_gettext("This person is in the precinct as a proxy already"),
    "commission.line_wrong": lazy_gettext(
        "Line %(line)s is no name with a year of birth: “%(text)s”. Write: surname, given name, patronymic, year"
    ),
    "commission.is_watcher": lazy_gettext(
        "%(name)s is a proxy or an observer (precinct %(places)s): end that first"
    ),
    "watch.constituency_unknown": lazy_gettext(
        "No such constituency in your territory: enter its KATO code or its name"
    ),
    "watch.precinct_unknown": lazy_gettext("The constituency has no precinct %(precinct)s"),
    "watch.candidate_unknown": lazy_gettext(
        "The party has no candidate of this name in the constituency, or no candidate at all"
    ),
    "watch.candidate_ambiguous": lazy_gettext(
        "The party has several candidates in the constituency: enter the candidate's name"
    ),
    "watch.time_wrong": lazy_gettext("“%(value)s” is no time of day: write 07:00"),
    "watch.row_twice": lazy_gettext("Row %(row)s says the same of this person"),
    "watch.record_unknown": lazy_gettext("There is no record of this number in your territory"),
    "proxy.days_out_of_order": lazy_gettext(
        "The days are out of order: the consent comes first, then the certificate, then the end"
    ),
}

ACTIONS = {
    "proxy.proposed": lazy_gettext("proxy proposed"),
    "proxy.consented": lazy_gettext("proxy's consent recorded"),
    "proxy.registered": lazy_gettext("proxy registered by the commission"),
    "proxy.ended": lazy_gettext("proxy ended"),
    "proxy.imported": lazy_gettext("proxy taken from a file"),
    "proxy.import_undone": lazy_gettext("import of a proxy taken back"),
    "observer.sent": lazy_gettext("observer sent"),
    "observer.changed": lazy_gettext("observer changed"),
    "observer.removed": lazy_gettext("observer taken back"),
    "observer.imported": lazy_gettext("observer taken from a file"),
    "observer.import_undone": lazy_gettext("import of an observer taken back"),
    "commission.entered": lazy_gettext("member of a commission entered"),
    "commission.left": lazy_gettext("member of a commission taken off the list"),
}
"""What the log calls what was done here."""
