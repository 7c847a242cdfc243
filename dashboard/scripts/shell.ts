import { createHash } from 'node:crypto';
import type { Plugin } from 'vite';

/** What the officer view's worker is called, in Vite's input and for browsers: a name that stays, at the root of what it serves. */
export const workerEntry = 'officer-worker';
export const workerFile = 'officer/worker.js';

/** Files beside the built ones that the page needs to start. */
const others = ['/officer/', '/config.json', '/favicon.svg', '/officer/manifest.webmanifest'];

interface Chunk {
  readonly type: 'chunk';
  code: string;
  readonly fileName: string;
  readonly name: string;
  readonly isEntry: boolean;
  readonly imports: readonly string[];
  readonly dynamicImports: readonly string[];
  readonly viteMetadata?: { readonly importedCss: ReadonlySet<string>; readonly importedAssets: ReadonlySet<string> };
}

type Bundle = Readonly<Record<string, Chunk | { readonly type: 'asset'; readonly source: string | Uint8Array }>>;

/** Tells the worker which files its page consists of, and a version that changes when any of them does. */
export const officerShell: Plugin = {
  name: 'officer-shell',
  enforce: 'post',
  generateBundle: {
    order: 'post',
    handler(_, given) {
      const bundle = given as unknown as Bundle;
      const worker = bundle[workerFile];
      const page = Object.values(bundle).find((file): file is Chunk => file.type === 'chunk' && file.isEntry && file.name === 'officer');
      if (worker?.type !== 'chunk' || !page) return this.error('the officer view or its worker was not built');
      if (worker.imports.length > 0) return this.error(`${workerFile} must stand alone, and imports ${worker.imports.join(', ')}`);
      const files = [...others, ...[...filesOf(page, bundle)].map((file) => `/${file}`).sort()];
      const html = bundle['officer/index.html'];
      const version = createHash('sha256').update(files.join('\n'));
      if (html?.type === 'asset') version.update(html.source);
      const shell = JSON.stringify({ version: version.digest('hex').slice(0, 16), files });
      const code = worker.code.replaceAll('__SHELL__', shell);
      if (code === worker.code) return this.error(`${workerFile} does not ask what it is to keep`);
      worker.code = code;
    },
  },
};

/** A page's files: its script, what that imports now or later, and their styles and pictures. */
function filesOf(page: Chunk, bundle: Bundle): Set<string> {
  const found = new Set<string>();
  const visit = (chunk: Chunk) => {
    if (found.has(chunk.fileName)) return;
    found.add(chunk.fileName);
    for (const file of [...(chunk.viteMetadata?.importedCss ?? []), ...(chunk.viteMetadata?.importedAssets ?? [])]) found.add(file);
    for (const name of [...chunk.imports, ...chunk.dynamicImports]) {
      const next = bundle[name];
      if (next?.type === 'chunk') visit(next);
    }
  };
  visit(page);
  return found;
}
