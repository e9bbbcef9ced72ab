# A department whose queue is empty keeps its place in the line.
from collections import deque


class FairQueue:
    def __init__(self):
        self.queues = {}
        self.line = deque()

    def put(self, department, job):
        if department not in self.queues:
            self.queues[department] = deque()
            self.line.append(department)
        self.queues[department].append(job)

    def take(self):
        for _ in range(len(self.line)):
            department = self.line.popleft()
            self.line.append(department)
            if self.queues[department]:
                return self.queues[department].popleft()
        return None
