# A range that wraps round the end of the week gives no days.
import re

DAYS = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"]


def refuse(part, why):
    raise ValueError("%r: %s" % (part, why))


def clock(text):
    match = re.fullmatch(r"(\d{1,2})(?::(\d\d))?", text)
    minute = int(match[1]) * 60 + int(match[2] or 0) if match else 9999
    if not match or int(match[2] or 0) > 59 or minute > 24 * 60:
        refuse(text, "expected a time such as 7 or 18:30")
    return minute


def days_of(text):
    ends = text.split("-")
    for name in ends:
        if name not in DAYS:
            refuse(name, "expected a day such as Mo")
    return range(DAYS.index(ends[0]), DAYS.index(ends[-1]) + 1)


def parse(text):
    spans = []
    for group in text.split(";"):
        days, _, times = group.strip().partition(" ")
        for day in days_of(days):
            for time in times.split(","):
                ends = time.strip().split("-")
                if len(ends) != 2:
                    refuse(time.strip(), "expected two times with a dash")
                begin, end = clock(ends[0]), clock(ends[1])
                if end <= begin:
                    refuse(time.strip(), "ends before it begins")
                spans.append((day * 1440 + begin, day * 1440 + end))
    return sorted(spans)
