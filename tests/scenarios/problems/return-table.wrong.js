// Counts rides, not riders.
function table(rides, lastDay) {
  const firsts = new Map();
  for (const [rider, day] of rides) {
    firsts.set(rider, Math.min(firsts.get(rider) ?? Infinity, Math.floor(day / 7)));
  }
  const over = Math.floor((lastDay + 1) / 7);
  const rows = {};
  for (const [rider, day] of rides) {
    const first = firsts.get(rider);
    const week = Math.floor(day / 7);
    if (first >= over || week >= over) continue;
    rows[first] ??= new Array(over - first).fill(0);
    rows[first][week - first] += 1;
  }
  return rows;
}
