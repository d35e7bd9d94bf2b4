"""Work whose size strangers choose: done by child processes, which can be stopped where a thread cannot."""
