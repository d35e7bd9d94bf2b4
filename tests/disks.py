"""Disks in trouble."""

import resource
from contextlib import contextmanager


@contextmanager
def full_disk(room=16):
    """No file of this process takes more than so many bytes."""
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    resource.setrlimit(resource.RLIMIT_FSIZE, (room, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
