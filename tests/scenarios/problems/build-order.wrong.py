# Counts a need that is named twice as two, so its task is never ready.
from heapq import heapify, heappop, heappush


def plan(needs):
    before = {}
    for task, first in needs.items():
        before.setdefault(task, []).extend(first)
        for name in first:
            before.setdefault(name, [])
    after = {task: set() for task in before}
    for task, first in before.items():
        for name in first:
            after[name].add(task)
    left = {task: len(first) for task, first in before.items()}
    ready = [task for task, count in left.items() if count == 0]
    heapify(ready)
    order = []
    while ready:
        task = heappop(ready)
        order.append(task)
        for other in after[task]:
            left[other] -= 1
            if left[other] == 0:
                heappush(ready, other)
    if len(order) == len(before):
        return order
    path, seen = [], {}
    task = min(t for t in before if left[t] > 0)
    while task not in seen:
        seen[task] = len(path)
        path.append(task)
        task = min((t for t in before[task] if left[t] > 0), default=task)
    return {"circle": path[seen[task]:] + [task]}
