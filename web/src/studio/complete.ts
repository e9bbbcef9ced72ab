import type { PanelNames } from './names';
import type { Place } from './place';
import type { Schema, Where } from './schema';

export interface Offer {
  label: string;
  /** What is written instead of the word. */
  insert: string;
  detail: string;
}

/** Names of the panel itself that may stand at a place, by the shape of its path. */
export function namesAt(where: Where, role: 'key' | 'value', names: PanelNames): readonly string[] {
  const shape = where.map((step) => (typeof step === 'number' ? '*' : step)).join('/');
  if (role === 'key') {
    if (/^signals\/\*\/(weights|floors|anchors)$/.test(shape)) return names.levels;
    if (/^signals\/\*\/anchors\/[^/]+$/.test(shape)) return names.labels;
    return shape === 'signals/*/adjacent' ? names.signals : [];
  }
  if (shape === 'target_level') return names.levels;
  if (shape === 'extends') return names.panels;
  if (shape === 'policy' || shape === 'policy/id') return names.policies;
  if (shape === 'scale/bar' || /^signals\/\*\/floors\/[^/]+$/.test(shape)) return names.labels;
  if (/^(rounds\/\*\/seat|signals\/\*\/owner(\/\*)?)$/.test(shape)) return names.seats;
  if (/^(seats|questions)\/\*\/signals(\/\*)?$/.test(shape)) return names.signals;
  return /^rounds\/\*\/questions(\/\*)?$/.test(shape) ? names.questions : [];
}

/** What may be written at a place, each once, the required keys first. */
export function offersAt(schema: Schema, place: Place, names: PanelNames): Offer[] {
  // The schema counts up some names that the panel knows as well.
  const offers = allOffers(schema, place, names);
  return offers.filter((offer, k) => offers.findIndex((one) => one.label === offer.label) === k);
}

function allOffers(schema: Schema, place: Place, names: PanelNames): Offer[] {
  const here = (label: string, detail: string): Offer => ({ label, insert: label, detail });
  if (place.role === 'value') {
    return [
      ...namesAt(place.where, 'value', names).map((name) => here(name, '')),
      ...schema.valuesAt(place.where).map((value) => here(value, '')),
      // A map that is begun where it should stand: its keys.
      ...schema.keysAt(place.where).map((item) => ({
        label: item.key,
        insert: `${item.key}: `,
        detail: item.description,
      })),
    ];
  }
  const keys = schema
    .keysAt(place.where)
    .filter((item) => !place.taken.includes(item.key))
    .sort((a, b) => Number(b.required) - Number(a.required));
  const own = namesAt(place.where, 'key', names).filter((name) => !place.taken.includes(name));
  // A list of words is written like a list of maps until its first word stands.
  const last = place.where[place.where.length - 1];
  const words = typeof last === 'number' ? namesAt(place.where, 'value', names) : [];
  return [
    ...words.map((name) => here(name, '')),
    ...own.map((name) => ({ label: name, insert: `${name}: `, detail: '' })),
    ...keys.map((item) => ({
      label: item.key,
      insert: item.opens ? `${item.key}:` : `${item.key}: `,
      detail: item.description,
    })),
  ];
}
