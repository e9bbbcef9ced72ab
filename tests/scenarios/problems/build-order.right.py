from heapq import heapify, heappop, heappush


def plan(needs):
    before = {}
    for task, first in needs.items():
        before.setdefault(task, set()).update(first)
        for name in first:
            before.setdefault(name, set())
    after = {task: [] for task in before}
    for task, first in before.items():
        for name in first:
            after[name].append(task)
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
    # Whoever is left needs somebody who is left: follow that until a name comes again.
    path, seen = [], {}
    task = min(t for t in before if left[t] > 0)
    while task not in seen:
        seen[task] = len(path)
        path.append(task)
        task = min(t for t in before[task] if left[t] > 0)
    return {"circle": path[seen[task]:] + [task]}
