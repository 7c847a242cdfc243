import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../shared/problem';
import { faultsIn, faultsOf, profileOf, whyNot } from './fields';

const typed = { name: ' Elm Street Diner ', contact: 'Ann', email: 'ann@diner.example', phone: ' ', address: '1 Elm St\nChattanooga' };

describe('an application', () => {
  it('is what was typed, without what is empty', () => {
    expect(profileOf(typed)).toEqual({ name: 'Elm Street Diner', contact: 'Ann', email: 'ann@diner.example', address: '1 Elm St, Chattanooga' });
  });

  it('tells what is missing, or too long, or no address', () => {
    expect(faultsOf(profileOf(typed))).toEqual({});
    expect(faultsOf(profileOf({ ...typed, name: ' ', email: 'ann at diner', phone: '1'.repeat(41) }))).toEqual({
      name: 'Business, organization or agency: this is needed.',
      email: 'E-mail: this does not look like an e-mail address.',
      phone: 'Phone: 40 characters at the most.',
    });
  });

  it('shows what the API found beside its field', () => {
    const error = (path: string) => ({ path, code: 'tooLong', detail: 'must be shorter' });
    expect(faultsIn([{ ...error('$.email'), detail: 'email must be an e-mail address' }]).faults).toEqual({ email: 'E-mail must be an e-mail address.' });
    expect(faultsIn([error('$.email'), error('$.email'), error('$')])).toEqual({
      faults: { email: 'E-mail: must be shorter.' },
      others: ['$: must be shorter'],
    });
  });

  it.each([
    [ApiProblem.unreachable(), /cannot take it just now/],
    [new ApiProblem(429, 'tooMany', 'x'), /in a minute/],
    [new ApiProblem(503, 'storeUnavailable', 'x'), /cannot take it just now/],
    [new ApiProblem(422, 'invalid', 'x', [{ path: '$.email', code: 'c', detail: 'd' }]), /see below/],
    [new ApiProblem(415, 'unsupported', 'must be JSON'), /must be JSON/],
    [new Error('bug'), /Something went wrong/],
  ])('%s is said', (error, words) => {
    expect(whyNot(error)).toMatch(words);
  });
});
