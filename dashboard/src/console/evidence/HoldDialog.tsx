import { useSignal } from '@preact/signals';
import { answerOf } from '../../shared/api';
import type { Room } from '../room';
import { ReasonDialog } from './ReasonDialog';

/** Holds a clip for a case, so that nobody deletes it. */
export function HoldDialog({ room, clipId, done, close }: { room: Room; clipId: string; done: () => void; close: () => void }) {
  const caseNumber = useSignal('');
  return (
    <ReasonDialog
      title="Hold this clip for a case"
      action="Hold it"
      close={close}
      act={async (reason) => {
        await answerOf(room.api.POST('/clips/{clipId}/hold', { params: { path: { clipId } }, body: { caseNumber: caseNumber.peek().trim(), reason } }));
        done();
      }}
    >
      <p>Nobody can delete it while it is held.</p>
      <label>
        Case number
        <input
          data-first
          required
          maxLength={64}
          autocomplete="off"
          value={caseNumber.value}
          onInput={(event) => (caseNumber.value = event.currentTarget.value)}
        />
      </label>
    </ReasonDialog>
  );
}
