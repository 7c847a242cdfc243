import type { Grant, Incident } from '../board';

/** When the tests' incidents were received. */
export const noon = Date.parse('2026-11-26T12:00:00Z');
export const minute = 60_000;
export const iso = (ms: number) => new Date(ms).toISOString();

/** An incident for tests: a robbery without feeds, but for what is said otherwise. */
export const incident = (more: Partial<Incident> = {}): Incident => ({
  incidentId: 'i-1',
  agency: 'cpd',
  number: '26-0001',
  version: 1,
  callType: 'ROBBERY',
  status: 'open',
  cadStatus: 'Active',
  units: [{ id: 'B12' }],
  receivedAt: iso(noon),
  openedAt: iso(noon),
  changedAt: iso(noon),
  decision: 'qualified',
  grants: [],
  source: 'cad',
  awaitingApproval: false,
  ...more,
});

/** A grant for tests: a feed that is unlocked until half past noon. */
export const grant = (more: Partial<Grant> = {}): Grant => ({
  grantId: 'g-1',
  feedId: 'f-1',
  feedName: 'Front door',
  distanceMeters: 40,
  inView: false,
  state: 'unlocked',
  issuedAt: iso(noon),
  expiresAt: iso(noon + 30 * minute),
  overdue: false,
  ...more,
});
