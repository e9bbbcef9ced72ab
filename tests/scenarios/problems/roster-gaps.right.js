function gaps(shifts, start, end) {
  const found = [];
  let covered = start;
  for (const [begin, finish] of [...shifts].sort((a, b) => a[0] - b[0])) {
    if (begin >= end) break;
    if (begin > covered) found.push([covered, begin]);
    covered = Math.max(covered, finish);
  }
  if (covered < end) found.push([covered, end]);
  return found;
}
