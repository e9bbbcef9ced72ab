# Gives what is left to the last one.
def split(cents, shares):
    total = sum(shares)
    if total == 0:
        raise ValueError("no shares to split by")
    parts = [cents * share // total for share in shares]
    parts[-1] += cents - sum(parts)
    return parts
