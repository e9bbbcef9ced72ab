function table(rides, lastDay) {
  const weeks = new Map();
  for (const [rider, day] of rides) {
    if (!weeks.has(rider)) weeks.set(rider, new Set());
    weeks.get(rider).add(Math.floor(day / 7));
  }
  const over = Math.floor((lastDay + 1) / 7);
  const rows = {};
  for (const ridden of weeks.values()) {
    const first = Math.min(...ridden);
    if (first >= over) continue;
    rows[first] ??= new Array(over - first).fill(0);
    for (const week of ridden) if (week < over) rows[first][week - first] += 1;
  }
  return rows;
}
