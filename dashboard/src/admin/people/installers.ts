import type { Schemas } from '../../shared/api';

/** An installer as it stands in the form: its users one a line. */
export interface InstallerDraft {
  readonly key: number;
  readonly id: string;
  readonly users: string;
}

/** A list that is being changed, and the entity tag of what it is to replace. */
export interface InstallersDraft {
  readonly etag: string;
  readonly installers: readonly InstallerDraft[];
}

let last = 0;

export const newInstaller = (): InstallerDraft => ({ key: ++last, id: '', users: '' });

export const installersDraft = (installers: readonly Schemas['InstallerView'][], etag: string): InstallersDraft => ({
  etag,
  installers: installers.map(({ id, users }) => ({ key: ++last, id, users: (users ?? []).join('\n') })),
});

const linesOf = (text: string): string[] =>
  text
    .split(/[\n,]/)
    .map((line) => line.trim())
    .filter(Boolean);

export const installersBody = (draft: InstallersDraft) => ({ installers: draft.installers.map(({ id, users }) => ({ id: id.trim(), users: linesOf(users) })) });

/** The list with one of them first. */
export const withFirst = (installers: readonly InstallerDraft[], key: number): readonly InstallerDraft[] => [
  ...installers.filter((installer) => installer.key === key),
  ...installers.filter((installer) => installer.key !== key),
];
