from collections import OrderedDict, deque


class FairQueue:
    def __init__(self):
        self.waiting = OrderedDict()

    def put(self, department, job):
        self.waiting.setdefault(department, deque()).append(job)

    def take(self):
        if not self.waiting:
            return None
        department, jobs = self.waiting.popitem(last=False)
        job = jobs.popleft()
        if jobs:
            self.waiting[department] = jobs
        return job
