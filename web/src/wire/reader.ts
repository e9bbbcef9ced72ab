/** Data from the server that does not have the agreed shape; `where` is a JSON pointer. */
export class WireError extends Error {
  constructor(
    readonly where: string,
    readonly problem: string,
  ) {
    super(`${where || '/'}: ${problem}`);
    this.name = 'WireError';
  }
}

export type Json = unknown;

/** Reads one JSON object field by field; every method throws WireError naming the place. */
export class Reader {
  private readonly fields: Record<string, unknown>;

  constructor(
    value: Json,
    readonly where = '',
  ) {
    if (typeof value !== 'object' || value === null || Array.isArray(value)) {
      throw new WireError(where, 'expected an object');
    }
    this.fields = value as Record<string, unknown>;
  }

  has(key: string): boolean {
    const value = this.raw(key);
    return value !== undefined && value !== null;
  }

  raw(key: string): Json {
    return Object.prototype.hasOwnProperty.call(this.fields, key) ? this.fields[key] : undefined;
  }

  keys(): string[] {
    return Object.keys(this.fields);
  }

  text(key: string): string {
    const value = this.raw(key);
    if (typeof value !== 'string') throw new WireError(this.at(key), 'expected a text');
    return value;
  }

  textOr(key: string, fallback: string): string {
    return this.has(key) ? this.text(key) : fallback;
  }

  textOrNull(key: string): string | null {
    return this.has(key) ? this.text(key) : null;
  }

  number(key: string): number {
    const value = this.raw(key);
    if (typeof value !== 'number' || !Number.isFinite(value)) {
      throw new WireError(this.at(key), 'expected a number');
    }
    return value;
  }

  numberOr(key: string, fallback: number): number {
    return this.has(key) ? this.number(key) : fallback;
  }

  numberOrNull(key: string): number | null {
    return this.has(key) ? this.number(key) : null;
  }

  whole(key: string, least = 0): number {
    const value = this.number(key);
    if (!Number.isSafeInteger(value) || value < least) {
      throw new WireError(this.at(key), `expected a whole number of at least ${least}`);
    }
    return value;
  }

  flagOr(key: string, fallback: boolean): boolean {
    if (!this.has(key)) return fallback;
    const value = this.raw(key);
    if (typeof value !== 'boolean') throw new WireError(this.at(key), 'expected true or false');
    return value;
  }

  choice<T extends string>(key: string, allowed: readonly T[]): T {
    const value = this.text(key);
    const found = allowed.find((item) => item === value);
    if (found === undefined) {
      throw new WireError(this.at(key), `"${value}" is not one of ${allowed.join(', ')}`);
    }
    return found;
  }

  choiceOr<T extends string>(key: string, allowed: readonly T[], fallback: T): T {
    return this.has(key) ? this.choice(key, allowed) : fallback;
  }

  list<T>(key: string, decode: (item: Json, where: string) => T): T[] {
    if (!this.has(key)) return [];
    const value = this.raw(key);
    if (!Array.isArray(value)) throw new WireError(this.at(key), 'expected a list');
    return value.map((item: Json, k) => decode(item, `${this.at(key)}/${k}`));
  }

  texts(key: string): string[] {
    return this.list(key, textItem);
  }

  /** A map from names to values; absent reads as empty. */
  map<T>(key: string, decode: (item: Json, where: string) => T): Record<string, T> {
    if (!this.has(key)) return {};
    const inner = new Reader(this.raw(key), this.at(key));
    return Object.fromEntries(
      inner.keys().map((name) => [name, decode(inner.raw(name), inner.at(name))]),
    );
  }

  optional<T>(key: string, decode: (item: Json, where: string) => T): T | null {
    return this.has(key) ? decode(this.raw(key), this.at(key)) : null;
  }

  at(key: string): string {
    return `${this.where}/${key}`;
  }
}

export function textItem(item: Json, where: string): string {
  if (typeof item !== 'string') throw new WireError(where, 'expected a text');
  return item;
}

export function numberItem(item: Json, where: string): number {
  if (typeof item !== 'number' || !Number.isFinite(item)) {
    throw new WireError(where, 'expected a number');
  }
  return item;
}
