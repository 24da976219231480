/** The command was called wrongly: told on stderr, exit code 2. */
export class UsageError extends Error {}

export const usage = `losscape — critical points, derivatives and optimizer runs of losses written as formulas

  losscape check FILE|FOLDER... [--json] [--budget-ms N]
  losscape derive FILE [--at x=1,y=2]... [--json | --format text|latex]
  losscape critical-points FILE [--json] [--budget-ms N]
  losscape bifurcation FILE --along NAME [--samples 21] [--json] [--budget-ms N]
  losscape path FILE --from 1,2 --to 2,1|twin [--along NAME] [--json] [--budget-ms N]
  losscape spectrum FILE [--spectrum 1] [--json]
  losscape sampling FILE [--population NAME] [--sizes 5,20,80,320] [--draws 200] [--seed 1] [--json]
  losscape run FILE --optimizer NAME [--option lr=0.01]... [--from 1,0.1] [--steps 200] [--seed 1] [--json]
  losscape plot FILE -o out.svg [--width 640] [--optimizer NAME]... [--theme light|dark]

  --loss NAME           the loss, where the file has several
  --set alpha=0.7       another value for a constant; may be repeated
  --on "x in [-2, 2]"   another box

spectrum computes the spectra a file asks for, all of them or the one of that number.
check tells the mistakes of files, and whether their claims hold; of a folder it takes all files with losses.
FILE is a .loss file, a Markdown file with \`\`\`loss fences, or - for standard input.
Exit codes: 0 fine, 1 the file has errors, or a claim fails or is undecided, 2 wrong usage.
`;
