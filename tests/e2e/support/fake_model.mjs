import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

const script = fileURLToPath(new URL('../../support/fake_services.py', import.meta.url));

/** A language model over HTTP that behaves as it is told: tests/support/fake_services.py. */
export class FakeModel {
  static start() {
    const model = new FakeModel();
    model.child = spawn('python3', [script], { stdio: ['pipe', 'pipe', 'inherit'] });
    return new Promise((resolve, reject) => {
      model.child.once('error', reject);
      let told = '';
      model.child.stdout.on('data', (chunk) => {
        told += chunk;
        if (!told.includes('\n')) return;
        model.port = Number(told.split(' ')[1]);
        resolve(model);
      });
    });
  }

  /** Flags of a server whose model behaves so. */
  flags(behaviour, seats = 'all') {
    const url = `http://127.0.0.1:${this.port}/${behaviour}/e2e/v1`;
    return ['--model-url', url, '--model', 'fake', '--model-seats', seats];
  }

  stop() {
    return new Promise((resolve) => {
      this.child.once('exit', resolve);
      this.child.stdin.end();
    });
  }
}
