import type { components } from './api-types';

export type FieldError = components['schemas']['FieldError'];

/** What the API answered instead of what was asked: problem details (RFC 9457). */
export class ApiProblem extends Error {
  constructor(
    readonly status: number,
    /** For programs. `unreachable` when nobody answered. */
    readonly code: string,
    /** For people. */
    detail: string,
    readonly errors: readonly FieldError[] = [],
  ) {
    super(detail);
    this.name = 'ApiProblem';
  }

  static of(status: number, body: unknown): ApiProblem {
    const problem = body as Partial<components['schemas']['Problem']> | undefined;
    if (problem && typeof problem === 'object' && typeof problem.code === 'string')
      return new ApiProblem(status, problem.code, problem.detail ?? problem.title ?? problem.code, problem.errors ?? []);
    return new ApiProblem(status, `http${status}`, status === 404 ? 'It is not there.' : `The server answered ${status}.`);
  }

  static unreachable(): ApiProblem {
    return new ApiProblem(0, 'unreachable', 'The server cannot be reached.');
  }

  /** What to show of any failure: a problem's own words, and never a stack. */
  static textOf(error: unknown): string {
    if (!(error instanceof ApiProblem)) return 'Something went wrong on this page.';
    const fields = error.errors.map(({ path, detail }) => `${path.replace(/^\$\.?/, '') || 'The whole'}: ${detail}`);
    return [error.message, ...fields].join(' · ');
  }
}
