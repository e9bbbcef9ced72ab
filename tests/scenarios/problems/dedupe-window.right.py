from collections import deque


class Filter:
    def __init__(self, window=600):
        self.window = window
        self.accepted = set()
        self.queue = deque()

    def first_time(self, event_id, at):
        while self.queue and at - self.queue[0][0] >= self.window:
            self.accepted.discard(self.queue.popleft()[1])
        if event_id in self.accepted:
            return False
        self.accepted.add(event_id)
        self.queue.append((at, event_id))
        return True
