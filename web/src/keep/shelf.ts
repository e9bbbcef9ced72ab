/** What the page remembers between visits: tokens, drafts, words on their way, settings. A browser
 * that refuses storage (private windows) is served from memory. */
export interface Shelf {
  get(key: string): string | null;
  set(key: string, value: string): void;
  remove(key: string): void;
  keys(): string[];
}

const kPrefix = 'halfstep:';

export function memoryShelf(): Shelf {
  const items = new Map<string, string>();
  return {
    get: (key) => items.get(key) ?? null,
    set: (key, value) => void items.set(key, value),
    remove: (key) => void items.delete(key),
    keys: () => [...items.keys()],
  };
}

export function browserShelf(): Shelf {
  let storage: Storage;
  try {
    storage = window.localStorage;
    storage.setItem(`${kPrefix}probe`, '1');
    storage.removeItem(`${kPrefix}probe`);
  } catch {
    return memoryShelf();
  }
  return {
    get: (key) => storage.getItem(kPrefix + key),
    set: (key, value) => {
      try {
        storage.setItem(kPrefix + key, value);
      } catch {
        // A full storage costs a draft, not the interview.
      }
    },
    remove: (key) => storage.removeItem(kPrefix + key),
    keys: () =>
      Object.keys(storage)
        .filter((key) => key.startsWith(kPrefix))
        .map((key) => key.slice(kPrefix.length)),
  };
}
