// One open group for all sites: a neighbour's alert closes it.
function group(alerts, quiet) {
  const groups = [];
  let known = null;
  for (const [at, site] of [...alerts].sort((a, b) => a[0] - b[0])) {
    if (known && known[0] === site && at - known[2] <= quiet) {
      known[2] = at;
      known[3] += 1;
    } else {
      known = [site, at, at, 1];
      groups.push(known);
    }
  }
  return groups.sort((a, b) => a[1] - b[1] || (a[0] < b[0] ? -1 : 1));
}
