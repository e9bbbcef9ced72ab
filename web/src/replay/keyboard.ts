export type Command =
  | 'next'
  | 'previous'
  | 'next_chapter'
  | 'previous_chapter'
  | 'first'
  | 'last'
  | 'play';

const kKeys: Record<string, Command> = {
  ArrowRight: 'next',
  ArrowLeft: 'previous',
  Home: 'first',
  End: 'last',
  ' ': 'play',
};

interface Press {
  key: string;
  shiftKey: boolean;
  ctrlKey: boolean;
  altKey: boolean;
  metaKey: boolean;
  /** Where the key went: a field that takes text or arrows keeps its own keys. */
  inField: boolean;
  /** A focused button or link keeps the space bar. */
  onControl: boolean;
}

export function commandOf(press: Press): Command | null {
  if (press.inField || press.ctrlKey || press.altKey || press.metaKey) return null;
  if (press.key === ' ' && press.onControl) return null;
  const command = kKeys[press.key] ?? null;
  if (!press.shiftKey) return command;
  if (command === 'next') return 'next_chapter';
  if (command === 'previous') return 'previous_chapter';
  return null;
}
