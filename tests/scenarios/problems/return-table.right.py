def table(rides, last_day):
    weeks = {}
    for rider, day in rides:
        weeks.setdefault(rider, set()).add(day // 7)
    over = (last_day + 1) // 7  # weeks 0 .. over - 1 are over
    rows = {}
    for ridden in weeks.values():
        first = min(ridden)
        if first >= over:
            continue
        row = rows.setdefault(first, [0] * (over - first))
        for week in ridden:
            if week < over:
                row[week - first] += 1
    return rows
