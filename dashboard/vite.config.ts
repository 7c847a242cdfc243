import { fileURLToPath } from 'node:url';
import { defineConfig, type Plugin } from 'vite';
import { basemap } from './scripts/basemap.ts';
import { officerShell, workerEntry, workerFile } from './scripts/shell.ts';

const page = (path: string) => fileURLToPath(new URL(path, import.meta.url));

/** `DRAGONFLY_API` says where `npm run dev` finds Dragonfly.Local. */
const local = process.env['DRAGONFLY_API'] ?? 'http://localhost:7071';
const proxied = { target: local, ws: true };

/** The map that needs no network. */
const ownMap: Plugin = {
  name: 'basemap',
  generateBundle() {
    this.emitFile({ type: 'asset', fileName: 'basemap.json', source: JSON.stringify(basemap) });
  },
  configureServer(server) {
    server.middlewares.use('/basemap.json', (_, response) => void response.setHeader('Content-Type', 'application/json').end(JSON.stringify(basemap)));
  },
};

export default defineConfig({
  plugins: [ownMap, officerShell],
  appType: 'mpa',
  build: {
    target: 'es2022',
    // Nothing inline: the Content-Security-Policy lets no inline script or style run, and no data: address load.
    assetsInlineLimit: 0,
    modulePreload: { polyfill: false },
    manifest: true,
    rolldownOptions: {
      input: {
        public: page('index.html'),
        console: page('console/index.html'),
        partner: page('partner/index.html'),
        officer: page('officer/index.html'),
        admin: page('admin/index.html'),
        [workerEntry]: page('src/officer/worker.ts'),
      },
      output: {
        entryFileNames: ({ name }) => (name === workerEntry ? workerFile : 'assets/[name]-[hash].js'),
        codeSplitting: { groups: [{ name: 'map-library', test: /node_modules\/leaflet\// }] },
      },
    },
  },
  // The call type registry is the API's own file, outside of this folder.
  server: { fs: { allow: ['..'] }, proxy: { '/api': proxied, '/hubs': proxied, '/local': proxied, '/video': proxied, '/clips': proxied } },
});
