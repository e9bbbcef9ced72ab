# Sum and sum of squares: what is left far from zero is rounding.
import math


class Moments:
    def __init__(self):
        self.count = 0
        self.ignored = 0
        self.sum = 0.0
        self.squares = 0.0

    @property
    def mean(self):
        return self.sum / self.count if self.count else 0.0

    @property
    def variance(self):
        if self.count < 2:
            return 0.0
        return (self.squares - self.sum * self.sum / self.count) / (self.count - 1)

    def add(self, value):
        if not math.isfinite(value):
            self.ignored += 1
            return
        self.count += 1
        self.sum += value
        self.squares += value * value

    def merged(self, other):
        both = Moments()
        for name in ("count", "ignored", "sum", "squares"):
            setattr(both, name, getattr(self, name) + getattr(other, name))
        return both
