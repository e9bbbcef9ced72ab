function parse(text) {
  const days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
  const refuse = (part, why) => { throw new Error(`"${part}": ${why}`); };
  const clock = (part) => {
    const match = /^(\d{1,2})(?::(\d\d))?$/.exec(part);
    const minute = match ? Number(match[1]) * 60 + Number(match[2] ?? 0) : 9999;
    if (!match || Number(match[2] ?? 0) > 59 || minute > 1440) refuse(part, "expected a time");
    return minute;
  };
  const daysOf = (part) => {
    const ends = part.split("-");
    for (const name of ends) if (!days.includes(name)) refuse(name, "expected a day such as Mo");
    const first = days.indexOf(ends[0]);
    const count = (days.indexOf(ends[ends.length - 1]) - first + 7) % 7;
    return Array.from({ length: count + 1 }, (_, k) => (first + k) % 7);
  };
  const spans = [];
  for (const group of text.split(";")) {
    const [head, ...rest] = group.trim().split(" ");
    for (const day of daysOf(head)) {
      for (const time of rest.join(" ").split(",")) {
        const ends = time.trim().split("-");
        if (ends.length !== 2) refuse(time.trim(), "expected two times with a dash");
        const [from, to] = ends.map(clock);
        if (to <= from) refuse(time.trim(), "ends before it begins");
        spans.push([day * 1440 + from, day * 1440 + to]);
      }
    }
  }
  return spans.sort((a, b) => a[0] - b[0]);
}
