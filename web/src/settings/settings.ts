import type { Shelf } from '../keep/shelf';
import { Reader } from '../wire/reader';

export const kThemes = ['auto', 'light', 'dark'] as const;
export const kSizes = ['normal', 'large', 'largest'] as const;
/** How spoken answers become words: as the browser can, by the server only, or not at all. */
export const kListenings = ['auto', 'server', 'off'] as const;

export interface Settings {
  theme: (typeof kThemes)[number];
  size: (typeof kSizes)[number];
  calm: boolean;
  hideNumbers: boolean;
  /** The interviewers are heard. */
  voice: boolean;
  listen: (typeof kListenings)[number];
}

const kDefaults: Settings = {
  theme: 'auto',
  size: 'normal',
  calm: false,
  hideNumbers: false,
  voice: false,
  listen: 'auto',
};

export function loadSettings(shelf: Shelf): Settings {
  try {
    const reader = new Reader(JSON.parse(shelf.get('settings') ?? '{}'));
    return {
      theme: reader.choiceOr('theme', kThemes, kDefaults.theme),
      size: reader.choiceOr('size', kSizes, kDefaults.size),
      calm: reader.flagOr('calm', kDefaults.calm),
      hideNumbers: reader.flagOr('hideNumbers', kDefaults.hideNumbers),
      voice: reader.flagOr('voice', kDefaults.voice),
      listen: reader.choiceOr('listen', kListenings, kDefaults.listen),
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
