/** Checks of how the panel and its host talk: sliders, snapshots, state, policy. */
import { axisTexts, moveSlider, picture, samePicture, textOf } from './visit';
import type { Register } from './visit';

export function followChecks(check: Register): void {
  check(
    'a slider redraws at once and asks for critical points',
    { loss: 'flat' },
    async ({ page, expect, eventually, settled }) => {
      const before = await picture(page);
      const path = await page.getAttribute('.run-path', 'd');
      await moveSlider(page, 'Constant alpha', 1.75);
      await eventually(
        () =>
          (window.fakeHost.requests('criticalPoints').at(-1)?.params as { constants: number[] }).constants[0] === 1.75,
        'the request bears the new value',
      );
      await page.waitForTimeout(200);
      await settled();
      expect(!samePicture(await picture(page), before), 'the contours follow');
      expect((await page.getAttribute('.run-path', 'd')) !== path, 'the runs follow');
    },
  );

  check(
    'glyphs move along with a slider and are proved anew at rest',
    { loss: 'rosenbrock' },
    async ({ page, expect, eventually }) => {
      await eventually(() => document.querySelector('.glyph')?.getAttribute('data-proof') === 'proved', 'it is proved');
      await page.evaluate(() => {
        window.fakeHost.useText(
          'const s = 0.2 in [0, 2]\nloss well(x, y) = (x^2 - 1 - s)^2 + (y - s/2)^2 on x in [-2, 2], y in [-2, 2]',
        );
        window.fakeHost.push();
      });
      await eventually(() => document.querySelectorAll('.glyph[data-proof=proved]').length === 3, 'three are proved');
      const places = (): Promise<readonly string[]> =>
        page.evaluate(() => [...document.querySelectorAll('.glyph')].map((glyph) => glyph.getAttribute('transform')!));
      const before = await places();
      await page.evaluate(() => (window.fakeHost.holding = true));
      await moveSlider(page, 'Constant s', 0.7);
      await eventually(
        () => document.querySelectorAll('.glyph[data-proof=numerical]').length === 3,
        'all are followed before any answer',
      );
      const moved = await places();
      expect(
        moved.every((place, index) => place !== before[index]),
        'each has moved',
      );
      const label = await page.getAttribute('.glyph', 'aria-label');
      expect(label!.includes('not proved yet'), `the label says so: ${label!}`);
      expect((await page.getAttribute('.glyph', 'opacity')) === null, 'what is followed is not faint');
      await page.evaluate(() => {
        window.fakeHost.holding = false;
        window.fakeHost.release(window.fakeHost.held.length - 1);
      });
      await eventually(() => document.querySelectorAll('.glyph[data-proof=proved]').length === 3, 'proved anew');
      const rested = await places();
      const far = rested.filter((place) => !moved.includes(place));
      expect(far.length === 0, `they stand where they were followed to: ${rested.join(' ')}, ${moved.join(' ')}`);
    },
  );

  check(
    'the last position wins; late answers are dropped',
    { loss: 'flat', query: 'hold' },
    async ({ page, expect, eventually }) => {
      await eventually(() => window.fakeHost.held.length === 1, 'the first request waits');
      await page.waitForTimeout(200);
      await moveSlider(page, 'Constant alpha', 1);
      await moveSlider(page, 'Constant alpha', 1.5);
      await eventually(() => window.fakeHost.sent.some(({ kind }) => kind === 'cancel'), 'the first is cancelled');
      await page.evaluate(() => window.fakeHost.release(0));
      await page.waitForTimeout(300);
      expect(!(await textOf(page, '.verdict')).includes('critical point in'), 'its late answer is not shown');
      expect((await page.locator('.glyph').count()) === 0, 'nor drawn');
      for (let index = 1; index < 4; index++) {
        await page.evaluate((at) => window.fakeHost.release(at), index);
        await page.waitForTimeout(400);
      }
      const last = await page.evaluate(
        () => (window.fakeHost.held.at(-1)!.params as { constants: number[] }).constants[0],
      );
      expect(last === 1.5, `the last request is for the last position, not ${String(last)}`);
      await eventually(() => document.querySelectorAll('.glyph').length > 0, 'the newest answer is drawn');
    },
  );

  check(
    'an answer to an older text is dropped',
    { loss: 'flat', query: 'hold' },
    async ({ page, expect, eventually }) => {
      await eventually(() => window.fakeHost.held.length === 1, 'the first request waits');
      await page.evaluate(() => {
        window.fakeHost.use('himmelblau');
        window.fakeHost.push();
      });
      await eventually(() => window.fakeHost.held.length === 2, 'the new text is asked for');
      // The host would refuse the old one; here it answers all the same.
      await page.evaluate(() => {
        const { id } = window.fakeHost.held[0]!;
        const report = {
          loss: 'flat',
          parameters: ['x', 'y'],
          box: [
            [-2, 2],
            [-2, 2],
          ],
          points: [],
          manifolds: [],
          plateaus: [],
          kinks: [],
          unresolved: [],
          complete: true,
          verdict: 'Old verdict.',
          milliseconds: 1,
        };
        window.fakeHost.deliver({ kind: 'reply', id, ok: true, value: report });
      });
      await page.waitForTimeout(150);
      expect((await textOf(page, '.verdict')) !== 'Old verdict.', 'the old verdict is not shown');
    },
  );

  check('kinks, which are not followed, stay, dimmed, while new ones are sought', {}, async ({ page, eventually }) => {
    await page.evaluate(() => {
      window.fakeHost.useText(
        'const s = 0.2 in [0, 2]\nloss kink(x, y) = abs(x - s) + y^2 on x in [-2, 2], y in [-2, 2]',
      );
      window.fakeHost.push();
    });
    await page.waitForSelector('.glyph[data-kind=nonsmooth-minimum]');
    await page.evaluate(() => (window.fakeHost.holding = true));
    await moveSlider(page, 'Constant s', 1.2);
    await eventually(() => document.querySelector('.glyph')?.getAttribute('opacity') === '0.45', 'dimmed');
    await page.evaluate(() => window.fakeHost.release(window.fakeHost.held.length - 1));
    await eventually(() => document.querySelector('.glyph')?.getAttribute('opacity') === null, 'clear again');
  });

  check(
    'a failed search is told in words',
    { query: 'failing=The+worker+was+restarted.' },
    async ({ page, eventually }) => {
      await eventually(
        () => document.querySelector('.verdict')?.textContent?.includes('The worker was restarted.') === true,
        'the reason stands where the verdict would',
      );
      await page.waitForSelector('.contours path');
    },
  );

  check('writes constants to the file, and resets them', { loss: 'flat' }, async ({ page, expect, eventually }) => {
    const write = page.locator('button:has-text("Write to file")');
    expect(!(await write.isVisible()), 'nothing to write at first');
    await moveSlider(page, 'Constant alpha', 1.25);
    await write.click();
    await eventually(() => window.fakeHost.requests('writeConstants').length === 1, 'one message');
    const params = await page.evaluate(() => window.fakeHost.requests('writeConstants')[0]!.params);
    expect(
      JSON.stringify(params) === '{"revision":1,"values":[{"name":"alpha","value":1.25}]}',
      `with revision, name and value: ${JSON.stringify(params)}`,
    );
    await page.click('.part-sliders button:has-text("Reset")');
    await page.waitForTimeout(60);
    expect((await page.inputValue('input[aria-label="Constant alpha, as a number"]')) === '0.5', 'the source again');
  });

  check('broken text keeps the last good picture, with a quiet note', { loss: 'flat' }, async ({ page, expect }) => {
    await page.waitForSelector('.glyph');
    const before = await picture(page);
    await page.evaluate(() => {
      window.fakeHost.snapshot = { ...window.fakeHost.snapshot, revision: 2, note: 'The text has an error.' };
      window.fakeHost.push();
    });
    await page.waitForTimeout(250);
    expect((await textOf(page, '.note')) === 'The text has an error.', 'the note is shown');
    expect(samePicture(await picture(page), before), 'the picture stays');
  });

  check(
    'keeps a setup while its loss is edited; a slider only while its source stays',
    { loss: 'flat' },
    async ({ page, expect }) => {
      await moveSlider(page, 'Constant alpha', 1.25);
      await page.click('button[aria-label="Zoom in"]');
      await page.waitForTimeout(250);
      const ticks = (await axisTexts(page)).join();
      await page.evaluate(() => {
        window.fakeHost.useText(
          'const alpha = 0.5 in [0, 2]\nloss flat(x, y) = x^2 + alpha*x^2*y^2 - y^4 on x in [-2, 2], y in [-2, 2] from (1, 0.1)',
        );
        window.fakeHost.push();
      });
      await page.waitForTimeout(250);
      expect((await axisTexts(page)).join() === ticks, 'the view stays');
      const value = (): Promise<string> => page.inputValue('input[aria-label="Constant alpha, as a number"]');
      expect((await value()) === '1.25', 'the slider stays');
      await page.evaluate(() => {
        window.fakeHost.useText(
          'const alpha = 0.7 in [0, 2]\nloss flat(x, y) = x^2 + alpha*x^2*y^2 - y^4 on x in [-2, 2], y in [-2, 2] from (1, 0.1)',
        );
        window.fakeHost.push();
      });
      await page.waitForTimeout(250);
      expect((await value()) === '0.7', 'a source that changed wins');
    },
  );

  check('refuses malformed messages', {}, async ({ page, expect, eventually }) => {
    const before = await picture(page);
    await page.evaluate(() => {
      const host = window.fakeHost;
      const loss = host.snapshot.loss!;
      if (loss.form !== 'formulas') throw new Error('The loss has no tapes.');
      const broken = { ...loss.tapes[0], outputs: Int32Array.of(1e6) };
      // Of the right sizes, but the first instruction is a loop without an end.
      const looping = loss.tapes.map((tape) => {
        const code = tape.code.slice();
        code.set([3, 0, 0, 0]);
        return { ...tape, code };
      });
      host.notify('snapshot', { revision: 'x' });
      host.notify('snapshot', { ...host.snapshot, revision: 9, loss: { ...loss, parameters: [] } });
      host.notify('snapshot', { ...host.snapshot, revision: 9, loss: { ...loss, tapes: [broken, broken, broken] } });
      host.notify('snapshot', { ...host.snapshot, revision: 9, loss: { ...loss, tapes: looping } });
      host.notify('command', { command: 'format-disk' });
      host.deliver({ kind: 'request', id: 77, method: 'snapshot', params: { loss: 3 } });
      host.deliver({ kind: 'request', id: 78, method: 'constructor', params: null });
      host.deliver('nonsense');
      host.deliver(null);
    });
    await eventually(
      () => window.fakeHost.sent.filter((message) => message.kind === 'reply').length === 2,
      'both requests are answered',
    );
    const replies = await page.evaluate(() => window.fakeHost.sent.filter((message) => message.kind === 'reply'));
    expect(
      replies.every((reply) => !(reply as unknown as { ok: boolean }).ok),
      'with an error each',
    );
    expect(samePicture(await picture(page), before), 'and the picture stays');
  });

  check('its state survives a reload', { loss: 'flat' }, async ({ page, expect, settled, eventually }) => {
    await moveSlider(page, 'Constant alpha', 1.25);
    await page.click('button[aria-label="Zoom in"]');
    await page.selectOption('select[aria-label="Add an optimizer"]', 'newton');
    await page.selectOption('.toolbar label:has-text("Levels") select', 'linear');
    await page.waitForTimeout(500);
    const before = { ticks: (await axisTexts(page)).join(), picture: await picture(page) };
    await page.reload();
    await settled();
    await eventually(() => document.querySelectorAll('.run-row').length === 3, 'the optimizers are back');
    expect((await axisTexts(page)).join() === before.ticks, 'the view is back');
    expect((await page.inputValue('input[aria-label="Constant alpha, as a number"]')) === '1.25', 'the slider is back');
    expect((await page.getAttribute('.plot', 'data-scale')) === 'linear', 'the scale is back');
    const state = await page.evaluate(() => sessionStorage.getItem('panel-state') ?? '');
    expect(!state.includes('eigenvalues') && !state.includes('tapes'), 'no answer of the host is kept');
    await page.evaluate(() =>
      sessionStorage.setItem(
        'panel-state',
        '{"version":1,"shelf":{"a":{"view":{"x":[1]}}},"preferences":{"runs":[5],"speed":-1}}',
      ),
    );
    await page.evaluate(() => window.removeEventListener('beforeunload', () => undefined));
    await page.reload();
    await settled();
    expect((await page.locator('.run-row').count()) >= 2, 'a damaged state falls back to the defaults');
  });

  check('lives under its policy', {}, async ({ page, expect }) => {
    const outcome = await page.evaluate(async () => {
      // In a turn of its own: what a test driver evaluates itself is exempt from the policy.
      const evaluated = await new Promise<boolean>((resolve) => {
        setTimeout(() => {
          try {
            // eslint-disable-next-line no-eval -- that it is refused is what is checked
            (0, eval)('1');
            resolve(true);
          } catch {
            resolve(false);
          }
        });
      });
      const script = document.createElement('script');
      script.textContent = 'window.injected = true';
      document.body.append(script);
      await new Promise((resolve) => setTimeout(resolve, 50));
      const found = window.fakeHost.problems.splice(0);
      return { evaluated, injected: 'injected' in window, found };
    });
    expect(!outcome.evaluated && !outcome.injected, 'neither eval nor an injected script runs');
    expect(outcome.found.length > 0, 'violations are noticed: those of other checks would be, too');
  });

  check('never takes the focus', { loss: 'flat' }, async ({ page, expect }) => {
    await page.evaluate(() => {
      window.fakeHost.use('himmelblau');
      window.fakeHost.push();
    });
    await page.waitForTimeout(300);
    expect(await page.evaluate(() => document.activeElement === document.body), 'the focus stays where it was');
  });

  check('says so where there is no loss', { loss: 'none', bare: true }, async ({ page, eventually }) => {
    await eventually(
      () =>
        document.querySelector('.message')?.textContent?.includes('This file has no loss yet.') === true &&
        document.querySelector('.message')?.checkVisibility() === true &&
        document.querySelector('.plot')?.checkVisibility() !== true,
      'the empty state',
    );
    await page.evaluate(() => {
      window.fakeHost.use('flat');
      window.fakeHost.push();
    });
    await eventually(() => document.querySelector('.contours path') !== null, 'and draws once there is one');
  });

  check('has words for opening and for failure', { query: 'never', bare: true }, async ({ page, eventually }) => {
    await eventually(() => document.querySelector('.message')?.textContent?.includes('Opening') === true, 'opening');
    await page.goto(`${page.url()}&error=The+document+is+gone.`.replace('never', 'x'));
    await eventually(
      () => document.querySelector('.message')?.textContent?.includes('The document is gone.') === true,
      'the reason of the failure',
    );
  });

  check('shows formulas as MathML and copies LaTeX', { loss: 'flat' }, async ({ page, expect, eventually }) => {
    await page.click('.formulas summary');
    await eventually(
      () => document.querySelectorAll('.formula').length === 6,
      'loss, two derivatives, three second ones',
    );
    const isMath = await page.evaluate(() =>
      [...document.querySelectorAll('.formula-scroll')].every(
        (place) => place.firstElementChild?.namespaceURI === 'http://www.w3.org/1998/Math/MathML',
      ),
    );
    expect(isMath, 'each is mathematics');
    await page.click('button:has-text("Copy gradient as LaTeX")');
    await eventually(() => window.fakeHost.requests('copyText').length === 1, 'the text is sent');
    const params = await page.evaluate(() => window.fakeHost.requests('copyText')[0]!.params as { text: string });
    expect(params.text.startsWith('\\begin{pmatrix}'), params.text);
  });

  check('reveals sources, picks losses, pins', { loss: 'flat' }, async ({ page, expect, eventually }) => {
    await page.click('.head button[aria-label="Show in source"]');
    await page.click('button[aria-label="Show constant alpha in source"]');
    await page.click('button[aria-label="Show start 2 in source"]');
    await page.selectOption('.head select', 'other');
    await page.click('button[aria-label="Keep this loss shown"]');
    await eventually(() => window.fakeHost.requests('setPinned').length === 1, 'all is sent');
    const sent = await page.evaluate(() => ({
      reveal: window.fakeHost.requests('reveal').map(({ params }) => params),
      select: window.fakeHost.requests('selectLoss')[0]?.params,
      pin: window.fakeHost.requests('setPinned')[0]?.params,
    }));
    expect(
      JSON.stringify(sent) ===
        JSON.stringify({
          reveal: [
            { kind: 'loss', name: 'flat' },
            { kind: 'constant', name: 'alpha' },
            { kind: 'start', name: 'flat', index: 1 },
          ],
          select: { name: 'other' },
          pin: { pinned: true },
        }),
      JSON.stringify(sent),
    );
  });

  check('obeys the palette', {}, async ({ page, expect, eventually }) => {
    await page.click('button[aria-label="Zoom in"]');
    await page.evaluate(() => window.fakeHost.notify('command', { command: 'reset-view' }));
    await eventually(
      () => [...document.querySelectorAll('.plot .axes text')].some((text) => text.textContent === '−5'),
      'the box',
    );
    await page.evaluate(() => window.fakeHost.notify('command', { command: 'export-picture' }));
    await eventually(() => window.fakeHost.requests('savePicture').length === 1, 'the picture');
    await page.evaluate(() => window.fakeHost.notify('command', { command: 'run-optimizers' }));
    await page.waitForTimeout(400);
    const step = await page.evaluate(() => Number(document.querySelector('.playhead')?.getAttribute('data-step')));
    expect(step > 2 && step < 60, `the runs play: step ${String(step)}`);
  });
}
