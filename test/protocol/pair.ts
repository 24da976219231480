import type { Port } from '../../src/protocol/channel';

/** Two ports that deliver to each other, each message a copy, on the next turn. */
export function connectedPorts(): [Port, Port] {
  const receivers: ((message: unknown) => void)[] = [() => undefined, () => undefined];
  const port = (own: number): Port => ({
    post: (message) => {
      const copy: unknown = structuredClone(message);
      queueMicrotask(() => receivers[1 - own]?.(copy));
    },
    listen: (receive) => {
      receivers[own] = receive;
    },
  });
  return [port(0), port(1)];
}
