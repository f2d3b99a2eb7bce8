"""Measures what a reader of the site waits for, and what its author does; re-runnable by anyone."""
