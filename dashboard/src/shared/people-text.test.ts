import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { tidy } from './people-text';

describe('text that people wrote', () => {
  it('keeps what one can read, in any language, and line breaks', () => expect(tidy('Ünïted שלום 中文 🐉 <b>\nnext')).toBe('Ünïted שלום 中文 🐉 <b>\nnext'));

  it('cannot turn the direction of what stands beside it', () => expect(tidy('safe\u202egnp.exe\u2066x\u2069')).toBe('safegnp.exex'));

  it('is cut where it is longer than anybody would read', () => expect(tidy('x'.repeat(10_001))).toBe(`${'x'.repeat(10_000)}…`));

  it('has no control characters, whatever it was', () =>
    // biome-ignore lint/suspicious/noControlCharactersInRegex: these are the ones that are dropped
    fc.assert(fc.property(fc.string({ unit: 'binary' }), (text) => !/[\u0000-\u0008\u000b-\u001f\u007f-\u009f\u202a-\u202e\u2066-\u2069]/.test(tidy(text)))));
});
