import type { Change, Temper } from '../wire/change';
import type { Scale } from '../wire/panel';
import type { Outcome, Ruling, Verdict } from '../wire/verdict';

/** "hiring_manager" or "rate-limits" as a person writes it: "Hiring manager". */
export function named(id: string): string {
  const words = id.replace(/[_-]+/g, ' ').trim();
  return words.charAt(0).toUpperCase() + words.slice(1);
}

/** A seat as a person calls it. */
export function seatTitle(seat: { id: string; title: string } | null | undefined, id = ''): string {
  return seat?.title && seat.title !== seat.id ? seat.title : named(seat?.id ?? id);
}

export const kOutcomeWords: Record<Outcome, string> = {
  hire: 'Hire',
  down_level: 'Hire at a lower level',
  more_signal: 'Gather more signal',
  no_hire: 'No hire',
};

/** The decision in one sentence. */
export function sentenceOf(ruling: Ruling, target: string): string {
  switch (ruling.outcome) {
    case 'hire':
      return `Hire at ${ruling.level ?? target}.`;
    case 'down_level':
      return `Hire, but at ${ruling.level ?? 'a lower level'}, not ${target}.`;
    case 'more_signal':
      return 'Undecided: the room asks for more signal.';
    case 'no_hire':
      return `No hire at ${target}.`;
  }
}

export function shortRuling(ruling: Ruling): string {
  const level = ruling.level && ruling.outcome !== 'no_hire' ? ` (${named(ruling.level).toLowerCase()})` : '';
  return kOutcomeWords[ruling.outcome] + level;
}

/** "1 word", "2 words": of nouns that take an s. */
export function count(n: number, word: string): string {
  return `${n} ${word}${n === 1 ? '' : 's'}`;
}

export function stepsWord(steps: number): string {
  return count(Math.abs(steps), 'step');
}

export function temperInWords(temper: Temper): string {
  const parts: string[] = [];
  const { strictness, loudness, stubbornness } = temper;
  if (strictness !== undefined) {
    parts.push(strictness > 0 ? 'harsher' : strictness < 0 ? 'milder' : 'even-tempered');
  }
  if (loudness !== undefined) parts.push(loudness > 0 ? 'with the loud voice' : 'no louder than others');
  if (stubbornness !== undefined) parts.push(stubbornness > 0 ? 'not to be moved' : 'open to the others');
  return parts.join(', ') || 'as before';
}

/** A chance as the reader wants to see it: a number, or words where numbers are hidden. */
export function chanceInWords(chance: number, hideNumbers: boolean): string {
  if (!hideNumbers) return `${Math.round(100 * chance)} of 100`;
  if (chance >= 0.9) return 'nearly certain';
  if (chance >= 0.6) return 'likely';
  if (chance >= 0.4) return 'even';
  if (chance >= 0.1) return 'unlikely';
  return 'hardly possible';
}

/** A change of a chance: "up 12", or words where numbers are hidden. */
export function moveInWords(change: number, hideNumbers: boolean): string {
  const way = change < 0 ? 'down' : 'up';
  if (hideNumbers) return Math.abs(change) >= 0.25 ? `far ${way}` : way;
  return `${way} ${Math.round(100 * Math.abs(change))}`;
}

/** A change of a variation in words. */
export function changeInWords(change: Change): string {
  switch (change.change) {
    case 'set_rating': {
      const by = change.seat ? ` by ${named(change.seat)}` : '';
      return `${named(change.signal)}${by} rated ${named(change.rating).toLowerCase()}`;
    }
    case 'drop_card':
      return `card ${change.card} dropped`;
    case 'set_policy':
      return `policy ${named(change.policy).toLowerCase()}`;
    case 'set_level':
      return `target level ${change.level}`;
    case 'retry_answer':
      return `another answer in ${named(change.round).toLowerCase()}, turn ${change.turn + 1}`;
    case 'set_persona':
      return `${named(change.seat)} ${temperInWords(change.persona)}`;
  }
}

/** The room's own sentence without the ids of cards in brackets: the cards stand beside it. */
export function withoutIds(text: string): string {
  const id = String.raw`[\w-]+\.\d+`;
  return text.replace(new RegExp(String.raw`\s*[([]${id}(?:(?:, | and )(?:${id}|\d+ more))*[)\]]`, 'g'), '');
}

/** Place of a label on its scale from 0, -1 when it is not on it. */
export function placeOf(scale: Scale, label: string | null): number {
  return scale.labels.findIndex((item) => item.label === label);
}

export function meetsBar(scale: Scale, label: string): boolean {
  return placeOf(scale, label) >= placeOf(scale, scale.bar);
}

/** A signal with at least this share of the worst one's is named beside it. */
const kMainShare = 1 / 3;

/** The signals that pulled the decision down most, worst first. */
export function sankBy(
  verdict: Pick<Verdict, 'shapley'>,
  value: (text: string) => number,
): string[] {
  const shares = Object.entries(verdict.shapley).map(([signal, share]) => ({
    signal,
    share: value(share),
  }));
  const worst = Math.min(0, ...shares.map((item) => item.share));
  return shares
    .filter((item) => item.share < 0 && item.share <= worst * kMainShare)
    .sort((a, b) => a.share - b.share || (a.signal < b.signal ? -1 : 1))
    .map((item) => item.signal);
}

export function clockOf(ms: number): string {
  const seconds = Math.max(0, Math.floor(ms / 1000));
  return `${Math.floor(seconds / 60)}:${String(seconds % 60).padStart(2, '0')}`;
}
