"""One publish of a repository at a time, on this machine."""

import fcntl
import hashlib
import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from vouch.publish.outcomes import Refused


@contextmanager
def alone(repository: Path) -> Iterator[Path]:
    """Holds the lock of a repository's own folder, and gives a folder that goes away afterwards.

    The kernel frees the lock with the process, however that ends; what a process that was killed
    left behind goes with the next one. Raises Refused while another process holds it.
    """
    descriptor = os.open(repository, os.O_RDONLY)
    try:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
        prefix = f"publish-{hashlib.sha256(os.fsencode(repository)).hexdigest()[:16]}-"
        for left in Path(tempfile.gettempdir()).glob(f"{prefix}*"):
            shutil.rmtree(left, ignore_errors=True)
        with tempfile.TemporaryDirectory(prefix=prefix, ignore_cleanup_errors=True) as private:
            yield Path(private)
    except BlockingIOError as error:
        raise Refused("another publish of this repository is under way; wait for its end") from error
    finally:
        os.close(descriptor)
