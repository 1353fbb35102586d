/** Runs the newest request only: an older one is aborted, and its answer, should it still come, is dropped. */

/** One line of requests. */
export class Latest {
  #controller = null;
  #timer = 0;

  /** Runs the task after a pause without another one. */
  soon(pause, task, listener) {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(() => this.now(task, listener), pause);
  }

  /**
   * Runs the task at once.
   *
   * @param {(signal: AbortSignal) => Promise<T>} task
   * @param {{start: () => void, done: (answer: T) => void, failed: (error: Error) => void}} listener is told of the newest task only
   */
  async now(task, listener) {
    this.cancel();
    const controller = new AbortController();
    this.#controller = controller;
    listener.start();
    try {
      const answer = await task(controller.signal);
      if (!controller.signal.aborted) listener.done(answer);
    } catch (error) {
      if (!controller.signal.aborted) listener.failed(error);
    }
  }

  /** Forgets whatever is waiting or under way. */
  cancel() {
    clearTimeout(this.#timer);
    this.#controller?.abort();
    this.#controller = null;
  }
}
