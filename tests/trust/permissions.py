"""Who may open which address: the product says it with each view, this table says it a second time.

A view whose permission changes, and a new one, is found by the tests until the table says so too.
"""

TABLE: dict[str, str] = {
    "edit_candidates": """
        candidate_history.restore candidates.create candidates.edit dossier_files.add_scans
        dossier_files.give_consent dossier_files.remove_photo
        dossier_files.remove_scan dossier_files.save_photo dossier_files.withdraw_consent duplicates.compare
        duplicates.forget_distinction duplicates.tell_apart registration.mark_documents
        registration.take_step together.change
    """,
    "edit_headquarters": """
        headquarters.close headquarters.create headquarters.edit headquarters.needs headquarters.reopen
        members.add members.contacts members.end members.role proxies.add_precincts proxies.propose
        proxies.take_step support.create support.take watch.change watch.enter_commission
        watch.leave_commission watch.remove watch.send
    """,
    "edit_means": "means.create means.edit means.remove",
    "edit_platforms": """
        platform_paper.edit_imprint platforms.create platforms.edit pledges.create pledges.edit
        pledges.remove
    """,
    "edit_tasks": """
        task_life.cancel task_life.hand_over task_life.hand_over_marked task_life.remove_file
        task_packs.make tasks.create tasks.edit
    """,
    "edit_training": """
        attendance.add_known attendance.arrival attendance.fast_list attendance.here attendance.tap
        attendance.untap attendance.walk_ins certificates.issue certificates.issue_anew
        certificates.issue_everywhere certificates.print_many closing.badges closing.closing
        closing.correction closing.modules closing.scores closing.sheet course_parts.add_file
        course_parts.add_link course_parts.add_module course_parts.edit_module course_parts.move_module
        course_parts.remove_material course_parts.remove_module courses.create courses.edit coverage.publish
        enrolment.enrol enrolment.group enrolment.step enrolment.take_off seminars.calls seminars.copies
        seminars.move trainers.create trainers.edit trainers.renew_region trainers.renew_trainer
        training.create training.edit training.end training.mark
    """,
    "enter_protocols": """
        assessments.create assessments.edit assessments.remove forecast.keep protocol_drafts.drop
        protocol_drafts.keep protocol_photos.add protocol_photos.turn results.enter
    """,
    "export_registers": "candidates.export headquarters.export missing.export results_out.export tasks.export",
    "import_registers": """
        imports.apply imports.arrange imports.check imports.choose_all imports.decide imports.discard
        imports.list_batches imports.refused imports.show imports.template imports.undo imports.upload
    """,
    "manage_accounts": """
        accounts.create_user accounts.edit_user accounts.list_users accounts.make_setup_link
        accounts.reset_second_factor backups.list_all backups.make backups.take incidents.close incidents.paper
        incidents.show incidents.tell privacy.edit_period privacy.erase privacy.erase_due privacy.list_erasures
        privacy.list_periods
    """,
    "manage_election": """
        campaign.create_election campaign.create_party campaign.edit_election campaign.edit_party
        campaign.list_parties protocol_rules.edit
    """,
    "print_reports": "report_sheets.show reports.print_all reports.show_report",
    "public": """
        accounts.log_in accounts.set_up board.note_sight board.show_public certificates.verify entry.code
        health.live health.ready health.show rehearsal.over static trainers.feed
    """,
    "publish_count": "board.end_link board.list_links target.publish",
    "rehearse": "rehearsal.end rehearsal.go_on rehearsal.pause rehearsal.show",
    "resolve_protocols": """
        outcomes.record outcomes.repeat protocol_photos.remove resolution.accept_once resolution.dispute
        resolution.let_stand resolution.recount resolution.resolve
    """,
    "see_audit": """
        anchors.check anchors.list_anchors anchors.make anchors.print_anchor audit.export audit.list_events
        audit.show audit.verify candidate_history.looks looks.list_looks members.looks
    """,
    "see_candidates": """
        candidate_history.show candidates.list_candidates candidates.show dashboard.show dossier_files.card
        dossier_files.photo duplicates.list_duplicates duplicates.list_merges duplicates.show_merge
        readiness.list_readiness readiness.show registration.list_short_contests registration.show_contest
        registration.show_funnel search.open_view search.remove_view search.save_view slip_checks.card
    """,
    "see_headquarters": """
        headquarters.list_headquarters headquarters.show headquarters_coverage.show members.show
        proxies.list_proxies proxies.print_list proxies.show support.list_support support.show
        watch.export_eyes watch.eyes watch.show
    """,
    "see_jobs": "jobs.cancel jobs.file jobs.files jobs.list_jobs jobs.show",
    "see_platforms": """
        means.show platform_comments.create platform_comments.reply platform_comments.resolve
        platform_comparison.compare platform_paper.pdf platform_paper.show platform_reviews.checklist
        platforms.list_platforms platforms.show platforms.step pledges.list_pledges pledges.show
    """,
    "see_reports": "report_checks.show reports.list_reports",
    "see_results": """
        assessments.list_assessments assessments.show_contest board.show forecast.kept_chances forecast.law
        forecast.list_kept forecast.scores forecast.show forecast.show_kept missing.list_missing
        protocol_paper.show protocol_photos.list_photos protocol_photos.show protocol_rules.show
        results.list_outcomes results.list_protocols results.show results.show_outcome slip_checks.copy
        target.list_statements target.print_statement target.show target.show_statement
    """,
    "see_scans": "dossier_files.download",
    "see_tasks": """
        task_life.download task_life.mark_done task_life.reopen task_packs.show tasks.list_tasks
        tasks.print_list tasks.show
    """,
    "see_training": """
        certificates.list_certificates certificates.print_one certificates.print_seminar certificates.show
        course_parts.take courses.list_courses courses.show coverage.people coverage.print_statement
        coverage.show coverage.statement coverage.statements enrolment.show seminars.month slip_checks.sheet
        trainers.list_trainers trainers_work.show training.list_seminars training.show
    """,
    "signed in": """
        accounts.change_password accounts.log_out campaign.show_election devices.end devices.end_others
        devices.list_devices entry.confirm factors.make_codes factors.remove factors.set_up factors.show
        factors.show_codes incidents.list_all incidents.report privacy.show search.find search.look_up
        territory.browse territory.show_constituency territory.show_unit
    """,
    "weigh_readiness": "readiness.weigh",
}
"""The views by what they ask for: a permission, an account (signed in), nothing (public)."""

FINER: dict[str, str] = {
    "POST headquarters_coverage.show": "export_registers",
    "POST means.show": "export_registers",
    "POST pledges.list_pledges": "export_registers",
    "POST readiness.list_readiness": "export_registers",
    "POST trainers_work.show": "export_registers",
    "GET missing.export": "see_results",
    "POST missing.export": "see_results",
    "GET jobs.file": "print_reports",
    "GET jobs.files": "print_reports",
    "POST platform_reviews.checklist": "check_platforms",
    "POST task_life.mark_done": "edit_tasks",
    "POST certificates.show": "edit_training",
    "GET platform_comments.create": "edit_platforms check_platforms",
    "POST platform_comments.create": "edit_platforms check_platforms",
    "POST platform_comments.reply": "edit_platforms check_platforms",
    "POST platform_comments.resolve": "edit_platforms check_platforms",
    "GET imports": "edit_candidates",
    "POST imports": "edit_candidates",
    "POST search.remove_view": "",
}
"""What a view asks beside its permission once it knows the record: one of these; "" is its owner alone.

A room says it for all of its views about a record (an import is of a register, here of candidates)."""

NATION = {
    "POST coverage.publish", "POST certificates.issue_everywhere", "POST certificates.print_many", "POST headquarters.create",
    "GET headquarters.needs", "POST headquarters.needs", "GET readiness.weigh", "POST readiness.weigh",
    "POST trainers.renew_region", "POST rehearsal.pause", "POST rehearsal.go_on", "POST rehearsal.end",
    "GET campaign.edit_election", "POST campaign.edit_election", "GET campaign.create_party", "POST campaign.create_party",
    "GET campaign.edit_party", "POST campaign.edit_party", "GET protocol_rules.edit", "POST protocol_rules.edit",
    "GET backups.list_all", "POST backups.make", "GET backups.take", "GET privacy.list_periods", "GET privacy.edit_period",
    "POST privacy.edit_period", "POST privacy.erase_due", "GET privacy.list_erasures", "GET privacy.erase", "POST privacy.erase",
}  # fmt: skip
"""What is done for the whole country, or for a region, where the form names nothing smaller."""

NOT_THERE = {
    "accounts.set_up", "board.show_public", "board.note_sight", "trainers.feed", "enrolment.step", "imports.choose_all",
    "rehearsal.over", "devices.end", "backups.take", "factors.make_codes",
}  # fmt: skip
"""What is not found without a secret, a second factor or a log-in of one's own, or without a choice on the form that a
bare request does not send."""

ASKED = {
    "platform_paper.pdf": {"paper": "ru"},
    "platform_comments.create": {"language": "kk", "passage": "0"},
    "slip_checks.card": {"at": "1", "is": "0123456789ab"},
    "slip_checks.copy": {"at": "1", "is": "0123456789ab"},
    "slip_checks.sheet": {"at": "1", "is": "0123456789ab"},
}
"""What an address is asked with to lead anywhere."""
