# Keeps the end of the last shift instead of the furthest one.
def gaps(shifts, start, end):
    found = []
    covered = start
    for begin, finish in sorted(shifts):
        if begin >= end:
            break
        if begin > covered:
            found.append((covered, begin))
        covered = max(start, finish)
    if covered < end:
        found.append((covered, end))
    return found
