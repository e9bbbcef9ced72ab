// Every screen of a coach, one after the other: for axe, for narrow windows, for pictures.
import { openPage } from './browser.mjs';
import { startWithPeople } from './coach.mjs';
import { say } from './loop.mjs';

/** Shows every screen of a coach in turn and calls `look` on each, at a server that has the small
 * panel. */
export async function coachTour(browser, page, url, look) {
  await page.goto(`${url}/#/coach`);
  await page.locator('a[href="#/studio/small"]').waitFor();
  await look('coach');

  await page.goto(`${url}/#/studio/small`);
  await page.locator('.cm-content').waitFor();
  await page.getByText('No problems.').waitFor();
  await look('studio, the panel');
  const outline = page.getByRole('navigation', { name: 'Outline of the panel' });
  for (const [name, nth] of [
    ['Design', 0],
    ['Behavioral', 1],
    ['Design', 2],
    ['Export job', 0],
  ]) {
    await outline.getByRole('button', { name }).nth(nth).click();
    await look(`studio, ${name} ${nth}`);
  }
  await page.getByRole('tab', { name: 'Preview' }).click();
  await look('studio, preview');
  await page.getByRole('tab', { name: 'Power' }).click();
  await page.getByText(/% of the decision/).first().waitFor();
  await look('studio, power');
  await page.getByRole('tab', { name: 'Dry run' }).click();
  await look('studio, dry run');
  await page.getByRole('tab', { name: 'History' }).click();
  await look('studio, history');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  await look('studio, save');
  await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();

  await page.goto(`${url}/#/import`);
  await page.getByLabel('Or paste it here').fill('# design\nDana: Why?\nSam: Because.\nDana: Why not?\nSam: So.\n');
  await page.getByRole('button', { name: 'Read it' }).click();
  await page.getByRole('heading', { name: '3. Who speaks' }).waitFor();
  await look('import');

  const { loop, links } = await startWithPeople(page, url);
  await look('watch');
  const candidate = await openPage(browser);
  await candidate.page.goto(links.candidate);
  await candidate.page.getByLabel('Your answer').waitFor();
  await page.goto(`${url}/#/seat/${loop}/design`);
  await page.getByRole('button', { name: 'I ask', pressed: true }).waitFor();
  await page.getByLabel(/^Your question/).fill('How would you build it?');
  await page.getByRole('button', { name: 'Ask it' }).click();
  await candidate.page.locator('.interviewer').first().waitFor();
  await say(candidate.page, 'I would bound the file first, because it grows.');
  await page.getByRole('button', { name: 'Quote this answer' }).click();
  await look('seat');
  await page.getByRole('button', { name: 'Abstain' }).click();
  await look('seat, abstain');
  await page.getByLabel('Why').fill('called away');
  await page.getByRole('dialog').getByRole('button', { name: 'Back' }).click();
  await candidate.context.close();
}
