"""Which rooms there are: their pages, the texts of their rules, their menu entries, their commands, their registers."""

from flask import Flask

from elections.accounts import device_views as devices
from elections.accounts import entry_views as entry
from elections.accounts import factor_views as factors
from elections.accounts import territory as account_territory
from elections.accounts import views as accounts
from elections.accounts import words as account_words
from elections.accounts.access import Permission
from elections.accounts.cli import users_cli
from elections.accounts.password_rules import register_context
from elections.audit import anchor_views as anchors
from elections.audit import check_actions, look_views, look_words
from elections.audit import views as audit
from elections.audit import words as audit_words
from elections.audit.anchor_actions import tend_anchors
from elections.audit.cli import audit_cli
from elections.audit.look_queries import register_names
from elections.audit.places import register_pages, register_places
from elections.audit.queries import find_last_change, last_event_id
from elections.audit.vocabulary import register_words
from elections.audit.words import action_label, register_actions
from elections.backups import views as backups
from elections.backups import words as backup_words
from elections.backups.cli import backup, restore
from elections.backups.queries import backup_seconds
from elections.board import views as board
from elections.board import words as board_words
from elections.board.cli import boundaries_command
from elections.board.maps import target_map
from elections.campaign import sheets as campaign_sheets
from elections.campaign import views as campaign
from elections.campaign import words as campaign_words
from elections.campaign.queries import election_day, own_names
from elections.campaign.strip import campaign_strip
from elections.candidates import duplicate_views as duplicates
from elections.candidates import file_views as dossier_files
from elections.candidates import history_views as candidate_history
from elections.candidates import history_words
from elections.candidates import registers as candidate_registers
from elections.candidates import registration_views as registration
from elections.candidates import selection_views as together
from elections.candidates import views as candidates
from elections.candidates import words as candidate_words
from elections.candidates.duplicate_queries import both_stand
from elections.dashboard import views as dashboard
from elections.demo.cli import demo_cli
from elections.forecast import assessment_sheets
from elections.forecast import assessment_views as assessments
from elections.forecast import views as forecast
from elections.forecast import words as forecast_words
from elections.forecast.chance_queries import chances_below
from elections.forecast.cli import forecast_cli
from elections.headquarters import coverage_views as headquarters_coverage
from elections.headquarters import member_views as members
from elections.headquarters import proxy_registers, proxy_words
from elections.headquarters import proxy_views as proxies
from elections.headquarters import registers as headquarters_registers
from elections.headquarters import support_views as support
from elections.headquarters import views as headquarters
from elections.headquarters import watch_views as watch
from elections.headquarters import words as headquarters_words
from elections.headquarters.merge_queries import both_work
from elections.headquarters.proxy_queries import serve_two
from elections.imports import actions as imports
from elections.imports import carrying
from elections.imports import views as import_views
from elections.imports import words as import_words
from elections.imports.cli import export_command, import_command
from elections.imports.registers import register_outlet, register_register
from elections.jobs import views as jobs
from elections.jobs import words as job_words
from elections.jobs.beats import jobs_waiting, keep_beat, worker_seconds
from elections.jobs.chores import register_chore
from elections.jobs.cli import worker
from elections.jobs.queue import register_job
from elections.people import words as people_words
from elections.people.actions import find_sealed
from elections.people.merge_actions import register_merge_rule
from elections.people.protected import NAMES_OF_PAGES, names_of_people
from elections.platforms import comment_views as platform_comments
from elections.platforms import comparison_views as platform_comparison
from elections.platforms import imprint_words, means_sheets, means_words, pledge_words, review_words
from elections.platforms import means_views as means
from elections.platforms import paper_views as platform_paper
from elections.platforms import pledge_views as pledges
from elections.platforms import registers as platform_registers
from elections.platforms import review_views as platform_reviews
from elections.platforms import views as platforms
from elections.platforms import words as platform_words
from elections.privacy import incident_views as incidents
from elections.privacy import views as privacy
from elections.privacy import words as privacy_words
from elections.privacy.chores import tell_due
from elections.privacy.cli import retention, vault_cli
from elections.readiness import views as readiness
from elections.readiness import words as readiness_words
from elections.record_pages import RECORD_PAGES
from elections.rehearsal import actions as rehearsal_actions
from elections.rehearsal import queries as rehearsal_queries
from elections.rehearsal import views as rehearsal
from elections.rehearsal import words as rehearsal_words
from elections.rehearsal.cli import rehearsal_cli
from elections.reports import batch, check_views, sheet_views, slip_checks
from elections.reports import views as reports
from elections.reports import words as report_words
from elections.reports.cli import report_cli
from elections.reports.links import report_url
from elections.results import (
    copy_views,
    missing_views,
    official_registers,
    outcome_views,
    outcome_words,
    outgoing_actions,
    outgoing_views,
    outgoing_words,
    protocol_registers,
    resolution_views,
    resolution_words,
    rule_views,
    target_views,
    target_words,
)
from elections.results import draft_views as protocol_drafts
from elections.results import photo_views as protocol_photos
from elections.results import sheets as result_sheets
from elections.results import views as results
from elections.results import words as result_words
from elections.results.cli import target
from elections.results.target_chances import register_chances
from elections.search import views as search
from elections.search import words as search_words
from elections.search.cli import search_cli
from elections.search.index import follow_changes
from elections.tasks import life_views as task_life
from elections.tasks import pack_views as task_packs
from elections.tasks import page as tasks_page
from elections.tasks import views as tasks
from elections.tasks import words as task_words
from elections.tasks.following import follow_dossiers
from elections.territory import sheets as territory_sheets
from elections.territory import views as territory
from elections.territory import words as territory_words
from elections.territory.day import register_day
from elections.territory.queries import find_territory, names_of_paths, place_labels
from elections.training import attendance_views as attendance
from elections.training import certificate_paper, proof_words, score_registers
from elections.training import certificate_views as certificates
from elections.training import closing_views as closing
from elections.training import course_views as courses
from elections.training import coverage_views as coverage
from elections.training import enrolment_views as enrolment
from elections.training import part_views as course_parts
from elections.training import seminar_views as seminars
from elections.training import trainer_views as trainers
from elections.training import views as training
from elections.training import words as training_words
from elections.training import work_views as trainers_work
from elections.training.member_queries import required_courses_of
from elections.web import health
from elections.web.health import register_fact, register_sealed
from elections.web.metrics import metrics_command, register_gauge
from elections.web.objections import register_last_change, register_objections
from elections.web.pages import register_campaign_strip, register_menu

VIEWS = (
    dashboard,
    candidates,
    registration,
    together,
    candidate_history,
    dossier_files,
    duplicates,
    headquarters,
    tasks,
    task_life,
    task_packs,
    members,
    support,
    headquarters_coverage,
    proxies,
    watch,
    training,
    seminars,
    attendance,
    closing,
    trainers,
    courses,
    course_parts,
    enrolment,
    certificates,
    coverage,
    trainers_work,
    platforms,
    platform_reviews,
    platform_comments,
    platform_comparison,
    pledges,
    means,
    readiness,
    platform_paper,
    results,
    target_views,
    forecast,
    assessments,
    board,
    rule_views,
    outcome_views,
    outgoing_views,
    protocol_drafts,
    protocol_photos,
    copy_views,
    resolution_views,
    missing_views,
    reports,
    check_views,
    slip_checks,
    sheet_views,
    search,
    import_views,
    territory,
    campaign,
    rehearsal,
    accounts,
    privacy,
    incidents,
    backups,
    entry,
    factors,
    devices,
    audit,
    look_views,
    anchors,
    jobs,
    health,
)
WORDS = (
    account_words,
    look_words,
    audit_words,
    campaign_words,
    candidate_words,
    headquarters_words,
    proxy_words,
    import_words,
    job_words,
    people_words,
    platform_words,
    readiness_words,
    review_words,
    pledge_words,
    means_words,
    imprint_words,
    report_words,
    result_words,
    outcome_words,
    target_words,
    outgoing_words,
    resolution_words,
    forecast_words,
    rehearsal_words,
    board_words,
    backup_words,
    privacy_words,
    search_words,
    task_words,
    territory_words,
    training_words,
    proof_words,
)
COMMANDS = (
    users_cli,
    audit_cli,
    worker,
    import_command,
    export_command,
    report_cli,
    boundaries_command,
    search_cli,
    target,
    forecast_cli,
    rehearsal_cli,
    vault_cli,
    retention,
    backup,
    restore,
    metrics_command,
    demo_cli,
)


PARTS = {
    "certificates_of": certificates.certificates_of,
    "trainings_of": certificates.trainings_of,
    "platforms_of": platforms.platforms_of,
    "marks_of": pledges.marks_of,
    "mark_text": pledge_words.mark_text,
    "headquarters_of": headquarters.headquarters_of,
    "required_courses_of": required_courses_of,
    "proxies_of": proxies.proxies_of,
    "eyes_at": watch.eyes_at,
    "entered_once": resolution_views.entered_once,
    "saved_views": search.saved_views,
    "tasks_of": tasks_page.tasks_of,
    "target_map": target_map,
    "report_url": report_url,
}
"""What the pages of a lower room show of a higher one."""


def register_rooms(app: Flask) -> None:
    """Adds every room's pages, texts, menu entries, commands and registers to `app`."""
    for view in VIEWS:
        app.register_blueprint(view.bp)
    for words in WORDS:
        register_objections(words.OBJECTIONS)
        register_actions(getattr(words, "ACTIONS", {}))
        register_words(words.__name__.split(".")[1], vars(words))
    register_words("candidates", vars(history_words))
    register_words("people", vars(history_words))
    app.jinja_env.filters["action"] = action_label
    register_menu(*(view.MENU for view in VIEWS if hasattr(view, "MENU")))
    for command in COMMANDS:
        app.cli.add_command(command)
    _register_files()
    _register_work()
    register_merge_rule(both_stand, both_work, serve_two)
    account_territory.register_territory(find_territory)
    account_territory.register_names(names_of_paths)
    register_context(own_names)
    register_day(election_day)
    register_last_change(find_last_change)
    register_places(place_labels)
    register_pages(RECORD_PAGES)
    register_sealed(find_sealed)
    _register_figures()
    register_chances(chances_below)
    register_campaign_strip(campaign_strip)
    follow_changes()
    follow_dossiers()
    register_names(names_of_people)
    app.jinja_env.globals.update(PARTS, **NAMES_OF_PAGES)


def _register_figures() -> None:
    """Adds what tells whether all is well: to /healthz, and for Prometheus."""
    register_fact("data", last_event_id)
    register_fact("worker_seconds", worker_seconds)
    register_gauge("worker_seconds", "Seconds since a worker's last sign of life", worker_seconds)
    register_gauge("jobs_waiting", "Jobs that wait for a worker", jobs_waiting)
    register_gauge("backup_seconds", "Seconds since the newest backup on this machine", backup_seconds)
    register_gauge("last_event", "The number of the last event of the log", last_event_id)


def _register_files() -> None:
    """Adds the registers that come in and go out as files."""
    register_register(
        *territory_sheets.REGISTERS,
        *campaign_sheets.REGISTERS,
        *result_sheets.REGISTERS,
        *assessment_sheets.REGISTERS,
        *protocol_registers.REGISTERS,
        *official_registers.REGISTERS,
        *candidate_registers.REGISTERS,
        *headquarters_registers.REGISTERS,
        *proxy_registers.REGISTERS,
        *score_registers.REGISTERS,
        *means_sheets.REGISTERS,
        *platform_registers.REGISTERS,
    )
    register_outlet(*outgoing_actions.OUTLETS)


def _register_work() -> None:
    """Adds what the worker carries out."""
    register_job(imports.APPLY, carrying.apply_import, Permission.IMPORT_REGISTERS)
    register_job(imports.UNDO, carrying.undo_import, Permission.IMPORT_REGISTERS)
    for name in (batch.KIND, batch.DISTRICTS):
        register_job(name, batch.print_batch, Permission.PRINT_REPORTS, batch.describe_batch)
    register_job(certificate_paper.KIND, certificate_paper.print_certificates, Permission.EDIT_TRAINING)
    register_job(
        check_actions.KIND, check_actions.carry_out, Permission.SEE_AUDIT, check_actions.describe_check
    )
    register_job(rehearsal_queries.START, rehearsal_actions.carry_out, Permission.REHEARSE)
    register_chore(rehearsal_actions.tend)
    register_chore(tend_anchors)
    register_chore(tell_due)
    register_chore(keep_beat)
