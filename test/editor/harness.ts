/** A small test runner that works inside the extension host and outside of it. */

interface Result {
  readonly name: string;
  readonly ok: boolean;
  readonly error?: string;
  readonly milliseconds: number;
}

type Body = (world: unknown) => Promise<void> | void;

const tests: { name: string; body: Body }[] = [];
const limit = 60_000;

/** Registers a test; they run in order. */
export function test(name: string, body: Body): void {
  tests.push({ name, body });
}

/** Fails with a sentence that shows both sides unless they are equal as JSON. */
export function equal(actual: unknown, expected: unknown, what = 'value'): void {
  const [a, b] = [JSON.stringify(actual), JSON.stringify(expected)];
  if (a !== b) throw new Error(`${what}: expected ${b}, got ${a}`);
}

/** Fails with the sentence unless the condition holds. */
export function check(condition: boolean, sentence: string): asserts condition {
  if (!condition) throw new Error(sentence);
}

/** Waits until `probe` gives a value other than undefined. */
export async function eventually<T>(
  what: string,
  probe: () => Promise<T | undefined> | T | undefined,
  timeout = 20_000,
): Promise<T> {
  const end = Date.now() + timeout;
  for (;;) {
    const value = await probe();
    if (value !== undefined) return value;
    if (Date.now() > end) throw new Error(`Waited in vain for: ${what}`);
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
}

/** Asks the program that started the editor, which sees the page. */
export async function ask(method: string, params: object = {}): Promise<unknown> {
  const response = await fetch(driverAddress(), { method: 'POST', body: JSON.stringify({ method, params }) });
  const answer = (await response.json()) as { ok: boolean; value?: unknown; error?: string };
  if (!answer.ok) throw new Error(answer.error);
  return answer.value;
}

function driverAddress(): string {
  const address = process.env['LOSSCAPE_DRIVER'];
  if (address === undefined) throw new Error('LOSSCAPE_DRIVER is not set: start the suite with npm run test:editor.');
  return address;
}

/** Runs all tests (or those whose names contain LOSSCAPE_ONLY) inside the extension host, reports each to the driver, and fails where one failed. */
export async function run(): Promise<void> {
  const failed = await runAll(undefined, async (result) => void (await ask('report', result)));
  if (failed > 0) throw new Error(`${failed} in-editor tests failed`);
}

/** Runs all tests outside of the editor, with its page. */
export async function runOutside(world: { page: unknown; report: (result: Result) => void }): Promise<void> {
  await runAll(world.page, world.report);
}

async function runAll(page: unknown, report: (result: Result) => Promise<void> | void): Promise<number> {
  let failed = 0;
  const only = process.env['LOSSCAPE_ONLY'] ?? '';
  for (const { name, body } of tests.filter((each) => each.name.includes(only))) {
    const start = Date.now();
    let error: string | undefined;
    let timer: NodeJS.Timeout | undefined;
    try {
      const late = new Promise<never>((_, reject) => {
        timer = setTimeout(() => reject(new Error(`took longer than ${limit / 1000} s`)), limit);
      });
      await Promise.race([body(page), late]);
    } catch (thrown) {
      failed++;
      error = thrown instanceof Error ? (thrown.stack ?? thrown.message) : String(thrown);
    } finally {
      clearTimeout(timer);
    }
    const milliseconds = Date.now() - start;
    if (error !== undefined && page === undefined)
      await ask('screenshot', { name: `failed-${name.replace(/\W+/g, '-')}` }).catch(() => undefined);
    await report(error === undefined ? { name, ok: true, milliseconds } : { name, ok: false, error, milliseconds });
  }
  return failed;
}
