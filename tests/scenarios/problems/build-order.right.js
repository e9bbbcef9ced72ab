function plan(needs) {
  const before = new Map();
  for (const [task, first] of Object.entries(needs)) {
    before.set(task, new Set([...(before.get(task) ?? []), ...first]));
    for (const name of first) if (!before.has(name)) before.set(name, new Set());
  }
  const after = new Map([...before.keys()].map((task) => [task, []]));
  for (const [task, first] of before) for (const name of first) after.get(name).push(task);
  const left = new Map([...before].map(([task, first]) => [task, first.size]));
  // Kept sorted; the smallest at the end, where taking is cheap.
  const ready = [...left.keys()].filter((task) => left.get(task) === 0).sort().reverse();
  const insert = (task) => {
    let low = 0;
    let high = ready.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (ready[middle] > task) low = middle + 1;
      else high = middle;
    }
    ready.splice(low, 0, task);
  };
  const order = [];
  while (ready.length > 0) {
    const task = ready.pop();
    order.push(task);
    for (const other of after.get(task)) {
      left.set(other, left.get(other) - 1);
      if (left.get(other) === 0) insert(other);
    }
  }
  if (order.length === before.size) return order;
  const path = [];
  const seen = new Map();
  let task = [...left.keys()].find((name) => left.get(name) > 0);
  while (!seen.has(task)) {
    seen.set(task, path.length);
    path.push(task);
    task = [...before.get(task)].find((name) => left.get(name) > 0);
  }
  return { circle: [...path.slice(seen.get(task)), task] };
}
