import { allOf, answerOf } from '../../shared/api';
import { Dialog } from '../../shared/Dialog';
import { ApiProblem } from '../../shared/problem';
import { Said } from '../../shared/Said';
import type { Room } from '../room';
import { custodyLine, custodyTime } from './custody';
import { useReading } from './reading';

/** All that was ever done with a clip. */
export function CustodyDialog({ room, clipId, close }: { room: Room; clipId: string; close: () => void }) {
  const { value, problem } = useReading(
    () => allOf((after) => answerOf(room.api.GET('/clips/{clipId}/custody', { params: { path: { clipId }, query: after ? { after: Number(after) } : {} } }))),
    clipId,
  );
  return (
    <Dialog title="Chain of custody" close={close} class="custody-dialog">
      {problem !== null && (
        <p class="problem" role="alert">
          It could not be read: {ApiProblem.textOf(problem)}
        </p>
      )}
      {!value && problem === null && <p role="status">Reading…</p>}
      {value && (
        // biome-ignore lint/a11y/noNoninteractiveTabindex: what scrolls must be reached by keys
        <section class="scroll-x" tabIndex={0} aria-label="Entries">
          <table>
            <thead>
              <tr>
                <th scope="col">When</th>
                <th scope="col">What</th>
                <th scope="col">By</th>
              </tr>
            </thead>
            <tbody>
              {value.map(({ sequence, at, origin, event }) => {
                const { what, said } = custodyLine(event);
                return (
                  <tr key={sequence}>
                    <td>{custodyTime(at)}</td>
                    <td>
                      <div>{what}</div>
                      {said && (
                        <div class="hint">
                          <Said text={said} most={300} />
                        </div>
                      )}
                    </td>
                    <td>
                      <Said text={origin.actor} most={80} />
                      <div class="hint">{origin.role}</div>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </section>
      )}
    </Dialog>
  );
}
