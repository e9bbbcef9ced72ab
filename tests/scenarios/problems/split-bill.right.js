function split(cents, shares) {
  const total = shares.reduce((a, b) => a + b, 0);
  if (total === 0) throw new Error("no shares to split by");
  const parts = shares.map((share) => Math.floor((cents * share) / total));
  const rest = shares.map((share, k) => cents * share - parts[k] * total);
  const left = cents - parts.reduce((a, b) => a + b, 0);
  shares
    .map((share, k) => k)
    .filter((k) => shares[k] > 0)
    .sort((a, b) => rest[b] - rest[a] || a - b)
    .slice(0, left)
    .forEach((k) => (parts[k] += 1));
  return parts;
}
