"""Bình dân học vụ số: skill frameworks, courses, tests, confirmations and counts. S1-34 to 36, S1-42, S1-61."""
