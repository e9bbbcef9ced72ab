import math


class Moments:
    def __init__(self):
        self.count = 0
        self.ignored = 0
        self.mean = 0.0
        self._squares = 0.0

    @property
    def variance(self):
        return self._squares / (self.count - 1) if self.count > 1 else 0.0

    def add(self, value):
        if not math.isfinite(value):
            self.ignored += 1
            return
        self.count += 1
        before = value - self.mean
        self.mean += before / self.count
        self._squares += before * (value - self.mean)

    def merged(self, other):
        both = Moments()
        both.count = self.count + other.count
        both.ignored = self.ignored + other.ignored
        if both.count > 0:
            apart = other.mean - self.mean
            both.mean = self.mean + apart * other.count / both.count
            both._squares = (self._squares + other._squares +
                             apart * apart * self.count * other.count / both.count)
        return both
