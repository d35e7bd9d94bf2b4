"""One async function per thing a person can do."""
