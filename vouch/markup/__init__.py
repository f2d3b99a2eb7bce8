"""Markdown and reStructuredText to the same HTML 5, with errors that name file and line."""
