/** A section of the page, by the first part of its address. */
export interface Section {
  readonly path: string;
  readonly name: string;
  readonly group: string;
  /** The roles that the API lets read what is shown there. */
  readonly roles: readonly string[];
}

export const sections = [
  { path: 'partners', name: 'Applications and partners', group: 'Program', roles: ['Program.Admin', 'Auditor'] },
  { path: 'agreements', name: 'Agreements', group: 'Program', roles: ['Program.Admin', 'Auditor'] },
  { path: 'policy', name: 'Unlock policy', group: 'Program', roles: ['Program.Admin', 'Auditor', 'Rtic.Supervisor', 'Ops'] },
  { path: 'report', name: 'Yearly report', group: 'Program', roles: ['Program.Admin', 'Auditor'] },
  { path: 'people', name: 'People', group: 'Directories', roles: ['Program.Admin'] },
  { path: 'installers', name: 'Installers', group: 'Directories', roles: ['Program.Admin', 'Auditor'] },
  { path: 'codes', name: 'CAD codes', group: 'Directories', roles: ['Program.Admin', 'Ops'] },
  { path: 'audit', name: 'Audit log', group: 'Oversight', roles: ['Program.Admin', 'Auditor'] },
  { path: 'verify', name: 'Verify and export', group: 'Oversight', roles: ['Program.Admin', 'Auditor'] },
  { path: 'incidents', name: 'Incidents', group: 'Oversight', roles: ['Auditor', 'Rtic.Supervisor'] },
  { path: 'misuse', name: 'Odd use of video', group: 'Oversight', roles: ['Auditor', 'Rtic.Supervisor'] },
  { path: 'rejected', name: 'Rejected CAD messages', group: 'Oversight', roles: ['Ops'] },
] as const satisfies readonly Section[];

export type SectionPath = (typeof sections)[number]['path'];

/** The sections that somebody with these roles can use. */
export const sectionsFor = (roles: readonly string[]) => sections.filter((section) => section.roles.some((role) => roles.includes(role)));

/** Where an address leads; what is not there, or not for these roles, leads to the first section that is. */
export function sectionAt(path: string | undefined, roles: readonly string[]): (typeof sections)[number] | undefined {
  const open = sectionsFor(roles);
  return open.find((section) => section.path === path) ?? open[0];
}
