// Theirs wins where both changed, and nobody is told.
function merge(base, mine, theirs) {
  const fields = {};
  for (const name of Object.keys({ ...base, ...mine, ...theirs })) {
    const kept = theirs[name] === base[name] ? mine[name] : theirs[name];
    if (kept !== undefined) fields[name] = kept;
  }
  return { fields, conflicts: [] };
}
