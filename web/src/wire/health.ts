import { Reader, type Json } from './reader';

/** How one seat worked over the loops that were counted. */
export interface SeatRecord {
  seat: string;
  rated: number;
  abstained: number;
  /** Loops whose outcome would have been another had this seat's signals stood at the median. */
  decisive: number;
  remark: string;
}
/** How one panel worked over several loops. */
export interface PanelRecord {
  panel: string;
  title: string;
  loops: number;
  seats: SeatRecord[];
  /** Krippendorff's alpha; null while there are too few loops to tell. */
  alpha: number | null;
  /** Independent seats the panel is worth; null while there are too few loops to tell. */
  effectiveSeats: number | null;
}
export interface PanelRecords {
  /** Loops from which on agreement is told. */
  agreementFrom: number;
  panels: PanelRecord[];
}

function readSeat(value: Json, where: string): SeatRecord {
  const reader = new Reader(value, where);
  return {
    seat: reader.text('seat'),
    rated: reader.whole('rated'),
    abstained: reader.whole('abstained'),
    decisive: reader.whole('decisive'),
    remark: reader.textOr('remark', ''),
  };
}

function readPanel(value: Json, where: string): PanelRecord {
  const reader = new Reader(value, where);
  return {
    panel: reader.text('panel'),
    title: reader.textOr('title', ''),
    loops: reader.whole('packets'),
    seats: reader.list('seats', readSeat),
    alpha: reader.numberOrNull('alpha'),
    effectiveSeats: reader.numberOrNull('effective_seats'),
  };
}

export function readPanelRecords(value: Json): PanelRecords {
  const reader = new Reader(value);
  return {
    agreementFrom: reader.whole('agreement_from'),
    panels: reader.list('panels', readPanel),
  };
}
