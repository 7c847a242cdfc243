import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../../shared/problem';
import { errorsOf, isStale, restOf } from './errors';

const problem = new ApiProblem(422, 'invalid', 'The whole is wrong', [
  { path: '$.policy.rules.CIVDIS', code: 'forbiddenCode', detail: 'CIVDIS may never unlock a feed' },
  { path: '$.policy.rules.ROBBERY.minutes', code: 'outOfRange', detail: 'minutes must be a whole number' },
  { path: 'line 3', code: 'malformed', detail: 'odd' },
]);

describe('errors of fields', () => {
  it('stand at the path of the field, without its name', () =>
    expect(errorsOf(problem, 'policy')).toEqual({
      'rules.CIVDIS': 'May never unlock a feed',
      'rules.ROBBERY.minutes': 'Must be a whole number',
      'line 3': 'Odd',
    }));

  it('are told together where there are several of one', () => {
    const twice = new ApiProblem(422, 'x', 'x', [
      { path: '$.a', code: 'x', detail: 'a is short' },
      { path: '$.a', code: 'y', detail: 'a is odd' },
    ]);
    expect(errorsOf(twice)).toEqual({ a: 'Is short; Is odd' });
  });

  it('that have no place beside a field are said by the form', () => {
    expect(restOf(problem, (path) => path.startsWith('policy.'))).toBe('Nothing was saved: see what stands beside the fields. line 3: Odd');
    expect(restOf(problem, () => true)).toBe('Nothing was saved: see what stands beside the fields');
    expect(restOf(new ApiProblem(409, 'x', 'Not now'), () => false)).toBe('Not now');
    expect(restOf(new TypeError('x is undefined'), () => false)).toBe('Something went wrong on this page.');
  });

  it('knows what somebody else changed meanwhile', () =>
    expect([isStale(new ApiProblem(412, 'x', 'x')), isStale(problem), isStale(undefined)]).toEqual([true, false, false]));
});
