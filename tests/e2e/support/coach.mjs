// What a coach does on the page, and a panel small enough for a test to hold.
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';

export const kSmallPanel = `# The loop of a small team; two rounds on one morning.
format: halfstep/panel
version: 1
name: small
title: A short loop
target_level: senior
signals:
  - id: design   # the bounded way first
    meaning: Weighs options and bounds how each can fail.
    weights: {mid: 600, senior: 500}
    floors: {senior: lean_no_hire}
    relief: 1250
  - id: behavioral
    meaning: Owns decisions and failures.
    weights: {mid: 400, senior: 500}
    floors: {senior: lean_no_hire}
    relief: 1500
seats:
  - {id: design, signals: [design]}   # Ines sits here on Mondays
  - {id: behavioral, signals: [behavioral], persona: {strictness: 0.3, probing: 2}}
rounds:
  - {id: design, seat: design, minutes: 40, questions: [export-job]}
  - {id: behavioral, seat: behavioral, minutes: 40, questions: [took-back]}
questions:
  - id: export-job
    ask: Customers want their whole history as one file. How would you build it?
    signals: [design]
    looks_for: [a job that can be resumed]
    follow_ups:
      - when: no number
        ask: How large is the largest file?
  - id: took-back
    ask: Tell me about a decision of yours that you took back.
    signals: [behavioral]
    follow_ups:
      - when: no learning
        ask: What do you do differently since?
`;

/** Puts the small panel where a coach's saved panels are. */
export function putSmallPanel(server) {
  const folder = join(server.data, 'panels');
  mkdirSync(folder, { recursive: true });
  writeFileSync(join(folder, 'small.panel.yaml'), kSmallPanel);
}

/** Starts a loop of the small panel with people in seats.
 * @param sits by the seat's title, what its select says; the design seat asks by default
 * @returns the loop and a link per role, as the page hands them out; `seat` is the design seat's,
 * `seats` has every person's by title */
export async function startWithPeople(page, url, sits = { Design: 'A person asks and rates' }) {
  await page.goto(`${url}/#/coach`);
  await page.locator('a[href="#/studio/small"]').waitFor();
  const form = page.getByRole('region', { name: 'Sit in a seat' });
  await form.getByRole('combobox', { name: 'Panel', exact: true }).selectOption('small');
  await form.getByLabel('Candidate’s name').fill('Robin');
  for (const [seat, label] of Object.entries(sits)) {
    await form.getByRole('combobox', { name: seat, exact: true }).selectOption({ label });
  }
  await form.getByRole('button', { name: 'Start and get the links' }).click();
  await page.getByRole('heading', { name: 'Links to hand out' }).waitFor();
  const loop = page.url().split('/').pop();
  const copied = async (name) => {
    await page.getByRole('button', { name: `Copy link for ${name}` }).click();
    await page.getByRole('button', { name: `Copied for ${name}` }).waitFor();
    return page.evaluate(() => navigator.clipboard.readText());
  };
  const links = { seats: {} };
  for (const role of ['Candidate', 'Observer', 'Coach']) {
    links[role.toLowerCase()] = await copied(role);
  }
  for (const seat of Object.keys(sits)) links.seats[seat] = await copied(`Seat: ${seat}`);
  links.seat = links.seats.Design;
  return { loop, links };
}

/** Selects words of the candidate as a pointer would. */
export async function selectWords(page, words) {
  await page.evaluate((wanted) => {
    for (const element of document.querySelectorAll('[data-turn]')) {
      const node = [...element.childNodes].find((item) => item.textContent.includes(wanted));
      if (!node) continue;
      const text = node.nodeType === Node.TEXT_NODE ? node : node.firstChild;
      const from = text.textContent.indexOf(wanted);
      const range = document.createRange();
      range.setStart(text, from);
      range.setEnd(text, from + wanted.length);
      const selection = window.getSelection();
      selection.removeAllRanges();
      selection.addRange(range);
      return;
    }
    throw new Error(`nobody said "${wanted}"`);
  }, words);
}

export const kClipboard = { permissions: ['clipboard-read', 'clipboard-write'] };
