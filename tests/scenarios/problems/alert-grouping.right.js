function group(alerts, quiet) {
  const groups = [];
  const open = new Map();
  for (const [at, site] of [...alerts].sort((a, b) => a[0] - b[0])) {
    const known = open.get(site);
    if (known && at - known[2] <= quiet) {
      known[2] = at;
      known[3] += 1;
    } else {
      const fresh = [site, at, at, 1];
      open.set(site, fresh);
      groups.push(fresh);
    }
  }
  return groups.sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
}
