# Empties the whole cache for a tile that can never fit.
from collections import OrderedDict


class ByteCache:
    def __init__(self, limit):
        self.limit = limit
        self.sizes = OrderedDict()
        self.held = 0

    def put(self, key, size):
        self.held -= self.sizes.pop(key, 0)
        while self.sizes and self.held + size > self.limit:
            self.held -= self.sizes.popitem(last=False)[1]
        if size > self.limit:
            return
        self.sizes[key] = size
        self.held += size

    def get(self, key):
        if key not in self.sizes:
            return False
        self.sizes.move_to_end(key)
        return True

    def bytes(self):
        return self.held
