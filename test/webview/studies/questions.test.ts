import { expect, test } from 'vitest';
import { Studies } from '../../../webview/studies/host/studies';
import type { StudyingHost } from '../../../webview/studies/host/studies';
import {
  mapObstacle,
  mapQuestion,
  raceQuestion,
  raceStage,
  whyQuestion,
  whyStage,
} from '../../../webview/studies/model/questions';
import { defaultStudies } from '../../../webview/studies/state/setup';
import type { StudySetup } from '../../../webview/studies/state/setup';
import { SceneBuilder } from '../../../webview/model/scene';
import type { Scene } from '../../../webview/model/scene';
import { receiveSnapshot } from '../../../webview/state/follow';
import { initialState } from '../../../webview/state/state';
import type { PanelState, RunSetup } from '../../../webview/state/state';
import { flatText, snapshotOf } from '../samples';

const arrived = receiveSnapshot(initialState, snapshotOf(flatText));
const scenes = new SceneBuilder();

function sceneOf(studies: Partial<StudySetup>, runs?: readonly RunSetup[], state: Partial<PanelState> = {}): Scene {
  const { preferences } = arrived;
  const changed = { ...preferences, runs: runs ?? preferences.runs, studies: { ...defaultStudies, ...studies } };
  return scenes.build({ ...arrived, ...state, preferences: changed })!;
}

test('a race is of all methods in play from all starts, with one seed for those that draw', () => {
  const runs = [
    { id: 1, optimizer: 'adam', options: { lr: 0.1 }, colour: 0 },
    { id: 2, optimizer: 'newton', options: {}, colour: 1 },
    { id: 3, optimizer: 'no-such-method', options: {}, colour: 2 },
  ];
  const race = { ...defaultStudies.race, seed: 7, searches: true, low: 1, high: 0.01 };
  const question = raceQuestion(raceStage(sceneOf({ race }, runs)))!;
  expect(question.racers).toEqual([
    { optimizer: 'adam', options: { lr: 0.1, seed: 7 } },
    { optimizer: 'newton', options: {} },
  ]);
  expect(question.starts.map((start) => [...start])).toEqual([[1, 0.1]]);
  expect(question.search).toEqual({ low: 0.01, high: 1, count: 9 });
  expect(raceQuestion(raceStage(sceneOf({}, [])))).toBeNull();
});

test('the step explained is the one that leads on, and the last at the end', () => {
  expect(whyQuestion(whyStage(sceneOf({}, undefined, { playhead: 3 })))!.step).toBe(3);
  const atEnd = sceneOf({}, undefined, { playhead: null });
  expect(whyQuestion(whyStage(atEnd))!.step).toBe(atEnd.runs[0]!.run.values.length - 2);
  expect(whyQuestion(whyStage(sceneOf({ explained: '2-0' })))!.method.optimizer).toBe('adam');
  expect(whyQuestion(whyStage(sceneOf({ explained: '9-9' })))!.method.optimizer).toBe('gradient-descent');
  expect(whyQuestion(whyStage(sceneOf({}, [])))).toBeNull();
});

test('a map is over the window shown; where there can be none, a sentence says why', () => {
  const { map } = defaultStudies;
  expect(mapQuestion(sceneOf({}))).toMatchObject({
    kind: 'basins',
    axes: [0, 1],
    window: [
      [-2, 2],
      [-2, 2],
    ],
  });
  expect(mapObstacle(sceneOf({}, []))).toMatch(/Add an optimizer/);
  const levenberg = [{ id: 1, optimizer: 'levenberg-marquardt', options: {}, colour: 0 }];
  expect(mapObstacle(sceneOf({ map: { ...map, kind: 'rates' } }, levenberg))).toMatch(/no learning rate/);
  expect(mapQuestion(sceneOf({ map: { ...map, kind: 'rates', low: 1, high: 1 } }))).toBeNull();
});

test('only what is wanted is asked, once; another loss forgets all', async () => {
  const asked: string[] = [];
  const never = <T>(name: string): (() => Promise<T>) => {
    return () => {
      asked.push(name);
      return new Promise<T>(() => undefined);
    };
  };
  const host: StudyingHost = {
    race: never('race'),
    explain: never('explain'),
    startMap: never('startMap'),
    paths: never('paths'),
    bifurcation: never('bifurcation'),
    path: never('path'),
    pair: never('pair'),
    sampling: never('sampling'),
  };
  const studies = new Studies(host, () => undefined);
  studies.follow(sceneOf({}));
  expect(asked).toEqual([]);
  studies.follow(sceneOf({ explains: true, paths: true }));
  studies.follow(sceneOf({ explains: true, paths: true }));
  expect(asked).toEqual(['explain', 'paths']);
  studies.follow(sceneOf({ samples: true }));
  studies.follow(sceneOf({ samples: true }));
  expect(asked).toEqual(['explain', 'paths', 'pair']);
  studies.startRace(sceneOf({}));
  expect(studies.race.state.status).toBe('pending');
  const other = receiveSnapshot(initialState, snapshotOf('loss g(x) = x^2'));
  studies.follow(new SceneBuilder().build(other)!);
  expect([studies.race, studies.why, studies.paths].map(({ state }) => state.status)).toEqual(['idle', 'idle', 'idle']);
  await Promise.resolve();
});
