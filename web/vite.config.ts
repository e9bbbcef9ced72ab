import { copyFileSync, mkdirSync, readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { build, defineConfig, type Plugin } from 'vite';

const here = fileURLToPath(new URL('.', import.meta.url));

/** Writes NAME.gz beside each text asset: the server sends these as they are, it never compresses. */
function precompress(): Plugin {
  let folder = 'dist';
  return {
    name: 'precompress',
    apply: 'build',
    configResolved: (config) => {
      folder = join(config.root, config.build.outDir);
    },
    closeBundle: () => {
      const visit = (path: string): void => {
        for (const name of readdirSync(path)) {
          const full = join(path, name);
          if (statSync(full).isDirectory()) visit(full);
          else if (/\.(js|mjs|css|html|svg|wasm|json)$/.test(name)) {
            writeFileSync(`${full}.gz`, gzipSync(readFileSync(full), { level: 9 }));
          }
        }
      };
      visit(folder);
    },
  };
}

/** Python as its package has it: what a page fetches when a candidate first runs Python. */
function python(): Plugin {
  const parts = ['pyodide.mjs', 'pyodide.asm.mjs', 'pyodide.asm.wasm', 'python_stdlib.zip', 'pyodide-lock.json'];
  return {
    name: 'python',
    apply: 'build',
    writeBundle: (options) => {
      const folder = join(options.dir ?? 'dist', 'py');
      mkdirSync(folder, { recursive: true });
      for (const part of parts) {
        copyFileSync(join(here, 'node_modules/pyodide', part), join(folder, part));
      }
    },
  };
}

/** Scripts of the frame that runs code: a build of their own, so that they share nothing with the
 * page. They stand under /runner/, which is all that a frame without an origin may load. */
function runner(): Plugin {
  const names = ['frame', 'python', 'javascript'];
  return {
    name: 'runner',
    apply: 'build',
    writeBundle: async (options) => {
      await build({
        configFile: false,
        publicDir: false,
        base: '/runner/',
        logLevel: 'warn',
        build: {
          target: 'es2022',
          outDir: join(options.dir ?? 'dist', 'runner'),
          emptyOutDir: false,
          assetsDir: '',
          assetsInlineLimit: 0,
          modulePreload: false,
          rollupOptions: {
            input: Object.fromEntries(
              names.map((name) => [name, join(here, `src/runner/${name}.ts`)]),
            ),
            output: { entryFileNames: '[name].js' },
          },
        },
      });
    },
  };
}

export default defineConfig({
  plugins: [svelte(), runner(), python(), precompress()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: {
    proxy: {
      '/ws': { target: 'ws://127.0.0.1:8787', ws: true },
      '/runner': 'http://127.0.0.1:8787',
      '/py': 'http://127.0.0.1:8787',
    },
  },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
} as import('vite').UserConfig);
