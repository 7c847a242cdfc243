import type { Schemas } from '../shared/api';
import { ApiProblem, type FieldError } from '../shared/problem';

export type Profile = Schemas['ProfileBody'];
export type Name = 'name' | 'contact' | 'email' | 'phone' | 'address';
export type Faults = Partial<Record<Name, string>>;

export interface Field {
  readonly name: Name;
  readonly label: string;
  readonly hint?: string;
  readonly most: number;
  readonly required: boolean;
  readonly type: 'text' | 'email' | 'tel' | 'area';
  readonly autocomplete: string;
}

/** What an application asks, with the limits of the API. */
export const fields: readonly Field[] = [
  { name: 'name', label: 'Business, organization or agency', most: 100, required: true, type: 'text', autocomplete: 'organization' },
  { name: 'contact', label: 'Whom to speak to', most: 100, required: true, type: 'text', autocomplete: 'name' },
  { name: 'email', label: 'E-mail', most: 254, required: true, type: 'email', autocomplete: 'email' },
  { name: 'phone', label: 'Phone', most: 40, required: false, type: 'tel', autocomplete: 'tel' },
  { name: 'address', label: 'Address', hint: 'Where the cameras are, or will be.', most: 200, required: false, type: 'area', autocomplete: 'street-address' },
];

/** What was typed, as the API wants it: without spaces around, and without what is empty. */
export function profileOf(typed: Readonly<Record<Name, string>>): Profile {
  const [name, contact, email] = [typed.name.trim(), typed.contact.trim(), typed.email.trim()];
  const [phone, address] = [typed.phone.trim(), typed.address.replace(/\s*\n\s*/g, ', ').trim()];
  return { name, contact, email, ...(phone ? { phone } : {}), ...(address ? { address } : {}) };
}

/** What can be told without asking the API, which takes only so many tries a minute. */
export function faultsOf(profile: Profile): Faults {
  const faults: Faults = {};
  for (const { name, label, required, most } of fields) {
    const value = profile[name] ?? '';
    if (required && value === '') faults[name] = `${label}: this is needed.`;
    else if (value.length > most) faults[name] = `${label}: ${most} characters at the most.`;
  }
  if (!faults.email && !/^[^@\s]+@[^@\s]+$/.test(profile.email)) faults.email = 'E-mail: this does not look like an e-mail address.';
  return faults;
}

/** What the API found at fault, beside its field, and what belongs to none of them. */
export function faultsIn(errors: readonly FieldError[]): { readonly faults: Faults; readonly others: readonly string[] } {
  const faults: Faults = {};
  const others: string[] = [];
  for (const { path, detail } of errors) {
    const field = fields.find(({ name }) => path === `$.${name}`);
    if (field) faults[field.name] ??= inWords(field, detail);
    else others.push(`${path}: ${detail}`);
  }
  return { faults, others };
}

/** The API names the field as programs do; people know it by its label. */
const inWords = ({ name, label }: Field, detail: string): string =>
  detail.startsWith(`${name} `) ? `${label}${detail.slice(name.length)}.` : `${label}: ${detail}.`;

/** Why an application was not taken, in words that say what to do. What was typed is still there. */
export function whyNot(error: unknown): string {
  if (!(error instanceof ApiProblem)) return 'Something went wrong on this page. What you typed is still here.';
  if (error.status === 429) return 'Many applications came from here just now. What you typed is still here: send it again in a minute.';
  if (error.status === 0 || error.status >= 500) return 'The server cannot take it just now. What you typed is still here: send it again in a minute.';
  if (error.errors.length > 0) return 'Something is not right yet: see below.';
  return `It was not taken: ${error.message}`;
}
