/** The most bytes a csv file may have. */
export const mostBytes = 48 * 1024 * 1024;
/** The most cells. */
export const mostCells = 20_000_000;
