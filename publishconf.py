"""The site in public: only what differs from the desk."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pelicanconf import *  # noqa: E402, F403
from pelicanconf import SITE_ADDRESS  # noqa: E402

SITEURL = SITE_ADDRESS
WITH_DRAFTS = False
