# Takes the counter as it stands: after a wrap the use is negative.
def usage(readings):
    readings = sorted(readings)
    total = {}
    for (m0, c0), (m1, c1) in zip(readings, readings[1:]):
        if m1 == m0:
            continue
        for hour in range(m0 // 60, (m1 - 1) // 60 + 1):
            part = min(m1, 60 * hour + 60) - max(m0, 60 * hour)
            total[hour] = total.get(hour, 0.0) + (c1 - c0) * part / (m1 - m0)
    if not readings:
        return []
    first, last = readings[0][0], readings[-1][0]
    return [(h, u) for h, u in sorted(total.items()) if 60 * h >= first and 60 * h + 60 <= last]
