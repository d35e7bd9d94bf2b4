"""Calendars that keep whoever reads them at work for ever, or that nobody can read: one of each shape."""

from tests.rosters.calendars import calendar, event

HOURS = ("20260316T070000", "20260316T190000")


def rule(text, start=HOURS[0], end=HOURS[1], **more):
    return event(start, end, "Day", RRULE=text, **more)


def every(count, make):
    return [make(number) for number in range(count)]


def numbers(first, last):
    return ",".join(str(number) for number in range(first, last + 1))


def zone(*lines):
    """A zone of the calendar's own, with a shift in it."""
    inside = ["BEGIN:STANDARD", *lines, "TZOFFSETFROM:+0200", "TZOFFSETTO:+0100", "END:STANDARD"]
    head = ["BEGIN:VTIMEZONE", "TZID:Ward", *inside, "END:VTIMEZONE"]
    return calendar(event(";TZID=Ward:20260317T070000", ";TZID=Ward:20260317T190000"), head=head)


def nested(kind, depth):
    return "\r\n".join([*every(depth, lambda _: f"BEGIN:{kind}"), *every(depth, lambda _: f"END:{kind}")])


def from_year(year, frequency):
    return calendar(rule(f"FREQ={frequency}", f"{year:04}0101T070000", f"{year:04}0101T190000"))


def minutes(number):
    return f"20260316T{number // 60 % 24:02}{number % 60:02}00"


EVERY_DAY_OF_THE_YEAR = f"FREQ=YEARLY;BYYEARDAY={numbers(1, 366)}"
SINCE_THE_YEAR_1 = ("00010101T070000", "00010101T190000")
NEVER = "FREQ=YEARLY;BYMONTH=2;BYMONTHDAY=30"
SHIFT = event(*HOURS)

HOSTILE = {
    **{
        f"{often} with an interval of 0": calendar(rule(f"FREQ={often};INTERVAL=0"))
        for often in ("YEARLY", "MONTHLY", "WEEKLY", "DAILY", "HOURLY", "MINUTELY", "SECONDLY")
    },
    "every second": calendar(rule("FREQ=SECONDLY")),
    "a negative interval": calendar(rule("FREQ=DAILY;INTERVAL=-1")),
    "a thousand times an hour": calendar(
        rule(f"FREQ=DAILY;BYMINUTE={numbers(0, 59)};BYSECOND={numbers(0, 59)}")
    ),
    "every hour by name": calendar(rule(f"FREQ=DAILY;BYHOUR={numbers(0, 23)};BYMINUTE={numbers(0, 59)}")),
    "every second of the year": calendar(
        rule(f"FREQ=YEARLY;BYHOUR={numbers(0, 23)};BYMINUTE={numbers(0, 59)};BYSECOND={numbers(0, 59)}")
    ),
    "daily since the year 1": from_year(1, "DAILY"),
    "weekly since the year 1": from_year(1, "WEEKLY"),
    "yearly on every day since the year 1": calendar(rule(EVERY_DAY_OF_THE_YEAR, *SINCE_THE_YEAR_1)),
    "daily since 1600": from_year(1600, "DAILY"),
    "daily since 1900": from_year(1900, "DAILY"),
    "weekly since 1900": from_year(1900, "WEEKLY"),
    "a zone that changes with an interval of 0": zone(
        "DTSTART:19700101T000000", "RRULE:FREQ=YEARLY;INTERVAL=0"
    ),
    "a zone that changes every second": zone("DTSTART:19700101T000000", "RRULE:FREQ=SECONDLY"),
    "a zone that changes every day since the year 1": zone("DTSTART:00010101T000000", "RRULE:FREQ=DAILY"),
    "a zone that never changes": zone("DTSTART:00010101T000000", f"RRULE:{NEVER}"),
    "a zone with a folded rule": zone("DTSTART:00010101T000000", "RRULE:FREQ=\r\n SECONDLY"),
    "thousands of series": calendar(
        *every(
            4000, lambda n: rule("FREQ=DAILY", f"19{70 + n % 30}0101T070000", None, uid=n, DURATION="PT1H")
        )
    ),
    "thousands of dates": calendar(event(*HOURS, RDATE=",".join(every(20_000, minutes)))),
    "thousands of exceptions": calendar(rule("FREQ=DAILY", EXDATE=",".join(every(20_000, minutes)))),
    "thousands of revisions": calendar(
        rule("FREQ=DAILY"), *every(1500, lambda n: event(*HOURS, RECURRENCE_ID=minutes(n)))
    ),
    "periods": calendar(
        event(*HOURS).replace("SUMMARY", f"RDATE;VALUE=PERIOD:{HOURS[0]}/P9999999D\r\nSUMMARY")
    ),
    "a thousand million times": calendar(rule("FREQ=DAILY;COUNT=1000000000", "19700101T070000")),
    "until the end of time": calendar(rule("FREQ=DAILY;UNTIL=99991231T235959")),
    "on the 30th of February": calendar(rule(NEVER)),
    "a place in a set that never comes": calendar(
        rule("FREQ=MONTHLY;BYDAY=MO;BYMONTHDAY=31;BYMONTH=2;BYSETPOS=-366")
    ),
    "a set of everything": calendar(
        rule(f"FREQ=YEARLY;BYDAY=MO,TU,WE,TH,FR,SA,SU;BYSETPOS={numbers(1, 366)}", "19000101T070000")
    ),
    "a title of blanks": calendar(event(*HOURS, "7" + " " * 200_000 + "x")),
    "a title of numbers": calendar(event(";VALUE=DATE:20260317", None, "7:00 " * 100_000)),
    "a title of words": calendar(event(*HOURS, "day" * 100_000)),
    "a long line": calendar(SHIFT.replace("UID:1", f"UID:{'x' * 1_000_000}")),
    "a line folded a million times": calendar(SHIFT.replace("UID:1", "UID:" + "\r\n x" * 500_000)),
    "deep events": calendar(SHIFT, nested("VEVENT", 10_000)),
    "deep zones": calendar(SHIFT, nested("VTIMEZONE", 10_000)),
    "an event full of properties": calendar(
        SHIFT.replace("END:VEVENT", "STATUS:x\r\n" * 300_000 + "END:VEVENT")
    ),
    "a million other lines": calendar(SHIFT, "X-NOTHING:x\r\n" * 100_000),
    "parameters": calendar(SHIFT.replace("SUMMARY", "SUMMARY" + ";X=y" * 50_000)),
    "quotation marks": calendar(SHIFT.replace("SUMMARY", 'SUMMARY;X="' + '","' * 200_000)),
    "a very long shift": calendar(event(HOURS[0], None, DURATION="P99999999W")),
    "durations without an end": calendar(event(HOURS[0], None, DURATION="P" + "1D" * 100_000)),
    "a number without an end": calendar(event(*HOURS, SEQUENCE="9" * 1_000_000)),
    "three hundred series": calendar(
        *every(300, lambda n: rule("FREQ=DAILY", f"20260{1 + n % 2}01T070000", None, uid=n, DURATION="PT1H"))
    ),
    "a series that began forty years ago": from_year(1986, "DAILY"),
    "5 MB of shifts": calendar(*every(24_000, lambda n: event(*HOURS, "Long day - Ward 4", uid=n)))[
        :4_999_000
    ],
    "5 MB of one title": calendar(event(*HOURS, "N" * 4_990_000)),
    "noughts": calendar(event(*HOURS, "\0" * 1000), head=["X-A:\0" * 1000]),
    "nothing but noughts": "\0" * 1_000_000,
    "pictures": calendar(*every(2000, lambda n: event(*HOURS, "🌙👩‍⚕️" * 100, uid=f"🌙{n}"))),
    "from right to left": calendar(event(*HOURS, "\u202e\u2067לילה ליל" * 10_000, uid="\u202e")),
    "other alphabets' digits": calendar(
        event("٢٠٢٦٠٣١٦T٠٧٠٠٠٠", "٢٠٢٦٠٣١٦T١٩٠٠٠٠"), rule("FREQ=DAILY;COUNT=١٠٠", uid="۲")
    ),
    "marks above a letter": calendar(event(*HOURS, "a" + "\u0315\u0300" * 100_000)),
    "one character for a sentence": calendar(event(*HOURS, "\ufdfa" * 200_000)),
    "halves of pairs": calendar(event(*HOURS, "\\ud800" * 1000 + "\ufffd" * 1000)),
    "a rule of many hours and minutes in a zone": zone(
        "DTSTART:19700101T000000", f"RRULE:FREQ=DAILY;BYHOUR={numbers(0, 23)};BYMINUTE={numbers(0, 59)}"
    ),
    "calendars in calendars": "BEGIN:VCALENDAR\r\n" * 100_000,
    "thousands of calendars": calendar(SHIFT) * 3000,
    "thousands of zones": calendar(
        SHIFT, *every(5000, lambda n: f"BEGIN:VTIMEZONE\r\nTZID:{n}\r\nEND:VTIMEZONE")
    ),
    "a zone with a name without an end": calendar(event(f";TZID={'x' * 1_000_000}:{HOURS[0]}", HOURS[1])),
    "only returns": calendar(SHIFT).replace("\r\n", "\r") + "\r" * 3_000_000,
    "a leave of all time": calendar(event(";VALUE=DATE:00010101", ";VALUE=DATE:99991231", "Leave")),
    # Of minutes, and of fewer entries than are taken: nothing but the time can end it.
    "fifty series since the year 1": calendar(
        *every(50, lambda n: rule(EVERY_DAY_OF_THE_YEAR, *SINCE_THE_YEAR_1, uid=n))
    ),
}
