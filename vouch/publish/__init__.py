"""Puts the site of a commit on the branch gh-pages: all of it, or nothing."""
