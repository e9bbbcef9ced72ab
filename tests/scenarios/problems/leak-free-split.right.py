from zlib import crc32


def split(trips, share):
    if not trips:
        return [], []
    days = sorted(day for _, day in trips)
    cut = days[min(len(days) - 1, int((1 - share) * len(days)))]
    held = {boat for boat, _ in trips if crc32(boat.encode()) % 100 < share * 100}
    train = [k for k, (boat, day) in enumerate(trips) if boat not in held and day < cut]
    test = [k for k, (boat, day) in enumerate(trips) if boat in held and day >= cut]
    return train, test
