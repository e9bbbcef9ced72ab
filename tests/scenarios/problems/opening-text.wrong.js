// parseInt reads what it can: "6:75" is taken for six o'clock and a bit.
function parse(text) {
  const days = ["Mo", "Tu", "We", "Th", "Fr", "Sa", "Su"];
  const refuse = (part, why) => { throw new Error(`"${part}": ${why}`); };
  const clock = (part) => {
    const [hour, minute] = part.split(":").map((digits) => parseInt(digits, 10));
    if (Number.isNaN(hour) || hour > 24) refuse(part, "expected a time");
    return hour * 60 + (minute || 0);
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
