/** Where somebody with a role goes: the candidate to the room, a person in a seat to that seat,
 * everybody else to where the loop is watched. */
export function placeOfRole(loop: string, role: string): string {
  if (role === 'candidate') return `#/room/${loop}`;
  if (role.startsWith('seat:')) return `#/seat/${loop}/${role.slice('seat:'.length)}`;
  return `#/watch/${loop}`;
}

/** A link that lets its reader in as one role. The key stands after the #, which browsers send to
 * no server. */
export function linkFor(origin: string, loop: string, role: string, token: string): string {
  return `${origin}/#/join/${loop}/${role}?token=${encodeURIComponent(token)}`;
}

/** The roles of a loop in the order they are handed out. */
export function rolesOf(tokens: Readonly<Record<string, string>>): string[] {
  const order = (role: string): number =>
    role === 'candidate' ? 0 : role.startsWith('seat:') ? 1 : role === 'observer' ? 2 : 3;
  return Object.keys(tokens).sort((a, b) => order(a) - order(b) || (a < b ? -1 : 1));
}
