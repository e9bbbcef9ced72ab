import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { axePath } from './modules.mjs';

const axe = readFileSync(axePath, 'utf8');

/** No violation of WCAG 2.2 A and AA, nor of axe's best practices, on what is shown now. */
export async function checkAccessible(page, screen) {
  await page.evaluate(axe);
  const violations = await page.evaluate(async () => {
    const result = await window.axe.run(document, {
      runOnly: ['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa', 'best-practice'],
    });
    return result.violations.map(
      (item) => `${item.id}: ${item.nodes.map((node) => node.html.slice(0, 120)).join(' | ')}`,
    );
  });
  assert.equal(violations.length, 0, `axe on ${screen}: ${violations.join('\n')}`);
}

export async function checkNoSidewaysScroll(page, screen) {
  const { wide, seen } = await page.evaluate(() => ({
    wide: document.documentElement.scrollWidth,
    seen: document.documentElement.clientWidth,
  }));
  assert.ok(wide <= seen, `${screen} is ${wide} px wide in a window of ${seen} px`);
}
