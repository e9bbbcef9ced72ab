/** The screens and what names them in the address bar, after the #. */
export type Route =
  | { screen: 'home' }
  | { screen: 'room'; loop: string }
  | { screen: 'board'; loop: string; path: string; token: string }
  | { screen: 'coach' }
  | { screen: 'import' }
  | { screen: 'studio'; panel: string }
  | { screen: 'join'; loop: string; role: string; token: string }
  | { screen: 'seat'; loop: string; seat: string }
  | { screen: 'watch'; loop: string }
  | { screen: 'settings' }
  | { screen: 'help' };

export function readRoute(hash: string): Route {
  const [place = '', query = ''] = hash.replace(/^#\/?/, '').split('?');
  const [screen, loop = '', path = ''] = place.split('/');
  const token = new URLSearchParams(query).get('token') ?? '';
  if (screen === 'room' && loop) return { screen, loop };
  if (screen === 'board' && loop) return { screen, loop, path, token };
  if (screen === 'join' && loop && path) return { screen, loop, role: path, token };
  if (screen === 'seat' && loop && path) return { screen, loop, seat: path };
  if (screen === 'watch' && loop) return { screen, loop };
  if (screen === 'studio') return { screen, panel: loop };
  if (screen === 'coach' || screen === 'import') return { screen };
  if (screen === 'settings' || screen === 'help') return { screen };
  return { screen: 'home' };
}
