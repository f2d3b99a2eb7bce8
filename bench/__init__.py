"""Measures what a reader of the site waits for; re-runnable by anyone."""
