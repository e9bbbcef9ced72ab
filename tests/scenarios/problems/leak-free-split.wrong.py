# Splits by time alone: the same boat is learnt and tested.
def split(trips, share):
    if not trips:
        return [], []
    days = sorted(day for _, day in trips)
    cut = days[min(len(days) - 1, int((1 - share) * len(days)))]
    train = [k for k, (_, day) in enumerate(trips) if day < cut]
    test = [k for k, (_, day) in enumerate(trips) if day >= cut]
    return train, test
