import { ApiProblem } from '../../shared/problem';

/** What is wrong, by field: `rules.ROBBERY.minutes`. Empty when nothing is. */
export type Errors = Readonly<Record<string, string>>;

/** The fields at fault that the API named, by path. A body that was sent inside another is named by its own path again. */
export function errorsOf(problem: unknown, inside = ''): Errors {
  const errors: Record<string, string> = {};
  if (!(problem instanceof ApiProblem)) return errors;
  for (const { path, detail } of problem.errors) {
    let at = path.replace(/^\$\.?/, '');
    if (inside && at.startsWith(`${inside}.`)) at = at.slice(inside.length + 1);
    const text = besideField(at, detail);
    errors[at] = errors[at] ? `${errors[at]}; ${text}` : text;
  }
  return errors;
}

/** What else a form says of a problem: all of it, but for what stands beside fields that the form has. */
export function restOf(problem: unknown, shown: (path: string) => boolean): string {
  const rest = Object.entries(errorsOf(problem)).filter(([path]) => !shown(path));
  if (!(problem instanceof ApiProblem) || problem.errors.length === 0) return ApiProblem.textOf(problem);
  const named = problem.errors.length - rest.length;
  return [named > 0 ? 'Nothing was saved: see what stands beside the fields' : problem.message, ...rest.map(([path, text]) => `${path}: ${text}`)].join('. ');
}

/** Refused because somebody else changed the same meanwhile. */
export const isStale = (problem: unknown): boolean => problem instanceof ApiProblem && problem.status === 412;

/** What the API says of a field, where that stands beside it anyhow: `reason must not be empty` is “Must not be empty”. */
function besideField(path: string, detail: string): string {
  const name = path.slice(path.lastIndexOf('.') + 1);
  const text = detail.startsWith(`${name} `) ? detail.slice(name.length + 1) : detail;
  return text.charAt(0).toUpperCase() + text.slice(1);
}
