import { ApiProblem } from '../problem';

/** What is wrong, by field: `rules.ROBBERY.minutes`. Empty when nothing is. */
export type Faults = Readonly<Record<string, string>>;

/** The fields at fault that the API named, by path. A body that was sent inside another is named by its own path again. */
export function faultsOf(problem: unknown, inside = ''): Faults {
  const faults: Record<string, string> = {};
  for (const { path, detail } of problem instanceof ApiProblem ? problem.errors : []) {
    let at = path.replace(/^\$\.?/, '');
    if (inside && at.startsWith(`${inside}.`)) at = at.slice(inside.length + 1);
    const text = besideField(at, detail);
    faults[at] = faults[at] ? `${faults[at]}; ${text}` : text;
  }
  return faults;
}

/** Whether a path is that of a field, or of a part of it: `place` and `place.latitude` are both of `place`. */
export const isOf = (name: string, path: string): boolean => path === name || path.startsWith(`${name}.`) || path.startsWith(`${name}[`);

/** What is wrong with one field, whatever of it. */
export const faultOf = (problem: ApiProblem | null, name: string): string | undefined =>
  Object.entries(faultsOf(problem))
    .filter(([path]) => isOf(name, path))
    .map(([, text]) => text)
    .join('; ') || undefined;

/** What else a form says of a problem: all of it, but for what stands beside fields that the form has. */
export function restOf(problem: ApiProblem, shown: (path: string) => boolean): string {
  if (problem.errors.length === 0) return ApiProblem.textOf(problem);
  const rest = Object.entries(faultsOf(problem)).filter(([path]) => !shown(path));
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
