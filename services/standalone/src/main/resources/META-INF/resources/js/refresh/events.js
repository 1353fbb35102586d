/** What happens in a training job, as the instance streams it: all that is over first, then what happens. */
import { address } from '../core/api.js';

/** A connection that the instance refuses is followed by another look after this. */
const PAUSE = 2000;

/**
 * Follows a job until it is over; a connection that breaks is taken up again, from the first event on.
 *
 * @param {{begun: () => void, happened: (event: object) => void, over: () => void}} listener `begun` comes before the first
 *     event of each connection
 * @returns {() => void} ends it
 */
export function follow(id, { begun, happened, over }) {
  let timer = 0;
  const source = new EventSource(address(`v1/training/${encodeURIComponent(id)}/events`));
  source.addEventListener('open', begun);
  source.addEventListener('message', ({ data }) => {
    const event = JSON.parse(data);
    happened(event);
    if (event.phase === 'end') {
      source.close();
      over();
    }
  });
  source.addEventListener('error', () => {
    if (source.readyState === EventSource.CLOSED) timer = setTimeout(over, PAUSE);
  });
  return () => {
    clearTimeout(timer);
    source.close();
  };
}
