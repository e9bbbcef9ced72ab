import type { Socket } from '../socket';
import { Reader } from '../wire/reader';
import type { Shelf } from './shelf';
import { tokensOf } from './tokens';

/** The token to look at a loop with: the one kept here that sees most, or, on the server's own
 * machine, the owner's, which opens every loop and is new with each start of the server.
 * Empty when there is none. */
export async function tokenToRead(socket: Socket, shelf: Shelf, loop: string): Promise<string> {
  const tokens = tokensOf(shelf, loop);
  const seat = Object.keys(tokens).find((role) => role.startsWith('seat:')) ?? '';
  const kept = tokens['coach'] ?? tokens['candidate'] ?? tokens['observer'] ?? tokens[seat];
  if (kept !== undefined) return kept;
  try {
    return new Reader(await socket.call('owner.token')).text('token');
  } catch {
    return '';
  }
}
