"""Which page shows a record: the log leads from what it tells to the record itself."""

RECORD_PAGES = {
    "assessment": ("assessments.edit", "assessment_id"),
    "candidate": ("candidates.show", "candidate_id"),
    "certificate": ("certificates.show", "certificate_id"),
    "constituency": ("territory.show_constituency", "constituency_id"),
    "contest": ("results.show_outcome", "contest_id"),
    "course": ("courses.show", "course_id"),
    "coverage_statement": ("coverage.statement", "statement_id"),
    "headquarters": ("headquarters.show", "headquarters_id"),
    "headquarters_member": ("members.show", "member_id"),
    "import_batch": ("imports.show", "batch_id"),
    "job": ("jobs.show", "job_id"),
    "platform": ("platforms.show", "platform_id"),
    "pledge": ("pledges.show", "pledge_id"),
    "protocol": ("results.show", "protocol_id"),
    "proxy": ("proxies.show", "proxy_id"),
    "seminar": ("training.show", "seminar_id"),
    "support_item": ("support.show", "support_id"),
    "target_statement": ("target.show_statement", "statement_id"),
    "task": ("tasks.show", "task_id"),
    "user_account": ("accounts.edit_user", "user_id"),
}
"""Which page shows a record that the log tells of: its endpoint, and what its address calls the number."""
