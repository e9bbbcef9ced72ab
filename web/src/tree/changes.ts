import type { Change } from '../wire/change';

/** What a change is about: of two changes about the same thing only the later one counts. */
function subjectOf(change: Change): string {
  switch (change.change) {
    case 'set_rating':
      return `rating ${change.signal} ${change.seat}`;
    case 'drop_card':
      return `card ${change.card}`;
    case 'retry_answer':
      return `answer ${change.round} ${change.turn}`;
    case 'set_persona':
      return `persona ${change.seat}`;
    case 'set_policy':
    case 'set_level':
      return change.change;
  }
}

/** The changes with one more, in place of an earlier one about the same thing. */
export function withChange(changes: readonly Change[], change: Change): Change[] {
  const subject = subjectOf(change);
  return [...changes.filter((item) => subjectOf(item) !== subject), change];
}
