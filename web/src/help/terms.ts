/** What the words of the room mean, said where they stand. */
export const kTerms = {
  signal:
    'What one round is there to find out, such as coding or design. Each signal has an owner whose rating counts.',
  rating:
    'One interviewer’s claim about one signal, on an ordered scale. It must rest on evidence cards.',
  card: 'One piece of evidence: your exact words, and what they show.',
  form: 'Evidence has four forms. Behaviour: what was done. Reasoning: why. Artifact: code, a design, a test, a number, a plan. Level signal: why this level and not the one below. Each has its own underline.',
  bar: 'The lowest rating that meets the level. The dashed line in the small staircase marks it.',
  floor:
    'A rating below this one fails the level, however good the other rounds were. Strength elsewhere does not buy it back.',
  level: 'The level you are interviewed for. The same answer can be strong one level lower.',
  chance:
    'How often a fresh panel that hears the same answers would hire at the target level. After an answer it rests on what was said so far; in the debrief, on what the room has looked at so far.',
  'turning point':
    'An answer or a step of the debrief at which the chance at the target level changed by 8 of 100 or more. The graph, the list and the training use the same measure.',
  interval:
    'Ratings are not exact. This is the decision when every uncertain rating falls low, and when it falls high.',
  attribution:
    'How much each signal moved the decision away from a hire at the target level, in levels, shared out exactly: change them one by one, in every order, and take the mean.',
  flips:
    'The fewest rating steps that would have led to this decision instead. Nothing smaller does it.',
  luck: 'If other interviewers of the same pool had heard the same answers, this is how often they would have decided each way. A new day also redraws the questions and your form.',
  contradiction:
    'Two rounds saw things that do not fit together. The debrief weighs the evidence instead of taking the middle.',
  sealed:
    'Every interviewer writes alone. Nobody reads another’s feedback before all of it is sealed. The short code is the fingerprint of what was sealed; it shows that nothing was changed later.',
  committee:
    'People who never met you read the packet second-hand. A card without your words counts for less with them.',
  policy: 'The rule by which ratings become a decision, such as floors first, or committee consensus.',
  temper:
    'How strict an interviewer rates, how loud its voice is in the room, and whether it can be moved. The words you said stay the same.',
  variation:
    'A line beside what really happened: one thing changed, the decision made anew by the same rules.',
  calibration:
    'How well you know where you stand. Guess before you open the envelopes; over several loops the difference shows whether you see yourself too high or too low.',
  'panel health':
    'What the packet says about the panel and not about you: who kept silent, who stands out from the others, whose rating alone would have turned the decision.',
  listening:
    'How well the listener could follow, turn by turn: the point early, a thread to hold on to, the why behind the what. An answer that loses the listener is not scored on its content.',
} as const;

export type Term = keyof typeof kTerms;
