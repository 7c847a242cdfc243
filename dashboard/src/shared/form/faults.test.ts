import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../problem';
import { faultOf, faultsOf, isStale, restOf } from './faults';

const problem = new ApiProblem(422, 'invalid', 'The whole is wrong', [
  { path: '$.policy.rules.CIVDIS', code: 'forbiddenCode', detail: 'CIVDIS may never unlock a feed' },
  { path: '$.policy.rules.ROBBERY.minutes', code: 'outOfRange', detail: 'minutes must be a whole number' },
  { path: 'line 3', code: 'malformed', detail: 'odd' },
]);

describe('errors of fields', () => {
  it('stand at the path of the field, without its name', () =>
    expect(faultsOf(problem, 'policy')).toEqual({
      'rules.CIVDIS': 'May never unlock a feed',
      'rules.ROBBERY.minutes': 'Must be a whole number',
      'line 3': 'Odd',
    }));

  it('are told together where there are several of one', () => {
    const twice = new ApiProblem(422, 'x', 'x', [
      { path: '$.a', code: 'x', detail: 'a is short' },
      { path: '$.a', code: 'y', detail: 'a is odd' },
    ]);
    expect(faultsOf(twice)).toEqual({ a: 'Is short; Is odd' });
  });

  it('that have no place beside a field are said by the form', () => {
    expect(restOf(problem, (path) => path.startsWith('policy.'))).toBe('Nothing was saved: see what stands beside the fields. line 3: Odd');
    expect(restOf(problem, () => true)).toBe('Nothing was saved: see what stands beside the fields');
    expect(restOf(new ApiProblem(409, 'x', 'Not now'), () => false)).toBe('Not now');
  });

  it('are of a field whatever part of it they name', () => {
    const parts = new ApiProblem(422, 'invalid', 'no', [
      { path: '$.place.latitude', code: 'outOfRange', detail: 'must be from -90 to 90' },
      { path: '$.users[1].id', code: 'invalid', detail: 'is odd' },
      { path: '$.users[2]', code: 'invalid', detail: 'is short' },
      { path: '$.name', code: 'required', detail: 'is required' },
    ]);
    expect(faultOf(parts, 'place')).toBe('Must be from -90 to 90');
    expect(faultOf(parts, 'name')).toBe('Is required');
    expect(faultOf(parts, 'users')).toBe('Is odd; Is short');
    expect(faultOf(parts, 'nam')).toBeUndefined();
    expect(faultOf(null, 'name')).toBeUndefined();
  });

  it('knows what somebody else changed meanwhile', () =>
    expect([isStale(new ApiProblem(412, 'x', 'x')), isStale(problem), isStale(undefined)]).toEqual([true, false, false]));
});
