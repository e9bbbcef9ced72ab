// Finds the circle, but starts it at a task that only leads into it.
function plan(needs) {
  const order = [];
  const state = new Map();
  let circle = null;
  const visit = (task, path) => {
    if (circle || state.get(task) === 2) return;
    if (state.get(task) === 1) {
      circle = [...path, task];
      return;
    }
    state.set(task, 1);
    for (const name of [...(needs[task] ?? [])].sort()) visit(name, [...path, task]);
    state.set(task, 2);
    order.push(task);
  };
  for (const task of Object.keys(needs).sort()) if (!circle) visit(task, []);
  return circle ? { circle } : order;
}
