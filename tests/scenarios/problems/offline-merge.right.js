function merge(base, mine, theirs) {
  const fields = {};
  const conflicts = [];
  for (const name of Object.keys({ ...base, ...mine, ...theirs }).sort()) {
    const [was, here, there] = [base[name], mine[name], theirs[name]];
    let kept = here;
    if (here === was) kept = there;
    else if (there !== was && there !== here) {
      kept = was;
      conflicts.push(name);
    }
    if (kept !== undefined) fields[name] = kept;
  }
  return { fields, conflicts };
}
