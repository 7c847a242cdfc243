import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { routeOf, to } from './route';

describe('a place in a page', () => {
  it('is found again by its address, whatever its parts are called', () =>
    fc.assert(
      fc.property(fc.array(fc.string({ unit: 'grapheme', minLength: 1 })), (parts) => {
        expect(routeOf(to(...parts))).toEqual(parts);
      }),
    ));

  it.each(['', '#', '#/', '#//', '#/%', '#/%E0%A4%A'])('%s is the beginning', (hash) => expect(routeOf(hash)).toEqual([]));
});
