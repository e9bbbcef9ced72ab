import { spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('../../..', import.meta.url));
const kStartMs = 15_000;

function freePort() {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once('error', reject);
    probe.listen(0, '127.0.0.1', () => {
      const { port } = probe.address();
      probe.close(() => resolve(port));
    });
  });
}

/** The server under test: HALFSTEP_BIN, with a data folder of its own and a port that stays the
 * same over restarts. */
export class Server {
  /** @param more flags of `serve` */
  static async start(more = []) {
    const server = new Server();
    server.more = more;
    server.port = await freePort();
    server.data = mkdtempSync(join(tmpdir(), 'halfstep-e2e-'));
    await server.run();
    return server;
  }

  get url() {
    return `http://127.0.0.1:${this.port}`;
  }

  run() {
    const binary = process.env.HALFSTEP_BIN ?? join(root, 'build/release/app/halfstep');
    const listen = `127.0.0.1:${this.port}`;
    const page = join(root, 'web/dist');
    const flags = ['serve', '--listen', listen, '--data', this.data, '--web', page, ...this.more];
    this.child = spawn(binary, flags, { cwd: root, stdio: ['ignore', 'pipe', 'pipe'] });
    return new Promise((resolve, reject) => {
      let told = '';
      const late = setTimeout(() => reject(new Error(`the server did not start: ${told}`)), kStartMs);
      const hear = (chunk) => {
        told += chunk;
        if (!told.includes('listening on')) return;
        clearTimeout(late);
        resolve();
      };
      this.child.stdout.on('data', hear);
      this.child.stderr.on('data', (chunk) => (told += chunk));
      this.child.once('error', reject);
      this.child.once('exit', (code) => {
        clearTimeout(late);
        reject(new Error(`the server ended with ${code}: ${told}`));
      });
    });
  }

  end(signal) {
    return new Promise((resolve) => {
      if (this.child.exitCode !== null || this.child.signalCode !== null) return resolve();
      this.child.once('exit', () => resolve());
      this.child.kill(signal);
    });
  }

  /** As a power cut would: no goodbye. */
  kill() {
    return this.end('SIGKILL');
  }

  async stop() {
    await this.end('SIGTERM');
    rmSync(this.data, { recursive: true, force: true });
  }
}
