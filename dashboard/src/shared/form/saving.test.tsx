import { act, renderHook } from '@testing-library/preact';
import { describe, expect, it } from 'vitest';
import { ApiProblem } from '../problem';
import { useSaving } from './saving';

describe('the saving of a form', () => {
  it('does one thing at a time', async () => {
    const { result } = renderHook(() => useSaving());
    let done = () => {};
    const first = result.current.run(() => new Promise<void>((resolve) => (done = resolve)));
    expect(result.current.busy.value).toBe(true);
    expect(await result.current.run(() => Promise.reject(new Error('never called')))).toBe(false);
    expect(result.current.problem.value).toBeNull();
    done();
    expect(await first).toBe(true);
    expect(result.current.busy.value).toBe(false);
  });

  it('keeps what failed until the next try, and shows no stack', async () => {
    const { result } = renderHook(() => useSaving());
    const problem = new ApiProblem(422, 'invalid', 'no');
    await act(async () => {
      expect(await result.current.run(() => Promise.reject(problem))).toBe(false);
    });
    expect(result.current.problem.value).toBe(problem);
    await act(async () => void (await result.current.run(() => Promise.reject(new TypeError('x is undefined')))));
    expect(result.current.problem.value?.message).toBe('Something went wrong on this page.');
    await act(async () => void (await result.current.run(() => Promise.resolve())));
    expect(result.current.problem.value).toBeNull();
  });
});
