# A dictionary that is never cleaned, and a repeat that renews the window.
class Filter:
    def __init__(self, window=600):
        self.window = window
        self.seen = {}

    def first_time(self, event_id, at):
        known = self.seen.get(event_id)
        self.seen[event_id] = at
        return known is None or at - known >= self.window
