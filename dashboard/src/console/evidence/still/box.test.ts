import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type Box, between, boxText, keyed, least, middle, moved, resized } from './box';

const part = fc.double({ min: -2, max: 3, noNaN: true });
const point = fc.record({ x: part, y: part });
const boxes = fc.tuple(point, point).map(([a, b]) => between(a, b) ?? middle);
const rounding = 1e-9;

function expectInside({ x, y, width, height }: Box): void {
  expect(x).toBeGreaterThanOrEqual(-rounding);
  expect(y).toBeGreaterThanOrEqual(-rounding);
  expect(x + width).toBeLessThanOrEqual(1 + rounding);
  expect(y + height).toBeLessThanOrEqual(1 + rounding);
  expect(width).toBeGreaterThanOrEqual(least - rounding);
  expect(height).toBeGreaterThanOrEqual(least - rounding);
}

describe('a box', () => {
  it('is the same from whichever corner it is drawn', () => {
    fc.assert(
      fc.property(point, point, (a, b) => {
        expect(between(a, b)).toEqual(between(b, a));
      }),
    );
  });

  it('stays inside the picture and large enough to be seen, whatever is done to it', () => {
    const deeds = fc.array(fc.record({ by: part, also: part, size: fc.boolean() }));
    fc.assert(
      fc.property(boxes, deeds, (start, all) => {
        let box = start;
        expectInside(box);
        for (const { by, also, size } of all) {
          box = size ? resized(box, by, also) : moved(box, by, also);
          expectInside(box);
        }
      }),
    );
  });

  it('keeps its size when it is moved', () => {
    fc.assert(
      fc.property(boxes, part, part, (box, dx, dy) => {
        const { width, height } = moved(box, dx, dy);
        expect([width, height]).toEqual([box.width, box.height]);
      }),
    );
  });

  it('is put, moved, resized and taken away by keys', () => {
    expect(keyed(null, 'ArrowLeft', false)).toEqual(middle);
    expect(keyed(middle, 'ArrowLeft', false)).toMatchObject({ x: expect.closeTo(0.34), width: 0.3 });
    expect(keyed(middle, 'ArrowDown', true)).toMatchObject({ y: 0.35, height: expect.closeTo(0.31) });
    expect(keyed(middle, 'Delete', false)).toBeNull();
    expect(keyed(middle, 'a', false)).toBeUndefined();
  });

  it('a click draws none', () => {
    expect(between({ x: 0.5, y: 0.5 }, { x: 0.505, y: 0.9 })).toBeNull();
  });

  it('says where it is', () => {
    expect(boxText(middle)).toBe('Box 35% from the left, 35% from the top, 30% wide, 30% high.');
    expect(boxText(null)).toBe('No box.');
  });
});
