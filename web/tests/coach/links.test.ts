import { expect, it } from 'vitest';
import { linkFor, placeOfRole, rolesOf } from '../../src/coach/links';
import { readRoute } from '../../src/shell/route';

it('a link leads its reader to the place of its role, with the key after the #', () => {
  const link = linkFor('http://h:1', 'l1', 'seat:design', 'a/b+c');
  expect(link.indexOf('token')).toBeGreaterThan(link.indexOf('#'));
  expect(readRoute(link.slice(link.indexOf('#')))).toEqual({
    screen: 'join',
    loop: 'l1',
    role: 'seat:design',
    token: 'a/b+c',
  });
  expect(placeOfRole('l1', 'seat:design')).toBe('#/seat/l1/design');
  expect(placeOfRole('l1', 'candidate')).toBe('#/room/l1');
  expect(placeOfRole('l1', 'observer')).toBe('#/watch/l1');
  expect(readRoute('#/studio')).toEqual({ screen: 'studio', panel: '' });
  expect(readRoute('#/join/l1')).toEqual({ screen: 'home' });
});

it('hands the candidate’s link out first and the coach’s last', () => {
  expect(rolesOf({ coach: 'c', observer: 'o', 'seat:b': 'x', candidate: 'k', 'seat:a': 'y' })).toEqual(
    ['candidate', 'seat:a', 'seat:b', 'observer', 'coach'],
  );
});
