import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { test } from 'node:test';
import { openPage } from './support/browser.mjs';
import { kSmallPanel, putSmallPanel } from './support/coach.mjs';
import { stage } from './support/stage.mjs';

// The editor takes no key for a list of completions in its first 75 ms.
const kListDelayMs = 300;
const { server, browser } = await stage();
putSmallPanel(server);

const saved = (name) => readFileSync(join(server.data, 'panels', `${name}.panel.yaml`), 'utf8');

async function open(page, name) {
  await page.goto(`${server.url}/#/studio/${name}`);
  await page.locator('.cm-content').waitFor();
  await page.getByText(/No problems|\d errors?, \d/).waitFor();
}

async function save(page, note) {
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByLabel('Your name, for the history').fill('Ines');
  await dialog.getByLabel('What changed').fill(note);
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.waitFor({ state: 'hidden' });
}

test('a form edits the text and keeps comments; saves become versions that can be compared', async () => {
  const { page, context, errors } = await openPage(browser, { viewport: { width: 1440, height: 900 } });
  await open(page, 'small');
  await page.getByRole('navigation', { name: 'Outline of the panel' }).getByRole('button', { name: 'Behavioral' }).nth(1).click();
  await page.getByLabel(/^Strictness/).fill('0.5');
  await page.getByLabel(/^Strictness/).press('Enter');
  await page.getByRole('button', { name: 'The panel', exact: true }).click();
  await page.getByLabel('Title').fill('A shorter loop');
  await page.getByLabel('Title').press('Enter');
  await save(page, 'stricter');
  assert.equal(
    saved('small'),
    kSmallPanel.replace('strictness: 0.3', 'strictness: 0.5').replace('A short loop', 'A shorter loop'),
  );
  await page.getByText('Saved as small, version 2').waitFor();

  // Undo reaches what the form did.
  await page.locator('.cm-content').click();
  await page.keyboard.press('Control+z');
  await page.getByText('title: A short loop').waitFor();
  await save(page, 'title back');

  await page.getByRole('tab', { name: 'History' }).click();
  const versions = page.getByRole('tabpanel').getByRole('listitem');
  await versions.nth(2).waitFor();
  assert.match(await versions.nth(0).innerText(), /3\s+title back\s+.*Ines/s);
  assert.match(await versions.nth(2).innerText(), /as it was found in the folder/);
  await versions.nth(2).getByRole('button').click();
  await page.locator('.cm-changedLine', { hasText: 'strictness: 0.5' }).waitFor();
  await page.getByRole('button', { name: 'Put version 1 on the desk' }).click();
  await page.locator('.editor').getByText('strictness: 0.3').waitFor();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  await page.locator('.editor').getByText('strictness: 0.5').waitFor();
  assert.deepEqual(errors, []);
  await context.close();
});

test('problems are shown while one writes, keys are completed and explained, unsaved words survive', async () => {
  const { page, context, errors } = await openPage(browser, { viewport: { width: 1440, height: 900 } });
  await open(page, 'small');
  const editor = page.locator('.editor .cm-content');
  await editor.click();
  await page.keyboard.press('Control+End');
  await page.keyboard.type('polcy: bar_raiser\n', { delay: 5 });
  await page.getByRole('region', { name: 'Problems' }).getByText('did you mean "policy"').waitFor();
  await page.locator('.cm-lintRange-error').first().waitFor();
  await page.getByRole('region', { name: 'Problems' }).getByRole('button').first().click();
  await page.keyboard.press('Home');
  await page.keyboard.press('Shift+End');
  await page.keyboard.type('pol', { delay: 20 });
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'policy' }).waitFor();
  await page.waitForTimeout(kListDelayMs);
  await page.keyboard.press('Enter');
  await page.keyboard.type('unan', { delay: 20 });
  await page.locator('.cm-tooltip-autocomplete li', { hasText: 'unanimous' }).waitFor();
  await page.waitForTimeout(kListDelayMs);
  await page.keyboard.press('Enter');
  await page.getByText('No problems.').waitFor();
  await page.locator('.cm-line', { hasText: /^policy/ }).hover({ position: { x: 24, y: 8 } });
  await page.locator('.cm-tooltip-help', { hasText: 'How ratings become a decision' }).waitFor();
  await page.reload();
  await page.getByText('Your unsaved changes of an earlier visit were put back.').waitFor();
  await page.getByRole('tab', { name: 'Form' }).click();
  assert.equal(await page.getByLabel('Policy').inputValue(), 'unanimous');
  await page.getByRole('button', { name: 'Discard changes' }).click();
  assert.deepEqual(errors, []);
  await context.close();
});

test('preview, power and a dry run beside what was saved', async () => {
  const { page, context, errors } = await openPage(browser, { viewport: { width: 1440, height: 900 } });
  await open(page, 'small');
  const pane = page.getByRole('tabpanel');
  await page.getByRole('tab', { name: 'Preview' }).click();
  await pane.getByText('Customers want their whole history').waitFor();
  await pane.getByText('no number').waitFor();
  await pane.getByLabel('Round').selectOption('behavioral');
  await pane.getByText('at most 2 times per question').waitFor();
  await page.getByRole('tab', { name: 'Power' }).click();
  await pane.getByText(/\d+ % of the decision, weight 50 %/).first().waitFor();

  // No sample candidate was written for these questions, and silence is no verdict.
  await page.getByRole('tab', { name: 'Dry run' }).click();
  await pane.getByRole('button', { name: 'Try the sample candidates' }).click();
  await pane.getByText('No sample candidate has answers to these questions').waitFor({ timeout: 60_000 });

  // A floor that nobody reaches, beside the panel as it is installed.
  await open(page, 'senior-backend');
  await page.getByRole('navigation', { name: 'Outline of the panel' }).getByRole('button', { name: 'Coding' }).first().click();
  await page.getByRole('region', { name: /^Floor/ }).getByLabel('senior').selectOption('strong_hire');
  await page.getByRole('tab', { name: 'Dry run' }).click();
  await pane.getByRole('button', { name: 'Try the sample candidates' }).click();
  await pane.getByText(/decisions? differ/).waitFor({ timeout: 240_000 });
  const rows = pane.locator('tbody tr:not(.why)');
  assert.ok((await rows.count()) >= 5);
  assert.ok((await pane.locator('tr.differs').count()) >= 1, await pane.innerText());
  await pane.locator('tr.why.differs').getByText(/^Now: .*[Cc]oding/).first().waitFor();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  assert.deepEqual(errors, []);
  await context.close();
});

test('an installed panel stays as it is; import, export and duplicate', async () => {
  const { page, context, errors } = await openPage(browser, { viewport: { width: 1440, height: 900 } });
  await open(page, 'default-five');
  const download = page.waitForEvent('download');
  await page.getByRole('button', { name: 'Export' }).click();
  assert.equal((await download).suggestedFilename(), 'default-five.panel.yaml');
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  assert.equal(await dialog.getByLabel(/^Name/).inputValue(), 'default-five-2');
  await dialog.getByLabel(/^Name/).fill('default-five');
  await dialog.getByText('is installed and stays as it is').waitFor();
  await dialog.getByLabel(/^Name/).fill('my-five');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/#\/studio\/my-five$/);
  await page.getByText('Saved as version 1').waitFor();
  assert.match(saved('my-five'), /^name: my-five$/m);

  await page.getByRole('button', { name: 'Duplicate' }).click();
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await page.waitForURL(/#\/studio\/my-five-2$/);
  await page.getByText('Saved as version 1').waitFor();

  await page.getByLabel('Import').setInputFiles({
    name: 'small.panel.yaml',
    mimeType: 'application/yaml',
    buffer: Buffer.from(kSmallPanel),
  });
  await page.getByText('small.panel.yaml is on the desk').waitFor();
  await page.getByText('# Ines sits here on Mondays').waitFor();
  await page.getByRole('button', { name: 'Discard changes' }).click();
  assert.deepEqual(errors, []);
  await context.close();
});

test('somebody else’s save is not overwritten unseen', async () => {
  const one = await openPage(browser);
  const two = await openPage(browser);
  for (const { page } of [one, two]) {
    await open(page, 'small');
    await page.getByLabel('Title').fill(`by ${page === one.page ? 'one' : 'two'}`);
    await page.getByLabel('Title').press('Enter');
  }
  await save(one.page, 'first');
  const { page } = two;
  await page.getByRole('button', { name: 'Save', exact: true }).click();
  const dialog = page.getByRole('dialog');
  await dialog.getByRole('button', { name: 'Save', exact: true }).click();
  await dialog.getByText('Ines saved this panel meanwhile').waitFor();
  await dialog.getByRole('button', { name: 'Save over it' }).click();
  await dialog.waitFor({ state: 'hidden' });
  assert.match(saved('small'), /title: by two/);
  for (const { context } of [one, two]) await context.close();
});
