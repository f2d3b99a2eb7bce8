"""The public site: only what differs from `pelicanconf.py`."""

import os
import sys

sys.path.insert(0, os.path.dirname(os.path.abspath(__file__)))
from pelicanconf import *
from pelicanconf import SITE_ADDRESS

SITEURL = SITE_ADDRESS
WITH_DRAFTS = False
