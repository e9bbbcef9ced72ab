// Every screen of the page, one after the other: for axe, for narrow windows, for pictures.
import { enter, openBoard, openSample, say, unfold } from './loop.mjs';

/** Where there is no place for two, talk and pad take turns. */
async function bringForward(page, pad, region = pad) {
  const button = page.getByRole('button', { name: pad, exact: true });
  await page.getByRole('region', { name: region, exact: true }).or(button).first().waitFor();
  if (await button.isVisible()) await button.click();
}

/** Shows every screen in turn and calls `look` on each.
 * @param loop one that is decided, whose keys the page's browser keeps and that is not guessed yet */
export async function tour(page, url, loop, look) {
  await page.goto(url);
  await page.locator('section[aria-labelledby=decided] a').first().waitFor();
  await look('home');
  await page.goto(`${url}/#/board/not-a-loop?token=wrong`);
  await page.getByRole('heading', { name: 'This debrief does not open' }).waitFor();
  await look('refused');
  await page.goto(`${url}/#/help`);
  await page.getByRole('heading', { name: 'How it works' }).waitFor();
  await look('help');
  await page.goto(`${url}/#/settings`);
  await page.getByRole('heading', { name: 'Settings' }).waitFor();
  await look('settings');
  await page.goto(`${url}/#/board/${loop}`);
  await page.getByRole('button', { name: 'Open without a guess' }).waitFor();
  await look('guess');
  await page.goto(`${url}/#/room/${loop}`);
  await page.getByRole('link', { name: 'Sit in on the debrief' }).waitFor();
  await look('room after the verdict');
  await openBoard(page);
  await look('verdict');
  await unfold(page);
  await page.getByRole('button', { name: 'Look at this panel over all its loops' }).click();
  await page.getByRole('table', { name: /loops?$/ }).first().waitFor();
  await page.locator('button.quote').first().click();
  await look('board');
  await page.getByRole('button', { name: 'Answer this again' }).first().click();
  await look('retry');
  const whatIf = page.getByRole('region', { name: 'What if?' });
  await whatIf.getByLabel('Policy').selectOption('unanimous');
  await whatIf.getByRole('button', { name: 'Decide again' }).click();
  await page.getByRole('button', { name: /^Beside the line shown: What happened/ }).click();
  await page.getByRole('region', { name: 'Side by side' }).waitFor();
  await look('lines and compare');
  await page.getByRole('button', { name: 'Back to what happened' }).click();
  await page.getByRole('button', { name: 'One step back' }).click();
  await page.getByRole('button', { name: 'First step' }).click();
  await look('replay');
  await page.getByRole('button', { name: 'Last step' }).click();
  await page.getByRole('button', { name: 'Learn from this debrief' }).click();
  await page.getByRole('button', { name: 'Show what was missing' }).click();
  await look('trainer');
  await openSample(page, url);
  await page.locator('.graph .turn').first().waitFor();
  await page.getByRole('button', { name: 'What does policy mean?' }).first().click();
  await look('sample');
  await enter(page, `${url}/#/`);
  await say(page, 'I would begin with the constraint.');
  await look('room');
  await bringForward(page, 'Code');
  await page.locator('.cm-content').waitFor();
  await page.getByRole('button', { name: 'Add a case' }).click();
  await look('code');
  await page.getByRole('button', { name: 'Finish this round' }).click();
  await look('confirm');
  await page.getByRole('button', { name: 'Move on' }).click();
  await bringForward(page, 'Drawing');
  await page.getByRole('button', { name: '+ Store' }).click();
  await page.getByRole('button', { name: '+ Queue' }).click();
  await page.locator('.svelte-flow__node').nth(1).waitFor();
  await page.getByRole('button', { name: 'In words' }).click();
  await look('drawing');
  await page.getByRole('button', { name: 'Show the drawing' }).click();
  await bringForward(page, 'Talk', 'Conversation');
  await page.locator('.candidate:not(.waiting) svg').waitFor();
  await page.getByRole('button', { name: 'Pause' }).click();
  await page.getByRole('button', { name: 'Go on' }).waitFor();
  await look('paused');
}
