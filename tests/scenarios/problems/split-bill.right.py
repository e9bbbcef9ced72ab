def split(cents, shares):
    total = sum(shares)
    if total == 0:
        raise ValueError("no shares to split by")
    parts = [cents * share // total for share in shares]
    rest = [cents * share % total for share in shares]
    entitled = sorted((k for k in range(len(shares)) if shares[k] > 0), key=lambda k: -rest[k])
    for k in entitled[: cents - sum(parts)]:
        parts[k] += 1
    return parts
