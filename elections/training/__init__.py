"""The School of Political Management: courses, seminars, attendance, certificates."""
