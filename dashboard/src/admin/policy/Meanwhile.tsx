import { useEffect, useRef } from 'preact/hooks';
import { Changes } from './Changes';
import { policyDiff } from './diff';
import type { Policy } from './rules';

/** Says what somebody else put in place while one was typing, and offers to go on from there. */
export function Meanwhile({ base, theirs, bring }: { base: Policy; theirs: Policy; bring: () => void }) {
  const element = useRef<HTMLDivElement>(null);
  useEffect(() => element.current?.scrollIntoView({ block: 'nearest' }), []);
  const changes = policyDiff(base, theirs);
  return (
    <div class="trouble" role="alert" ref={element}>
      <div class="stack">
        <p>
          <strong>Somebody else has put another policy in place meanwhile.</strong> What you typed is all still here.{' '}
          {changes.length > 0 ? 'This is what they changed:' : 'It says the same as the one before.'}
        </p>
        <Changes changes={changes} />
      </div>
      <button type="button" onClick={bring}>
        Bring my changes onto it
      </button>
    </div>
  );
}
