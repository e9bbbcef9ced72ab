import assert from 'node:assert/strict';
import { test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { checkAccessible, checkNoSidewaysScroll } from './support/checks.mjs';
import { kClipboard, putSmallPanel } from './support/coach.mjs';
import { coachTour } from './support/coach_tour.mjs';
import { stage } from './support/stage.mjs';

const { server, browser } = await stage();
putSmallPanel(server);

for (const colorScheme of ['light', 'dark']) {
  test(`no violations on a coach's screens, ${colorScheme}`, async () => {
    const { page, context, errors } = await openPage(browser, { colorScheme, ...kClipboard });
    await coachTour(browser, page, server.url, (screen) => checkAccessible(page, screen));
    assert.deepEqual(errors, []);
    await context.close();
  });
}

test('no sideways scrolling at 360 px', async () => {
  const { page, context } = await openPage(browser, {
    viewport: { width: 360, height: 740 },
    ...kClipboard,
  });
  await coachTour(browser, page, server.url, (screen) => checkNoSidewaysScroll(page, screen));
  await context.close();
});
