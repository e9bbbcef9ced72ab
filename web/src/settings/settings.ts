import type { Shelf } from '../keep/shelf';
import { Reader } from '../wire/reader';

export const kThemes = ['auto', 'light', 'dark'] as const;
export const kSizes = ['normal', 'large', 'largest'] as const;

export interface Settings {
  theme: (typeof kThemes)[number];
  size: (typeof kSizes)[number];
  calm: boolean;
  hideNumbers: boolean;
}

const kDefaults: Settings = { theme: 'auto', size: 'normal', calm: false, hideNumbers: false };

export function loadSettings(shelf: Shelf): Settings {
  try {
    const reader = new Reader(JSON.parse(shelf.get('settings') ?? '{}'));
    return {
      theme: reader.choiceOr('theme', kThemes, kDefaults.theme),
      size: reader.choiceOr('size', kSizes, kDefaults.size),
      calm: reader.flagOr('calm', kDefaults.calm),
      hideNumbers: reader.flagOr('hideNumbers', kDefaults.hideNumbers),
    };
  } catch {
    return kDefaults;
  }
}

export function saveSettings(shelf: Shelf, settings: Settings): void {
  shelf.set('settings', JSON.stringify(settings));
}

/** Settings become attributes of the page that the style sheets know. */
export function showSettings(root: HTMLElement, settings: Settings): void {
  root.dataset['theme'] = settings.theme;
  root.dataset['size'] = settings.size;
  root.dataset['calm'] = settings.calm ? 'yes' : 'no';
}
