import type { Room } from '../room';

/** To come. */
export function Queue({ room }: { room: Room }) {
  return <section>{room.board.ids.value.length}</section>;
}
