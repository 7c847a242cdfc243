// How much a browser loads before a page is there, compressed: scripts and styles that the page names, and what these import. Fails when the console, without the map
// library, is more than it may be.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';

const most = 250_000;
const dist = join(import.meta.dirname, '..', 'dist');
/** @typedef {{ file: string, name?: string, imports?: string[], css?: string[] }} Chunk */
/** @type {Record<string, Chunk>} */
const manifest = JSON.parse(readFileSync(join(dist, '.vite', 'manifest.json'), 'utf8'));

/** @param {string} file */
const size = (file) => gzipSync(readFileSync(join(dist, file))).length;

/**
 * All that a page names, itself among it.
 * @param {string} page
 * @param {Set<Chunk>} seen
 */
function loaded(page, seen = new Set()) {
  const chunk = manifest[page];
  if (!chunk || seen.has(chunk)) return seen;
  seen.add(chunk);
  for (const next of chunk.imports ?? []) loaded(next, seen);
  return seen;
}

/** @param {string} page */
function weigh(page) {
  const files = new Set();
  for (const chunk of loaded(page)) {
    if (chunk.name === 'map-library') continue;
    files.add(chunk.file);
    for (const css of chunk.css ?? []) files.add(css);
  }
  return [...files].reduce((sum, file) => sum + size(file), 0);
}

let failed = false;
for (const page of ['index.html', 'console/index.html', 'partner/index.html', 'officer/index.html', 'admin/index.html']) {
  const bytes = weigh(page);
  const over = page.startsWith('console') && bytes > most;
  failed ||= over;
  console.log(`${page.padEnd(20)} ${(bytes / 1000).toFixed(1).padStart(7)} KB${over ? `: more than ${most / 1000} KB` : ''}`);
}
process.exitCode = failed ? 1 : 0;
