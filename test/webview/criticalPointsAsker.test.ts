import { expect, test } from 'vitest';
import { RequestError } from '../../src/protocol/channel';
import type { CriticalProgress, CriticalReport } from '../../src/landscape/views';
import { CriticalPointsAsker } from '../../webview/host/criticalPointsAsker';
import type { Position } from '../../webview/host/criticalPointsAsker';
import { reportOf } from './samples';

interface Flight {
  readonly position: Position;
  readonly signal: AbortSignal;
  readonly tell: (progress: CriticalProgress) => void;
  readonly answer: (report: CriticalReport) => Promise<void>;
  readonly refuse: (error: Error) => Promise<void>;
}

function setUp() {
  const flights: Flight[] = [];
  const heard: string[] = [];
  const clock = { now: 0 };
  const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve));
  const asker = new CriticalPointsAsker(
    (position, signal, tell) =>
      new Promise((resolve, reject) => {
        flights.push({
          position,
          signal,
          tell,
          answer: (report) => (resolve(report), settle()),
          refuse: (error) => (reject(error), settle()),
        });
      }),
    {
      pending: () => heard.push('pending'),
      grew: (points, waiting) => heard.push(`${points.length} so far, ${waiting} left`),
      arrived: (report, newest) => heard.push(`${report.verdict} ${newest ? 'newest' : 'overtaken'}`),
      failed: (error) => heard.push(`failed: ${error}`),
    },
    () => clock.now,
  );
  const ask = (value: number, revision = 1): void => asker.request({ revision, constants: [value] });
  return { asker, ask, flights, heard, clock };
}

const verdict = (text: string): CriticalReport => ({ ...reportOf(), verdict: text });

test('a quick answer may finish during a drag; only the newest waiting position follows', async () => {
  const { ask, flights, heard } = setUp();
  ask(1);
  ask(2);
  ask(3);
  expect(flights.map(({ position }) => position.constants[0])).toEqual([1]);
  await flights[0]!.answer(verdict('one'));
  expect(flights.map(({ position }) => position.constants[0])).toEqual([1, 3]);
  await flights[1]!.answer(verdict('three'));
  expect(heard.filter((word) => word !== 'pending')).toEqual(['one overtaken', 'three newest']);
});

test('a slow one is aborted for a newer position, and its late answer dropped', async () => {
  const { ask, flights, heard, clock } = setUp();
  ask(1);
  clock.now = 500;
  ask(2);
  expect(flights[0]!.signal.aborted).toBe(true);
  await flights[0]!.answer(verdict('late'));
  await flights[1]!.answer(verdict('two'));
  expect(heard.filter((word) => word !== 'pending')).toEqual(['two newest']);
});

test('another revision aborts at once', () => {
  const { ask, flights } = setUp();
  ask(1, 1);
  ask(1, 2);
  expect(flights[0]!.signal.aborted).toBe(true);
  expect(flights[1]!.position.revision).toBe(2);
});

test('a failure is told once, and not for an overtaken position', async () => {
  const { ask, flights, heard } = setUp();
  ask(1);
  ask(2);
  await flights[0]!.refuse(new Error('no'));
  await flights[1]!.refuse(new RequestError('The worker was restarted.', false));
  expect(heard.filter((word) => word !== 'pending')).toEqual(['failed: The worker was restarted.']);
});

test('dropped, nothing arrives', async () => {
  const { asker, ask, flights, heard } = setUp();
  ask(1);
  asker.drop();
  expect(flights[0]!.signal.aborted).toBe(true);
  await flights[0]!.answer(verdict('late'));
  expect(heard).toEqual(['pending']);
});

test('what is found on the way adds up; an overtaken search tells nothing more; a stopped one says so', async () => {
  const { asker, ask, flights, heard, clock } = setUp();
  const [point] = reportOf().points;
  ask(1);
  flights[0]!.tell({ fresh: [], found: 0, waiting: 9 });
  flights[0]!.tell({ fresh: [point!, point!], found: 2, waiting: 7 });
  flights[0]!.tell({ fresh: [point!], found: 3, waiting: 5 });
  clock.now = 500;
  ask(2);
  flights[0]!.tell({ fresh: [point!], found: 4, waiting: 3 });
  // The slider may still move, and the points are followed meanwhile: a few would take the place of all.
  flights[1]!.tell({ fresh: [point!], found: 1, waiting: 2 });
  clock.now = 801;
  flights[1]!.tell({ fresh: [], found: 1, waiting: 2 });
  expect(asker.stop()).toBe(true);
  expect(flights[1]!.signal.aborted).toBe(true);
  flights[1]!.tell({ fresh: [point!], found: 2, waiting: 1 });
  await flights[1]!.answer(verdict('late'));
  expect(asker.stop()).toBe(false);
  expect(heard).toEqual([
    'pending',
    '2 so far, 7 left',
    '3 so far, 5 left',
    'pending',
    '1 so far, 2 left',
    'failed: the search was stopped; what is drawn was found until then',
  ]);
});
