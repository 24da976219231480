import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { RequestError } from '../../../src/protocol/channel';
import { Asker } from '../../../webview/network/host/asker';

interface Flight {
  readonly question: number;
  readonly signal: AbortSignal;
  readonly tell: (progress: { share: number; coarse: string | null }) => void;
  readonly answer: (text: string) => Promise<void>;
  readonly refuse: (error: Error) => Promise<void>;
}

type Progress = Parameters<Flight['tell']>[0];

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function setUp() {
  const flights: Flight[] = [];
  const settle = async (): Promise<void> => void (await vi.advanceTimersByTimeAsync(0));
  const asker = new Asker<number, Progress, string>({
    ask: (question, signal, tell) =>
      new Promise((resolve, reject) => {
        flights.push({
          question,
          signal,
          tell,
          answer: (text) => (resolve(text), settle()),
          refuse: (error) => (reject(error), settle()),
        });
      }),
    changed: () => undefined,
    coarse: ({ coarse }) => coarse,
    now: () => Date.now(),
  });
  const ask = (question: number): void => asker.request(String(question), question);
  return { asker, ask, flights };
}

const asked = (flights: readonly Flight[]): readonly number[] => flights.map(({ question }) => question);

test('an answer stays until the next one comes', async () => {
  const { asker, ask, flights } = setUp();
  ask(1);
  await flights[0]!.answer('one');
  expect(asker.state).toMatchObject({ status: 'ready', answer: { key: '1', value: 'one', isWhole: true } });
  ask(2);
  expect(asker.state).toMatchObject({ status: 'pending', key: '2', answer: { key: '1', value: 'one' } });
});

test('the same position is asked for once', async () => {
  const { ask, flights } = setUp();
  ask(1);
  ask(1);
  await flights[0]!.answer('one');
  ask(1);
  expect(asked(flights)).toEqual([1]);
});

test('of many positions during a short request only the newest follows', async () => {
  const { ask, flights } = setUp();
  for (const position of [1, 2, 3, 4]) ask(position);
  expect(asked(flights)).toEqual([1]);
  await flights[0]!.answer('one');
  expect(asked(flights)).toEqual([1, 4]);
});

test('a position waits no longer than a moment: then the older request is given up', async () => {
  const { asker, ask, flights } = setUp();
  ask(1);
  ask(2);
  await vi.advanceTimersByTimeAsync(200);
  expect(flights[0]!.signal.aborted).toBe(true);
  expect(asked(flights)).toEqual([1, 2]);
  await flights[0]!.answer('late');
  expect(asker.state.answer).toBeNull();
  await flights[1]!.answer('two');
  expect(asker.state.answer?.value).toBe('two');
});

test('a request that is under way for long gives way at once', async () => {
  const { ask, flights } = setUp();
  ask(1);
  await vi.advanceTimersByTimeAsync(1000);
  ask(2);
  expect(asked(flights)).toEqual([1, 2]);
  expect(flights[0]!.signal.aborted).toBe(true);
});

test('going back to the position under way forgets the one that waits', async () => {
  const { ask, flights } = setUp();
  ask(1);
  ask(2);
  ask(1);
  await flights[0]!.answer('one');
  await vi.advanceTimersByTimeAsync(1000);
  expect(asked(flights)).toEqual([1]);
});

test('a coarse answer is shown, and replaced by the whole one', async () => {
  const { asker, ask, flights } = setUp();
  ask(1);
  flights[0]!.tell({ share: 0.2, coarse: null });
  expect(asker.state.progress?.share).toBe(0.2);
  flights[0]!.tell({ share: 0.3, coarse: 'rough' });
  expect(asker.state).toMatchObject({ status: 'pending', answer: { value: 'rough', isWhole: false } });
  await flights[0]!.answer('fine');
  expect(asker.state).toMatchObject({ status: 'ready', progress: null, answer: { value: 'fine', isWhole: true } });
});

test('cancelled, what was known stays, nothing late arrives, and it can be asked again', async () => {
  const { asker, ask, flights } = setUp();
  ask(1);
  flights[0]!.tell({ share: 0.3, coarse: 'rough' });
  asker.cancel();
  expect(flights[0]!.signal.aborted).toBe(true);
  flights[0]!.tell({ share: 0.9, coarse: 'late' });
  await flights[0]!.answer('late');
  expect(asker.state).toMatchObject({ status: 'cancelled', answer: { value: 'rough' } });
  ask(1);
  expect(asked(flights)).toEqual([1]);
  asker.retry();
  expect(asked(flights)).toEqual([1, 1]);
});

test('an error is told; the old answer stays; retrying clears it', async () => {
  const { asker, ask, flights } = setUp();
  ask(1);
  await flights[0]!.answer('one');
  ask(2);
  await flights[1]!.refuse(new RequestError('No plane.', false));
  expect(asker.state).toMatchObject({ status: 'failed', error: 'No plane.', answer: { value: 'one' } });
  asker.retry();
  expect(asker.state).toMatchObject({ status: 'pending', error: null });
  await flights[2]!.answer('two');
  expect(asker.state).toMatchObject({ status: 'ready', answer: { value: 'two' } });
});

test('a failed request does not hold up the position that waits', async () => {
  const { asker, ask, flights } = setUp();
  ask(1);
  ask(2);
  await flights[0]!.refuse(new Error('no'));
  await flights[1]!.answer('two');
  expect(asker.state).toMatchObject({ status: 'ready', error: null, answer: { value: 'two' } });
});

test('resting keeps the answer and asks anew later; dropping forgets it', async () => {
  const { asker, ask, flights } = setUp();
  ask(1);
  await flights[0]!.answer('one');
  asker.rest();
  expect(asker.state).toMatchObject({ status: 'idle', key: null, answer: { value: 'one' } });
  ask(1);
  expect(asked(flights)).toEqual([1, 1]);
  asker.drop();
  expect(flights[1]!.signal.aborted).toBe(true);
  expect(asker.state).toMatchObject({ status: 'idle', answer: null });
});

test('what is told can be gathered', () => {
  const asker = new Asker<number, readonly number[], never>({
    ask: (_, __, tell) => {
      [1, 2, 3].forEach((step) => tell([step]));
      return new Promise(() => undefined);
    },
    changed: () => undefined,
    gather: (before, next) => [...(before ?? []), ...next],
  });
  asker.request('a', 0);
  expect(asker.state.progress).toEqual([1, 2, 3]);
});
