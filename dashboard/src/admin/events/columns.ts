import type { Schemas } from '../../shared/api';
import { callTypeName, callTypes } from '../../shared/call-types';
import { describe, type TimelineEvent } from './describe';

/** An entry with the timeline it is of. As text when it is no JSON any more. */
export interface LoggedEntry {
  readonly timeline: string;
  readonly agency?: string;
  readonly entry: Schemas['Entry'] | string;
}

/** An entry as a line of a table. What is not there is empty, and the columns are always there. */
export interface LogLine {
  readonly at: string;
  readonly actor: string;
  readonly role: string;
  readonly what: string;
  /** The incident it belongs to: its id. */
  readonly incident: string;
  /** Why, as it was said then: words, or a code in words. */
  readonly reason: string;
}

/** What an entry says, column by column. */
export function lineOf({ timeline, entry }: LoggedEntry): LogLine {
  if (typeof entry === 'string') return { at: '', actor: '', role: '', what: 'No entry any more: see its text', incident: incidentOf(timeline), reason: '' };
  const { at, origin, event } = entry;
  return { at, actor: origin.actor, role: origin.role, what: describe(event), incident: incidentOf(timeline, event), reason: reasonOf(event) };
}

/** The incident: by the timeline that is an incident's own, or what the event says of itself. */
function incidentOf(timeline: string, event?: TimelineEvent): string {
  if (timeline.startsWith('incidents/')) return timeline.slice('incidents/'.length);
  return event?.$type === 'clipBegan' ? event.wish.incident : '';
}

/** Why, whatever the kind of event calls it. */
function reasonOf(event: TimelineEvent): string {
  if ('reason' in event && typeof event.reason === 'string') return inWords(event.reason);
  if ('code' in event && typeof event.code === 'string') return inWords(event.code);
  if (event.$type === 'grantsEnded') return [...new Set(event.grants.map(({ reason }) => inWords(reason)))].join(', ');
  return '';
}

/** Codes of ours, such as `timeToLive`, as words; call types as theirs; what people wrote as they wrote it. */
function inWords(reason: string): string {
  if (callTypes.has(reason)) return callTypeName(reason);
  return /^[a-z]+([A-Z][a-z]+)+$/.test(reason) ? reason.replace(/[A-Z]/g, (letter) => ` ${letter.toLowerCase()}`) : reason;
}
