import { signal } from '@preact/signals';

/** The grant of the camera on the wall that last had the focus: what one asks for is asked of it. */
export const focusedGrant = signal<string | null>(null);
