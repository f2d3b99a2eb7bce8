"""Measures how long readers of the site and its author wait; anyone can repeat it."""
