import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../shared/problem';
import { compass } from '../cameras/compass';
import { faultOf, isOvertaken } from './saving';

describe('what was wrong with a form', () => {
  const problem = new ApiProblem(422, 'invalid', 'no', [
    { path: '$.place.latitude', code: 'outOfRange', detail: 'must be from -90 to 90' },
    { path: '$.name', code: 'required', detail: 'is required' },
  ]);

  it('stands beside its field', () => {
    expect(faultOf(problem, 'place')).toBe('Must be from -90 to 90.');
    expect(faultOf(problem, 'name')).toBe('Is required.');
    expect(faultOf(problem, 'nam')).toBeUndefined();
    expect(faultOf(null, 'name')).toBeUndefined();
  });

  it('may be that somebody else was faster', () => {
    expect(isOvertaken(new ApiProblem(412, 'changed', ''))).toBe(true);
    expect(isOvertaken(problem)).toBe(false);
  });
});

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
