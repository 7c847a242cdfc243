import { describe, expect, it } from 'vitest';
import { blocksOf } from './markdown';

describe('the report', () => {
  it('is read as it was written', () => {
    const text = '# Report 2026\n\n## 1\\. Use\n\nSo it was\\_used.\n\n- a\n- b \\<b\\>\n\nBy area\n\n| Beat | Calls |\n| --- | ---: |\n| B7 \\| x | 6 |\n';
    expect(blocksOf(text)).toEqual([
      { kind: 'heading', level: 1, text: 'Report 2026' },
      { kind: 'heading', level: 2, text: '1. Use' },
      { kind: 'paragraph', text: 'So it was_used.' },
      { kind: 'list', items: ['a', 'b <b>'] },
      { kind: 'paragraph', text: 'By area' },
      { kind: 'table', head: ['Beat', 'Calls'], rows: [['B7 | x', '6']] },
    ]);
  });

  it('markup stays text', () => {
    expect(blocksOf('<script>alert(1)</script> [x](javascript:1)')).toEqual([{ kind: 'paragraph', text: '<script>alert(1)</script> [x](javascript:1)' }]);
    expect(blocksOf('')).toEqual([]);
  });
});
