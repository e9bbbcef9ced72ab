// Runs every *.js and *.ts of a folder by itself, as the page's runner does: inside an async function,
// types taken off by sucrase. Per file one line: name, PASS lines, FAIL lines, how it ended.
const fs = require('node:fs');
const path = require('node:path');

const [folder, sucrase] = process.argv.slice(2);
const AsyncFunction = (async () => undefined).constructor;

async function run(name) {
  let code = fs.readFileSync(path.join(folder, name), 'utf8');
  const lines = [];
  const console = { log: (...words) => lines.push(words.join(' ')) };
  let end = 'done';
  let body;
  try {
    if (name.endsWith('.ts')) {
      const options = { transforms: ['typescript'], disableESTransforms: true };
      code = require(sucrase).transform(code, options).code;
    }
    body = new AsyncFunction('console', code);
  } catch {
    end = 'unreadable';
  }
  try {
    await body?.(console);
  } catch {
    end = 'thrown';
  }
  const count = (mark) => lines.filter((line) => line.startsWith(mark)).length;
  process.stdout.write(`${name} ${count('PASS ')} ${count('FAIL ')} ${end}\n`);
}

(async () => {
  for (const name of fs.readdirSync(folder).sort()) {
    if (/\.[jt]s$/.test(name)) await run(name);
  }
})();
