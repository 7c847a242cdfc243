// Parses every Bicep file under the folders given; says where it could not, and ends with 1 then.
import { readdirSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import { Language, Parser } from 'web-tree-sitter';

const faults = function* (node) {
  if (node.isError || node.isMissing) yield node;
  else if (node.hasError) for (const child of node.children) yield* faults(child);
};

await Parser.init();
const parser = new Parser();
parser.setLanguage(await Language.load(createRequire(import.meta.url).resolve('tree-sitter-bicep/tree-sitter-bicep.wasm')));

const files = process.argv.slice(2).flatMap(folder =>
  readdirSync(folder, { recursive: true }).filter(name => name.endsWith('.bicep')).map(name => join(folder, name)));
let failed = files.length === 0;
for (const file of files) {
  const tree = parser.parse(readFileSync(file, 'utf8'));
  if (!tree.rootNode.hasError) continue;
  failed = true;
  for (const { startPosition, text } of faults(tree.rootNode))
    console.log(`${file}(${startPosition.row + 1},${startPosition.column + 1}): the grammar cannot parse ${JSON.stringify(text.slice(0, 60))}`);
}
console.log(`${files.length} files`);
process.exit(failed ? 1 : 0);
