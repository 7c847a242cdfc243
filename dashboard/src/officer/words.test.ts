import { describe, expect, it } from 'vitest';
import { age, announced, contactSaid, subjectName, titleOf } from './words';

const at = Date.UTC(2026, 10, 26, 14, 3);

describe('words', () => {
  it.each([
    [0, 'now'],
    [59_999, 'now'],
    [60_000, '1 min'],
    [125 * 60_000, '2 h 05 min'],
    [72 * 3_600_000, '3 days'],
    [-5_000, 'now'],
  ])('%i ms ago is %s', (ms, words) => {
    expect(age(at - ms, at)).toBe(words);
  });

  it('says how far what is shown is to be trusted', () => {
    const contact = { live: 'live', online: true, failed: false, heardAt: at } as const;
    expect(contactSaid(contact)).toEqual({ tone: 'live', text: 'Live' });
    expect(contactSaid({ ...contact, heardAt: null, live: 'connecting' }).text).toBe('Connecting…');
    expect(contactSaid({ ...contact, live: 'lost' })).toMatchObject({
      tone: 'slow',
      text: expect.stringMatching(/^Not live: asking every minute, last at \d\d:\d\d$/),
    });
    expect(contactSaid({ ...contact, failed: true })).toMatchObject({
      tone: 'offline',
      text: expect.stringMatching(/^Offline: showing what came until \d\d:\d\d$/),
    });
    expect(contactSaid({ ...contact, online: false, heardAt: null }).text).toBe('Offline: nothing has come yet');
  });

  it('says what has come', () => {
    const bulletin = { bulletinId: 'b', number: '26-1', sentAt: '2026-11-26T14:03:00Z', subject: 'suspect' as const, direction: 'north' };
    expect(announced(bulletin)).toBe('New bulletin, suspect, north');
    expect(subjectName({ ...bulletin, subject: 'other' })).toBe('Look');
    expect(titleOf(2)).toMatch(/^\(2\) Bulletins/);
    expect(titleOf(0)).toMatch(/^Bulletins/);
  });
});
