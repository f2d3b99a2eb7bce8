"""The tests mirror the rooms of the engine; `site` holds those of a whole site in a browser."""

import sys
from pathlib import Path

if sys.dont_write_bytecode:  # pytest would rewrite the assertions of all files in each run: two seconds
    sys.dont_write_bytecode = False
    sys.pycache_prefix = str(Path(__file__).resolve().parents[1] / ".pytest_cache/code")
