import { readdirSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { svelte } from '@sveltejs/vite-plugin-svelte';
import { defineConfig, type Plugin } from 'vite';

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
          else if (/\.(js|css|html|svg|wasm|json)$/.test(name)) {
            writeFileSync(`${full}.gz`, gzipSync(readFileSync(full), { level: 9 }));
          }
        }
      };
      visit(folder);
    },
  };
}

export default defineConfig({
  plugins: [svelte(), precompress()],
  build: { target: 'es2022', assetsInlineLimit: 0, modulePreload: { polyfill: false } },
  server: { proxy: { '/ws': { target: 'ws://127.0.0.1:8787', ws: true } } },
  test: { include: ['tests/**/*.test.ts'], environment: 'node' },
} as import('vite').UserConfig);
