import { describe, expect, it } from 'vitest';
import { csvOf } from './codes';
import { installersBody, installersDraft, newInstaller, withFirst } from './installers';
import { personBody, personDraft, shiftInWords } from './shift';

describe('a person', () => {
  const person = {
    id: 'ada',
    badge: '4711',
    shift: { timeZone: 'America/New_York', hours: [{ days: ['Monday' as const], from: '22:00:00', to: '06:00:00' }] },
  };

  it('is sent as it was read', () =>
    expect(personBody(personDraft(person, 'UTC'))).toEqual({
      badge: '4711',
      shift: { timeZone: 'America/New_York', hours: [{ days: ['Monday'], from: '22:00', to: '06:00' }] },
    }));

  it('has no shift without hours, and days in the order of the week', () => {
    expect(personBody({ ...personDraft({}, 'UTC'), name: ' Ada ' })).toEqual({ name: 'Ada' });
    const draft = { ...personDraft({}, 'UTC'), hours: [{ key: 1, days: ['Friday' as const, 'Monday' as const], from: '08:00', to: '16:00' }] };
    expect(personBody(draft).shift?.hours[0]?.days).toEqual(['Monday', 'Friday']);
  });

  it('has a shift in words', () => {
    expect(shiftInWords(person.shift)).toBe('Monday, 22:00–06:00 the next day (America/New_York)');
    expect(shiftInWords(undefined)).toBe('');
  });
});

describe('installers', () => {
  it('are sent with their users, one a line or parted by commas', () => {
    const draft = installersDraft([{ id: 'epb', users: ['a', 'b'] }], '"1"');
    expect(installersBody(draft)).toEqual({ installers: [{ id: 'epb', users: ['a', 'b'] }] });
    expect(installersBody({ ...draft, installers: [{ key: 9, id: ' x ', users: 'a, b\n\n c ' }] })).toEqual({
      installers: [{ id: 'x', users: ['a', 'b', 'c'] }],
    });
  });

  it('one of them becomes the first', () => {
    const [a, b, c] = [newInstaller(), newInstaller(), newInstaller()];
    expect(withFirst([a, b, c], b.key)).toEqual([b, a, c]);
  });
});

describe('a code table', () => {
  it('is CSV that says the same', () => expect(csvOf({ R1: 'ROBBERY', 'A,"B"': 'BOMB' })).toBe('localCode,registryCode\nR1,ROBBERY\n"A,""B""",BOMB\n'));
});
