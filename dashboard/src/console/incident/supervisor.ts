import { say } from '../../shared/Toasts';
import type { Room } from '../room';

/** Does what a supervisor may; tells others why they may not. The API decides: this spares them a form that would be refused. */
export const forSupervisor =
  (room: Room, what: string, does: () => void): (() => void) =>
  () =>
    room.isSupervisor ? does() : say(`Only a supervisor can ${what}.`);
