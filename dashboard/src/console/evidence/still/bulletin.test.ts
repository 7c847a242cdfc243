import { describe, expect, it } from 'vitest';
import { middle } from './box';
import { draftOf, forgetDraft, SendKeys, saysOf, unitsOf } from './bulletin';

describe('a bulletin', () => {
  it('goes to the units of the incident but those left out, and to those named, each once', () => {
    expect(unitsOf(['B12', 'C3'], [], '')).toEqual(['B12', 'C3']);
    expect(unitsOf(['B12', 'C3'], ['C3'], ' K9, B12;  A1 ')).toEqual(['B12', 'K9', 'A1']);
  });

  it('says only what was typed', () => {
    const draft = draftOf('me', 'i1');
    draft.caption.value = '  Red hat ';
    expect(saysOf(draft, ['B12'])).toEqual({ subject: 'suspect', caption: 'Red hat', units: ['B12'] });
  });

  it('what is typed stays with who typed it and the incident, until it is forgotten', () => {
    draftOf('me', 'i2').plate.value = 'ABC 123';
    expect(draftOf('me', 'i2').plate.value).toBe('ABC 123');
    expect(draftOf('you', 'i2').plate.value).toBe('');
    forgetDraft('me', 'i2');
    expect(draftOf('me', 'i2').plate.value).toBe('');
  });

  it('has the same key when it is tried again, and another when it is another', () => {
    const keys = new SendKeys();
    const says = { subject: 'suspect', units: ['B12'] } as const;
    const key = keys.keyFor('clip', middle, { ...says, units: ['B12'] });
    expect(keys.keyFor('clip', middle, { ...says, units: ['B12'] })).toBe(key);
    expect(keys.keyFor('clip', null, { ...says, units: ['B12'] })).not.toBe(key);
  });
});
