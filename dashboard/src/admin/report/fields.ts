import type { Schemas } from '../../shared/api';

type Statements = Schemas['StatementsBody'];
export type StatementField = keyof Statements;

/** The fields of the yearly report, in its order, and what belongs there that the log cannot know. */
export const statementFields: readonly { readonly name: StatementField; readonly title: string; readonly hint: string }[] = [
  { name: 'use', title: 'How it was used, and how much', hint: 'What it was used for, beyond what the figures say.' },
  { name: 'disclosures', title: 'Disclosures to others', hint: 'To whom, and why.' },
  { name: 'dataSources', title: 'Sources of the data', hint: 'Changes of what takes part.' },
  { name: 'geography', title: 'Where it was used', hint: 'Beside the counts by beat.' },
  { name: 'complaints', title: 'Complaints', hint: 'What was complained of, and what came of it.' },
  { name: 'audits', title: 'Audits and violations', hint: 'What was audited, what was found, what was done.' },
  { name: 'breaches', title: 'Breaches of security', hint: 'Of data or of the system.' },
  { name: 'effectiveness', title: 'Effectiveness', hint: 'Outcomes, in numbers where there are some.' },
  { name: 'recordsRequests', title: 'Requests for public records', hint: 'How many, and how they were answered.' },
  { name: 'cost', title: 'Cost', hint: 'In the year, and who paid.' },
  { name: 'policyChanges', title: 'Changes of policy', hint: 'What is asked for, beside what the log has.' },
];

/** What is sent: a field with nothing in it is left out. */
export function statementsBody(typed: Readonly<Partial<Record<StatementField, string>>>): Statements {
  const body: Statements = {};
  for (const { name } of statementFields) {
    const text = typed[name]?.trim();
    if (text) body[name] = text;
  }
  return body;
}

/** The years that can be stated: this one, and the ten before. */
export const yearsTo = (now: number): readonly number[] => Array.from({ length: 11 }, (_, back) => new Date(now).getUTCFullYear() - back);
