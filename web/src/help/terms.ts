/** What the words of the room mean, said where they stand. */
export const kTerms = {
  signal:
    'What one round is there to find out, such as coding or design. Each signal has an owner whose rating counts.',
  rating:
    'One interviewer’s claim about one signal, on an ordered scale. It must rest on evidence cards.',
  card: 'One piece of evidence: your exact words, and what they show.',
  bar: 'The lowest rating that meets the level. The dashed line in the small staircase marks it.',
  floor:
    'A rating below this one fails the level, however good the other rounds were. Strength elsewhere does not buy it back.',
  level: 'The level you are interviewed for. The same answer can be strong one level lower.',
  interval:
    'Ratings are not exact. This is the decision when every uncertain rating falls low, and when it falls high.',
  attribution:
    'How much each signal moved the decision away from a hire at the target level, shared out exactly: change them one by one, in every order, and take the mean.',
  flips:
    'The fewest rating steps that would have led to this decision instead. Nothing smaller does it.',
  luck: 'If other interviewers of the same pool had heard the same answers, this is how often they would have decided each way. A new day also redraws the questions and your form.',
  contradiction:
    'Two rounds saw things that do not fit together. The debrief weighs the evidence instead of taking the middle.',
  sealed:
    'Every interviewer writes alone. Nobody reads another’s feedback before all of it is sealed.',
  policy: 'The rule by which ratings become a decision, such as floors first, or committee consensus.',
  variation:
    'A line beside what really happened: one thing changed, the decision made anew by the same rules.',
} as const;

export type Term = keyof typeof kTerms;
