# Shows the running week, which looks like a drop.
def table(rides, last_day):
    weeks = {}
    for rider, day in rides:
        weeks.setdefault(rider, set()).add(day // 7)
    over = last_day // 7 + 1
    rows = {}
    for ridden in weeks.values():
        first = min(ridden)
        row = rows.setdefault(first, [0] * (over - first))
        for week in ridden:
            row[week - first] += 1
    return rows
