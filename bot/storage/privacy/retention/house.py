"""Rules about the house: the staff directory, shift codes, and the app itself."""

from collections.abc import Sequence
from datetime import timedelta

from sqlalchemy import and_, or_

from bot.domain.allowances import A_DAY
from bot.domain.staff_numbers import KEPT_FOR
from bot.storage.directory.rows import CURRENT, claim, entry
from bot.storage.privacy.retention.rule import ALL, LATER, Rule
from bot.storage.privacy.retention.sweep import DAY, MOMENT, Sweep
from bot.storage.privacy.rows import noted_deletion
from bot.storage.signing_in.rows import dashboard_session, sign_in_link
from bot.storage.tables import allowance, seen_event

# Slack sends an event again for at most a day.
EVENTS_KEPT_FOR = timedelta(hours=25)
LONG_GONE = or_(entry.c.left_on < DAY, entry.c.ends_on < DAY)

RULES: Sequence[Rule] = (
    Rule(
        "directory",
        "where there is a staff directory: the columns its mapping names, and of an address only a SHA-256; "
        "how it is known who in Slack someone is, and when the last file came",
        "filling in forms, keeping people apart, leave, leavers",
        "90 days after someone has left; the person deletes it",
        {"directory_entry": ALL, "directory_import": ALL, "directory_staging": ALL},
        [Sweep(entry, and_(entry.c.import_number == CURRENT, LONG_GONE), LATER, by=("employee_id",))],
    ),
    Rule(
        "staff numbers",
        "a staff number someone typed, and whether it was refused",
        "a manager or you confirm it",
        "confirmed, or 30 days; the person deletes it",
        {"staff_claim": ALL},
        [Sweep(claim, claim.c.claimed_at < MOMENT, KEPT_FOR)],
    ),
    Rule(
        "links to the dashboard",
        "who asked for a link that signs in to the dashboard, and when; of the link itself only a hash",
        "signing in from Slack",
        "the first sign-in, or five minutes; the person deletes it",
        {sign_in_link.name: ALL},
    ),
    Rule(
        "sessions",
        "who is signed in to the dashboard, since when, and when they last looked at a page; of what their "
        "browser carries only a hash",
        "staying signed in",
        "signing out, 30 minutes without a page, ten hours in any case, or the last role is gone; the person "
        "deletes it; the app is removed: at once",
        {dashboard_session.name: ALL},
    ),
    Rule(
        "allowances",
        "how many staff numbers someone typed, how many people they suggested and how many links to the "
        "dashboard they asked for, within a day; under a hash of their id, and not which numbers or people",
        "few tries of each",
        "a day",
        {"allowance": ALL},
        [Sweep(allowance, allowance.c.since < MOMENT, A_DAY)],
    ),
    Rule(
        "shift codes",
        "what shift codes mean in this hospital; not who said so",
        "reading rosters",
        "seven days after the app is removed",
        {"roster_code": ALL},
    ),
    Rule(
        "forgotten",
        "that someone deleted their data, as a hash; and, among the reporting lines in the records, to "
        "which number such a hash reports",
        "the staff directory must not bring them back, nobody suggests them again, and who reported to them "
        "stays apart from their managers",
        "they join again themselves; what the records hold of it, 90 days after the records no longer have "
        "them",
        {"forgotten": ALL},
    ),
    Rule(
        "noted deletions",
        "random numbers, one for each deletion, which stand in the file beside the database as well",
        "after a backup was restored, deleting again what was deleted since, and nothing else",
        "they say nothing about anyone, and stay",
        {noted_deletion.name: ALL},
    ),
    Rule(
        "events",
        "ids of Slack events",
        "not handling one twice",
        "25 hours",
        {"seen_event": ALL},
        [Sweep(seen_event, seen_event.c.seen_at < MOMENT, EVENTS_KEPT_FOR)],
    ),
    Rule(
        "token",
        "the bot token, encrypted",
        "calling Slack",
        "the app is removed: at once",
        {"installation": ALL},
    ),
    Rule(
        "removal",
        "when the app was removed",
        "deleting everything in time",
        "everything is deleted, seven days later, or the app is back",
        {"uninstalled": ALL},
    ),
)
