import { describe, expect, it } from 'vitest';
import { compass } from './compass';

describe('a point of the compass', () => {
  it.each([
    [0, 'north'],
    [359, 'north'],
    [44, 'northeast'],
    [90, 'east'],
    [-90, 'west'],
    [225, 'southwest'],
  ])('%d° is %s', (azimuth, words) => {
    expect(compass(azimuth)).toBe(words);
  });
});
