import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../shared/problem';
import { outcomeOf } from './device';

describe('what a failure to send says', () => {
  it.each([
    [ApiProblem.unreachable(), 'unanswered'],
    [new ApiProblem(503, 'storeUnavailable', ''), 'unanswered'],
    [new ApiProblem(429, 'tooManyRequests', ''), 'unanswered'],
    [new ApiProblem(401, 'tokenExpired', ''), 'unanswered'],
    [new TypeError('no token just now'), 'unanswered'],
    [new ApiProblem(404, 'notFound', ''), 'refused'],
    [new ApiProblem(409, 'bulletinRecalled', ''), 'refused'],
  ])('%s: %s', (error, outcome) => {
    expect(outcomeOf(error)).toBe(outcome);
  });
});
